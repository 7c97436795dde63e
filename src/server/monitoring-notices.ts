/**
 * The notices that follow from monitoring: what the engine finds, what a device does not do, a device that is off with leave. Written in
 * the transaction that records the cause, so that neither stands without the other; a removal, which belongs to another context, is
 * looked at with every beat. Fails toward telling; but what cannot be written as a notice never keeps an incident from being recorded: it is
 * reported, and the incident stands.
 */
import type { Database, Sql } from '../core/database.ts';
import type { AgencyId, OrderId, ZoneId } from '../core/ids.ts';
import { loadStandingRemovals } from '../devices/service.ts';
import { type AlarmHook, type Concerns, isSuppressible } from '../incidents/service.ts';
import { type Found, noticesFor, occasionOf } from '../orders/exchange/decide-notice.ts';
import { EXCHANGE_LIMITS } from '../orders/exchange/limits.ts';
import type { NoticeFacts, NoticeTo } from '../orders/exchange/notice.ts';
import { type DemandedNotice, demandedNotices } from '../orders/exchange/notice-rules.ts';
import { AGENCY_ROLES } from '../orders/exchange/roles.ts';
import { addNotice, addresseeOf } from '../orders/exchange/service.ts';
import { periodEnd } from '../orders/packs/calendar.ts';
import type { Pack } from '../orders/packs/pack.ts';
import type { NoticeRule, Role } from '../orders/packs/procedure.ts';
import { type CourtOrder, loadOrderSummary, type Packs } from '../orders/service.ts';
import type { Finding } from '../proximity/types.ts';
import type { OrderBook } from './order-book.ts';

export interface MonitoringNoticesDeps {
  readonly database: Database;
  readonly clock: { nowMs(): number };
  onError(error: unknown): void;
  readonly book: Pick<OrderBook, 'orderOf' | 'zoneKindOf' | 'concernsOfPerson'>;
  readonly packs: Packs;
}

interface Cause {
  /** Of the key: what it is about. */
  readonly subject: string;
  readonly found: Found;
  readonly concerns: Pick<Concerns, 'orderId' | 'agencyId' | 'exercise'>;
  readonly incidentId: string | null;
  readonly atMs: number;
  readonly facts: NoticeFacts;
}

export class MonitoringNotices {
  readonly #deps: MonitoringNoticesDeps;
  /** Removals that were told of; begun anew with the process, and then found in the database. */
  readonly #told = new Set<string>();

  constructor(deps: MonitoringNoticesDeps) {
    this.#deps = deps;
  }

  /** What the engine found, of one agency's order, while it is recorded. */
  async onFinding(tx: Sql, finding: Finding, concerns: Concerns, incidentId: string | null): Promise<void> {
    const { subject, kind, name, level, previousLevel } = finding;
    // A device of the protected side is nobody's breach.
    if (subject.kind === 'person' && concerns.wearerId !== subject.personId) return;
    const named = kind === 'approach' || kind === 'zone' ? kind : `${kind}:${name ?? ''}`;
    const cover = concerns.cover ?? null;
    // Off with leave, or in custody: the removal was told of itself.
    if (cover !== null && isSuppressible(named)) return;
    const zone = subject.kind === 'zone' ? this.#deps.book.zoneKindOf(subject.zoneId as ZoneId) : null;
    const subjectKey =
      subject.kind === 'pair' ? subject.pairId : subject.kind === 'zone' ? subject.zoneId : subject.personId;
    await this.#tell(tx, {
      subject: `${subject.kind}:${subjectKey}`,
      found: { kind: named, level, previousLevel, zone },
      ...{ concerns, incidentId, atMs: finding.atMs },
      facts: { kind: named, level, etaS: finding.etaS },
    });
  }

  /** An alarm of a wearer's device began, while it is recorded. */
  async onAlarm(...[tx, alarm, incidentId, atMs]: Parameters<AlarmHook>): Promise<void> {
    if (alarm.cover !== null && isSuppressible(alarm.kind)) return;
    await this.#tell(tx, {
      subject: `person:${alarm.personId}`,
      found: { kind: alarm.kind, level: null, previousLevel: null, zone: null },
      ...{ concerns: alarm.concerns, incidentId, atMs, facts: { kind: alarm.kind } },
    });
  }

  /** Approved removals that have begun. Rejects when the database is away; the next look sees the same. */
  async look(): Promise<void> {
    const { database, book, clock } = this.#deps;
    const nowMs = clock.nowMs();
    const begun = (await loadStandingRemovals(database, null)).filter(
      ({ removalId, decision, fromMs, endedAtMs }) =>
        decision === 'approved' && fromMs <= nowMs && endedAtMs === null && !this.#told.has(removalId),
    );
    for (const removal of begun) {
      const { removalId, personId, fromMs, untilMs, reason } = removal;
      await database.transaction(async (tx) => {
        for (const concerns of book.concernsOfPerson(personId, nowMs)) {
          const facts = { reason, until: new Date(untilMs).toISOString() };
          const law = this.#lawOf(concerns.orderId);
          for (const one of law?.demanded.filter(({ event }) => event === 'removal') ?? []) {
            const key = `removal:${removalId}:${one.rule.id}:${concerns.agencyId}`;
            await this.#add(tx, law!, one, key, {
              concerns,
              incidentId: null,
              atMs: Math.max(fromMs, removal.decidedAtMs ?? fromMs),
              facts,
            });
          }
        }
      });
      this.#told.add(removalId);
    }
  }

  async #tell(tx: Sql, cause: Cause): Promise<void> {
    const { concerns, found, subject, atMs } = cause;
    const law = this.#lawOf(concerns.orderId);
    for (const one of law === null ? [] : noticesFor(law.demanded, found)) {
      const key = `monitoring:${subject}:${one.rule.id}:${concerns.agencyId}:${occasionOf(atMs, EXCHANGE_LIMITS)}`;
      await tx.query('savepoint notice');
      try {
        await this.#add(tx, law!, one, key, cause);
      } catch (error) {
        // A database that is away fails here again, and the whole is recorded anew.
        await tx.query('rollback to savepoint notice');
        this.#deps.onError(error);
      }
    }
  }

  async #add(
    tx: Sql,
    { order, pack }: OrderLaw,
    { code, rule }: DemandedNotice,
    key: string,
    { concerns, incidentId, atMs, facts }: Pick<Cause, 'concerns' | 'incidentId' | 'atMs' | 'facts'>,
  ): Promise<void> {
    const { orderId } = order;
    for (const role of rule.to) {
      for (const to of await recipientsOf(tx, order, role)) {
        const whom = to.role === 'person' ? `${role}:${to.personId}` : role;
        await addNotice(
          tx,
          {
            ...{ uniqueKey: `${key}:${whom}`, code, exercise: concerns.exercise, orderId, incidentId, facts, to },
            ...{ fromAgencyId: concerns.agencyId as AgencyId, ruleId: rule.id, article: rule.article },
            ...{ happenedAtMs: atMs, dueAtMs: dueOf(rule, atMs, pack) },
          },
          this.#deps.clock.nowMs(),
        );
      }
    }
  }

  /** Null: it is no longer in the book, or its pack is unknown here, which is reported. */
  #lawOf(orderId: OrderId | null): OrderLaw | null {
    const order = orderId === null ? null : this.#deps.book.orderOf(orderId);
    const pack = order === null ? null : this.#deps.packs.forOrder(order, this.#deps.clock.nowMs());
    if (order !== null && pack === null) this.#deps.onError(new Error(`the pack of an order is unknown: ${orderId}`));
    if (order === null || pack === null) return null;
    return { order, pack, demanded: demandedNotices(pack, order.measure) };
  }
}

/** What the law wants told under an order. */
interface OrderLaw {
  readonly order: CourtOrder;
  readonly pack: Pack;
  readonly demanded: readonly DemandedNotice[];
}

async function recipientsOf(tx: Sql, order: CourtOrder, role: Role): Promise<NoticeTo[]> {
  switch (role) {
    case 'protected': {
      const summary = await loadOrderSummary(tx, order.orderId);
      return (summary?.pairs ?? []).map(({ protectedId }) => ({ role: 'person', personId: protectedId }));
    }
    case 'respondent':
      return [{ role: 'person', personId: order.wearerId }];
    default: {
      const agencyRole = AGENCY_ROLES[role];
      return [{ role: agencyRole, agencyId: await addresseeOf(tx, order.orderId, agencyRole) }];
    }
  }
}

function dueOf({ within }: NoticeRule, atMs: number, pack: Pack): number {
  if (within === 'at-once') return atMs + EXCHANGE_LIMITS.atOnceMs;
  return within === 'without-delay' ? atMs + EXCHANGE_LIMITS.withoutDelayMs : periodEnd(atMs, within, pack).endMs;
}
