import type { Figure, Figures } from './contract.ts';

const COLUMNS = [
  'key',
  'applications',
  'granted',
  'partly',
  'refused',
  'pending',
  'withdrawn',
  'perApplication',
  'perPerson',
  'medianHours',
  'ninetiethHours',
] as const satisfies readonly (keyof Figure)[];

/** RFC 4180, `all` first. What is withheld says so, or it would be read as nought; what cannot be is empty. */
export function figuresCsv({ all, rows, group, countMin }: Figures): string {
  const lines = [
    [group, ...COLUMNS.slice(1)],
    ...[all, ...rows].map((figure) => COLUMNS.map((name) => cell(figure, name, countMin))),
  ];
  return `${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function cell(figure: Figure, name: (typeof COLUMNS)[number], countMin: number | null): string {
  const value = figure[name];
  if (value !== null) return String(value);
  const isCount = ['applications', 'granted', 'partly', 'refused', 'pending', 'withdrawn'].includes(name);
  return isCount && countMin !== null ? 'withheld' : '';
}

/** A cell that a spreadsheet would take for a formula is kept a text. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) && text !== '-' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
