/**
 * What a change of measures asks of the orders that are monitored: decided and sealed before the transaction, written in it. So a measure
 * with a device never stands without what the engine is to watch, and never ends without it.
 */
import type { Sql } from '../../core/database.ts';
import type { OrderId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse, stopWith } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import { loadPeopleById } from '../../people/service.ts';
import type { Actor } from '../../safeguards/service.ts';
import type { OrderRequest } from '../contract.ts';
import { endWithin } from '../endings.ts';
import type { EndingAct } from '../order.ts';
import { loadOrderRow, updateOrderEnd } from '../orders.sql.ts';
import type { Ending } from '../packs/procedure.ts';
import { type PreparedOrder, prepareOrder, rewriteOrder, writeOrder } from '../service.ts';
import type { OrderConditions } from './contract.ts';
import type { Decided } from './decided.ts';
import type { ProcessDeps } from './deps.ts';
import type { Law } from './law.ts';
import { type MonitoringChange, monitoringChanges } from './monitoring.ts';
import { isInForce, type OrderedMeasure, type Proceeding } from './proceeding.ts';
import { loadMeasures, type ProceedingRow } from './process.sql.ts';
import { measureRule, type ProcessRules } from './rules.ts';
import { loadConditions } from './version-book.ts';

// HAZARD H-392: a measure with a device without what is monitored, or the reverse.
export interface PreparedMonitoring {
  readonly begins: readonly { readonly measureId: string; readonly order: PreparedOrder }[];
  readonly rewrites: readonly PreparedOrder[];
  readonly changes: readonly Exclude<MonitoringChange, { readonly kind: 'begin' }>[];
  /** Of the measures that are monitored already. */
  readonly orderOf: ReadonlyMap<string, OrderId>;
  /** What ended the whole matter; null: nothing did. */
  readonly ground: { readonly how: Ending; readonly atMs: number; readonly orderIds: readonly OrderId[] } | null;
  /** All that change: whoever holds them is told after the commit. */
  readonly orderIds: readonly OrderId[];
}

/** What an act changed, and by which law. */
export interface ChangedProceeding {
  readonly row: ProceedingRow;
  /** Null: it has just begun. */
  readonly before: Proceeding | null;
  readonly decided: Decided;
  /** Conditions said with the act; null: as they were. */
  readonly given: OrderConditions | null;
  readonly law: Law;
  readonly rules: ProcessRules;
}

export async function prepareMonitoring(
  deps: ProcessDeps,
  changed: ChangedProceeding,
): Promise<Outcome<PreparedMonitoring, Refusal>> {
  const { row, before, decided, given, law, rules } = changed;
  const measures = before === null ? [] : await loadMeasures(deps.database, row.proceedingId);
  const orderOf = new Map(
    measures.flatMap((one) => (one.orderId === null ? [] : [[one.measureId, one.orderId] as const])),
  );
  const changes = await asOfNow(deps, monitoringChanges(before, decided.proceeding, rules), orderOf);
  const begins: { measureId: string; order: PreparedOrder }[] = [];
  for (const change of changes) {
    if (change.kind !== 'begin') continue;
    const conditions = given ?? (before === null ? null : await loadConditions(deps, row.proceedingId));
    const request = await orderRequest(deps, row, change.measure, conditions, change);
    if (!request.ok) return request;
    const order = await prepareOrder(deps, request.value, { pack: law.pack });
    if (!order.ok) return order;
    begins.push({ measureId: change.measure.measureId, order: order.value });
  }
  const rewrites = await prepareRewrites(deps, changed, orderOf);
  if (!rewrites.ok) return rewrites;
  const rest = changes.filter((change) => change.kind !== 'begin');
  const made = [...begins.map(({ order }) => order), ...rewrites.value].map((order) => order.decided.order.orderId);
  const touched = rest.flatMap((change) => orderOf.get(measureIdOf(change)) ?? []);
  const ended = decided.events.find(({ kind }) => kind === 'ended') ?? null;
  const ordersEver = measures.flatMap(({ orderId, formerOrderIds }) => [
    ...formerOrderIds,
    ...(orderId === null ? [] : [orderId]),
  ]);
  const ground = ended === null ? null : { how: ended.about.how as Ending, atMs: ended.atMs, orderIds: ordersEver };
  const orderIds = [...new Set([...made, ...touched, ...(ground?.orderIds ?? [])])];
  return ok({ begins, rewrites: rewrites.value, changes: rest, orderOf, ground, orderIds });
}

function measureIdOf(change: MonitoringChange): string {
  return change.kind === 'end' ? change.measureId : change.measure.measureId;
}

// HAZARD H-422: a measure that goes on is no longer monitored, or its data is kept by an end that was none.
/**
 * What was done in time may be recorded when the order has run out and its end is on record, with its clocks. That order stays over, and
 * another one is monitored from now on. What would be over before it began is not begun.
 */
async function asOfNow(
  deps: ProcessDeps,
  changes: readonly MonitoringChange[],
  orderOf: ReadonlyMap<string, OrderId>,
): Promise<MonitoringChange[]> {
  const nowMs = deps.clock.nowMs();
  const current: MonitoringChange[] = [];
  for (const change of changes) {
    const orderId = orderOf.get(measureIdOf(change));
    const order = change.kind === 'last-until' && orderId ? await loadOrderRow(deps.database, orderId) : null;
    const hasRunOut = order !== null && order.status === 'active' && order.untilMs <= nowMs;
    const now =
      hasRunOut && change.kind === 'last-until' ? { ...change, kind: 'begin' as const, fromMs: nowMs } : change;
    if (now.kind !== 'begin' || now.untilMs > nowMs) current.push(now);
  }
  return current;
}

/** A change of conditions: what is monitored already gets the new distances and places. */
async function prepareRewrites(
  deps: ProcessDeps,
  { row, decided: { proceeding, events }, given, law, rules }: ChangedProceeding,
  orderOf: ReadonlyMap<string, OrderId>,
): Promise<Outcome<PreparedOrder[], Refusal>> {
  const change = events.find(({ kind }) => kind === 'changed');
  if (change === undefined || given === null) return ok([]);
  const rewrites: PreparedOrder[] = [];
  for (const measure of proceeding.measures) {
    const orderId = orderOf.get(measure.measureId);
    const hasDevice = measureRule(rules, measure.measure)?.device === true;
    if (orderId === undefined || !hasDevice || !isInForce(proceeding, measure, change.atMs)) continue;
    const request = await orderRequest(deps, row, measure, given, null);
    if (!request.ok) return request;
    const order = await prepareOrder(deps, request.value, { orderId, pack: law.pack });
    if (!order.ok) return order;
    rewrites.push(order.value);
  }
  return ok(rewrites);
}

/** @param term null: the order stands, and its term stays as it is */
async function orderRequest(
  deps: ProcessDeps,
  row: ProceedingRow,
  { measure }: OrderedMeasure,
  conditions: OrderConditions | null,
  term: { readonly fromMs: number; readonly untilMs: number } | null,
): Promise<Outcome<OrderRequest, Refusal>> {
  const { respondentId, monitoringId, exercise } = row;
  if (respondentId === null) {
    return refuse('conflict', 'First say who the respondent is: nobody else can wear a device.');
  }
  if (monitoringId === null) return refuse('conflict', 'First name the agency that monitors.');
  const people = await loadPeopleById(deps.database, row.protectedIds);
  const idsOf = (kind: string) => people.filter((person) => person.kind === kind).map(({ personId }) => personId);
  return ok({
    ...{ agencyId: monitoringId, wearerId: respondentId, measure, exercise },
    ...{ protectedIds: idsOf('protected'), householdIds: idsOf('household') },
    ...(term === null ? {} : { from: toIso(term.fromMs), until: toIso(term.untilMs) }),
    ...(conditions ?? { zones: [] }),
  });
}

/** Which order each monitored measure has, the new ones too. */
export async function writeMonitoring(
  deps: ProcessDeps,
  tx: Sql,
  { begins, rewrites, changes, orderOf, ground }: PreparedMonitoring,
  actor: Actor,
): Promise<ReadonlyMap<string, OrderId>> {
  const all = new Map(orderOf);
  const nowMs = deps.clock.nowMs();
  for (const { measureId, order } of begins) all.set(measureId, (await writeOrder(tx, order, actor)).order.orderId);
  for (const one of rewrites) await rewriteOrder(tx, one, nowMs, actor);
  for (const change of changes) {
    const orderId = orderOf.get(measureIdOf(change));
    if (orderId === undefined) continue;
    if (change.kind === 'end') await endWithin(deps, tx, orderId, ENDS_AS[change.how], actor, change.atMs);
    else if (!(await updateOrderEnd(tx, orderId, change.untilMs, nowMs))) {
      return stopWith('conflict', 'The monitored order has ended.');
    }
  }
  // What ends the matter may come when its measures are over: what was kept under them has to go all the same.
  for (const orderId of ground?.orderIds ?? []) {
    await endWithin(deps, tx, orderId, ENDS_AS[ground!.how], actor, ground!.atMs);
  }
  return all;
}

const ENDS_AS: Readonly<Record<Ending, EndingAct>> = {
  cancelled: 'cancelled',
  'non-indictment': 'non-indictment',
  acquitted: 'acquitted',
  dismissed: 'dismissed',
  replaced: 'replaced',
  'matter-ended': 'withdrawn',
  'not-approved': 'cancelled',
};
