/** Saying later who the respondent is and which offices take part: a change of its own, audited, and never undone by silence. */
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse, stopWith } from '../../core/refusal.ts';
import { audit } from '../../safeguards/service.ts';
import { nameAddressees } from './addressees.ts';
import type { Doer, ProcessDeps } from './deps.ts';
import { openMatter } from './matter.ts';
import { checkedOffices, checkedRespondent } from './parties.ts';
import { loadMeasures, lockProceeding, type Offices, type ProceedingRow, updateProceeding } from './process.sql.ts';
import { actorOf } from './service.ts';

type NamingDeps = Pick<ProcessDeps, 'database' | 'clock'>;

export async function nameRespondent(
  deps: NamingDeps,
  row: ProceedingRow,
  respondentId: string,
  doer: Doer,
): Promise<Outcome<ProceedingRow, Refusal>> {
  if (doer.role === 'protected') return refuse('forbidden', 'An office says who the respondent is.');
  const checked = await checkedRespondent(deps, respondentId, row.exercise);
  if (!checked.ok) return checked;
  return change(deps, row, doer, 'proceeding.respondent', (locked) => {
    // What has been ordered was ordered against somebody: who that is does not change any more.
    if (locked.respondentId !== null && locked.state.measures.length > 0) {
      stopWith('conflict', 'Measures have been ordered: the respondent cannot become somebody else.');
    }
    return { ...locked, respondentId: checked.value };
  });
}

/** Null leaves an office as it is: one that takes part is never left out by somebody's saying nothing. */
export async function nameOffices(
  deps: NamingDeps,
  row: ProceedingRow,
  given: { readonly [Name in keyof Offices]: string | null },
  doer: Doer,
): Promise<Outcome<ProceedingRow, Refusal>> {
  if (doer.role === 'protected') return refuse('forbidden', 'An office says who takes part.');
  const offices = await checkedOffices(deps, given, row.jurisdiction);
  if (!offices.ok) return offices;
  return change(deps, row, doer, 'proceeding.offices', (locked) => ({
    ...locked,
    courtId: offices.value.courtId ?? locked.courtId,
    prosecutionId: offices.value.prosecutionId ?? locked.prosecutionId,
    policeId: offices.value.policeId ?? locked.policeId,
    monitoringId: offices.value.monitoringId ?? locked.monitoringId,
  }));
}

async function change(
  deps: NamingDeps,
  { proceedingId }: ProceedingRow,
  doer: Doer,
  action: string,
  to: (locked: ProceedingRow) => ProceedingRow,
): Promise<Outcome<ProceedingRow, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const changed = await deps.database.transaction(async (tx) => {
    const locked = await lockProceeding(tx, proceedingId);
    if (locked === null) return stopWith('not-found', 'There is no such proceeding.');
    const next = to(locked);
    await updateProceeding(tx, next, nowMs);
    if (next.respondentId !== locked.respondentId) await openMatter(tx, next, nowMs);
    const measures = await loadMeasures(tx, proceedingId);
    await nameAddressees(
      tx,
      next,
      measures.flatMap(({ orderId }) => orderId ?? []),
    );
    const { respondentId, courtId, prosecutionId, policeId, monitoringId } = next;
    const about = { proceedingId, respondentId, courtId, prosecutionId, policeId, monitoringId };
    await audit(tx, [{ atMs: nowMs, actor: actorOf(doer), action, purpose: 'order', about }]);
    return next;
  });
  return ok(changed);
}
