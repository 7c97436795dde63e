/** False warnings against warning time, as a plain SVG that reads on light and on dark paper. */
import { BASELINES } from './baselines.ts';
import type { Figures } from './figures.ts';
import { ENGINE_NAME, type Section } from './report.ts';

const WIDTH = 960;
const HEIGHT = 460;
const PANEL = { widthPx: 380, heightPx: 300, topPx: 64, leftPx: [70, 550] } as const;
/** Both logarithmic; what is less lies on the edge. */
const FALSE_TICKS = [0.01, 0.1, 1, 10, 100];
const LEAD_TICKS_S = [10, 30, 100, 300, 1000, 3000, 10_000];

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
  .halo { paint-order: stroke; stroke: #ffffff; stroke-width: 3px; }
  @media (prefers-color-scheme: dark) {
    svg { background: #12181f; color: #e3e9ef; }
    .grid { stroke: #2c3742; }
    .plain { stroke: #e0a83c; }
    .plain-mark { fill: #12181f; stroke: #e0a83c; }
    .debounced { stroke: #5db5ec; }
    .debounced-mark { fill: #5db5ec; stroke: #5db5ec; }
    .engine { fill: #ff6f9f; stroke: #12181f; }
    .halo { stroke: #12181f; }
  }`;

interface Axis {
  readonly label: string;
  readonly ticks: readonly number[];
  readonly isLogarithmic: boolean;
  of(figures: Figures): number;
}

const FALSE: Axis = {
  label: 'false warnings a pair-day',
  ticks: FALSE_TICKS,
  isLogarithmic: true,
  of: (f) => f.falsePerDay,
};
const LEAD: Axis = {
  label: 'median warning time before contact, s',
  ticks: LEAD_TICKS_S,
  isLogarithmic: true,
  of: (f) => f.leadMedianS ?? 0,
};
const RECALL: Axis = {
  label: 'contacts warned of at least 120 s before, %',
  ticks: [0, 20, 40, 60, 80, 100],
  isLogarithmic: false,
  of: (f) => (f.recall120 ?? 0) * 100,
};

export function plotOf(section: Section): string {
  const panels = [panel(section, LEAD, PANEL.leftPx[0]), panel(section, RECALL, PANEL.leftPx[1])];
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

function panel({ rows }: Section, axis: Axis, leftPx: number): string {
  const { widthPx, heightPx, topPx } = PANEL;
  const xOf = (value: number) => leftPx + shareOf(axis, value) * widthPx;
  const yOf = (value: number) => topPx + (1 - shareOf(FALSE, value)) * heightPx;
  const placeOf = (name: string) => {
    const { figures } = rows.find(({ detector }) => detector === name)!;
    return { x: xOf(axis.of(figures)), y: yOf(FALSE.of(figures)) };
  };
  const parts = [frame(axis, leftPx, xOf, yOf)];
  for (const isDebounced of [false, true]) {
    const places = BASELINES.filter((one) => one.isDebounced === isDebounced).map(({ name, radiusM }) => ({
      radiusM,
      ...placeOf(name),
    }));
    const points = places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
    parts.push(`<polyline class="${isDebounced ? 'debounced' : 'plain'}" points="${points}"/>`);
    for (const { x, y, radiusM } of places) {
      parts.push(isDebounced ? square(x, y) : circle(x, y));
      // Plain radii are named above their marks, debounced ones below, so that neither hides the other.
      parts.push(text(x, y + (isDebounced ? 18 : -10), String(radiusM), 'small halo', 'middle'));
    }
  }
  const { x, y } = placeOf(ENGINE_NAME);
  parts.push(diamond(x, y), text(x, y + 24, 'engine', 'strong halo', 'middle'));
  return parts.join('\n');
}

function frame(axis: Axis, leftPx: number, xOf: (value: number) => number, yOf: (value: number) => number): string {
  const { widthPx, heightPx, topPx } = PANEL;
  const [rightPx, bottomPx] = [leftPx + widthPx, topPx + heightPx];
  const across = FALSE.ticks.map(
    (tick) =>
      rule('grid', leftPx, yOf(tick), rightPx, yOf(tick)) +
      text(leftPx - 8, yOf(tick) + 4, String(tick), 'small', 'end'),
  );
  const along = axis.ticks.map(
    (tick) =>
      rule('grid', xOf(tick), topPx, xOf(tick), bottomPx) +
      text(xOf(tick), bottomPx + 34, String(tick), 'small', 'middle'),
  );
  const turned = `translate(${leftPx - 46} ${topPx + heightPx / 2}) rotate(-90)`;
  return [
    ...across,
    ...along,
    rule('axis', leftPx, bottomPx, rightPx, bottomPx),
    rule('axis', leftPx, topPx, leftPx, bottomPx),
    text(leftPx + widthPx / 2, bottomPx + 54, axis.label, '', 'middle'),
    `<text transform="${turned}" text-anchor="middle">${FALSE.label}</text>`,
  ].join('\n');
}

/** How far along the axis, 0..1. */
function shareOf({ ticks, isLogarithmic }: Axis, value: number): number {
  const [low, high] = [ticks[0]!, ticks.at(-1)!];
  const clamped = Math.min(high, Math.max(low, value));
  if (!isLogarithmic) return (clamped - low) / (high - low);
  return Math.log(clamped / low) / Math.log(high / low);
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
