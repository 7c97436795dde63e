/**
 * What a wearer is told of one look at what is held about them. Pure. Fails toward telling less (I-4): what is not known to be independent of
 * where a protected person was is not listed, and not counted either.
 */
import { addDays, dateText, type LocalDate, localDate, localTimeMs } from '../../core/local-time.ts';
import type { LookDelay } from '../../people/rights/rights.ts';
import type { AuditNaming } from '../../safeguards/service.ts';

/**
 * act: something that the wearer takes part in or is told anyway, with its instant; record: a look at the file, by its day or month, two full days later;
 * not-told: may have to do with an alarm, or is of no look.
 */
export type LookClass = 'act' | 'record' | 'not-told';

/** Full days that pass after a day, or a month, before it is told what happened in it. */
export const LATE_DAYS = 2;

const ACTS =
  /^(removal|custody|contest|lawyer)\.|^device\.(assign|reserve|release|acknowledge|duty|fit|swap|return|restock|lost|found)|^order\.(create|cancel|issue)$|^person\.(create|complete)$|^sign-in-code\.create$|^session\.end-all$/;
const RECORDS =
  /^(proceeding\.read|match\.|person\.(merge|split)|document\.read|removal\.export|position\.read|look\.delay)/;
/** Of an identity that was opened: purposes of the file, none of an alarm. */
const FILE_PURPOSES = new Set(['order', 'registration', 'same-person', 'case', 'paper', 'rights', 'investigation']);

export function classOf({ action, purpose }: Pick<AuditNaming, 'action' | 'purpose'>): LookClass {
  if (action === 'removal.export') return 'record';
  if (ACTS.test(action)) return 'act';
  if (RECORDS.test(action)) return 'record';
  if (action === 'identity.read' && FILE_PURPOSES.has(purpose)) return 'record';
  // HAZARD H-522: how often an alarm was looked at, however blurred, follows where the protected person went.
  return 'not-told';
}

const INVESTIGATORS = new Set(['police', 'prosecutor']);
/** Whom an alarm calls: their opening a file on a day may follow one. In a proceeding the centre acts as `monitoring`. */
const CALLED = new Set(['officer', 'monitoring', 'police', 'authority']);

export interface ToldLook {
  /** `YYYY-MM`. */
  readonly month: string;
  /** `YYYY-MM-DD`; null: the month is all that is told. */
  readonly day: string | null;
  /** Null: the day, or the month, is all that is told. */
  readonly atMs: number | null;
}

// HAZARD H-525: the hour of a look tells the hour of an alarm, and the day of one by whom an alarm calls its day, and so where the protected person was.
/** Null: not told, or not yet. */
export function decideLook(
  look: AuditNaming,
  delays: readonly LookDelay[],
  timeZone: string,
  nowMs: number,
): ToldLook | null {
  const told = classOf(look);
  if (told === 'not-told') return null;
  const date = localDate(look.atMs, timeZone);
  const day = dateText(date);
  const month = day.slice(0, 7);
  const isInvestigation = INVESTIGATORS.has(look.actor.kind) || look.purpose === 'investigation';
  // HAZARD H-526: kept back while it stands, and shown from its end on.
  if (isInvestigation && delays.some(({ untilMs }) => look.atMs < untilMs && nowMs < untilMs)) return null;
  if (told === 'act') return { month, day, atMs: look.atMs };
  const isCalled = CALLED.has(look.actor.kind);
  const after = isCalled ? firstOfNextMonth(date) : addDays(date, 1);
  const isLate = localTimeMs(addDays(after, LATE_DAYS), 0, timeZone) <= nowMs;
  return isLate ? { month, day: isCalled ? null : day, atMs: null } : null;
}

function firstOfNextMonth({ year, month }: LocalDate): LocalDate {
  return month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
}

/**
 * Newest first, by what is told alone: a look of a day stands at the end of its day, one of a month at the end of its month, so that its place in the list
 * tells nothing more.
 */
export function inOrder<T extends ToldLook & { readonly [key in 'role' | 'office' | 'what' | 'purpose']: string }>(
  looks: readonly T[],
): T[] {
  const placeOf = ({ month, day, atMs }: ToldLook) => (day === null ? `${month}~` : atMs === null ? `${day}~` : day);
  const textOf = ({ role, office, what, purpose }: T) => [role, office, what, purpose].join(' ');
  const compared = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return looks.toSorted(
    (a, b) => compared(placeOf(b), placeOf(a)) || (b.atMs ?? 0) - (a.atMs ?? 0) || compared(textOf(a), textOf(b)),
  );
}
