/** Asking for a simulation: checked, written to the audit, run. Nothing of the places is stored or logged. Without its audit entry none runs. */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import type { Pack } from '../../orders/contract.ts';
import { audit } from '../../safeguards/service.ts';
import type { FeasibilityRequest } from './contract.ts';
import { problemsOf } from './problems.ts';
import type { FeasibilityRunner, RunFailure } from './runner.ts';

export interface FeasibilityDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** The pack that holds now; null: there is none of that name. */
  packOf(jurisdiction: string, nowMs: number): Pack | null;
  readonly runner: FeasibilityRunner;
}

export interface Asker {
  readonly kind: string;
  readonly personId: PersonId;
}

const REFUSALS: Readonly<Record<RunFailure, () => { readonly ok: false; readonly error: Refusal }>> = {
  full: () => refuse('busy', 'Other simulations are waiting. Try again in a minute.'),
  'too-long': () =>
    refuse('busy', 'The simulation took too long and was stopped. Ask with fewer places, weeks or seeds.'),
  cancelled: () => refuse('busy', 'The simulation was stopped before it was done.'),
  broken: () => refuse('busy', 'The simulation broke off, and there are no figures. Try again.'),
};

/** The result as JSON text. `signal`: whoever asked went away. */
export async function runFeasibility(
  deps: FeasibilityDeps,
  asker: Asker,
  request: FeasibilityRequest,
  signal: AbortSignal,
): Promise<Outcome<string, Refusal>> {
  const pack = deps.packOf(request.jurisdiction, deps.clock.nowMs());
  if (pack === null) return refuse('invalid', 'jurisdiction: there is no pack of that name.');
  const problem = problemsOf(request, pack.proximity)[0];
  if (problem !== undefined) {
    return refuse(problem.isLaw ? 'out-of-bounds' : 'invalid', `${problem.path}: ${problem.message}.`);
  }
  await recordRun(deps, asker, request, pack.versionId);
  const { versionId, mode, timeZone, disclosure, purposes, jurisdiction } = pack;
  const { warnM, noticeM } = pack.proximity.zone;
  const part = {
    versionId,
    mode,
    timeZone,
    disclosure,
    purposes,
    jurisdiction,
    zone: { warnM: warnM.default, noticeM: noticeM.default },
  };
  const ran = await deps.runner.run({ request, pack: part }, signal);
  return ran.ok ? ok(ran.value) : REFUSALS[ran.error]();
}

// INVARIANT: who, when, for which order; never a place or a timetable.
function recordRun(
  deps: FeasibilityDeps,
  asker: Asker,
  request: FeasibilityRequest,
  packVersion: string,
): Promise<number> {
  const { orderId = null, proceedingId = null } = request.about ?? {};
  return deps.database.transaction((tx) =>
    audit(tx, [
      {
        atMs: deps.clock.nowMs(),
        actor: { kind: asker.kind, id: asker.personId },
        action: 'feasibility.run',
        purpose: 'order-decision',
        about: { orderId, proceedingId, jurisdiction: request.jurisdiction, packVersion },
      },
    ]),
  );
}
