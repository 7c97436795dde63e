/** Alarms and suppression on a real database, with a clock that is moved by hand. */

import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makeCase, newMagpie, type TestCase } from '../../test/support/magpie.ts';
import type { AgencyId, DeviceId, PairId, PersonId } from '../core/ids.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../core/time.ts';
import { decideOnRemoval, endCustody, recordCustody, requestRemoval } from '../devices/absence-acts.ts';
import type { DeskActor, DeskDeps } from '../devices/desk.ts';
import { actOnDevice } from '../devices/life-acts.ts';
import { type HeardReport, loadCarried } from '../devices/service.ts';
import { loadDetail, loadQueue } from '../incidents/queue.ts';
import { recordFindings } from '../incidents/service.ts';
import { strapEvents } from '../ingest/strap.ts';
import { createPerson } from '../people/service.ts';
import { newFinding } from '../proximity/finding.ts';
import type { Magpie } from './assemble.ts';
import { DeviceWatch } from './device-watch.ts';

const clock = { atMs: Date.parse('2026-11-21T03:00:00Z'), nowMs: () => clock.atMs };
let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let deviceId: DeviceId;
let desk: DeskDeps;
let first: DeskActor;
let second: DeskActor;

beforeEach(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, clock });
  one = await makeCase(magpie, { intervalS: 60, untilMs: clock.atMs + 60 * DAY_MS });
  await magpie.reload();
  magpie.watch.begin();
  const { database, sealer } = magpie;
  const carried = await loadCarried(database);
  deviceId = carried.find(({ personId }) => personId === one.wearerId)!.deviceId;
  desk = {
    ...{ database, sealer, clock, randomBytes, onDeviceChange: () => undefined, labelsOf: () => [] },
    access: magpie.access,
    dutiesOf: (jurisdiction) =>
      magpie.options.packs.current(jurisdiction, magpie.options.clock.nowMs())?.duties ?? null,
    onWearerChange: () => magpie.watch.look(),
  };
  const people = { ...desk, jurisdictions: new Set(['kr']) };
  const request = {
    kind: 'officer',
    agencyId: one.agencyId,
    name: 'b',
    phone: null,
    language: 'en',
    exercise: true,
  } as const;
  const other = valueOrRefuse(
    await createPerson(people, { ...request, householdOf: null }, { kind: 'system', id: null }),
  );
  const officer = (id: string): DeskActor => ({
    ...{ actor: { kind: 'officer', id }, officerId: id as PersonId, agencyId: one.agencyId as AgencyId },
    who: { is: 'person', ...reader(), personId: id },
  });
  [first, second] = [officer(one.officerId), officer(other.personId)];
});
afterEach(async () => {
  await magpie.stop();
  await db.close();
});

function hear(more: Partial<HeardReport> = {}): void {
  const nowMs = clock.atMs;
  const none = { batteryPct: null, charging: null, strap: null, satellites: null, source: 'osmand' };
  magpie.health.heard({ deviceId, receivedAtMs: nowMs, saidAtMs: nowMs, positionAtMs: nowMs, ...none, ...more });
}

const reader = () => ({ personId: one.officerId, agencyId: one.agencyId, kind: 'officer', exercise: true });

async function queue() {
  const { open, suppressed } = await loadQueue(magpie, reader(), clock.atMs, {
    labelOf: () => '',
    pairOf: () => null,
  });
  const shown = (list: typeof open) => list.map(({ kind, state, returnedAtMs }) => ({ kind, state, returnedAtMs }));
  return { open: shown(open), suppressed: shown(suppressed), all: [...open, ...suppressed] };
}

async function storyOf(kind: string): Promise<string[]> {
  const { all } = await queue();
  const incident = all.find((it) => it.kind === kind)!;
  const detail = await loadDetail(magpie, incident.incidentId, reader(), {
    labelOf: () => '',
    pairOf: () => null,
  });
  return detail!.events.map((event) => event.kind);
}

async function removeFor(hours: number): Promise<string> {
  const period = { fromMs: clock.atMs, untilMs: clock.atMs + hours * HOUR_MS };
  const id = valueOrRefuse(await requestRemoval(desk, deviceId, { reason: 'treatment', period, words: null }, first));
  return valueOrRefuse(await decideOnRemoval(desk, id, 'approved', second));
}

let position = 0;
async function find(kind: 'device' | 'approach', name: string): Promise<void> {
  position += 1;
  const at = { inputPosition: position, nowMs: clock.atMs };
  const why = { key: 'device.tamper', params: {} };
  const wearer = { kind: 'person', personId: one.wearerId as PersonId } as const;
  const pair = { kind: 'pair', pairId: one.pairId as PairId } as const;
  const finding =
    kind === 'approach'
      ? newFinding(at, { subject: pair, kind, level: 'danger', previousLevel: 'clear', basis: [], why })
      : newFinding(at, { subject: wearer, kind, name, basis: [], why });
  await recordFindings(magpie.database, [finding], position, (it) => magpie.watch.concernsOf(it));
}

it('silence opens one alarm, which returns to normal when the device is heard, and stays until a person closes it (I-6)', async () => {
  hear();
  await magpie.watch.look();
  expect((await queue()).open).toEqual([]);
  clock.atMs += 5 * MINUTE_MS;
  await magpie.watch.look();
  await magpie.watch.look();
  expect((await queue()).open).toEqual([{ kind: 'health:no-contact', state: 'unacknowledged', returnedAtMs: null }]);
  hear();
  await magpie.watch.look();
  const { open } = await queue();
  expect(open).toEqual([{ kind: 'health:no-contact', state: 'unacknowledged', returnedAtMs: clock.atMs }]);
  clock.atMs += 5 * MINUTE_MS;
  await magpie.watch.look();
  expect(await storyOf('health:no-contact')).toEqual(['opened', 'returned', 'changed']);
});

it('is shown apart while the removal lasts, and is an alarm again by itself when it ends (H-131)', async () => {
  hear();
  const removalId = await removeFor(2);
  await find('device', 'strap-open');
  expect(await queue()).toMatchObject({ open: [], suppressed: [{ kind: 'device:strap-open' }] });
  const incident = (await queue()).all[0]!;
  expect(incident.suppressed).toEqual({ reason: 'removal', sinceMs: clock.atMs, untilMs: clock.atMs + 2 * HOUR_MS });
  clock.atMs += HOUR_MS;
  await magpie.watch.look();
  expect((await queue()).open).toEqual([]);
  expect((await queue()).suppressed.map(({ kind }) => kind).sort()).toEqual(['device:strap-open', 'health:no-contact']);
  clock.atMs += HOUR_MS;
  await magpie.watch.look();
  const { open, suppressed } = await queue();
  expect(suppressed).toEqual([]);
  expect(open.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
    'device:strap-open unacknowledged',
    'health:no-contact unacknowledged',
    'health:removal-overrun unacknowledged',
  ]);
  expect(await storyOf('device:strap-open')).toEqual(['opened', 'suppressed', 'unsuppressed']);
  expect(removalId).toMatch(/^[0-9a-f-]{36}$/);
});

it('custody hides no SOS and no approach, and lets everything go when it is ended (H-137)', async () => {
  hear();
  const request = { personId: one.wearerId, reason: 'arrest', fromMs: null, untilMs: null, words: null } as const;
  const custodyId = valueOrRefuse(await recordCustody(desk, request, first));
  for (const name of ['sos', 'tamper', 'power-off']) await find('device', name);
  await find('approach', '');
  clock.atMs += HOUR_MS;
  await magpie.watch.look();
  const during = await queue();
  expect(during.open.map(({ kind }) => kind).sort()).toEqual(['approach', 'device:sos']);
  expect(during.suppressed.map(({ kind }) => kind).sort()).toEqual([
    ...['device:power-off', 'device:tamper', 'health:no-contact'],
  ]);
  valueOrRefuse(await endCustody(desk, custodyId, first));
  expect((await queue()).suppressed).toEqual([]);
  expect((await queue()).open).toHaveLength(5);
});

it('a device that was returned leaves its silence open, and after a day its wearer is one without a device', async () => {
  clock.atMs += 5 * MINUTE_MS;
  await magpie.watch.look();
  valueOrRefuse(await actOnDevice(desk, deviceId, { act: 'return', reason: 'fault' }, first));
  clock.atMs += 24 * HOUR_MS;
  await magpie.watch.look();
  expect((await queue()).open).toMatchObject([
    { kind: 'health:no-contact', returnedAtMs: null },
    { kind: 'health:not-fitted', returnedAtMs: null },
  ]);
});

it('what was heard of a device is there after a start, written in one go', async () => {
  hear({ batteryPct: 41.5, strap: 'closed', satellites: 7 });
  await magpie.health.flush();
  hear({ batteryPct: 40 });
  await magpie.health.flush();
  const next = newMagpie({ appUrl: db.appUrl, clock });
  await next.health.load();
  expect(next.health.of(deviceId)).toEqual(magpie.health.of(deviceId));
  expect(next.health.strapOf(deviceId)).toEqual({ strap: 'closed', atMs: clock.atMs, heardHere: false });
  await next.stop();
});

it('what a device last told of its strap does not count for its next carrier (H-135)', () => {
  const { health } = magpie;
  const said = (strap: 'open' | 'closed') => {
    const status = { events: [], status: { strap } };
    const events = strapEvents(health.strapOf(deviceId), status, clock.atMs).map(({ kind }) => kind);
    hear({ strap });
    return events;
  };
  expect([said('closed'), said('closed')]).toEqual([['strap-closed'], []]);
  health.forgetStrap(deviceId);
  expect([said('closed'), said('closed')]).toEqual([['strap-closed'], []]);
  said('open');
  health.forgetStrap(deviceId);
  expect([said('open'), said('open')]).toEqual([['strap-open'], []]);
});

it('tells when alarms cannot be looked at, and when they can again (I-9)', async () => {
  const { database, book, health } = magpie;
  let isAway = true;
  const told: boolean[] = [];
  const watch = new DeviceWatch({
    ...{ clock, book, health, packs: magpie.options.packs, onIncident: () => undefined },
    onAlarm: async () => undefined,
    database: {
      query: (text, values) => (isAway ? Promise.reject(new Error('away')) : database.query(text, values)),
      transaction: (work) => database.transaction(work),
    },
    onTrouble: (failed) => void told.push(failed),
  });
  await expect(watch.look()).rejects.toThrow('away');
  isAway = false;
  await watch.look();
  await watch.look();
  expect(told.slice(0, 2)).toEqual([true, false]);
});
