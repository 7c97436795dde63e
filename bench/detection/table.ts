/** A report as Markdown. */
import type { Figures } from './figures.ts';
import type { Row } from './measure.ts';
import { FLOOR, GOAL, RECORDED, type Reference } from './reference.ts';
import { COMPARED, type Report, type Section } from './report.ts';

const HEADINGS = [
  'recall@0/60/120/300 %',
  'lead median / p10 s',
  'silence@120 with unknown %',
  'false warnings / pair-day',
  'false min / pair-day',
  'unknown min / pair-day',
  'danger precision / at contact %',
] as const;

/** The mix to which the recorded rows belong. */
const CALIBRATED = 'recorded-like';

export function tableOf(report: Report): string {
  const { repeat } = report;
  const parts = [
    `Seeds: ${report.set}. Definitions: bench/README.md.`,
    ...report.mixes.map((section) =>
      [mixTable(section), spreadTable(section)].filter((text) => text !== '').join('\n\n'),
    ),
    ...(report.families.length > 0 ? [familyTable(report.families)] : []),
    `Run twice over ${repeat.cases} cases: ${repeat.isSame ? 'the same bytes' : 'NOT THE SAME BYTES'} (sha256 ${repeat.sha256.slice(0, 16)}).`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function mixTable(section: Section): string {
  const lines = section.rows.map(({ detector, figures }) => line([detector, ...cells(figures)]));
  if (section.name === CALIBRATED) {
    for (const [name, reference] of Object.entries(RECORDED))
      lines.push(line([`*recorded:* ${name}`, ...cells(reference)]));
    lines.push(line(['*recorded:* floor', ...cells(FLOOR)]), line(['*recorded:* goal', ...cells(GOAL)]));
  }
  return [`### ${section.name}`, `${section.what}. ${sizeOf(section)}`, table(['', ...HEADINGS], lines)].join('\n\n');
}

function sizeOf({ cases, rows }: Section): string {
  const { pairDays, contacts, silenceCases } = rows[0]!.figures;
  return `${cases} cases, ${pairDays.toFixed(1)} pair-days, ${contacts} contacts, ${silenceCases} silence cases.`;
}

/** Least, middle and greatest over the seed blocks, the first included. */
function spreadTable({ rows, blocks }: Section): string {
  if (blocks.length === 0) return '';
  const all = [rows, ...blocks];
  const lines = rows.map(({ detector }, i) => line([detector, ...spreadCells(all.map((block) => block[i]!.figures))]));
  const headings = [
    'recall@0 %',
    'recall@120 %',
    'lead median s',
    'false / pair-day',
    'unknown min',
    'danger precision %',
  ];
  return [`Over ${all.length} blocks of seeds, least - median - greatest:`, table(['', ...headings], lines)].join(
    '\n\n',
  );
}

function spreadCells(blocks: readonly Figures[]): string[] {
  const range = (of: (figures: Figures) => number | null, show: (value: number | null) => string) => {
    const sorted = blocks.map(of).sort((a, b) => (a ?? 0) - (b ?? 0));
    return [sorted[0]!, sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!].map(show).join(' - ');
  };
  return [
    range((f) => f.recall0, percent),
    range((f) => f.recall120, percent),
    range((f) => f.leadMedianS, whole),
    range((f) => f.falsePerDay, hundredths),
    range((f) => f.unknownMinPerDay, whole),
    range((f) => f.dangerPrecision, percent),
  ];
}

/** The engine by family, and the false warnings and recall of one baseline beside it. */
function familyTable(families: readonly Section[]): string {
  const lines = families.map(({ name, what, rows }) => {
    const { figures } = rows.at(-1)!;
    const { figures: other } = rows.find(({ detector }) => detector === COMPARED) as Row;
    const beside = `${hundredths(other.falsePerDay)} / ${percent(other.recall120)}`;
    const size = `${figures.pairDays.toFixed(1)} / ${figures.contacts}`;
    return line([`${name}: ${what}`, size, ...cells(figures), beside]);
  });
  const headings = ['engine', 'pair-days / contacts', ...HEADINGS, `${COMPARED}: false / pair-day, recall@120 %`];
  return ['### By family', table(headings, lines)].join('\n\n');
}

function cells(f: Figures | Reference): string[] {
  return [
    [f.recall0, f.recall60, f.recall120, f.recall300].map(percent).join('/'),
    `${whole(f.leadMedianS)} / ${whole(f.leadP10S)}`,
    percent(f.silence120),
    hundredths(f.falsePerDay),
    whole(f.falseMinPerDay),
    whole(f.unknownMinPerDay),
    `${percent(f.dangerPrecision)} / ${percent(f.dangerAtContact)}`,
  ];
}

function table(headings: readonly string[], lines: readonly string[]): string {
  return [line(headings), line(headings.map((_, i) => (i === 0 ? '---' : '---:'))), ...lines].join('\n');
}

function line(cellsOfLine: readonly string[]): string {
  return `| ${cellsOfLine.join(' | ')} |`;
}

function percent(share: number | null): string {
  return share === null ? '-' : (share * 100).toFixed(0);
}

function whole(value: number | null): string {
  return value === null ? '-' : value.toFixed(0);
}

function hundredths(value: number | null): string {
  return value === null ? '-' : value.toFixed(2);
}
