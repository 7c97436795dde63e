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
import { endOrder, updateOrderEnd } from '../orders.sql.ts';
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
  const changes = monitoringChanges(before, decided.proceeding, rules);
  const measures = before === null ? [] : await loadMeasures(deps.database, row.proceedingId);
  const orderOf = new Map(
    measures.flatMap((one) => (one.orderId === null ? [] : [[one.measureId, one.orderId] as const])),
  );
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
  const touched = rest.flatMap(({ measureId }) => orderOf.get(measureId) ?? []);
  return ok({
    begins,
    rewrites: rewrites.value,
    changes: rest,
    orderOf,
    orderIds: [...new Set([...made, ...touched])],
  });
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
  tx: Sql,
  { begins, rewrites, changes, orderOf }: PreparedMonitoring,
  actor: Actor,
  nowMs: number,
): Promise<ReadonlyMap<string, OrderId>> {
  const all = new Map(orderOf);
  for (const { measureId, order } of begins) all.set(measureId, (await writeOrder(tx, order, actor)).orderId);
  for (const one of rewrites) await rewriteOrder(tx, one, nowMs, actor);
  for (const change of changes) {
    const orderId = orderOf.get(change.measureId);
    if (orderId === undefined) continue;
    const done =
      change.kind === 'last-until'
        ? await updateOrderEnd(tx, orderId, change.untilMs)
        : await endOrder(tx, orderId, change.how === 'non-indictment' ? 'non-indictment' : 'cancelled', change.atMs);
    if (!done && change.kind === 'last-until') return stopWith('conflict', 'The monitored order has ended.');
  }
  return all;
}
