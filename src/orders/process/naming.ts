/** Saying later who the respondent is and which offices take part: a change of its own, audited, and never undone by silence. */
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse, stopWith } from '../../core/refusal.ts';
import { audit, rulesOf } from '../../safeguards/service.ts';
import { nameAddressees } from './addressees.ts';
import { mayIn } from './case.ts';
import type { Doer, ProcessDeps } from './deps.ts';
import { enterMatter, leaveMatter } from './matter.ts';
import { checkedOffices, checkedRespondent } from './parties.ts';
import {
  loadMeasures,
  lockProceeding,
  type MeasureRow,
  type Offices,
  type ProceedingRow,
  updateProceeding,
} from './process.sql.ts';
import { actorOf } from './service.ts';

type NamingDeps = Pick<ProcessDeps, 'database' | 'clock' | 'access'>;

export async function nameRespondent(
  deps: NamingDeps,
  row: ProceedingRow,
  respondentId: string,
  doer: Doer,
): Promise<Outcome<ProceedingRow, Refusal>> {
  if (doer.role === 'protected') return refuse('forbidden', 'An office says who the respondent is.');
  const checked = await checkedRespondent(deps, respondentId, row);
  if (!checked.ok) return checked;
  return change(deps, row, doer, 'proceeding.respondent', (locked) => {
    // What has been ordered was ordered against somebody: who that is does not change any more.
    if (locked.respondentId !== null && locked.state.measures.length > 0) {
      stopWith('conflict', 'Measures have been ordered: the respondent cannot become somebody else.');
    }
    const isBegun = locked.state.filed !== null || locked.state.imposed !== null;
    if (locked.respondentId !== null && isBegun && !RENAMERS.has(doer.role)) {
      stopWith('forbidden', 'It has been filed: whoever prosecutes or decides says that it is somebody else.');
    }
    return { ...locked, respondentId: checked.value };
  });
}

const RENAMERS: ReadonlySet<Doer['role']> = new Set(['prosecutor', 'court', 'authority']);

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
  return change(deps, row, doer, 'proceeding.offices', (locked, measures) => {
    for (const name of OFFICE_NAMES) requireMayName(locked, name, offices.value[name], doer);
    const { monitoringId } = offices.value;
    const isMoved = monitoringId !== null && locked.monitoringId !== null && monitoringId !== locked.monitoringId;
    if (isMoved && measures.some(({ orderId }) => orderId !== null)) {
      stopWith('conflict', 'An order is monitored: the agency that monitors cannot become another.');
    }
    return {
      ...locked,
      courtId: offices.value.courtId ?? locked.courtId,
      prosecutionId: offices.value.prosecutionId ?? locked.prosecutionId,
      policeId: offices.value.policeId ?? locked.policeId,
      monitoringId: monitoringId ?? locked.monitoringId,
    };
  });
}

const OFFICE_NAMES = ['courtId', 'prosecutionId', 'policeId', 'monitoringId'] as const;

// HAZARD H-432: one office puts another in the place of a third, which then sees and decides nothing any more.
/** An office that takes part hands its part on itself; the court names another, and whoever prosecutes another police office. */
function requireMayName(locked: Offices, name: keyof Offices, given: string | null, doer: Doer): void {
  const before = locked[name];
  if (given === null || before === null || given === before || before === doer.agencyId) return;
  if (name !== 'courtId' && locked.courtId === doer.agencyId) return;
  if (name === 'policeId' && locked.prosecutionId === doer.agencyId) return;
  stopWith('forbidden', `${name}: an office takes part already. It hands the matter on itself.`);
}

async function change(
  deps: NamingDeps,
  { proceedingId }: ProceedingRow,
  doer: Doer,
  action: string,
  to: (locked: ProceedingRow, measures: readonly MeasureRow[]) => ProceedingRow,
): Promise<Outcome<ProceedingRow, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const changed = await deps.database.transaction(async (tx) => {
    const locked = await lockProceeding(tx, proceedingId);
    // Somebody may have handed it on in between.
    const may = locked === null ? null : await mayIn(deps, tx, locked, doer, 'proceeding.act');
    if (locked === null || !may?.allowed) return stopWith('not-found', 'There is no such proceeding.');
    const measures = await loadMeasures(tx, proceedingId);
    const next = to(locked, measures);
    await updateProceeding(tx, next, nowMs);
    if (next.respondentId !== locked.respondentId) {
      await leaveMatter(tx, locked, nowMs);
      await enterMatter(tx, next, nowMs);
    }
    await nameAddressees(
      tx,
      next,
      measures.flatMap(({ orderId }) => orderId ?? []),
    );
    const { respondentId, courtId, prosecutionId, policeId, monitoringId } = next;
    const about = { proceedingId, respondentId, courtId, prosecutionId, policeId, monitoringId, ...rulesOf(may) };
    await audit(tx, [{ atMs: nowMs, actor: actorOf(doer), action, purpose: 'order', about }]);
    return next;
  });
  return ok(changed);
}
