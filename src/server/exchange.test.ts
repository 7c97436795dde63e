/** A running Magpie tells the police what monitoring finds, over a real socket; their receipt, their desk, and what stays untold. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { type OtherSystem, openSystem, SYSTEM } from '../../test/support/exchange.ts';
import { at, callServer, makeCase, newMagpie, report, signedIn, type TestCase } from '../../test/support/magpie.ts';
import type { IncidentId } from '../core/ids.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { MINUTE_MS } from '../core/time.ts';
import { insertRemoval, updateDecided } from '../devices/absence.sql.ts';
import {
  type ExchangeJson,
  endpointRequestSchema,
  exchangeSchema,
  type NoticeJson,
} from '../orders/exchange/contract.ts';
import { createEndpoint } from '../orders/exchange/endpoints.ts';
import { noticeMessageSchema } from '../orders/exchange/messages.ts';
import { sign } from '../orders/exchange/signing.ts';
import { createAgency, createPerson } from '../people/service.ts';
import type { Magpie } from './assemble.ts';
import { MonitoringNotices } from './monitoring-notices.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let system: OtherSystem;
let police: string;
let officer: string;
let policeOfficer: string;

const deps = () => {
  const { database, sealer } = magpie;
  return {
    database,
    sealer,
    clock: magpie.options.clock,
    randomBytes,
    jurisdictions: new Set(['kr']),
    hasFolders: false,
  };
};

async function office(role: 'police' | 'prosecution'): Promise<string> {
  return valueOrRefuse(await createAgency(deps(), { name: `Drill ${role}`, role, jurisdiction: 'kr' }, SYSTEM))
    .agencyId;
}

async function member(kind: 'officer' | 'police', agencyId: string): Promise<string> {
  const request = {
    kind,
    agencyId,
    name: 'Made up',
    phone: null,
    language: 'en',
    householdOf: null,
    exercise: true,
  } as const;
  return valueOrRefuse(await createPerson(deps(), request, SYSTEM)).personId;
}

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  one = await makeCase(magpie);
  police = await office('police');
  system = await openSystem({ tls: false });
  await magpie.start();
  officer = await signedIn(magpie, one.officerId);
  policeOfficer = await signedIn(magpie, await member('police', police));
});
afterAll(async () => {
  await magpie?.stop();
  await system?.close();
  await db?.close();
});

async function exchange(cookie: string): Promise<ExchangeJson> {
  const { status, body } = await callServer(magpie, cookie, 'GET', '/api/exchange/notices');
  expect(status).toBe(200);
  return exchangeSchema.parse(body);
}

async function noticeOf(code: string, cookie = officer): Promise<NoticeJson> {
  return expect
    .poll(async () => (await exchange(cookie)).notices.find((one) => one.code === code), { timeout: 10_000 })
    .toBeDefined()
    .then(async () => (await exchange(cookie)).notices.find((one) => one.code === code)!);
}

it('a risk of breach stands on the desk of the police that have no system, who confirm that they read it', async () => {
  const nowMs = magpie.options.clock.nowMs();
  for (let i = 0; i <= 30; i += 1) {
    const fixedAtMs = nowMs - (30 - i) * 5_000;
    await report(magpie.devicePort, one.protectedToken, at(0, 0), fixedAtMs);
    await report(magpie.devicePort, one.wearerToken, at(1500 - 30 * i, 0), fixedAtMs);
  }
  const notice = await noticeOf('ban-risk');
  expect(notice).toMatchObject({
    direction: 'out',
    otherRole: 'police',
    otherName: 'Drill police',
    way: 'desk',
    exercise: true,
  });
  expect(notice).toMatchObject({ article: expect.stringContaining('31-6(4)'), caseLabel: 'M-001', overdue: null });
  const theirs = await noticeOf('ban-risk', policeOfficer);
  expect(theirs).toMatchObject({ noticeId: notice.noticeId, direction: 'in', otherRole: 'monitoring' });
  const on = `/api/exchange/notices/${notice.noticeId}`;
  expect((await callServer(magpie, officer, 'POST', `${on}/confirm`, {})).status).toBe(403);
  expect((await callServer(magpie, policeOfficer, 'POST', `${on}/confirm`, {})).status).toBe(200);
  expect((await callServer(magpie, policeOfficer, 'POST', `${on}/confirm`, {})).status).toBe(409);
  expect(await noticeOf('ban-risk')).toMatchObject({ state: 'received', receivedHow: 'desk' });
});

it('a breach goes to their system at once, without a place in it, and their receipt counts (H-346)', async () => {
  const request = {
    agencyId: police,
    kind: 'webhook',
    url: system.url,
    network: 'loopback',
    tells: ['*'],
    accepts: ['receipt'],
    exercise: true,
  };
  const { endpoint, told } = valueOrRefuse(await createEndpoint(deps(), endpointRequestSchema.parse(request), SYSTEM));
  const nowMs = magpie.options.clock.nowMs();
  for (let i = 0; i < 3; i += 1) {
    await report(magpie.devicePort, one.protectedToken, at(0, 0), nowMs + i);
    await report(magpie.devicePort, one.wearerToken, at(20, 0), nowMs + i);
  }
  await expect
    .poll(() => system.got.map(({ body }) => JSON.parse(body).data.code), { timeout: 10_000 })
    .toContain('ban-breach');
  const got = system.got.find(({ body }) => JSON.parse(body).data.code === 'ban-breach')!;
  const { data } = noticeMessageSchema.parse(JSON.parse(got.body));
  expect(data.incidentId).not.toBeNull();
  expect(got.body).not.toMatch(/latDeg|lonDeg|coordinates|124\.5|36\.0/);
  expect(Date.parse(data.dueAt) - Date.parse(data.happenedAt)).toBe(MINUTE_MS);
  const message = { noticeId: data.noticeId, receivedAt: new Date(magpie.options.clock.nowMs()).toISOString() };
  const body = Buffer.from(
    JSON.stringify({ type: 'receipt', version: 1, timestamp: message.receivedAt, exercise: true, data: message }),
  );
  const headers = {
    ...sign([told.in!], randomUUID(), magpie.options.clock.nowMs(), body),
    'content-type': 'application/json',
  };
  const url = `http://127.0.0.1:${magpie.port}/api/exchange/${endpoint.endpointId}`;
  const answer = await fetch(url, { method: 'POST', headers, body });
  expect([answer.status, await answer.json()]).toMatchObject([200, { state: 'accepted', first: true }]);
  expect(await noticeOf('ban-breach')).toMatchObject({ state: 'received', receivedHow: 'message', way: 'webhook' });
  expect((await exchange(officer)).endpoints).toMatchObject([
    { agencyName: 'Drill police', state: 'active', failingSinceMs: null },
  ]);
});

describe('a device', () => {
  it('that is off with leave is told once, and its strap then is not', async () => {
    const nowMs = magpie.options.clock.nowMs();
    const { rows } = await db.database.query<{ device_id: string }>(
      `select device_id from devices.assignment where person_id = $1 limit 1`,
      [one.wearerId],
    );
    const removal = {
      ...{
        removalId: randomUUID(),
        deviceId: rows[0]!.device_id,
        personId: one.wearerId,
        agencyId: one.agencyId,
        reason: 'treatment',
      },
      ...{ words: null, fromMs: nowMs, untilMs: nowMs + 3_600_000, requestedBy: one.officerId, requestedAtMs: nowMs },
      ...{ decision: null, decidedBy: null, decidedAtMs: null, endedAtMs: null, endedBy: null },
    } as never;
    const second = await member('officer', one.agencyId);
    await db.database.transaction(async (tx) => {
      await insertRemoval(tx, removal);
      await updateDecided(tx, (removal as { removalId: string }).removalId, 'approved', second, nowMs);
    });
    await magpie.watch.look();
    await magpie.exchange.notices.look();
    await magpie.exchange.notices.look();
    const told = (await exchange(officer)).notices.filter(({ code }) => code === 'temporary-removal');
    expect(told).toHaveLength(1);
    const finding = {
      ...{ atMs: nowMs, subject: { kind: 'person', personId: one.wearerId }, kind: 'device', name: 'strap-open' },
    };
    const full = { ...finding, level: null, previousLevel: null, etaS: null } as never;
    const codes = async () => (await exchange(officer)).notices.map(({ code }) => code);
    for (const concerns of magpie.watch.concernsOf(full)) {
      await db.database.transaction((tx) => magpie.exchange.notices.onFinding(tx, full, concerns, null));
    }
    expect(await codes()).not.toContain('tamper-suspected');
    for (const concerns of magpie.watch.concernsOf(full)) {
      await db.database.transaction((tx) =>
        magpie.exchange.notices.onFinding(tx, full, { ...concerns, cover: null }, null),
      );
    }
    expect(await codes()).toContain('tamper-suspected');
  });
});

it('nobody is told by chance where two offices could be meant: it waits for a person, becomes overdue, and is told by hand (H-347)', async () => {
  await office('police');
  const atMs = magpie.options.clock.nowMs() - 2 * MINUTE_MS;
  const concerns = { orderId: one.orderId, agencyId: one.agencyId, exercise: true } as never;
  const alarm = { personId: one.wearerId, kind: 'health:no-contact', concerns, cover: null } as never;
  const incidentId = (await noticeOf('ban-breach')).incidentId as IncidentId;
  await db.database.transaction((tx) => magpie.exchange.notices.onAlarm(tx, alarm, incidentId, atMs));
  const seen = await exchange(officer);
  expect(seen.overdue).toBe(1);
  expect(seen.notices[0]).toMatchObject({ code: 'not-reporting', overdue: 'not-told', way: 'hand', otherName: null });
  const on = `/api/exchange/notices/${seen.notices[0]!.noticeId}`;
  const byHand = { how: 'phone', who: 'Duty desk, Drill police', at: new Date(atMs + MINUTE_MS).toISOString() };
  expect((await callServer(magpie, policeOfficer, 'POST', `${on}/told`, byHand)).status).toBe(404);
  const early = { ...byHand, at: new Date(atMs - MINUTE_MS).toISOString() };
  expect((await callServer(magpie, officer, 'POST', `${on}/told`, early)).status).toBe(400);
  expect((await callServer(magpie, officer, 'POST', `${on}/told`, byHand)).status).toBe(200);
  expect((await exchange(officer)).overdue).toBe(0);
  const { rows } = await db.database.query<{ row: string }>(`select n::text as row from orders.notice n`);
  expect(rows.some(({ row }) => row.includes('Duty desk'))).toBe(false);
});

it('what cannot be written as a notice keeps no incident from being recorded', async () => {
  const reported: unknown[] = [];
  const { book, database } = magpie;
  const notices = new MonitoringNotices({
    ...{
      book,
      database,
      packs: magpie.options.packs,
      clock: magpie.options.clock,
      onError: (error) => void reported.push(error),
    },
  });
  const finding = {
    ...{ atMs: 1_000, subject: { kind: 'pair', pairId: one.pairId }, kind: 'approach', name: null, etaS: 0.5 },
    ...{ level: 'danger', previousLevel: 'clear' },
  } as never;
  const concerns = { orderId: one.orderId, agencyId: one.agencyId, exercise: true, wearerId: one.wearerId } as never;
  const answer = await database.transaction(async (tx) => {
    await notices.onFinding(tx, finding, concerns, null);
    return (await tx.query<{ is: number }>('select 1 as is')).rows[0]!.is;
  });
  expect([answer, reported.length]).toEqual([1, 1]);
});

it("the prosecution's decision not to indict ends the order before its sender hears so (I-5)", async () => {
  const agencyId = await office('prosecution');
  const request = {
    agencyId,
    kind: 'webhook',
    url: system.url,
    network: 'loopback',
    tells: [],
    accepts: ['non-indictment'],
    exercise: true,
  };
  const { endpoint, told } = valueOrRefuse(await createEndpoint(deps(), endpointRequestSchema.parse(request), SYSTEM));
  const nowMs = magpie.options.clock.nowMs();
  const timestamp = new Date(nowMs - 1_000).toISOString();
  const data = { orderId: one.orderId, decidedAt: timestamp, reference: '2026-1' };
  const body = Buffer.from(JSON.stringify({ type: 'non-indictment', version: 1, timestamp, exercise: true, data }));
  const headers = { ...sign([told.in!], randomUUID(), nowMs, body), 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${magpie.port}/api/exchange/${endpoint.endpointId}`, {
    method: 'POST',
    headers,
    body,
  });
  expect(answer.status).toBe(200);
  expect(magpie.book.pairsProtecting(one.protectedId as never, nowMs)).toEqual([]);
  expect(magpie.shard.pairs.size).toBe(0);
});
