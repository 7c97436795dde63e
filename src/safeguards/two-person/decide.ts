/** Who may answer what another asked for. Pure. Fails toward not done. */
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import type { ActingPerson, AskedAct, TwoPersonRule } from './two-person.ts';

const HOUR_MS = 3_600_000;

/** Of which agencies the second person may be; empty: nobody could ever approve it. */
export function approversOf(rule: TwoPersonRule, askedByAgency: string, concerned: readonly string[]): string[] {
  if (!rule.otherAgency) return [askedByAgency];
  return [...new Set(concerned)].filter((agencyId) => agencyId !== askedByAgency).sort();
}

export function expiresAtMs(rule: TwoPersonRule, askedAtMs: number): number {
  return askedAtMs + rule.expiresHours * HOUR_MS;
}

// HAZARD H-464: one person alone does what two must, by asking and approving, or late, or from the same office.
/** Whether this person may answer it now. To whoever has no part in it, it is not there. */
export function decideAnswer(
  asked: AskedAct,
  by: ActingPerson,
  answer: 'approved' | 'refused' | 'withdrawn',
  nowMs: number,
): Outcome<null, Refusal> {
  const isAsker = by.personId === asked.askedBy;
  const hasPart = isAsker || (asked.approvers.includes(by.agencyId) && by.exercise === asked.exercise);
  if (!hasPart) return refuse('not-found', 'There is no such request.');
  if (asked.answer !== null) return refuse('conflict', 'It was answered before.');
  if (nowMs >= asked.expiresAtMs) return refuse('conflict', 'Its time is over: ask again.');
  if (answer === 'withdrawn') return isAsker ? ok(null) : refuse('forbidden', 'Only whoever asked takes it back.');
  if (isAsker) return refuse('forbidden', 'Another person approves or refuses it.');
  if (asked.otherAgency && by.agencyId === asked.askedByAgency) {
    return refuse('forbidden', 'Somebody of another agency approves or refuses it.');
  }
  return ok(null);
}
