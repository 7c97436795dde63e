import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type Desk, DUTIES, openDesk } from '../../test/support/desk.ts';
import { DAY_MS, HOUR_MS, toIso } from '../core/time.ts';
import type { DeskDetailJson, DeskJson, Register } from './contract.ts';
import { carrierAt, loadAssignments } from './service.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.t.close());

const on = (deviceId: string, act = ''): string => `/api/desk/devices/${deviceId}${act}`;
const carrier = async (deviceId: string, atMs: number) =>
  carrierAt(await loadAssignments(desk.t.deps.database, deviceId), atMs);

async function audited(): Promise<string> {
  const { rows } = await desk.t.deps.database.query<{ text: string }>(
    `select convert_from(canonical, 'UTF8') as text from safeguards.audit order by number`,
  );
  return rows.map(({ text }) => text).join('\n');
}

function removal(more: object = {}): object {
  const nowMs = desk.t.clock.atMs;
  const window = { from: toIso(nowMs), until: toIso(nowMs + 2 * HOUR_MS) };
  return { reason: 'treatment', ...window, words: 'x-ray, ward nine', ...more };
}

test('a fitting: reserved, each duty read, fitted; the record tells who and when, and reports are theirs from then on', async () => {
  const { t, first, people } = desk;
  const deviceId = await desk.stock();
  const personId = people.wearer;
  const place = 'room 4';
  expect((await desk.as(first, on(deviceId, '/reserve'), { personId, place })).status).toBe(200);
  expect(await carrier(deviceId, t.clock.atMs)).toBe(null);
  for (const duty of DUTIES.slice(1)) {
    expect((await desk.as(first, on(deviceId, '/duties'), { duty })).status).toBe(200);
  }
  const early = await desk.as(first, on(deviceId, '/fit'), {});
  expect([early.status, await carrier(deviceId, t.clock.atMs)]).toEqual([409, null]);
  t.clock.atMs += 60_000;
  expect((await desk.as(first, on(deviceId, '/duties'), { duty: DUTIES[0] })).status).toBe(200);
  expect((await desk.as(first, on(deviceId, '/fit'), {})).status).toBe(200);
  expect([await carrier(deviceId, t.clock.atMs - 1), await carrier(deviceId, t.clock.atMs)]).toEqual([null, personId]);
  const { body } = await desk.as<DeskDetailJson>(first, on(deviceId));
  expect(body.device).toMatchObject({ state: 'fitted', personId, labels: ['K-01'] });
  expect(body.duties.find(({ id }) => id === DUTIES[0])).toEqual({
    ...{ id: DUTIES[0], article: 'EDA 31-6; Decree 23-12' },
    ...{ acknowledgedAtMs: t.clock.atMs, recordedBy: people.officer },
  });
  expect(body.events.map(({ kind }) => kind)).toEqual([
    'stocked',
    'reserved',
    ...DUTIES.map(() => 'duty-acknowledged'),
    'fitted',
  ]);
  expect(t.told.filter((one) => one === `device ${deviceId}`).length).toBeGreaterThan(1);
  expect(desk.looked).toContain(personId);
  const log = await audited();
  expect(log).toMatch(/device\.acknowledge-duty/);
  expect(log).not.toMatch('room 4');
});

test('a swap leaves no instant to nobody, and both or neither happen (H-132)', async () => {
  const { t, first, people } = desk;
  const old = await desk.fitted();
  const next = await desk.stock();
  t.clock.atMs += HOUR_MS;
  const swapped = await desk.as(first, on(old, '/swap'), { newDeviceId: next, reason: 'battery' });
  expect(swapped).toMatchObject({ status: 200, body: { id: next } });
  for (const atMs of [t.clock.atMs - 1, t.clock.atMs]) {
    const carriers = [await carrier(old, atMs), await carrier(next, atMs)];
    expect(carriers.filter((one) => one === people.wearer)).toHaveLength(1);
  }
  const states = async () =>
    Promise.all([old, next].map(async (id) => (await desk.as<DeskDetailJson>(first, on(id))).body.device.state));
  expect(await states()).toEqual(['returned', 'fitted']);
  // The old one is not carried: nothing of a second swap may stay behind.
  const third = await desk.stock();
  expect((await desk.as(first, on(old, '/swap'), { newDeviceId: third, reason: 'fault' })).status).toBe(409);
  expect(await carrier(third, t.clock.atMs)).toBe(null);
  // Two at once for the same new device: one gets it, and the other wearer keeps theirs.
  const taken = await desk.stock();
  const other = await desk.fitted();
  t.clock.atMs += HOUR_MS;
  const both = await Promise.all(
    [next, other].map((id) => desk.as(first, on(id, '/swap'), { newDeviceId: taken, reason: 'fault' })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const held = await Promise.all([next, other, taken].map((id) => carrier(id, t.clock.atMs)));
  expect(held.filter((one) => one !== null)).toHaveLength(2);
});

test('who asks for a removal does not approve it, not in the database either (H-130)', async () => {
  const { t, first, second, people } = desk;
  const deviceId = await desk.fitted();
  const asked = await desk.as<{ id: string }>(first, on(deviceId, '/removals'), removal());
  expect(asked.status).toBe(200);
  const at = `/api/desk/removals/${asked.body.id}`;
  expect((await desk.as(first, on(deviceId, '/removals'), removal())).status).toBe(409);
  expect((await desk.as(first, `${at}/approve`, {})).status).toBe(403);
  const forced = asOwner(t.testDb, (owner) =>
    owner.query(`update devices.removal set decision = 'approved', decided_by = requested_by, decided_at_ms = 1`),
  );
  await expect(forced).rejects.toThrow(/check constraint/);
  expect((await desk.as<DeskDetailJson>(first, on(deviceId))).body.device.state).toBe('fitted');
  expect((await desk.as(second, `${at}/approve`, {})).status).toBe(200);
  expect((await desk.as(second, `${at}/refuse`, {})).status).toBe(409);
  expect((await desk.as<DeskDetailJson>(first, on(deviceId))).body.device.state).toBe('removed');
  t.clock.atMs += 3 * HOUR_MS;
  const { removals } = (await desk.as<Register>(first, '/api/desk/removals')).body;
  const mine = removals.find(({ removalId }) => removalId === asked.body.id);
  expect(mine).toMatchObject({ requestedBy: people.officer, decision: 'approved', endedAtMs: null, isOverdue: true });
  expect(mine!.decidedBy).not.toBe(people.officer);
  expect((await desk.as(first, `${at}/end`, {})).status).toBe(200);
  expect((await desk.as(first, `${at}/end`, {})).status).toBe(409);
  expect((await desk.as<DeskDetailJson>(first, on(deviceId))).body.device.state).toBe('fitted');
  expect(await audited()).not.toMatch('ward nine');
});

test("an administrator's command says for whom it asks, and is held to the same rule", async () => {
  const deviceId = await desk.fitted();
  const { t, people } = desk;
  expect((await t.admin(on(deviceId, '/removals'), removal())).status).toBe(400);
  const asOfficerId = people.officer;
  const asked = await t.admin<{ id: string }>(on(deviceId, '/removals'), removal({ asOfficerId }));
  expect(asked.status).toBe(200);
  const approve = `/api/desk/removals/${asked.body.id}/approve`;
  expect((await t.admin(approve, { asOfficerId })).status).toBe(403);
  expect((await t.admin(approve, { asOfficerId: people.wearer })).status).toBe(404);
  // Whoever is signed in speaks for themself only.
  expect((await desk.as(desk.second, approve, { asOfficerId })).status).toBe(403);
});

test('the register is a table: a formula in it stays text, and commas stay in their cell (H-136)', async () => {
  const deviceId = await desk.fitted();
  const words = '=HYPERLINK("http://x","y"), later';
  await desk.as(desk.first, on(deviceId, '/removals'), removal({ reason: 'other', words }));
  expect((await desk.as(desk.first, '/api/desk/removals.csv')).status).toBe(409);
  const { text } = (await desk.as<{ text: string }>(desk.second, '/api/desk/removals.csv')).body;
  expect(text).toContain(`"'=HYPERLINK(""http://x"",""y""), later"`);
  expect(await audited()).toMatch(/"removal\.export".*"kind":"officer"/);
  expect(text.split('\r\n')[0]).toMatch(/removal,cases,wearer,device,reason/);
});

test('custody: one at a time, ends by itself or by a word, and makes place for the next', async () => {
  const { t, first, people } = desk;
  const personId = people.wearer;
  const until = toIso(t.clock.atMs + HOUR_MS);
  const recorded = await desk.as<{ id: string }>(first, '/api/desk/custodies', { personId, reason: 'arrest', until });
  expect(recorded.status).toBe(200);
  const again = { personId, reason: 'detention' };
  expect((await desk.as(first, '/api/desk/custodies', again)).status).toBe(409);
  const wearer = async () =>
    (await desk.as<DeskJson>(first, '/api/desk/devices')).body.wearers.find((one) => one.personId === personId);
  expect((await wearer())!.custody).toMatchObject({ reason: 'arrest' });
  t.clock.atMs += HOUR_MS;
  expect((await wearer())!.custody).toBe(null);
  const next = await desk.as<{ id: string }>(first, '/api/desk/custodies', again);
  expect(next.status).toBe(200);
  const end = `/api/desk/custodies/${next.body.id}/end`;
  expect([(await desk.as(first, end, {})).status, (await desk.as(first, end, {})).status]).toEqual([200, 409]);
  expect(
    (await desk.as(first, '/api/desk/custodies', { personId: people.protectedPerson, reason: 'arrest' })).status,
  ).toBe(404);
});

test('another agency sees nothing of it and does nothing to it (H-139)', async () => {
  const { stranger, first, people } = desk;
  const deviceId = await desk.fitted();
  const asked = await desk.as<{ id: string }>(first, on(deviceId, '/removals'), removal());
  const theirs = (await desk.as<DeskJson>(stranger, '/api/desk/devices')).body;
  expect([theirs.devices, theirs.wearers]).toEqual([[], []]);
  expect((await desk.as<Register>(stranger, '/api/desk/removals')).body.removals).toEqual([]);
  const tried: [string, object?][] = [
    [on(deviceId)],
    [on(deviceId, '/return'), { reason: 'fault' }],
    [on(deviceId, '/lost'), {}],
    [on(deviceId, '/removals'), removal()],
    [on(deviceId, '/swap'), { newDeviceId: await desk.stock(), reason: 'fault' }],
    [`/api/desk/removals/${asked.body.id}/approve`, {}],
    ['/api/desk/custodies', { personId: people.wearer, reason: 'arrest' }],
  ];
  for (const [path, body] of tried) expect([path, (await desk.as(stranger, path, body)).status]).toEqual([path, 404]);
  expect((await desk.t.browser('GET', '/api/desk/devices')).status).toBe(401);
});

test("returned, lost, found and retired: reports of it are nobody's from then on", async () => {
  const { t, first } = desk;
  const deviceId = await desk.fitted();
  t.clock.atMs += HOUR_MS;
  expect((await desk.as(first, on(deviceId, '/lost'), { words: null })).status).toBe(200);
  expect(await carrier(deviceId, t.clock.atMs)).toBe(null);
  for (const act of ['found', 'restock']) expect((await desk.as(first, on(deviceId, `/${act}`), {})).status).toBe(200);
  expect((await desk.as(first, on(deviceId, '/retire'), { reason: 'worn-out' })).status).toBe(200);
  expect((await desk.as(first, on(deviceId, '/restock'), {})).status).toBe(409);
  // An administrator's plain handing over goes by the same record.
  const handed = await t.admin(`/api/devices/${deviceId}/assignments`, { personId: desk.people.wearer });
  expect(handed.status).toBe(409);
});

test('what happened to a device cannot be rewritten, by its owner either', async () => {
  const { t } = desk;
  await expect(t.deps.database.query(`update devices.life_event set at_ms = 0`)).rejects.toMatchObject({
    code: '42501',
  });
  const owner = asOwner(t.testDb, (sql) => sql.query('delete from devices.life_event'));
  await expect(owner).rejects.toThrow(/append-only/);
});

test('a period that makes no sense is refused', async () => {
  const { t, first } = desk;
  const deviceId = await desk.fitted();
  const nowMs = t.clock.atMs;
  const tried = [
    removal({ until: toIso(nowMs) }),
    removal({ from: toIso(nowMs - DAY_MS) }),
    removal({ until: toIso(nowMs + 31 * DAY_MS) }),
    removal({ reason: 'other', words: null }),
  ];
  for (const request of tried) {
    expect((await desk.as(first, on(deviceId, '/removals'), request)).status).toBeGreaterThanOrEqual(400);
  }
});

// HAZARD H-569: a list is cut by agency in a query, and shows what the policies would not.
test('(H-569) a list holds no row that access does not let them read', async () => {
  const { t, first } = desk;
  const [deviceId, other] = [await desk.fitted(), await desk.stock()];
  expect((await desk.as(first, on(deviceId, '/removals'), removal())).status).toBe(200);
  const shown = async () => {
    const { devices } = (await desk.as<DeskJson>(first, '/api/desk/devices')).body;
    const { removals } = (await desk.as<Register>(first, '/api/desk/removals')).body;
    const has = (id: string) => devices.some((device) => device.deviceId === id);
    return [has(deviceId), has(other), removals.some((one) => one.deviceId === deviceId)];
  };
  expect(await shown()).toEqual([true, true, true]);
  const { mayAct } = t.deps.access;
  const denied = { allowed: false, ruleIds: ['none'], policyVersion: 'kr@1' };
  const spy = vi
    .spyOn(t.deps.access, 'mayAct')
    .mockImplementation((sql, who, action, one) =>
      action === 'device.read' && one.caseId === deviceId
        ? Promise.resolve(denied)
        : mayAct.call(t.deps.access, sql, who, action, one),
    );
  try {
    expect(await shown()).toEqual([false, true, false]);
  } finally {
    spy.mockRestore();
  }
});

test('(H-569) a device whose wearer they may not read is in no list, however the wearer is left out of theirs', async () => {
  const { t, first, people } = desk;
  const deviceId = await desk.fitted();
  expect((await desk.as(first, on(deviceId, '/removals'), removal())).status).toBe(200);
  const shown = async () => {
    const { devices, wearers } = (await desk.as<DeskJson>(first, '/api/desk/devices')).body;
    const { removals } = (await desk.as<Register>(first, '/api/desk/removals')).body;
    return [
      devices.some((device) => device.deviceId === deviceId),
      wearers.some(({ personId }) => personId === people.wearer),
      removals.some((one) => one.deviceId === deviceId),
    ];
  };
  expect(await shown()).toEqual([true, true, true]);
  // As of a real person, whom an officer of exercises sees nothing of: refused for whom it is about.
  const { mayAct } = t.deps.access;
  const denied = { allowed: false, ruleIds: ['none'], policyVersion: 'kr@1' };
  const spy = vi
    .spyOn(t.deps.access, 'mayAct')
    .mockImplementation((sql, who, action, one) =>
      [one.caseId, ...one.wearerIds].includes(people.wearer)
        ? Promise.resolve(denied)
        : mayAct.call(t.deps.access, sql, who, action, one),
    );
  try {
    expect(await shown()).toEqual([false, false, false]);
  } finally {
    spy.mockRestore();
  }
});
