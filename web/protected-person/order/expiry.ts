/**
 * How long an order still holds, as people count days: by its jurisdiction's clock. Pure, of the order and the time. Fails toward the end: what is
 * over is said to be over, whatever was known before.
 */
import { daysBetween, localDate, localTimeMs } from '../../../src/core/local-time.ts';
import type { OwnOrderJson } from '../../../src/orders/contract.ts';

export type Standing =
  | { readonly kind: 'not-begun' }
  | {
      readonly kind: 'ended';
      readonly atMs: number;
      readonly how: 'expired' | NonNullable<OwnOrderJson['ended']>['how'];
    }
  | {
      readonly kind: 'in-force';
      /** Whole days after today; 0: today is the last. */
      readonly daysLeft: number;
      readonly stage: Stage;
      /** It ends with a local day, so that its last day is whole. */
      readonly isWholeDay: boolean;
    };

/** `calm`: nothing need be said of its end yet. */
export type Stage = 'calm' | 'two-weeks' | 'week' | 'tomorrow' | 'today';

type Dates = Pick<OwnOrderJson, 'fromMs' | 'untilMs' | 'ended' | 'timeZone'>;

export function standingOf({ fromMs, untilMs, ended, timeZone }: Dates, nowMs: number): Standing {
  if (ended !== null && ended.atMs <= nowMs) return { kind: 'ended', atMs: ended.atMs, how: ended.how };
  if (nowMs >= untilMs) return { kind: 'ended', atMs: untilMs, how: 'expired' };
  if (nowMs < fromMs) return { kind: 'not-begun' };
  const daysLeft = daysBetween(localDate(nowMs, timeZone), lastDay(untilMs, timeZone));
  const isWholeDay = localTimeMs(localDate(untilMs, timeZone), 0, timeZone) === untilMs;
  return { kind: 'in-force', daysLeft, stage: stageOf(daysLeft), isWholeDay };
}

/** `untilMs` is the first instant after: a period that ends at midnight has its last day before it. */
function lastDay(untilMs: number, timeZone: string) {
  return localDate(untilMs - 1, timeZone);
}

function stageOf(daysLeft: number): Stage {
  if (daysLeft <= 0) return 'today';
  if (daysLeft === 1) return 'tomorrow';
  if (daysLeft <= 7) return 'week';
  return daysLeft <= 14 ? 'two-weeks' : 'calm';
}

/** The order in force that ends first, if that is soon; null: none does. */
export function endingSoon<One extends Dates>(
  orders: readonly One[],
  nowMs: number,
): { readonly order: One; readonly standing: Extract<Standing, { kind: 'in-force' }> } | null {
  const inForce = orders.flatMap((order) => {
    const standing = standingOf(order, nowMs);
    return standing.kind === 'in-force' ? [{ order, standing }] : [];
  });
  const soon = inForce.filter(({ standing }) => standing.stage !== 'calm');
  return soon.reduce<(typeof soon)[number] | null>(
    (one, two) => (one === null || two.order.untilMs < one.order.untilMs ? two : one),
    null,
  );
}
