/** The exchange on a database of a test's own: offices, an order, and another agency's system that listens, over TLS or in clear. */
import { randomBytes } from 'node:crypto';
import { createServer as createPlain } from 'node:http';
import { createServer as createTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { generate } from 'selfsigned';
import type { AgencyId, OrderId, PersonId } from '../../src/core/ids.ts';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { seededRng } from '../../src/core/rng.ts';
import { endpointRequestSchema } from '../../src/orders/exchange/contract.ts';
import { type DelivererDeps, NoticeDeliverer } from '../../src/orders/exchange/deliverer.ts';
import { createEndpoint, type Told } from '../../src/orders/exchange/endpoints.ts';
import { Folders } from '../../src/orders/exchange/folder.ts';
import { EXCHANGE_LIMITS } from '../../src/orders/exchange/limits.ts';
import type { Endpoint, NewNotice, Notice } from '../../src/orders/exchange/notice.ts';
import { lockNotice } from '../../src/orders/exchange/notices.sql.ts';
import { addNotice } from '../../src/orders/exchange/service.ts';
import { createOrder } from '../../src/orders/service.ts';
import { createAgency, createPerson, type PersonKind } from '../../src/people/service.ts';
import { Sealer } from '../../src/safeguards/service.ts';
import { NOON_MS, TEST_MASTER, type TestClock } from './app.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { PACKS } from './packs.ts';

export const SYSTEM = { kind: 'system', id: null };

export interface Got {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Another agency's system. */
export interface OtherSystem {
  readonly url: string;
  /** In PEM; empty in clear. */
  readonly ca: string;
  readonly got: Got[];
  /** What it answers: a status, or null: nothing, for ever. Asked for each request. */
  answer: (got: Got) => number | null;
  /** Resolves when so many requests came. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function openSystem(setting: { tls: boolean } = { tls: true }): Promise<OtherSystem> {
  const pem = setting.tls ? await certificate() : null;
  const got: Got[] = [];
  const system: { answer: OtherSystem['answer'] } = { answer: () => 204 };
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = pem === null ? createPlain() : createTls({ key: pem.private, cert: pem.cert });
  server.on('request', (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = { headers: request.headers as Record<string, string>, body: Buffer.concat(parts).toString('utf8') };
      got.push(one);
      const status = system.answer(one);
      if (status !== null)
        response.writeHead(status, status === 302 ? { location: 'https://elsewhere.example/' } : {}).end();
      for (const one of waiting.splice(0)) {
        if (got.length >= one.count) one.resolve();
        else waiting.push(one);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(system, {
    ...{ url: `${setting.tls ? 'https' : 'http'}://127.0.0.1:${port}/hook`, ca: pem?.cert ?? '', got },
    until: (count: number) =>
      new Promise<void>((resolve) => {
        if (got.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

async function certificate() {
  const altNames = [{ type: 7, ip: '127.0.0.1' }] as never;
  return generate([{ name: 'commonName', value: 'other agency' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  } as never);
}

export interface ExchangeTest {
  readonly db: TestDatabase;
  readonly sealer: Sealer;
  readonly clock: TestClock;
  readonly errors: unknown[];
  readonly troubles: [endpointId: string, failed: boolean][];
  readonly offices: Readonly<Record<'centre' | 'police' | 'court' | 'prosecution', AgencyId>>;
  readonly orderId: OrderId;
  readonly protectedId: PersonId;
  person(kind: PersonKind, agencyId: AgencyId): Promise<PersonId>;
  /** To the police, by default: by webhook, all notices, every kind taken. */
  endpoint(of: string, url: string | null, more?: object): Promise<{ endpoint: Endpoint; told: Told }>;
  notice(more?: Partial<NewNotice>): Promise<string>;
  load(noticeId: string): Promise<Notice>;
  deliverer(more?: Partial<DelivererDeps>): NoticeDeliverer;
  /** Resolves when it holds; fails after a while. */
  until(what: () => boolean | Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

export async function exchangeTest(): Promise<ExchangeTest> {
  const db = await testDatabase();
  const clock: TestClock = { atMs: NOON_MS, nowMs: () => clock.atMs };
  const sealer = new Sealer(TEST_MASTER, db.database);
  const { database } = db;
  const deps = {
    database,
    sealer,
    clock,
    randomBytes,
    packs: PACKS,
    jurisdictions: PACKS.jurisdictions(),
    onOrderChange: () => undefined,
  };
  const office = async (role: 'monitoring' | 'police' | 'court' | 'prosecution') =>
    valueOrRefuse(await createAgency(deps, { name: `Drill ${role}`, role, jurisdiction: 'kr' }, SYSTEM)).agencyId;
  const offices = {
    ...{ centre: await office('monitoring'), police: await office('police') },
    ...{ court: await office('court'), prosecution: await office('prosecution') },
  };
  const person: ExchangeTest['person'] = async (kind, agencyId) => {
    const request = {
      kind,
      agencyId,
      name: `Made up ${kind}`,
      phone: null,
      language: 'ko',
      householdOf: null,
      exercise: true,
    } as const;
    return valueOrRefuse(await createPerson(deps, request, SYSTEM)).personId;
  };
  const [wearerId, protectedId] = [await person('wearer', offices.centre), await person('protected', offices.centre)];
  const request = {
    ...{ agencyId: offices.centre, wearerId, protectedIds: [protectedId], householdIds: [], exercise: true, zones: [] },
    from: new Date(NOON_MS - 3_600_000).toISOString(),
  };
  const { order } = valueOrRefuse(await createOrder(deps, request, SYSTEM));
  const errors: unknown[] = [];
  const troubles: [string, boolean][] = [];
  const deliverers: NoticeDeliverer[] = [];
  let made = 0;
  return {
    ...{ db, sealer, clock, errors, troubles, offices, orderId: order.orderId, protectedId, person },
    async endpoint(agencyId, url, more = {}) {
      const given = endpointRequestSchema.parse({
        ...{ agencyId, url, kind: url === null ? 'folder' : 'webhook', network: url === null ? 'public' : 'loopback' },
        ...{ tells: ['*'], accepts: ['court-decision', 'receipt', 'non-indictment', 'acquittal', 'protected-details'] },
        ...{ exercise: true, ...more },
      });
      return valueOrRefuse(await createEndpoint({ ...deps, hasFolders: true }, given, SYSTEM));
    },
    async notice(more = {}) {
      made += 1;
      const notice: NewNotice = {
        ...{
          uniqueKey: `test:${made}`,
          code: 'ban-risk',
          exercise: true,
          fromAgencyId: offices.centre,
          orderId: order.orderId,
        },
        to: { role: 'police', agencyId: offices.police },
        ...{ ruleId: 'kr-ban-risk', article: 'EDA 31-6(4)2', facts: { level: 'warning', etaS: 240 } },
        ...{ happenedAtMs: clock.atMs, dueAtMs: clock.atMs + EXCHANGE_LIMITS.atOnceMs },
        ...more,
      };
      return (await database.transaction((tx) => addNotice(tx, notice, clock.atMs))).noticeId;
    },
    load: async (noticeId) => (await database.transaction((tx) => lockNotice(tx, noticeId)))!,
    deliverer(more = {}) {
      const one = new NoticeDeliverer({
        ...{
          database,
          sealer,
          clock,
          rng: seededRng(1),
          limits: { ...EXCHANGE_LIMITS, pollMs: 20 },
          folders: null,
          ...more,
        },
        setTimer(delayMs, fn) {
          const timer = setTimeout(fn, delayMs);
          return () => clearTimeout(timer);
        },
        onTrouble: (endpointId, failed) => void troubles.push([endpointId, failed]),
        onChanged: () => undefined,
        onError: (error) => void errors.push(error),
      });
      deliverers.push(one);
      one.start();
      return one;
    },
    async until(what) {
      for (let i = 0; i < 500; i += 1) {
        if (await what()) return;
        await delay(10);
      }
      throw new Error('it did not come to hold');
    },
    async close() {
      for (const one of deliverers) await one.stop();
      await db.close();
    },
  };
}

export function foldersIn(root: string): Folders {
  return new Folders(root, EXCHANGE_LIMITS.messageBytesMax);
}
