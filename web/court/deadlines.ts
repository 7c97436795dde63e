/**
 * What waits, for whom, how urgent: from the clocks that the server computed. Pure. Fails toward attention: what has no time set waits
 * beside what is due within a day, since the law says that it must not be delayed.
 */
import { daysBetween, localDate } from '../../src/core/local-time.ts';
import { DAY_MS } from '../../src/core/time.ts';
import type { ClockJson, ProceedingRowJson } from '../../src/orders/process/contract.ts';

export type Role = ClockJson['of'][number];

/** `none`: the law sets no time. */
export const URGENCIES = ['overdue', 'day', 'week', 'later', 'none'] as const;
export type Urgency = (typeof URGENCIES)[number];

export interface Waiting {
  /** Of a clock, or what waits without one: an unanswered request, an order that takes effect by service. */
  readonly kind: ClockJson['kind'] | 'answer' | 'service';
  readonly nature: ClockJson['nature'];
  readonly dueMs: number | null;
  readonly sinceMs: number;
  readonly of: readonly Role[];
  readonly article: string | null;
  readonly measureId: string | null;
  /** Milliseconds before the end of the warning that has come; null: none has. */
  readonly warnedMs: number | null;
}

/** A day is twenty-four hours: what ends tomorrow noon cannot wait for tomorrow. Beyond, the last day decides, in the jurisdiction's own calendar. */
export function urgencyOf(dueMs: number | null, nowMs: number, timeZone: string): Urgency {
  if (dueMs === null) return 'none';
  if (dueMs <= nowMs) return 'overdue';
  if (dueMs - nowMs <= DAY_MS) return 'day';
  const days = daysBetween(localDate(nowMs, timeZone), localDate(dueMs - 1, timeZone));
  return days <= 7 ? 'week' : 'later';
}

/** All that runs or waits, the nearest first. */
export function waitingOf(row: ProceedingRowJson): Waiting[] {
  const waiting: Waiting[] = row.clocks.map(({ startedMs, ...clock }) => ({ ...clock, sinceMs: startedMs }));
  const bare = { dueMs: null, article: null, measureId: null, warnedMs: null, nature: 'duty' } as const;
  // HAZARD H-363: what no clock tells of is forgotten.
  if (row.unanswered !== null) {
    waiting.push({ ...bare, kind: 'answer', sinceMs: row.unanswered.atMs, of: [row.unanswered.of] });
  }
  const unserved = row.measures.find(({ fromMs, ended }) => fromMs === null && ended === null);
  if (unserved !== undefined) {
    const { measureId, orderedAtMs } = unserved;
    waiting.push({ ...bare, kind: 'service', measureId, sinceMs: orderedAtMs, of: ['court', 'authority', 'police'] });
  }
  return waiting.sort((a, b) => rankMs(a) - rankMs(b) || a.kind.localeCompare(b.kind, 'en'));
}

/** A duty waits for whoever bears it; a right, or an end that may be put off, once its warning has come. */
export function waitsFor(one: Waiting, role: Role): boolean {
  return one.of.includes(role) && (one.nature === 'duty' || one.warnedMs !== null);
}

export interface QueueItem {
  readonly row: ProceedingRowJson;
  /** What the row tells of: the nearest that waits for the reader, else the nearest of all; null: nothing runs. */
  readonly waiting: Waiting | null;
  readonly isMine: boolean;
}

/** What the law wants without delay comes after what is late or ends within a day, before what has days. */
const ORDER: readonly Urgency[] = ['overdue', 'day', 'none', 'week', 'later'];

/** What waits for the reader's office first, the nearest first; then the rest. Total: no two rows tie. */
export function queueOf(rows: readonly ProceedingRowJson[], role: Role, nowMs: number): QueueItem[] {
  const bucket = ({ row, waiting }: QueueItem) =>
    waiting === null ? ORDER.length : ORDER.indexOf(urgencyOf(waiting.dueMs, nowMs, row.timeZone));
  const items = rows.map((row): QueueItem => {
    const all = waitingOf(row);
    const mine = all.find((one) => waitsFor(one, role)) ?? null;
    return { row, waiting: mine ?? all[0] ?? null, isMine: mine !== null };
  });
  return items.sort(
    (a, b) =>
      Number(b.isMine) - Number(a.isMine) ||
      bucket(a) - bucket(b) ||
      rankMs(a.waiting) - rankMs(b.waiting) ||
      compareText(b.row.number, a.row.number),
  );
}

export type Filter = 'mine' | 'open' | 'closed';

/** `text`: part of the number, in any case. */
export function isWanted({ row, isMine }: QueueItem, filter: Filter, text: string): boolean {
  if (text !== '' && !row.number.toLowerCase().includes(text.trim().toLowerCase())) return false;
  if (filter === 'closed') return row.stage === 'closed';
  return row.stage !== 'closed' && (filter === 'open' || isMine);
}

/** Of what waits for the reader: how many rows of each urgency. */
export function countsOf(items: readonly QueueItem[], nowMs: number): Readonly<Record<Urgency, number>> {
  const counts = { overdue: 0, day: 0, week: 0, later: 0, none: 0 };
  for (const { row, waiting, isMine } of items) {
    if (isMine && waiting !== null) counts[urgencyOf(waiting.dueMs, nowMs, row.timeZone)] += 1;
  }
  return counts;
}

/** Without a time set: it was due when it began. */
function rankMs(one: Waiting | null): number {
  return one === null ? Number.MAX_SAFE_INTEGER : (one.dueMs ?? one.sinceMs);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
