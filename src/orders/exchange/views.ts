/** What a desk sees of the exchange: notices of its own agency, the most overdue first, and how other agencies' systems do. */
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { type Agency, loadAgencies } from '../../people/service.ts';
import { audit, ErasedError, rulesOf, type Sealer } from '../../safeguards/service.ts';
import { loadOrderRow } from '../orders.sql.ts';
import { maySeeMessages, mayWithNotice } from './case.ts';
import type { ExchangeJson, NoticeDetailJson, NoticeJson } from './contract.ts';
import { overdueOf } from './decide-notice.ts';
import { loadEndpoints } from './endpoints.sql.ts';
import { EXCHANGE_LIMITS } from './limits.ts';
import type { Endpoint, Notice } from './notice.ts';
import { loadNoticesOf, lockNotice } from './notices.sql.ts';
import { loadUnseen } from './received.sql.ts';
import type { DeskDeps, Staff } from './service.ts';

export async function loadExchange(deps: DeskDeps, staff: Staff): Promise<ExchangeJson> {
  const { database, clock } = deps;
  const nowMs = clock.nowMs();
  const most = EXCHANGE_LIMITS.listRows;
  const found = await loadNoticesOf(database, staff.agencyId, nowMs - EXCHANGE_LIMITS.recentMs, most + 1);
  const agencies = new Map((await loadAgencies(database)).map((agency) => [agency.agencyId as string, agency]));
  const all = await loadEndpoints(database, EXCHANGE_LIMITS.endpoints);
  const labels = new Map<string, string>();
  for (const orderId of new Set(found.flatMap((notice) => notice.orderId ?? []))) {
    const order = await loadOrderRow(database, orderId);
    if (order !== null) labels.set(orderId, order.label);
  }
  const notices = found
    .slice(0, most)
    .map((notice) => noticeJson(notice, staff, { agencies, endpoints: all, labels, nowMs }));
  // What other agencies' systems sent, and how those do, is the monitoring desk's to watch, for its own jurisdiction.
  const watched: Endpoint[] = [];
  for (const one of all) if ((await maySeeMessages(deps, database, staff, one)).allowed) watched.push(one);
  const held = await loadUnseen(
    database,
    watched.map(({ endpointId }) => endpointId),
    most,
  );
  const nameOf = (endpointId: string) => {
    const agencyId = watched.find((one) => one.endpointId === endpointId)?.agencyId ?? '';
    return agencies.get(agencyId)?.name ?? '';
  };
  return {
    serverTimeMs: nowMs,
    isWhole: found.length <= most,
    overdue: notices.filter(({ overdue }) => overdue !== null).length,
    notices: notices.sort(byUrgency),
    endpoints: watched.map((endpoint) => endpointJson(endpoint, agencies)),
    held: held.map(({ messageId: _, problems, ...one }) => ({
      ...one,
      problems: problems.map((problem) => ({ ...problem })),
      agencyName: nameOf(one.endpointId),
    })),
  };
}

/** One notice with what it tells by name, for whoever it is told to or tells it; that it was read is written down. */
export async function readNotice(
  deps: DeskDeps & { readonly sealer: Sealer },
  noticeId: string,
  staff: Staff,
): Promise<Outcome<NoticeDetailJson, Refusal>> {
  return deps.database.transaction(async (tx) => {
    const notice = await lockNotice(tx, noticeId);
    const may = notice === null ? null : await mayWithNotice(deps, tx, staff, 'notice.read', notice);
    if (notice === null || !may?.allowed) return refuse('not-found', 'There is no such notice of yours.');
    let details: NoticeDetailJson['details'] = null;
    if (notice.details !== null) {
      try {
        const opened = await deps.sealer.open(notice.details.keyId, notice.details.sealed);
        details = JSON.parse(opened.toString('utf8')) as NoticeDetailJson['details'];
      } catch (error) {
        if (!(error instanceof ErasedError)) throw error;
        return refuse('not-found', 'What it told was erased.');
      }
      const about = { noticeId, orderId: notice.orderId, ...rulesOf(may) };
      const actor = { kind: staff.kind, id: staff.personId };
      await audit(tx, [{ atMs: deps.clock.nowMs(), actor, action: 'notice.read', purpose: 'exchange', about }]);
    }
    return ok({ noticeId, facts: { ...notice.facts }, details });
  });
}

interface Known {
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly endpoints: readonly Endpoint[];
  readonly labels: ReadonlyMap<string, string>;
  readonly nowMs: number;
}

function noticeJson(notice: Notice, staff: Staff, known: Known): NoticeJson {
  const direction = notice.fromAgencyId === staff.agencyId ? 'out' : 'in';
  const otherId = direction === 'out' ? notice.toAgencyId : notice.fromAgencyId;
  const other = otherId === null ? null : (known.agencies.get(otherId) ?? null);
  const { noticeId, code, exercise, incidentId, ruleId, article, happenedAtMs, dueAtMs, state, tries } = notice;
  return {
    ...{ noticeId, code, exercise, direction, incidentId, ruleId, article, happenedAtMs, dueAtMs, state, tries },
    otherRole: direction === 'out' ? notice.toRole : (other?.role ?? 'monitoring'),
    otherName: other?.name ?? null,
    // Before anything is monitored a case has the number of its proceeding.
    caseLabel: known.labels.get(notice.orderId ?? '') ?? proceedingOf(notice),
    overdue: overdueOf(notice, known.nowMs),
    way: wayOf(notice, known.endpoints),
    ...{ sentAtMs: notice.sentAtMs, deliveredAtMs: notice.deliveredAtMs, failReason: notice.failReason },
    ...{ receivedAtMs: notice.receivedAtMs, receivedHow: notice.receivedHow },
  };
}

function proceedingOf({ facts }: Notice): string | null {
  return typeof facts.proceeding === 'string' ? facts.proceeding : null;
}

function wayOf(notice: Notice, endpoints: readonly Endpoint[]): NoticeJson['way'] {
  if (notice.toAgencyId === null) return 'hand';
  const endpoint = endpoints.find(
    (one) =>
      one.agencyId === notice.toAgencyId &&
      one.state === 'active' &&
      one.exercise === notice.exercise &&
      (one.tells.includes('*') || one.tells.includes(notice.code)),
  );
  return endpoint?.kind ?? 'desk';
}

const STATES = ['failed', 'due', 'sent', 'delivered', 'received'];

/** Overdue first, the longest at the top; then what is still to be told; received last, the newest at the top. */
function byUrgency(a: NoticeJson, b: NoticeJson): number {
  if ((a.overdue === null) !== (b.overdue === null)) return a.overdue === null ? 1 : -1;
  if (a.overdue !== null) return a.dueAtMs - b.dueAtMs;
  const [stateA, stateB] = [STATES.indexOf(a.state), STATES.indexOf(b.state)];
  if (stateA !== stateB) return stateA - stateB;
  return a.state === 'received' ? (b.receivedAtMs ?? 0) - (a.receivedAtMs ?? 0) : a.dueAtMs - b.dueAtMs;
}

function endpointJson(endpoint: Endpoint, agencies: ReadonlyMap<string, Agency>): ExchangeJson['endpoints'][number] {
  const { endpointId, agencyId, kind, host, exercise, state, deliveredAtMs, failingSinceMs } = endpoint;
  const agency = agencies.get(agencyId);
  return {
    ...{ endpointId, kind, host, exercise, state, deliveredAtMs, failingSinceMs },
    ...{ agencyName: agency?.name ?? '', role: agency?.role ?? '' },
  };
}
