/**
 * Whether a court may keep what is held under an order from being erased, and until when: by an article that the pack names, by two persons
 * of courts, with the court's document. Pure. Fails toward erasing: what the pack does not name is refused.
 */
import { err, type Outcome, ok } from '../core/outcome.ts';
import type { Refusal } from '../core/refusal.ts';
import { DAY_MS } from '../core/time.ts';
import type { Pack } from './packs/pack.ts';

export interface HoldRequest {
  readonly article: string;
  readonly untilMs: number;
  readonly first: CourtPerson;
  readonly second: CourtPerson;
}

export interface CourtPerson {
  readonly personId: string;
  readonly kind: string;
}

/** Who act for a court. */
const OF_COURTS: readonly string[] = ['judge', 'clerk'];

export function decideHold(
  { holds = [] }: Pick<Pack, 'holds'>,
  { article, untilMs, first, second }: HoldRequest,
  nowMs: number,
): Outcome<{ readonly article: string; readonly untilMs: number }, Refusal> {
  const rule = holds.find((one) => one.article === article);
  if (rule === undefined) return refused('invalid', 'No article of that law lets it be kept from erasing.');
  if (untilMs <= nowMs) return refused('invalid', 'A hold lasts until a day to come.');
  if (untilMs > nowMs + rule.mostDays * DAY_MS)
    return refused('out-of-bounds', `It may be held for ${rule.mostDays} days.`);
  if (first.personId === second.personId) return refused('forbidden', 'A hold takes two persons.');
  if (![first, second].every(({ kind }) => OF_COURTS.includes(kind)))
    return refused('forbidden', 'A hold is the act of a court.');
  return ok({ article, untilMs });
}

function refused(code: Refusal['code'], message: string) {
  return err({ code, message });
}
