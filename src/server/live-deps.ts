/** What the live hub asks of the rest: the engine's picture, the order book, receipts and pending warnings. */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { IncidentId, PairId } from '../core/ids.ts';
import {
  indexRules,
  type LiveDeps,
  type LiveViewer,
  type OrderStanding,
  sqlGrantStore,
  type Table,
  viewMark,
} from '../disclosure/service.ts';
import { recordDisplayed } from '../incidents/acts.ts';
import { loadActedOn } from '../incidents/service.ts';
import { loadPending } from '../notify/service.ts';
import { inForce, type Packs } from '../orders/service.ts';
import type { Level } from '../proximity/types.ts';
import { type Access, audit, type Case, type Sealer, wasDecided } from '../safeguards/service.ts';
import { principalOf } from './access-deps.ts';
import { scopeOfViewer } from './http/scopes.ts';
import type { OrderBook } from './order-book.ts';
import { within } from './scope.ts';
import { updateUnproven } from './sessions/sessions.sql.ts';
import type { ViewGate } from './sessions/view-gate.ts';
import type { Shard } from './shard.ts';
import type { Viewing } from './viewing.ts';
import type { WithheldPositions } from './withheld-positions.ts';

export interface LiveParts {
  readonly clock: Clock;
  /** The hub's own: it serves all streams at once. */
  readonly database: Database;
  readonly access: Access;
  /** For what one viewer is shown of the tables. */
  readonly requests: Database;
  readonly book: OrderBook;
  readonly packs: Packs;
  readonly shard: Shard;
  readonly withheld: WithheldPositions;
  readonly log: Logger;
  /** Which phones may show anything now. */
  readonly gate: ViewGate;
  readonly pictureIntervalMs: LiveDeps['pictureIntervalMs'];
  readonly onRefused: LiveDeps['onRefused'];
  readonly isSharing: LiveDeps['isSharing'];
  readonly viewing: Viewing;
  readonly sealer: Sealer;
  /** A receipt became part of an incident's story. */
  onIncident(incidentId: IncidentId, agencyId: string): void;
}

export function liveDeps(parts: LiveParts): LiveDeps {
  const { clock, database, requests, book, shard, log } = parts;
  const mayShow = ({ sessionId, isProven }: LiveViewer, nowMs: number) =>
    isProven && parts.gate.shows(sessionId, nowMs);
  const tables = new Map<string, Table>(parts.packs.all().map((pack) => [pack.versionId, indexRules(pack)]));
  return {
    clock,
    setTimer(delayMs, fn) {
      const timer = setTimeout(fn, delayMs);
      return () => clearTimeout(timer);
    },
    soon: (fn) => setImmediate(fn),
    newId: randomUUID,
    grantStore: sqlGrantStore(database),
    pairView: (pairId, nowMs) => parts.withheld.seen(shard.view(pairId, nowMs), nowMs),
    orderOf: (pairId) => standingOf(parts, tables, pairId),
    pairsOf(viewer) {
      const nowMs = clock.nowMs();
      // A locked phone, one that did not prove its key, and a desk that was left: warnings and the queue go on, and no picture.
      if (!mayShow(viewer, nowMs)) return { pairIds: [], isUndecided: false };
      const who = principalOf(viewer);
      let isUndecided = false;
      // HAZARD H-83: an officer's stream holds another agency's cases.
      const mayWatch = (on: Case | null) => {
        if (on === null) return false;
        const decision = parts.access.decide(who, 'live.watch', on);
        isUndecided ||= !wasDecided(decision);
        return decision.allowed;
      };
      const isOfficer = viewer.kind === 'officer';
      const pairIds = isOfficer
        ? book.pairsWhere(mayWatch, nowMs)
        : book.pairsProtecting(viewer.personId, nowMs).filter((pairId) => mayWatch(book.caseOfPair(pairId, nowMs)));
      return { pairIds, isUndecided };
    },
    policiesOf: (nowMs) => parts.access.policiesHeld(nowMs),
    labelOf: (pairId) => book.labelOf(null, pairId),
    async loadPendingWarnings(viewer) {
      const pending = await within(scopeOfViewer(viewer), () => loadPending(requests, viewer.personId, clock.nowMs()));
      return pending.map(({ warningId, pairId, incidentId, level, atMs }) => {
        const ids = { warningId, pairId: pairId as PairId, incidentId: incidentId as IncidentId };
        return { ...ids, level: level as Level, atMs };
      });
    },
    async loadIncidentFacts(viewer) {
      const pairs = book.pairsProtecting(viewer.personId, clock.nowMs());
      const facts = await within(scopeOfViewer(viewer), () => loadActedOn(requests, pairs));
      // HAZARD H-201: after they were read: the phone may have been locked meanwhile.
      return mayShow(viewer, clock.nowMs()) ? facts : [];
    },
    async onDisplayed(viewer: LiveViewer, warningId, atMs) {
      const receipt = await recordDisplayed(database, viewer.personId, warningId, atMs);
      if (typeof receipt === 'object') parts.onIncident(receipt.incidentId, viewer.agencyId);
      return receipt !== 'unknown';
    },
    onUnproven: ({ kind, personId, sessionId }, atMs) =>
      database.transaction(async (tx) => {
        const isOpen = await updateUnproven(tx, Buffer.from(sessionId, 'hex'), atMs);
        if (!isOpen) throw new Error('The session that is watched without its key has ended.');
        const entry = { atMs, actor: { kind, id: personId }, action: 'session.unproven', purpose: 'sign-in' } as const;
        await audit(tx, [{ ...entry, about: { personId } }]);
      }),
    onRefused: parts.onRefused,
    isSharing: parts.isSharing,
    hasUndertaken: parts.viewing.hasUndertaken,
    markOf: ({ personId }, nowMs) => viewMark(parts.sealer, personId, nowMs),
    logger: log,
    pictureIntervalMs: parts.pictureIntervalMs,
  };
}

function standingOf(
  { book, packs, clock }: LiveParts,
  tables: ReadonlyMap<string, Table>,
  pairId: PairId,
): OrderStanding | null {
  const nowMs = clock.nowMs();
  const order = book.orderOfPair(pairId);
  const pack = order === null ? null : packs.forOrder(order, nowMs);
  const table = pack === null ? undefined : tables.get(pack.versionId);
  if (order === null || table === undefined) return null;
  const { orderId, untilMs, exercise } = order;
  // Changed, and not read again yet: it may have been cancelled.
  const stands = inForce(order, nowMs) && !book.isStale(orderId);
  return { orderId, untilMs, exercise, inForce: stands, table };
}
