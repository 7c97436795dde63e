/** The register of removals as a table for other programs. Times are ISO 8601; people and devices stand by their ids. */
import { toIso } from '../core/time.ts';
import type { RemovalJson } from './contract.ts';

const COLUMNS: readonly (readonly [string, (removal: RemovalJson) => string])[] = [
  ['removal', (one) => one.removalId],
  ['cases', (one) => one.labels.join(' ')],
  ['wearer', (one) => one.personId],
  ['device', (one) => one.deviceId],
  ['reason', (one) => one.reason],
  ['in words', (one) => one.words ?? ''],
  ['from', (one) => toIso(one.fromMs)],
  ['until', (one) => toIso(one.untilMs)],
  ['asked by', (one) => one.requestedBy],
  ['asked at', (one) => toIso(one.requestedAtMs)],
  ['decision', (one) => one.decision ?? ''],
  ['decided by', (one) => one.decidedBy ?? ''],
  ['decided at', (one) => (one.decidedAtMs === null ? '' : toIso(one.decidedAtMs))],
  ['ended at', (one) => (one.endedAtMs === null ? '' : toIso(one.endedAtMs))],
  ['ended by', (one) => one.endedBy ?? ''],
  ['overdue', (one) => (one.isOverdue ? 'yes' : 'no')],
];

/** RFC 4180; begins with a byte order mark, without which spreadsheets break Korean. */
export function registerCsv(removals: readonly RemovalJson[]): string {
  const lines = [COLUMNS.map(([name]) => name), ...removals.map((one) => COLUMNS.map(([, of]) => of(one)))];
  return `\ufeff${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
}

// HAZARD H-136: words that begin like a formula are run by the spreadsheet that opens the register.
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
