/** A request as an act: who does it, when, with ids for what it makes. */

import type { PersonId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import type { Act, DecidedMeasure } from './act.ts';
import type { ActRequest } from './contract.ts';
import type { Doer } from './deps.ts';

export interface ActContext {
  readonly nowMs: number;
  readonly newId: () => string;
  /** The proceeding named by `afterId`, where the doer may rest on it. */
  readonly after: { readonly procedure: string; readonly declinedAtMs: number } | null;
}

/** What only a judge, or whoever decides for an authority, does. */
export const BENCH_ONLY: ReadonlySet<string> = new Set([
  'decide',
  'order-interim',
  'decide-extension',
  'decide-change',
  'decide-appeal',
  'appoint-assistant',
]);

/** An office in which only some decide. */
export function isBenchRole(role: Doer['role']): boolean {
  return role === 'court' || role === 'authority';
}

export function toAct(request: ActRequest, doer: Doer, context: ActContext): Outcome<Act, Refusal> {
  if (isBenchRole(doer.role) && BENCH_ONLY.has(request.act) && !doer.isBench) {
    return refuse('forbidden', 'A judge, or whoever decides for the authority, does this.');
  }
  const own = ownProblem(request, doer);
  if (own !== null) return own;
  if (request.by !== undefined && !isBenchRole(doer.role)) {
    return refuse('forbidden', 'What a respondent hands in is entered by the court or authority.');
  }
  const done = { by: request.by ?? doer.role, atMs: request.at === undefined ? context.nowMs : Date.parse(request.at) };
  const measures = (wanted: readonly { measure: string; until: string | null; fitBy: string | null }[]) =>
    wanted.map(
      (one): DecidedMeasure => ({
        measureId: context.newId(),
        measure: one.measure,
        untilMs: one.until === null ? null : Date.parse(one.until),
        fitByMs: one.fitBy === null ? null : Date.parse(one.fitBy),
      }),
    );
  switch (request.act) {
    case 'file':
      return ok({ ...done, act: 'file', measures: request.measures, after: context.after });
    case 'impose':
    case 'order-interim':
      return ok({ ...done, act: request.act, measures: measures(request.measures) });
    case 'decide': {
      const { result, reasons } = request;
      return ok({ ...done, act: 'decide', result, reasons, measures: measures(request.measures) });
    }
    case 'decide-change': {
      const { result, reasons } = request;
      return ok({ ...done, act: 'decide-change', result, reasons, measures: measures(request.measures) });
    }
    case 'decide-extension': {
      const { measureId, result, reasons, until } = request;
      const untilMs = until === null ? null : Date.parse(until);
      return ok({ ...done, act: 'decide-extension', measureId, result, reasons, untilMs });
    }
    case 'offer':
      return ok({ ...done, act: 'offer', personId: request.personId as PersonId });
    case 'answer-offer': {
      const { answer, personId } = request;
      return ok({ ...done, act: 'answer-offer', answer, personId: personId as PersonId });
    }
    default: {
      const { at, text, documents, by, ...rest } = request;
      return ok({ ...done, ...rest });
    }
  }
}

// HAZARD H-431: somebody acts in another's name, or says of what they do now that they did it in time.
/** What the protected person cannot do for anybody else, and does at the moment at which it comes. */
function ownProblem(request: ActRequest, doer: Doer) {
  if (doer.role !== 'protected') return null;
  if (request.at !== undefined) return refuse('invalid', 'at: what you send yourself is done when it comes.');
  if (request.act !== 'answer-offer') return null;
  if (request.personId !== doer.personId) return refuse('forbidden', 'Each answers an offer for themself.');
  return OWN_ANSWERS.has(request.answer) ? null : refuse('forbidden', 'This is recorded by whoever offers.');
}

/** What somebody can say of themself. */
export const OWN_ANSWERS: ReadonlySet<string> = new Set(['accepted', 'declined', 'withdrawn']);
