/** A register as a table for other programs (RFC 4180). Times are ISO 8601. */
import { toIso } from '../../core/time.ts';
import type { RegisterRow } from './contract.ts';

const COLUMNS: readonly (readonly [string, (row: RegisterRow) => string])[] = [
  ['at', (row) => toIso(row.atMs)],
  ['what', (row) => row.what],
  ['of', (row) => row.of],
  ['office', (row) => row.office],
  ['by', (row) => row.by],
  ['purpose', (row) => row.purpose],
  ['article', (row) => row.article],
  ['ledger', (row) => (row.ledger === null ? '' : String(row.ledger))],
  [
    'more',
    (row) =>
      Object.entries(row.more)
        .map(([name, value]) => `${name}=${value}`)
        .join('; '),
  ],
];

/** Begins with a byte order mark, without which spreadsheets break Korean. */
export function registerCsv(rows: readonly RegisterRow[]): string {
  const lines = [COLUMNS.map(([name]) => name), ...rows.map((row) => COLUMNS.map(([, of]) => of(row)))];
  return `\ufeff${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** What begins like a formula is run by the spreadsheet that opens it. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
