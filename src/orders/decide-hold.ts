/**
 * Whether a court may keep what is held under an order from being erased, and until when: by an article that the pack names, by two persons
 * of courts (each is asked), with the court's document. Pure. Fails toward erasing: what the pack does not name is refused.
 */
import { err, type Outcome, ok } from '../core/outcome.ts';
import type { Refusal } from '../core/refusal.ts';
import { DAY_MS } from '../core/time.ts';
import type { Pack } from './packs/pack.ts';

export interface HoldRequest {
  readonly article: string;
  readonly untilMs: number;
}

/** Who act for a court. */
const OF_COURTS: readonly string[] = ['judge', 'clerk'];

export function decideHold(
  { holds = [] }: Pick<Pack, 'holds'>,
  { article, untilMs }: HoldRequest,
  by: { readonly kind: string },
  nowMs: number,
): Outcome<null, Refusal> {
  if (!OF_COURTS.includes(by.kind)) return refused('forbidden', 'A hold is the act of a court.');
  if (holds.length === 0) return refused('out-of-bounds', 'No article of this law lets anything be kept from erasing.');
  const rule = holds.find((one) => one.article === article);
  if (rule === undefined) return refused('out-of-bounds', 'That article does not let it be kept from erasing.');
  if (untilMs <= nowMs) return refused('invalid', 'A hold lasts until a day to come.');
  if (untilMs > nowMs + rule.mostDays * DAY_MS)
    return refused('out-of-bounds', `It may be held for ${rule.mostDays} days.`);
  return ok(null);
}

function refused(code: Refusal['code'], message: string) {
  return err({ code, message });
}
