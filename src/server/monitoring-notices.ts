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
import { type Found, occasionOf, rulesFor } from '../orders/exchange/decide-notice.ts';
import { EXCHANGE_LIMITS } from '../orders/exchange/limits.ts';
import type { NoticeFacts } from '../orders/exchange/notice.ts';
import { type NoticeRule, noticeRules } from '../orders/exchange/notice-rules.ts';
import { addNotice, addresseeOf } from '../orders/exchange/service.ts';
import type { Finding } from '../proximity/types.ts';
import type { OrderBook } from './order-book.ts';

export interface MonitoringNoticesDeps {
  readonly database: Database;
  readonly clock: { nowMs(): number };
  onError(error: unknown): void;
  readonly book: Pick<OrderBook, 'jurisdictionOf' | 'zoneKindOf' | 'concernsOfPerson'>;
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
          for (const rule of this.#rules(concerns.orderId).filter(({ onRemoval }) => onRemoval)) {
            const key = `removal:${removalId}:${rule.id}:${concerns.agencyId}`;
            await this.#add(tx, rule, key, {
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
    for (const rule of rulesFor(this.#rules(concerns.orderId), found)) {
      const key = `monitoring:${subject}:${rule.id}:${concerns.agencyId}:${occasionOf(atMs, EXCHANGE_LIMITS)}`;
      await tx.query('savepoint notice');
      try {
        await this.#add(tx, rule, key, cause);
      } catch (error) {
        // A database that is away fails here again, and the whole is recorded anew.
        await tx.query('rollback to savepoint notice');
        this.#deps.onError(error);
      }
    }
  }

  async #add(
    tx: Sql,
    rule: NoticeRule,
    uniqueKey: string,
    { concerns, incidentId, atMs, facts }: Pick<Cause, 'concerns' | 'incidentId' | 'atMs' | 'facts'>,
  ): Promise<void> {
    const { orderId, exercise } = concerns;
    const agencyId = orderId === null ? null : await addresseeOf(tx, orderId as OrderId, rule.to);
    const withinMs = rule.within === 'at-once' ? EXCHANGE_LIMITS.atOnceMs : EXCHANGE_LIMITS.withoutDelayMs;
    await addNotice(
      tx,
      {
        ...{
          uniqueKey,
          code: rule.code,
          exercise,
          fromAgencyId: concerns.agencyId as AgencyId,
          orderId,
          incidentId,
          facts,
        },
        to: { role: rule.to, agencyId },
        ...{ ruleId: rule.id, article: rule.article, happenedAtMs: atMs, dueAtMs: atMs + withinMs },
      },
      this.#deps.clock.nowMs(),
    );
  }

  #rules(orderId: OrderId | null): readonly NoticeRule[] {
    const jurisdiction = orderId === null ? null : this.#deps.book.jurisdictionOf(orderId);
    return jurisdiction === null ? [] : noticeRules(jurisdiction);
  }
}
