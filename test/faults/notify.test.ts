/** kill -9 between a warning's sending and its recording: the next process sends it again as the same one, and loses none. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import type { WarningId } from '../../src/core/ids.ts';
import { addPhone } from '../../src/notify/plans.ts';
import { enqueue } from '../../src/notify/service.ts';
import { Sealer } from '../../src/safeguards/service.ts';
import { CHECKOUT } from '../../src/server/folders.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { makeCase, newMagpie, openSession, type TestCase } from '../support/magpie.ts';
import { type Browser, openPushService, type PushService } from '../support/push-service.ts';

const WARNINGS = 20;
const masterKey = randomBytes(32);

let db: TestDatabase;
let service: PushService;
let browser: Browser;
let one: TestCase;
let server: ChildProcess | null = null;

beforeEach(async () => {
  db = await testDatabase();
  service = await openPushService();
  const magpie = newMagpie({ appUrl: db.appUrl, masterKey });
  one = await makeCase(magpie);
  await magpie.stop();
  browser = service.subscribe();
  const deps = { clock: systemClock, database: db.database, sealer: new Sealer(masterKey, db.database) };
  const request = { endpoint: browser.endpoint, keys: browser.keys, language: 'en' } as const;
  const sessionId = await openSession(db.database, one.protectedId, systemClock.nowMs());
  await addPhone(
    deps,
    { personId: one.protectedId, sessionId, service: 'test', request },
    { kind: 'system', id: null },
  );
});
afterEach(async () => {
  if (server !== null) await kill();
  await service.close();
  await db.close();
});

async function start(): Promise<void> {
  server = spawn(process.execPath, [join(CHECKOUT, 'test/support/server-process.ts')], {
    env: {
      ...process.env,
      APP_URL: db.appUrl,
      MASTER_KEY_HEX: masterKey.toString('hex'),
      PUSH_SERVICE: service.origin,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(createInterface(server.stdout!), 'line');
}

async function kill(): Promise<void> {
  server!.kill('SIGKILL');
  await once(server!, 'exit');
  server = null;
}

async function warn(): Promise<void> {
  const nowMs = systemClock.nowMs();
  const incidentId = randomUUID();
  await db.database.transaction(async (tx) => {
    await tx.query(
      `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, level,
         highest_level, opened_at_ms, changed_at_ms) values ($1, $2, 'approach', $3, $4, $5, true, 'unacknowledged', 'danger', 'danger', $6, $6)`,
      [incidentId, `pair:${randomUUID()}`, one.orderId, one.agencyId, one.wearerId, nowMs],
    );
    const ids = { warningId: randomUUID() as WarningId, incidentId, pairId: one.pairId, recipientId: one.protectedId };
    await enqueue(tx, { ...ids, level: 'danger', createdAtMs: nowMs });
  });
}

async function accepted(): Promise<number> {
  const { rowCount } = await db.database.query(
    `select from notify.attempt where channel = 'push' and state = 'accepted'`,
  );
  return rowCount;
}

describe('kill -9 between sending and recording', () => {
  it('sends again with the same key, and loses none', async () => {
    // Some are answered, some hang: the process dies with both on their way.
    let answered = 0;
    service.answer = (response) => {
      answered += 1;
      if (answered % 3 === 0) response.writeHead(201).end();
    };
    await start();
    for (let i = 0; i < WARNINGS; i += 1) await warn();
    await service.received(WARNINGS);
    await kill();
    const before = service.pushed.length;
    service.answer = (response) => void response.writeHead(201).end();
    await start();
    for (let i = 0; i < 600 && (await accepted()) < WARNINGS; i += 1) await delay(50);
    expect(await accepted()).toBe(WARNINGS);
    expect(service.pushed.length).toBeGreaterThan(before);
    const ids = service.pushed.map((pushed) => String(browser.open(pushed).id));
    expect(new Set(ids).size).toBe(WARNINGS);
    const times = Map.groupBy(ids, (id) => id);
    expect(Math.max(...[...times.values()].map((of) => of.length))).toBeLessThanOrEqual(2);
  });
});
