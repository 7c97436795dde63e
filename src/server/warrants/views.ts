/** Warrants as desks read them. Labels and numbers name nobody; reasons in words are opened for those whose warrant it is, and that is written down. */
import type { Sql } from '../../core/database.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { loadOrderRows } from '../../orders/service.ts';
import { loadAgencies } from '../../people/service.ts';
import { audit, type Decision, rulesOf } from '../../safeguards/service.ts';
import type { WarrantDetailJson, WarrantJson, WarrantListJson } from '../../safeguards/warrants/contract.ts';
import {
  accessOf,
  loadHistories,
  loadWarrants,
  openWords,
  WARRANT_LIMITS,
  type Warrant,
  type WarrantEvent,
} from '../../safeguards/warrants/service.ts';
import { principalOf } from '../access-deps.ts';
import { asTask } from '../scope.ts';
import { actorOf, type WarrantDeps } from './deps.ts';
import {
  type AskableOrder,
  caseOfWarrant,
  isAsker,
  mayAskUnder,
  type OfWarrant,
  ordersOf,
  originalsUntil,
  type Party,
  viewing,
} from './parties.ts';

export async function listWarrants(deps: WarrantDeps, by: Party): Promise<WarrantListJson> {
  const { database, packs, clock } = deps;
  const nowMs = clock.nowMs();
  const of = isAsker(by.kind) ? { agencyId: by.agencyId } : { courtId: by.agencyId };
  const most = WARRANT_LIMITS.listRows;
  const found = await loadWarrants(database, of, most + 1);
  const agencies = await loadAgencies(database);
  const jurisdiction = agencies.find(({ agencyId }) => agencyId === by.agencyId)?.jurisdiction ?? '';
  const rules = packs.current(jurisdiction, nowMs)?.warrants ?? null;
  const askable: AskableOrder[] = [];
  for (const one of rules === null ? [] : await ordersOf(database, by, nowMs)) {
    if ((await mayAskUnder(deps, database, one.order, by, 'warrant.ask')).allowed) askable.push(one);
  }
  const names = await namesFor(database, found);
  const warrants: WarrantJson[] = [];
  for (const one of found.slice(0, most)) {
    const may = await mayOf(deps, one, by);
    if (may('warrant.read').allowed) warrants.push(await warrantJson(deps, one, names, may));
  }
  const courts = agencies.filter((one) => one.role === 'court' && one.jurisdiction === jurisdiction);
  return {
    serverTimeMs: nowMs,
    isWhole: found.length <= most,
    rules: rules === null ? null : rulesJson(rules),
    mayAsk: askable.length > 0,
    courts: courts.map(({ agencyId, name }) => ({ agencyId, name })),
    orders: askable.map(({ order, proceeding }) => ({
      ...{ orderId: order.orderId, label: order.label, proceeding: proceeding?.number ?? null },
      ...{ courtId: proceeding?.courtId ?? null, fromMs: order.fromMs, untilMs: order.untilMs },
    })),
    warrants,
  };
}

type Rules = NonNullable<NonNullable<ReturnType<WarrantDeps['packs']['current']>>['warrants']>;

function rulesJson({ article, uses, emergency, periodDaysMax, youngestMinutes, accessDays }: Rules) {
  const length = emergency?.permissionWithin.length;
  return {
    ...{ article, uses: uses.map((use) => ({ ...use })) },
    emergency:
      emergency === null || length === undefined
        ? null
        : { article: emergency.article, hours: 'hours' in length ? length.hours : null },
    ...{ periodDaysMax: periodDaysMax.value, youngestMinutes: youngestMinutes.value, accessDays: accessDays.value },
  };
}

export async function warrantDetail(
  deps: WarrantDeps,
  warrantId: string,
  by: Party,
): Promise<Outcome<WarrantDetailJson, Refusal>> {
  const { database, clock } = deps;
  const history = (await loadHistories(database, { warrantId }, 1))[0];
  const may = history === undefined ? null : await mayOf(deps, history.warrant, by);
  const read = may?.('warrant.read');
  if (history === undefined || may === null || !read?.allowed)
    return refuse('not-found', 'There is no such request of yours.');
  const { warrant, events } = history;
  const nowMs = clock.nowMs();
  const about = { warrantId, number: warrant.number, ...rulesOf(read) };
  await audit(database, [{ atMs: nowMs, actor: actorOf(by), action: 'warrant.read', purpose: 'warrant', about }]);
  const names = await namesFor(database, [warrant]);
  return ok({
    serverTimeMs: nowMs,
    warrant: await warrantJson(deps, warrant, names, may),
    events: await Promise.all(events.map((event) => eventJson(deps, warrant, event))),
  });
}

async function eventJson({ sealer }: WarrantDeps, { warrantId }: Warrant, event: WarrantEvent) {
  const { number, atMs, byKind, body } = event;
  const words =
    event.words === null ? null : ((await openWords(sealer, warrantId, event.words)) ?? ('erased' as const));
  return {
    ...{ number, atMs, kind: body.kind, byKind, words },
    period: 'period' in body ? body.period : null,
    result: body.kind === 'decided' ? body.result : body.kind === 'confirmed' ? body.outside : null,
    because: 'because' in body ? body.because : null,
    positions: 'positions' in body ? body.positions : null,
    documents:
      'documents' in body
        ? [...body.documents]
        : 'documentId' in body && body.documentId !== null
          ? [body.documentId]
          : [],
  };
}

/** What whoever looks may do with one warrant. */
type MayOf = (action: OfWarrant) => Decision;

async function mayOf({ access, database }: WarrantDeps, warrant: Warrant, by: Party): Promise<MayOf> {
  const who = principalOf(by);
  await access.know(database, [by.agencyId]);
  const on = await caseOfWarrant(database, warrant);
  return (action) => access.decide(who, action, on);
}

interface Names {
  readonly labels: ReadonlyMap<string, string>;
  readonly offices: ReadonlyMap<string, string>;
}

export async function namesFor(sql: Sql, warrants: readonly { readonly orderId: string }[]): Promise<Names> {
  const orderIds = [...new Set(warrants.map(({ orderId }) => orderId))];
  const orders = await asTask('warrant-naming', () => loadOrderRows(sql, orderIds));
  const agencies = await loadAgencies(sql);
  return {
    labels: new Map(orders.map(({ orderId, label }) => [orderId as string, label])),
    offices: new Map(agencies.map(({ agencyId, name }) => [agencyId as string, name])),
  };
}

async function warrantJson(
  deps: WarrantDeps,
  warrant: Warrant,
  { labels, offices }: Names,
  may: MayOf,
): Promise<WarrantJson> {
  const access = accessOf(
    warrant,
    deps.clock.nowMs(),
    await asTask('warrant-naming', () => originalsUntil(deps.database, warrant.orderId)),
  );
  const { copy, destroyed } = warrant;
  return {
    ...{ warrantId: warrant.warrantId, number: warrant.number, kind: warrant.kind, state: warrant.state },
    ...{
      exercise: warrant.exercise,
      use: warrant.use,
      article: warrant.article,
      asked: warrant.asked,
      seen: warrant.seen,
    },
    orderLabel: labels.get(warrant.orderId) ?? '',
    office: offices.get(warrant.agencyId) ?? '',
    court: offices.get(warrant.courtId) ?? '',
    createdAtMs: warrant.createdAtMs,
    clock: clockOf(warrant),
    access: access.may ? { may: true, untilMs: access.untilMs } : access,
    copied: copy === null ? null : { positions: copy.positions, erased: copy.erased, elsewhere: copy.elsewhere },
    destroyed: destroyed.map((one) => ({ ...one })),
    ...{ confirmation: warrant.confirmation, views: warrant.views, exports: warrant.exports },
    tasks: tasksOf(warrant, access.may, may),
  };
}

function clockOf({ state, permissionDueMs, accessUntilMs, lapseAtMs }: Warrant): WarrantJson['clock'] {
  if ((state === 'emergency' || state === 'emergency-asked' || state === 'late') && permissionDueMs !== null) {
    return { what: 'permission', dueMs: permissionDueMs };
  }
  if ((state === 'granted' || state === 'partly') && accessUntilMs !== null)
    return { what: 'access', dueMs: accessUntilMs };
  return state === 'asked' ? { what: 'decision', dueMs: lapseAtMs } : null;
}

/** What there is to do, of what they may. */
function tasksOf(warrant: Warrant, isOpen: boolean, mayOf: MayOf): WarrantJson['tasks'] {
  const may = (action: OfWarrant) => mayOf(action).allowed;
  const { state, permissionAsked, confirmation } = warrant;
  const isUndecided = ['asked', 'emergency-asked', 'late'].includes(state);
  const mayView = isOpen && may(viewing(warrant));
  const mayPursue = may('warrant.pursue');
  return [
    ...(permissionAsked && isUndecided && may('warrant.decide') ? (['decide'] as const) : []),
    ...(mayView ? (['view', 'export'] as const) : []),
    ...(!permissionAsked && ['emergency', 'late'].includes(state) && mayPursue ? (['ask-permission'] as const) : []),
    ...(['asked', 'emergency', 'emergency-asked'].includes(state) && mayPursue ? (['withdraw'] as const) : []),
    ...(confirmation === 'due' && may('warrant.confirm') ? (['confirm'] as const) : []),
  ];
}
