/**
 * Looks at every wearer's devices each few seconds: opens, returns and suppresses what follows from their health, their orders,
 * and the periods that cover them. Reads four small lists, and writes only what changed.
 * Fails toward the alarm: a look that fails is reported and comes again, and what covers nobody any more is let go by it.
 */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { IncidentId, PersonId } from '../core/ids.ts';
import {
  type Carried,
  type Cover,
  type Custody,
  coverAt,
  decideAlarms,
  type HealthTracker,
  loadCarried,
  loadOpenCustodies,
  loadStandingRemovals,
  type Removal,
} from '../devices/service.ts';
import { decideAlarm, decideSuppression } from '../incidents/decide-alarm.ts';
import {
  type AlarmSaid,
  type Changed,
  type Concerns,
  type Incident,
  loadDeviceIncidents,
  recordAlarms,
  recordSuppressions,
} from '../incidents/service.ts';
import type { Packs } from '../orders/service.ts';
import type { Finding } from '../proximity/types.ts';
import type { OrderBook, WearerInForce } from './order-book.ts';

export interface DeviceWatchDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly book: OrderBook;
  readonly packs: Packs;
  readonly health: HealthTracker;
  /** After the commit: open queues hear of it. */
  onIncident(incidentId: IncidentId, agencyId: string): void;
  /** Alarms cannot be looked at, or can again: those who rely on them are told (I-9). */
  onTrouble(failed: boolean): void;
}

/** Looked at in one go: a millisecond or two of the event loop. */
const WEARERS_AT_ONCE = 200;

/** What the watch read from the database for one look. */
interface Seen {
  readonly carried: ReadonlyMap<PersonId, readonly Carried[]>;
  readonly removals: readonly Removal[];
  readonly custodies: readonly Custody[];
  readonly incidents: readonly Incident[];
}

export class DeviceWatch {
  readonly #deps: DeviceWatchDeps;
  #turn: Promise<void> = Promise.resolve();
  #listeningSinceMs: number;
  #removals: ReadonlyMap<PersonId, readonly Removal[]> = new Map();
  #custodies: ReadonlyMap<PersonId, readonly Custody[]> = new Map();

  constructor(deps: DeviceWatchDeps) {
    this.#deps = deps;
    this.#listeningSinceMs = deps.clock.nowMs();
  }

  /** Devices can be heard from now on: silence is counted from here where nobody could hear before. */
  begin(): void {
    this.#listeningSinceMs = this.#deps.clock.nowMs();
  }

  /** As the order book has it, and what covers the person whom the finding is about. */
  concernsOf(finding: Finding): readonly Concerns[] {
    const nowMs = this.#deps.clock.nowMs();
    const concerned = this.#deps.book.concernsOf(finding, nowMs);
    if (finding.subject.kind !== 'person') return concerned;
    const cover = this.#coverOf(finding.subject.personId, nowMs);
    return cover === null ? concerned : concerned.map((one) => ({ ...one, cover }));
  }

  /** One look; looks take turns. Rejects when the database is away; the next one sees the same. */
  look(): Promise<void> {
    const turn = this.#turn.then(() => this.#look());
    // The caller hears of the failure, too; the next in turn is not kept from trying.
    this.#turn = turn.then(
      () => this.#deps.onTrouble(false),
      () => this.#deps.onTrouble(true),
    );
    return turn;
  }

  async #look(): Promise<void> {
    const { database, book, clock } = this.#deps;
    const seen = await this.#see();
    const nowMs = clock.nowMs();
    this.#removals = Map.groupBy(seen.removals, (removal) => removal.personId);
    this.#custodies = Map.groupBy(seen.custodies, (custody) => custody.personId);
    const wearers = book.wearersInForce(nowMs);
    const open = new Map(
      seen.incidents.map((incident) => [keyOf(incident.subject, incident.kind, incident.agencyId), incident]),
    );
    const isNews = ({ personId, kind, cause, concerns }: AlarmSaid): boolean => {
      const incident = open.get(keyOf(`person:${personId}`, kind, concerns.agencyId)) ?? null;
      return decideAlarm(incident, cause) !== null;
    };
    const news = ofNoOrder(seen.incidents, wearers).filter(isNews);
    let looked = 0;
    for (const wearer of wearers.values()) {
      news.push(...this.#alarmsOf(wearer, seen, nowMs).filter(isNews));
      looked += 1;
      // Reports come in meanwhile: nobody's fix waits for the alarms of thousands.
      if (looked % WEARERS_AT_ONCE === 0) await setImmediate();
    }
    if (news.length > 0) this.#tell(await recordAlarms(database, news, nowMs));
    const covered = seen.incidents.flatMap((incident) => {
      const cover = this.#coverOf(personOf(incident), nowMs);
      return decideSuppression(incident, cover) === null ? [] : [{ incident, cover }];
    });
    if (covered.length > 0) this.#tell(await recordSuppressions(database, covered, nowMs));
  }

  async #see(): Promise<Seen> {
    const { database } = this.#deps;
    const carried = Map.groupBy(await loadCarried(database), (one) => one.personId);
    const removals = await loadStandingRemovals(database, null);
    const custodies = await loadOpenCustodies(database, null);
    return { carried, removals, custodies, incidents: await loadDeviceIncidents(database) };
  }

  #alarmsOf(wearer: WearerInForce, seen: Seen, nowMs: number): AlarmSaid[] {
    const { packs, health } = this.#deps;
    const { personId, intervalS, orderFromMs } = wearer;
    const devices = (seen.carried.get(personId) ?? []).map(({ deviceId, fromMs }) => ({
      health: health.of(deviceId),
      carriedFromMs: fromMs,
      removedUntilMs: removedUntilMs(seen.removals, deviceId, nowMs),
    }));
    const timeZone = packs.timeZoneOf(wearer.jurisdiction) ?? 'UTC';
    const listeningSinceMs = this.#listeningSinceMs;
    const words = decideAlarms({ devices, intervalS, orderFromMs, timeZone, listeningSinceMs }, nowMs);
    const cover = this.#coverOf(personId, nowMs);
    return words.flatMap(({ name, cause, why }) =>
      cause === 'unclear'
        ? []
        : wearer.concerns.map((concerns) => ({ personId, kind: `health:${name}`, cause, why, concerns, cover })),
    );
  }

  #coverOf(personId: PersonId | null, nowMs: number): Cover | null {
    if (personId === null) return null;
    return coverAt(this.#removals.get(personId) ?? [], this.#custodies.get(personId) ?? [], nowMs);
  }

  #tell(changed: readonly Changed[]): void {
    for (const { incidentId, agencyId } of changed) this.#deps.onIncident(incidentId, agencyId);
  }
}

function removedUntilMs(removals: readonly Removal[], deviceId: string, nowMs: number): number | null {
  const removal = removals.find((one) => one.deviceId === deviceId && one.decision === 'approved');
  return removal !== undefined && removal.fromMs <= nowMs ? removal.untilMs : null;
}

/** No order binds them any more: their alarms have ended with it. */
function ofNoOrder(incidents: readonly Incident[], wearers: ReadonlyMap<PersonId, WearerInForce>): AlarmSaid[] {
  return incidents.flatMap((incident) => {
    const personId = personOf(incident);
    if (!incident.kind.startsWith('health:') || personId === null || wearers.has(personId)) return [];
    const why = { key: 'order-ended', params: {} };
    return [{ personId, kind: incident.kind, cause: 'ended' as const, why, concerns: incident, cover: null }];
  });
}

function keyOf(subject: string, kind: string, agencyId: string): string {
  return `${subject}|${kind}|${agencyId}`;
}

function personOf({ subject }: Incident): PersonId | null {
  return subject.startsWith('person:') ? (subject.slice('person:'.length) as PersonId) : null;
}
