/** False warnings against warning time, as a plain SVG that reads on light and on dark paper. */
import { BASELINES } from './baselines.ts';
import type { Figures } from './figures.ts';
import { ENGINE_NAME, type Section } from './report.ts';

const WIDTH = 960;
const HEIGHT = 440;
const PANEL = { widthPx: 380, heightPx: 300, topPx: 64, leftPx: [70, 550] } as const;
/** False warnings a pair-day, logarithmic: from few to far too many. */
const FALSE_TICKS = [0.1, 0.3, 1, 3, 10, 30, 100];
const FALSE_MIN = 0.05;

const STYLE = `
  svg { background: #ffffff; color: #1b2733; }
  text { font: 13px system-ui, sans-serif; fill: currentColor; }
  .title { font-size: 15px; font-weight: 600; }
  .small { font-size: 11px; }
  .grid { stroke: #d9dfe5; stroke-width: 1; }
  .axis { stroke: currentColor; stroke-width: 1; }
  .plain { stroke: #8a5a00; fill: none; stroke-width: 1.5; }
  .plain-mark { fill: #ffffff; stroke: #8a5a00; stroke-width: 2; }
  .debounced { stroke: #00629b; fill: none; stroke-width: 1.5; stroke-dasharray: 5 3; }
  .debounced-mark { fill: #00629b; stroke: #00629b; }
  .engine { fill: #b3124f; stroke: #ffffff; stroke-width: 1; }
  .strong { font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    svg { background: #12181f; color: #e3e9ef; }
    .grid { stroke: #2c3742; }
    .plain { stroke: #e0a83c; }
    .plain-mark { fill: #12181f; stroke: #e0a83c; }
    .debounced { stroke: #5db5ec; }
    .debounced-mark { fill: #5db5ec; stroke: #5db5ec; }
    .engine { fill: #ff6f9f; stroke: #12181f; }
  }`;

interface Axis {
  readonly label: string;
  readonly max: number;
  readonly ticks: readonly number[];
  of(figures: Figures): number;
}

export function plotOf(section: Section): string {
  const recall: Axis = {
    label: 'contacts warned of at least 120 s before, %',
    max: 100,
    ticks: [0, 20, 40, 60, 80, 100],
    of: (f) => (f.recall120 ?? 0) * 100,
  };
  const panels = [panel(section, leadAxis(section), PANEL.leftPx[0]), panel(section, recall, PANEL.leftPx[1])];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="t">`,
    `<title id="t">False warnings per pair-day against warning time: ${section.name}</title>`,
    `<style>${STYLE}\n</style>`,
    text(PANEL.leftPx[0], 24, `${section.name}: false warnings a pair-day against warning time`, 'title'),
    text(PANEL.leftPx[0], 44, 'down and to the right is better', 'small'),
    ...panels,
    legend(),
    '</svg>\n',
  ].join('\n');
}

/** Lead times differ much between mixes: the axis follows them. */
function leadAxis({ rows }: Section): Axis {
  const most = Math.max(...rows.map(({ figures }) => figures.leadMedianS ?? 0), 300);
  const stepS = most > 1200 ? 600 : 120;
  const max = Math.ceil((most * 1.05) / stepS) * stepS;
  const ticks = Array.from({ length: max / stepS + 1 }, (_, i) => i * stepS).filter(
    (_, i, all) => i % Math.ceil(all.length / 8) === 0,
  );
  return { label: 'median warning time before contact, s', max, ticks, of: (f) => f.leadMedianS ?? 0 };
}

function panel({ rows }: Section, axis: Axis, leftPx: number): string {
  const { widthPx, heightPx, topPx } = PANEL;
  const bottomPx = topPx + heightPx;
  const xOf = (value: number) => leftPx + (value / axis.max) * widthPx;
  const placeOf = (figures: Figures) => ({ x: xOf(axis.of(figures)), y: yOf(figures.falsePerDay) });
  const figuresOf = (name: string) => rows.find(({ detector }) => detector === name)!.figures;
  const parts = FALSE_TICKS.map((tick) => {
    const y = yOf(tick);
    return rule('grid', leftPx, y, leftPx + widthPx, y) + text(leftPx - 8, y + 4, String(tick), 'small', 'end');
  });
  for (const tick of axis.ticks) {
    parts.push(
      rule('grid', xOf(tick), topPx, xOf(tick), bottomPx),
      text(xOf(tick), bottomPx + 18, String(tick), 'small', 'middle'),
    );
  }
  parts.push(rule('axis', leftPx, bottomPx, leftPx + widthPx, bottomPx), rule('axis', leftPx, topPx, leftPx, bottomPx));
  parts.push(text(leftPx + widthPx / 2, bottomPx + 38, axis.label, '', 'middle'));
  parts.push(
    `<text transform="translate(${leftPx - 46} ${topPx + heightPx / 2}) rotate(-90)" text-anchor="middle">false warnings a pair-day</text>`,
  );
  for (const isDebounced of [false, true]) {
    const places = BASELINES.filter((one) => one.isDebounced === isDebounced).map((one) => ({
      ...one,
      ...placeOf(figuresOf(one.name)),
    }));
    const kind = isDebounced ? 'debounced' : 'plain';
    parts.push(
      `<polyline class="${kind}" points="${places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}"/>`,
    );
    for (const { x, y, radiusM } of places) {
      parts.push(isDebounced ? square(x, y) : circle(x, y));
      // Plain radii are named to the upper left, debounced to the lower right, where the axes leave room.
      const isLeft = !isDebounced && x > leftPx + 36;
      const dy = isDebounced && y < bottomPx - 16 ? 14 : -8;
      parts.push(text(x + (isLeft ? -8 : 8), y + dy, String(radiusM), 'small', isLeft ? 'end' : 'start'));
    }
  }
  const { x, y } = placeOf(figuresOf(ENGINE_NAME));
  const isAtEdge = x > leftPx + widthPx - 70;
  parts.push(
    diamond(x, y),
    text(x + (isAtEdge ? -13 : 13), y + (isAtEdge ? 18 : 4), 'engine', 'strong', isAtEdge ? 'end' : 'start'),
  );
  return parts.join('\n');
}

function legend(): string {
  const y = HEIGHT - 12;
  return [
    circle(76, y - 4),
    text(88, y, 'last fixes within 300, 600, 1000, 2000 m'),
    square(376, y - 4),
    text(388, y, 'the same, 2 of 3 and accuracy filter'),
    diamond(656, y - 4),
    text(670, y, "Magpie's engine"),
  ].join('\n');
}

function yOf(falsePerDay: number): number {
  const [low, high] = [Math.log(FALSE_MIN), Math.log(FALSE_TICKS.at(-1)!)];
  const share = (Math.log(Math.max(FALSE_MIN, falsePerDay)) - low) / (high - low);
  return PANEL.topPx + PANEL.heightPx * (1 - Math.min(1, share));
}

function text(x: number, y: number, words: string, kind = '', anchor = 'start'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" class="${kind}" text-anchor="${anchor}">${words}</text>`;
}

function rule(kind: string, x1: number, y1: number, x2: number, y2: number): string {
  return `<line class="${kind}" x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>`;
}

function circle(x: number, y: number): string {
  return `<circle class="plain-mark" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="5"/>`;
}

function square(x: number, y: number): string {
  return `<rect class="debounced-mark" x="${(x - 4.5).toFixed(1)}" y="${(y - 4.5).toFixed(1)}" width="9" height="9"/>`;
}

function diamond(x: number, y: number): string {
  return `<path class="engine" d="M${x.toFixed(1)} ${(y - 9).toFixed(1)} l9 9 l-9 9 l-9 -9 Z"/>`;
}
