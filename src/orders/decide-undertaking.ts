/**
 * Whether somebody's undertaking not to leak what they are shown holds for an order, and whether it is to be read and said again. Pure.
 * Fails toward refusing the place; warnings, levels and distances never ask.
 */
import { DAY_MS } from '../core/time.ts';
import { periodEnd } from './packs/calendar.ts';
import type { Pack } from './packs/pack.ts';

export interface Undertaken {
  readonly atMs: number;
  readonly textVersion: string;
}

/** Who has undertaken before is asked again ahead of the end, and after a new version of the law or a new order, for so long before anything is withheld. */
const AHEAD_MS = 14 * DAY_MS;
const GRACE_MS = 7 * DAY_MS;

export interface UndertakingStands {
  /** The place may be shown. */
  readonly holds: boolean;
  /** It is to be asked for now, whether it still holds or not. */
  readonly isDue: boolean;
  /** When it stops to hold, unless it is said again; null: it does not hold. */
  readonly untilMs: number | null;
}

/** `orderMadeAtMs`: of the newest order that it is to hold for. `text`: that holds now. The pack has an undertaking. */
export function decideUndertaking(
  said: Undertaken | null,
  pack: Pick<Pack, 'undertaking' | 'holdsFromMs' | 'timeZone' | 'calendar'>,
  orderMadeAtMs: number,
  text: string,
  nowMs: number,
): UndertakingStands {
  if (said === null || pack.undertaking === null || said.textVersion !== text)
    return { holds: false, isDue: true, untilMs: null };
  const length = { months: pack.undertaking.renewedMonths };
  const renewalMs = periodEnd(said.atMs, { length, firstDay: 'not-counted', holidays: 'count' }, pack).endMs;
  const newest = Math.max(pack.holdsFromMs, orderMadeAtMs);
  const isOfBefore = said.atMs < newest;
  const untilMs = isOfBefore ? Math.min(renewalMs, newest + GRACE_MS) : renewalMs;
  if (nowMs >= untilMs) return { holds: false, isDue: true, untilMs: null };
  return { holds: true, isDue: isOfBefore || nowMs >= untilMs - AHEAD_MS, untilMs };
}
