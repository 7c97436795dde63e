/**
 * Delivery of warnings, wired to a running Magpie: how incidents and orders stand, who is made up, whose number it is, and by whom messages
 * leave. Fails toward warning: what cannot be known is taken as standing.
 */
import { randomBytes } from 'node:crypto';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Clock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import type { PairId, PersonId } from '../core/ids.ts';
import type { Rng } from '../core/rng.ts';
import { HOUR_MS, SECOND_MS } from '../core/time.ts';
import { mayAct as mayActOnIncident } from '../incidents/case.ts';
import { loadOfCase, loadStandings } from '../incidents/service.ts';
import type { NotifyRoutesDeps } from '../notify/routes.ts';
import {
  type Contact,
  createHttpProvider,
  createSmpp,
  createWebPush,
  Deliverer,
  NOTIFY_LIMITS,
  type PhoneProvider,
  Providers,
} from '../notify/service.ts';
import { inForce } from '../orders/service.ts';
import {
  loadPeopleById,
  openIdentity,
  type PeopleDeps,
  type Person,
  readIdentity,
  takesPart,
} from '../people/service.ts';
import { type Access, ErasedError, type MasterKey, type Sealer } from '../safeguards/service.ts';
import type { NotifySettings } from './notify-settings.ts';
import type { OrderBook } from './order-book.ts';
import { vapidKeys } from './secrets.ts';
import { sessionToken } from './sessions/cookie.ts';
import { sessionIdOf } from './sessions/service.ts';
import { loadOpenAmong } from './sessions/sessions.sql.ts';
import { viewerOf } from './sessions/viewer.ts';

export interface NotifyDeliveryDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly book: OrderBook;
  readonly masterKey: MasterKey;
  readonly settings: NotifySettings;
  readonly registry: Registry;
  onIncident(incidentId: string, agencyId: string): void;
  /** A provider cannot be reached, or can be again. */
  onTrouble(provider: string, failed: boolean): void;
  onError(error: unknown): void;
  sleep(ms: number): Promise<void>;
}

/** Chance that nobody foresees; for spreading retries it only need not be the same everywhere. */
const RNG: Rng = { next: () => randomBytes(4).readUInt32BE(0) / 2 ** 32 };
const PEOPLE_KNOWN = 10_000;
const CONTACTS_KNOWN_MS = HOUR_MS;

export class NotifyDelivery {
  readonly deliverer: Deliverer;
  readonly providers: Providers;
  readonly #deps: NotifyDeliveryDeps;
  /** What kind of person they are, and whether made up, never changes. */
  readonly #known = new Map<string, Pick<Person, 'personId' | 'kind' | 'exercise'>>();
  /** Read of late on a person's own behalf: not audited again at each look at the page. */
  readonly #own = new Map<PersonId, { contact: Contact | null; atMs: number }>();

  constructor(deps: NotifyDeliveryDeps) {
    const { clock, database, sealer, settings, onError } = deps;
    this.#deps = deps;
    this.providers = new Providers({
      clock,
      push: createWebPush({
        keys: vapidKeys(deps.masterKey),
        subject: settings.pushSubject,
        services: settings.pushServices,
      }),
      sms: this.#sms(),
      call: settings.call === null ? null : createHttpProvider(settings.call, clock),
    });
    const measured = metricsOf(deps.registry);
    this.deliverer = new Deliverer({
      ...{ clock, database, sealer, onError, rng: RNG, providers: this.providers, sleep: deps.sleep },
      limits: { ...NOTIFY_LIMITS, ...settings.limits },
      callbackBase: settings.callbackBase,
      standingsOf: (sql, incidentIds) => loadStandings(sql, incidentIds),
      isInForce: (pairId) => this.#isInForce(pairId as PairId),
      exercisesAmong: (sql, personIds) => this.#exercisesAmong(sql, personIds),
      takingPartAmong: (sql, personIds) => this.#takingPartAmong(sql, personIds),
      openSessions: (sql, sessionIds) => this.openSessions(sql, sessionIds),
      contactOf: (personId) => this.#contactOf(personId as PersonId),
      setTimer(delayMs, fn) {
        const timer = setTimeout(fn, delayMs);
        return () => clearTimeout(timer);
      },
      onChanged: deps.onIncident,
      onTrouble: (provider, failed) => {
        measured.circuit.set({ provider }, failed ? 1 : 0);
        deps.onTrouble(provider, failed);
      },
      onRequest: (channel, waitedMs) => measured.waited.observe({ channel }, waitedMs / SECOND_MS),
      onSent: (channel, outcome) => measured.attempts.inc({ channel, outcome }),
    });
  }

  /** After the commit: what is new goes out at once, and what lost its cause is dropped. */
  incidentsChanged(incidentIds: readonly string[]): void {
    this.deliverer.wake();
    this.deliverer.incidentsChanged(incidentIds).catch(this.#deps.onError);
  }

  openSessions(sql: Sql, sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    return loadOpenAmong(sql, sessionIds, this.#deps.clock.nowMs());
  }

  /** They take part, or do no longer. */
  participationChanged(personId: string): void {
    this.deliverer.personChanged(personId).catch(this.#deps.onError);
  }

  report(error: unknown): void {
    this.#deps.onError(error);
  }

  /** Their own contact, for their own page: the read is audited as theirs. */
  async ownContact(me: { readonly kind: string; readonly personId: PersonId }): Promise<Contact | null> {
    const nowMs = this.#deps.clock.nowMs();
    const known = this.#own.get(me.personId);
    if (known !== undefined && nowMs - known.atMs < CONTACTS_KNOWN_MS) return known.contact;
    const why = { actor: { kind: me.kind, id: me.personId }, purpose: 'own-warning-plan' };
    const contact = await erasedIsNull(readIdentity(this.#people(), me.personId, why));
    if (this.#own.size >= PEOPLE_KNOWN) this.#own.clear();
    this.#own.set(me.personId, { contact, atMs: nowMs });
    return contact;
  }

  #sms(): PhoneProvider | null {
    const { sms } = this.#deps.settings;
    if (sms === null) return null;
    if (sms.kind === 'http') return createHttpProvider(sms.http, this.#deps.clock);
    const provider = `sms:${sms.smpp.name}`;
    return createSmpp({
      ...sms.smpp,
      onReceipt: ({ ref, heard }) => {
        this.deliverer.heardByRef(provider, ref, heard).catch(this.#deps.onError);
      },
    });
  }

  /** An order that is being read again may have ended; until that is known the warning goes on. */
  #isInForce(pairId: PairId): boolean {
    const order = this.#deps.book.orderOfPair(pairId);
    return order === null || inForce(order, this.#deps.clock.nowMs());
  }

  async #exercisesAmong(sql: Sql, personIds: readonly string[]): Promise<ReadonlySet<string>> {
    await this.#learn(sql, personIds);
    // Nobody whom the register does not know is ever taken for real.
    return new Set(personIds.filter((personId) => this.#known.get(personId)?.exercise !== false));
  }

  /** Asked anew each time: they may have withdrawn a moment ago. */
  async #takingPartAmong(sql: Sql, personIds: readonly string[]): Promise<ReadonlySet<string>> {
    await this.#learn(sql, personIds);
    const taking = new Set<string>();
    for (const personId of personIds) {
      const person = this.#known.get(personId);
      if (person === undefined || (await takesPart(sql, person))) taking.add(personId);
    }
    return taking;
  }

  async #learn(sql: Sql, personIds: readonly string[]): Promise<void> {
    const missing = personIds.filter((personId) => !this.#known.has(personId));
    if (missing.length === 0) return;
    if (this.#known.size >= PEOPLE_KNOWN) this.#known.clear();
    for (const { personId, kind, exercise } of await loadPeopleById(sql, personIds)) {
      this.#known.set(personId, { personId, kind, exercise });
    }
  }

  #contactOf(personId: PersonId): Promise<Contact | null> {
    const { database, sealer } = this.#deps;
    return erasedIsNull(openIdentity({ database, sealer }, personId));
  }

  #people(): Pick<PeopleDeps, 'database' | 'sealer' | 'clock'> {
    const { clock, database, sealer } = this.#deps;
    return { clock, database, sealer };
  }
}

/** What the routes ask of a running Magpie. */
export function notifyRouteDeps(magpie: {
  readonly options: { readonly clock: Clock; readonly notify: NotifySettings };
  readonly requests: Database;
  readonly access: Access;
  readonly sealer: Sealer;
  readonly notify: NotifyDelivery;
}): NotifyRoutesDeps {
  const { access, options, requests: database, sealer, notify } = magpie;
  return {
    ...{ clock: options.clock, database, sealer, deliverer: notify.deliverer, providers: notify.providers },
    callbackWords: options.notify.callbackWords,
    meOf: viewerOf,
    openSessions: (sql, sessionIds) => notify.openSessions(sql, sessionIds),
    sessionIdOf: (request) => sessionIdOf(sessionToken(request) ?? ''),
    ownContact: (me) => notify.ownContact(me),
    mayReadIncident: async (incidentId, me) => {
      const incident = await loadOfCase(database, incidentId);
      return incident !== null && (await mayActOnIncident(access, database, me, 'incident.read', incident)).allowed;
    },
    onError: (error) => notify.report(error),
  };
}

/** An erased identity has no number: that is an answer, and no failure. */
async function erasedIsNull(reading: Promise<Contact | null>): Promise<Contact | null> {
  try {
    const identity = await reading;
    return identity === null ? null : { phone: identity.phone, language: identity.language };
  } catch (error) {
    if (error instanceof ErasedError) return null;
    throw error;
  }
}

function metricsOf(registry: Registry) {
  const registers = [registry];
  return {
    attempts: new Counter({
      name: 'magpie_notify_requests_total',
      help: 'Requests to push services and to SMS and voice providers, by outcome',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    waited: new Histogram({
      name: 'magpie_notify_waited_seconds',
      help: 'From the decision to send until the request began',
      labelNames: ['channel'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
      registers,
    }),
    circuit: new Gauge({
      name: 'magpie_notify_circuit_open',
      help: '1 while a provider fails: many times in a row, and not well since',
      labelNames: ['provider'],
      registers,
    }),
  };
}
