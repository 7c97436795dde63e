/** Delivery on a database of a test's own, with the test's own clock and push service, and people and an incident to warn of. */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { WarningId } from '../../src/core/ids.ts';
import { seededRng } from '../../src/core/rng.ts';
import { loadStandings } from '../../src/incidents/service.ts';
import type { DeliveryAttemptJson, DeliveryJson } from '../../src/notify/contract.ts';
import { Deliverer, type DelivererDeps } from '../../src/notify/deliverer.ts';
import { NOTIFY_LIMITS } from '../../src/notify/limits.ts';
import { addPhone } from '../../src/notify/plans.ts';
import type { PhoneProvider } from '../../src/notify/providers/provider.ts';
import { Providers } from '../../src/notify/providers/registry.ts';
import { createWebPush } from '../../src/notify/providers/webpush.ts';
import { enqueue } from '../../src/notify/service.ts';
import { loadDeliveries } from '../../src/notify/timeline.ts';
import { createAgency, createPerson } from '../../src/people/service.ts';
import { Sealer } from '../../src/safeguards/service.ts';
import { vapidKeys } from '../../src/server/secrets.ts';
import { NOON_MS, TEST_MASTER, type TestClock } from './app.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type Browser, openPushService, type PushService } from './push-service.ts';

export const SYSTEM = { kind: 'system', id: null };

export interface DeliveryTest {
  readonly db: TestDatabase;
  readonly sealer: Sealer;
  readonly clock: TestClock;
  readonly pushService: PushService;
  readonly deps: DelivererDeps;
  readonly deliverer: Deliverer;
  readonly providers: Providers;
  readonly errors: unknown[];
  readonly circuits: [provider: string, isOpen: boolean][];
  readonly personId: string;
  readonly agencyId: string;
  /** Orders that are over. */
  readonly ended: Set<string>;
  /** People taken for real, which the database does not have yet. */
  readonly real: Set<string>;
  /** Household members who do not take part. */
  readonly away: Set<string>;
  /** Sessions that are over. */
  readonly signedOut: Set<string>;
  /** What it is called by; null: no number. */
  phone: string | null;
  incident(level: string, personId?: string): Promise<string>;
  warn(incidentId: string, level: string, personId?: string): Promise<WarningId>;
  setLevel(incidentId: string, level: string, state?: string): Promise<void>;
  subscribe(personId?: string): Promise<Browser>;
  person(): Promise<string>;
  deliveries(incidentId: string): Promise<DeliveryJson[]>;
  attempts(incidentId: string): Promise<DeliveryAttemptJson[]>;
  /** Of the attempts over that channel, in order. */
  statesOf(incidentId: string, channel: string): Promise<string[]>;
  /** Time goes on, and delivery looks. */
  goOn(ms: number): Promise<void>;
  /** Resolves when it holds; fails after a while. */
  until(what: () => boolean | Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

export interface DeliverySetting {
  readonly sms?: PhoneProvider;
  readonly call?: PhoneProvider;
  readonly limits?: Partial<DelivererDeps['limits']>;
}

export async function deliveryTest(setting: DeliverySetting = {}): Promise<DeliveryTest> {
  const db = await testDatabase();
  const pushService = await openPushService();
  const clock: TestClock = { atMs: NOON_MS, nowMs: () => clock.atMs };
  const sealer = new Sealer(TEST_MASTER, db.database);
  const people = { database: db.database, sealer, clock, randomBytes, jurisdictions: new Set(['kr']) };
  const agency = await createAgency(people, { name: 'Drill office', jurisdiction: 'kr' }, SYSTEM);
  if (!agency.ok) throw new Error(agency.error.message);
  const { agencyId } = agency.value;
  const errors: unknown[] = [];
  const circuits: [string, boolean][] = [];
  const ended = new Set<string>();
  const real = new Set<string>();
  const away = new Set<string>();
  const signedOut = new Set<string>();
  const providers = new Providers({
    clock,
    push: createWebPush({
      keys: vapidKeys(TEST_MASTER),
      subject: 'mailto:nobody@magpie.invalid',
      services: [pushService.origin],
    }),
    sms: setting.sms ?? null,
    call: setting.call ?? null,
  });
  const deps: DelivererDeps = {
    ...{ clock, database: db.database, sealer, providers, rng: seededRng(1), callbackBase: null },
    limits: { ...NOTIFY_LIMITS, ...setting.limits },
    standingsOf: loadStandings,
    isInForce: (pairId) => !ended.has(pairId),
    exercisesAmong: async (_sql, personIds) => new Set(personIds.filter((personId) => !real.has(personId))),
    takingPartAmong: async (_sql, personIds) => new Set(personIds.filter((id) => !away.has(id))),
    openSessions: async (_sql, sessionIds) => new Set(sessionIds.filter((id) => !signedOut.has(id))),
    contactOf: async () => ({ phone: test.phone, language: 'en' }),
    setTimer(delayMs, fn) {
      const timer = setTimeout(fn, delayMs);
      return () => clearTimeout(timer);
    },
    sleep: (ms) => delay(ms),
    onChanged: () => undefined,
    onTrouble: (provider, failed) => void circuits.push([provider, failed]),
    onRequest: () => undefined,
    onSent: () => undefined,
    onError: (error) => void errors.push(error),
  };
  const deliverer = new Deliverer(deps);
  const attempts = async (incidentId: string) =>
    (await loadDeliveries(db.database, incidentId)).flatMap((one) => one.attempts);
  const test: DeliveryTest = {
    ...{
      db,
      sealer,
      clock,
      pushService,
      deps,
      deliverer,
      providers,
      errors,
      circuits,
      agencyId,
      ended,
      real,
      away,
      signedOut,
    },
    personId: '',
    phone: '+82 10-0000-0001',
    async person() {
      const request = {
        kind: 'protected',
        agencyId,
        name: 'Exercise person',
        phone: '+82 10-0000-0001',
        language: 'en',
        householdOf: null,
        exercise: true,
      } as const;
      const made = await createPerson(people, request, SYSTEM);
      if (!made.ok) throw new Error(made.error.message);
      return made.value.personId;
    },
    async incident(level) {
      const incidentId = randomUUID();
      await db.database.query(
        `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, level,
           highest_level, opened_at_ms, changed_at_ms)
         values ($1, $2, 'approach', null, $3, null, true, 'unacknowledged', $4, $4, $5, $5)`,
        [incidentId, `pair:${randomUUID()}`, agencyId, level, clock.nowMs()],
      );
      return incidentId;
    },
    async warn(incidentId, level, personId = test.personId) {
      const warningId = randomUUID() as WarningId;
      const row = { warningId, incidentId, pairId: PAIR, recipientId: personId, level, createdAtMs: clock.nowMs() };
      await db.database.transaction((tx) => enqueue(tx, row));
      deliverer.wake();
      await deliverer.incidentsChanged([incidentId]);
      return warningId;
    },
    async setLevel(incidentId, level, state = 'unacknowledged') {
      await db.database.query(`update incidents.incident set level = $2, state = $3 where incident_id = $1`, [
        ...[incidentId, level, state],
      ]);
      await deliverer.incidentsChanged([incidentId]);
    },
    async subscribe(personId = test.personId) {
      const browser = pushService.subscribe();
      const request = { endpoint: browser.endpoint, keys: browser.keys, language: 'en' } as const;
      await addPhone(deps, { personId, sessionId: 'session', service: 'test', request }, SYSTEM);
      return browser;
    },
    deliveries: (incidentId) => loadDeliveries(db.database, incidentId),
    attempts,
    statesOf: async (incidentId, channel) => ofChannel(await attempts(incidentId), channel).map(({ state }) => state),
    async goOn(ms) {
      clock.atMs += ms;
      deliverer.wake();
    },
    async until(what) {
      for (let i = 0; i < 500; i += 1) {
        if (await what()) return;
        await delay(10);
      }
      throw new Error(`it did not come to hold; errors: ${errors.map(String).join()}`);
    },
    async close() {
      await deliverer.stop();
      await pushService.close();
      await db.close();
    },
  };
  const personId = await test.person();
  Object.assign(test, { personId });
  await deliverer.start();
  return test;
}

export const PAIR = '00000000-0000-4000-8000-000000000001';

/** Those over that channel, in order. */
export const ofChannel = (attempts: readonly DeliveryAttemptJson[], channel: string) =>
  attempts.filter((one) => one.channel === channel);
