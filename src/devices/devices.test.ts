import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cast, cast, type TestApp, testApp } from '../../test/support/app.ts';
import { HOUR_MS, toIso } from '../core/time.ts';
import {
  carrierAt,
  type DeviceRecord,
  hashToken,
  loadAssignments,
  loadDeviceDirectory,
  openPayloadKey,
} from './service.ts';

let t: TestApp;
let people: Cast;

interface Made {
  readonly deviceId: string;
  readonly token: string;
}

beforeAll(async () => {
  t = await testApp();
  people = await cast(t);
});
afterAll(() => t.close());

async function find(wanted: (record: DeviceRecord) => boolean): Promise<DeviceRecord | undefined> {
  return (await loadDeviceDirectory(t.deps.database)).find(wanted);
}

async function make(change: object = {}): Promise<Made> {
  const made = await t.admin<Made>('/api/devices', { agencyId: people.agencyId, protocol: 'osmand', ...change });
  expect(made.status).toBe(201);
  return made.body;
}

test('a token is told once, kept as its hash, and finds its device', async () => {
  const { deviceId, token } = await make({ personId: people.wearer });
  expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/);
  const record = await find((record) => record.tokenHash === hashToken(token).toString('hex'));
  expect(record).toMatchObject({ deviceId, tokenHash: hashToken(token).toString('hex'), payloadKey: null });
  expect(record!.assignments).toEqual([{ deviceId, personId: people.wearer, fromMs: t.clock.atMs, untilMs: null }]);
  const listed = JSON.stringify((await t.admin('/api/devices')).body);
  const { rows } = await t.deps.database.query<{ row: string }>(
    `select d::text as row from devices.device d union all select encode(canonical, 'escape') from safeguards.audit`,
  );
  expect(listed).toMatch(deviceId);
  expect(`${listed}${rows.map(({ row }) => row).join('')}${t.logged()}`).not.toMatch(token);
  expect(t.told).toContain(`device ${deviceId}`);
});

test("OwnTracks: a name of its own, and the payload's key padded and sealed", async () => {
  const { deviceId } = await make({ protocol: 'owntracks', externalId: 'user/phone', payloadKey: 'a secret' });
  const record = await find((record) => record.externalId === 'user/phone');
  expect(record!.deviceId).toBe(deviceId);
  const padded = Buffer.alloc(32);
  padded.write('a secret');
  expect(await openPayloadKey(t.deps.sealer, record!)).toEqual(padded);
  expect(record!.payloadKey!.sealed.includes('a secret')).toBe(false);
  const twin = { agencyId: people.agencyId, protocol: 'owntracks', externalId: 'user/phone' };
  expect((await t.admin('/api/devices', twin)).status).toBe(409);
  const plain = { agencyId: people.agencyId, protocol: 'osmand', payloadKey: 'x' };
  expect((await t.admin('/api/devices', plain)).status).toBe(400);
});

test('reports belong to whoever carried the device at their time', async () => {
  const { deviceId } = await make({ personId: people.wearer });
  const firstMs = t.clock.atMs;
  t.clock.atMs += 2 * HOUR_MS;
  const handed = await t.admin<{ assignments: unknown[] }>(`/api/devices/${deviceId}/assignments`, {
    personId: people.protectedPerson,
    from: toIso(firstMs + HOUR_MS),
  });
  expect([handed.status, handed.body.assignments]).toEqual([
    201,
    [
      { deviceId, personId: people.wearer, from: toIso(firstMs), until: toIso(firstMs + HOUR_MS) },
      { deviceId, personId: people.protectedPerson, from: toIso(firstMs + HOUR_MS), until: null },
    ],
  ]);
  const at = async (ms: number) => carrierAt(await loadAssignments(t.deps.database, deviceId), ms);
  expect(await at(firstMs - 1)).toBe(null);
  expect(await at(firstMs)).toBe(people.wearer);
  expect(await at(firstMs + HOUR_MS - 1)).toBe(people.wearer);
  expect(await at(firstMs + HOUR_MS)).toBe(people.protectedPerson);
  expect((await t.admin(`/api/devices/${deviceId}/assignments`, { personId: null })).status).toBe(201);
  expect(await at(t.clock.atMs)).toBe(null);
  const directory = await loadDeviceDirectory(t.deps.database);
  expect(directory.find((record) => record.deviceId === deviceId)!.assignments).toHaveLength(2);
});

test('of several who take a device at once one gets it', async () => {
  const takers = [people.wearer, people.protectedPerson, people.household];
  for (let round = 0; round < 8; round += 1) {
    const { deviceId } = await make();
    const answers = await Promise.all(
      takers.map((personId) => t.admin(`/api/devices/${deviceId}/assignments`, { personId })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  }
});

test('a device whose carrier is refused is not registered either', async () => {
  const before = (await loadDeviceDirectory(t.deps.database)).length;
  const refused = await t.admin('/api/devices', {
    agencyId: people.agencyId,
    protocol: 'osmand',
    personId: people.officer,
  });
  expect(refused.status).toBe(400);
  expect((await loadDeviceDirectory(t.deps.database)).length).toBe(before);
});

test('a tracker is known by its own name alone, and has none of the secrets (H-125)', async () => {
  const named = { protocol: 'gt06', externalId: '356823031235028' };
  const { deviceId, token } = await make(named);
  expect(token).toBe(null);
  expect(await find((record) => record.deviceId === deviceId)).toMatchObject({ ...named, tokenHash: null });
  const nameless = await t.admin('/api/devices', { agencyId: people.agencyId, protocol: 'gt06' });
  expect(nameless.status).toBe(400);
});
