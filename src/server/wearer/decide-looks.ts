/**
 * What a wearer is told of one look at what is held about them. Pure. Fails toward telling less (I-4): what is not known to be independent of
 * where a protected person was goes into the counts that are drawn over, never into the list.
 */
import { addDays, dateText, localDate, localTimeMs } from '../../core/local-time.ts';
import { LATE_DAYS } from '../../disclosure/counts/decide-counts.ts';
import type { LookDelay } from '../../people/rights/rights.ts';
import type { AuditNaming } from '../../safeguards/service.ts';

/**
 * act: something that the wearer takes part in or is told anyway, with its instant; record: a look at the file, by its day, two full days later;
 * counted: may have to do with an alarm, so only as a day of a month's count; not-told: of no look.
 */
export type LookClass = 'act' | 'record' | 'counted' | 'not-told';

const ACTS =
  /^(removal|custody|contest|lawyer)\.|^device\.(assign|reserve|release|acknowledge|duty|fit|swap|return|restock|lost|found)|^order\.(create|cancel|issue)$|^person\.(create|complete)$|^sign-in-code\.create$|^session\.end-all$/;
const RECORDS =
  /^(proceeding\.read|match\.|person\.(merge|split)|document\.read|removal\.export|position\.read|look\.delay)/;
/** Of an identity that was opened: purposes of the file, none of an alarm. */
const FILE_PURPOSES = new Set(['order', 'registration', 'same-person', 'case', 'paper', 'rights', 'investigation']);
/** A record of two people is told of where it is put to the wearer, and nowhere else. */
const NOT_TOLD = /^breach\./;

export function classOf({ action, purpose }: Pick<AuditNaming, 'action' | 'purpose'>): LookClass {
  if (NOT_TOLD.test(action)) return 'not-told';
  if (action === 'removal.export') return 'record';
  if (ACTS.test(action)) return 'act';
  if (RECORDS.test(action)) return 'record';
  if (action === 'identity.read' && FILE_PURPOSES.has(purpose)) return 'record';
  return 'counted';
}

const INVESTIGATORS = new Set(['police', 'prosecutor']);

export interface ToldLook {
  readonly day: string;
  /** Null: the day is all that is told. */
  readonly atMs: number | null;
}

// HAZARD H-525: the hour of a look tells the hour of an alarm, and so where the protected person was.
/** Null: not told, or not yet. */
export function decideLook(
  look: AuditNaming,
  delays: readonly LookDelay[],
  timeZone: string,
  nowMs: number,
): ToldLook | null {
  const told = classOf(look);
  if (told === 'counted' || told === 'not-told') return null;
  const date = localDate(look.atMs, timeZone);
  const day = dateText(date);
  const isInvestigation = INVESTIGATORS.has(look.actor.kind) || look.purpose === 'investigation';
  // HAZARD H-526: kept back while it stands, and shown from its end on.
  if (isInvestigation && delays.some(({ untilMs }) => look.atMs < untilMs && nowMs < untilMs)) return null;
  if (told === 'act') return { day, atMs: look.atMs };
  return localTimeMs(addDays(date, 1 + LATE_DAYS), 0, timeZone) <= nowMs ? { day, atMs: null } : null;
}
