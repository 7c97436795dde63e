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
import { type MonitoringChange, monitoringChanges } from './monitoring.ts';
import type { Proceeding } from './proceeding.ts';
import { isInForce } from './proceeding.ts';
import { loadMeasures, type ProceedingRow } from './process.sql.ts';
import { measureRule, type ProcessRules } from './rules.ts';
import { loadConditions } from './version-book.ts';

export interface PreparedMonitoring {
  readonly begins: readonly { readonly measureId: string; readonly order: PreparedOrder }[];
  readonly rewrites: readonly PreparedOrder[];
  readonly changes: readonly Exclude<MonitoringChange, { readonly kind: 'begin' }>[];
  /** Of the measures that are monitored already. */
  readonly orderOf: ReadonlyMap<string, OrderId>;
  /** All that change: whoever holds them is told after the commit. */
  readonly orderIds: readonly OrderId[];
}

export async function prepareMonitoring(
  deps: ProcessDeps,
  row: ProceedingRow,
  before: Proceeding | null,
  { proceeding, events }: Decided,
  given: OrderConditions | null,
  rules: ProcessRules,
): Promise<Outcome<PreparedMonitoring, Refusal>> {
  const changes = monitoringChanges(before, proceeding, rules);
  const measures = before === null ? [] : await loadMeasures(deps.database, row.proceedingId);
  const orderOf = new Map(
    measures.flatMap((one) => (one.orderId === null ? [] : [[one.measureId, one.orderId] as const])),
  );
  const begins: { measureId: string; order: PreparedOrder }[] = [];
  for (const change of changes) {
    if (change.kind !== 'begin') continue;
    const conditions = given ?? (before === null ? null : await loadConditions(deps, row.proceedingId));
    const request = await orderRequest(deps, row, change, conditions);
    if (!request.ok) return request;
    const order = await prepareOrder(deps, request.value);
    if (!order.ok) return order;
    begins.push({ measureId: change.measure.measureId, order: order.value });
  }
  const rewrites = await prepareRewrites(deps, row, proceeding, events, given, rules, orderOf);
  if (!rewrites.ok) return rewrites;
  const rest = changes.filter((change) => change.kind !== 'begin');
  const touched = rest.flatMap(({ measureId }) => orderOf.get(measureId) ?? []);
  const ids = [
    ...begins.map(({ order }) => order.decided.order.orderId),
    ...rewrites.value.map((one) => one.decided.order.orderId),
  ];
  return ok({ begins, rewrites: rewrites.value, changes: rest, orderOf, orderIds: [...new Set([...ids, ...touched])] });
}

/** A change of conditions: what is monitored already gets the new distances and places. */
async function prepareRewrites(
  deps: ProcessDeps,
  row: ProceedingRow,
  proceeding: Proceeding,
  events: Decided['events'],
  given: OrderConditions | null,
  rules: ProcessRules,
  orderOf: ReadonlyMap<string, OrderId>,
): Promise<Outcome<PreparedOrder[], Refusal>> {
  const change = events.find(({ kind }) => kind === 'changed');
  if (change === undefined || given === null) return ok([]);
  const rewrites: PreparedOrder[] = [];
  for (const measure of proceeding.measures) {
    const orderId = orderOf.get(measure.measureId);
    const isMonitored =
      measureRule(rules, measure.measure)?.device === true && isInForce(proceeding, measure, change.atMs);
    if (orderId === undefined || !isMonitored) continue;
    const untilMs = measure.untilMs ?? Number.NaN;
    const term = { measure, fromMs: change.atMs, untilMs };
    const request = await orderRequest(deps, row, term, given);
    if (!request.ok) return request;
    const order = await prepareOrder(deps, request.value, orderId);
    if (!order.ok) return order;
    rewrites.push(order.value);
  }
  return ok(rewrites);
}

async function orderRequest(
  deps: ProcessDeps,
  row: ProceedingRow,
  term: { readonly measure: { readonly measure: string }; readonly fromMs: number; readonly untilMs: number },
  conditions: OrderConditions | null,
): Promise<Outcome<OrderRequest, Refusal>> {
  if (row.respondentId === null)
    return refuse('conflict', 'First say who the respondent is: nobody else can wear a device.');
  if (row.monitoringId === null) return refuse('conflict', 'First name the agency that monitors.');
  const people = await loadPeopleById(deps.database, row.protectedIds);
  const of = (kind: string) => people.filter((person) => person.kind === kind).map(({ personId }) => personId);
  return ok({
    ...{
      agencyId: row.monitoringId,
      wearerId: row.respondentId,
      protectedIds: of('protected'),
      householdIds: of('household'),
    },
    ...{ measure: term.measure.measure, exercise: row.exercise, from: toIso(term.fromMs), until: toIso(term.untilMs) },
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
