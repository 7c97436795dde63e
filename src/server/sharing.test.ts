/** Sharing one's own position with the monitoring centre: of one's own will, during an incident, and no longer. On real streams. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { isPicture, LiveClient } from '../../test/support/live-client.ts';
import {
  at,
  callServer,
  cancelOrder,
  makeCase,
  newMagpie,
  report,
  signedIn,
  type TestCase,
} from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import { HOUR_MS } from '../core/time.ts';
import type { ServerFrame } from '../disclosure/contract.ts';
import { type IncidentJson, queueSchema } from '../incidents/contract.ts';
import type { Magpie } from './assemble.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let phone: string;
let officer: string;
let stream: LiveClient;
let aheadMs = 0;
const masterKey = randomBytes(32);
const clock = { nowMs: () => systemClock.nowMs() + aheadMs };

beforeEach(async () => {
  aheadMs = 0;
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey, clock });
  one = await makeCase(magpie);
  await magpie.start();
  phone = await signedIn(magpie, one.protectedId);
  officer = await signedIn(magpie, one.officerId);
  stream = new LiveClient(magpie.port, officer);
  // Far apart: by the table an officer sees nothing of the protected person.
  await report(magpie.devicePort, one.protectedToken, at(0, 0), clock.nowMs());
  await report(magpie.devicePort, one.wearerToken, at(20_000, 0), clock.nowMs());
  await stream.next((frame) => isPicture(frame) && frame.picture.level === 'clear');
});
afterEach(async () => {
  stream.close();
  await magpie.stop();
  await db.close();
});

const call = (cookie: string, method: string, path: string, body?: object) =>
  callServer(magpie, cookie, method, path, body);

const isShared = (agencyId = one.agencyId) =>
  magpie.sharing.isSharing(one.protectedId as never, agencyId, clock.nowMs());
const shows = (kind: 'point' | 'nothing') => (frame: ServerFrame) =>
  isPicture(frame) && frame.picture.protected.kind === kind;
/** Frames from here on. */
const anew = () => stream.frames.splice(0);

async function sosWithShare(): Promise<{ sosId: string; incident: IncidentJson }> {
  const sosId = randomUUID();
  anew();
  expect((await call(phone, 'POST', '/api/sos', { sosId, share: true })).status).toBe(202);
  await stream.next(shows('point'));
  await magpie.shard.recorded();
  const { open } = queueSchema.parse((await call(officer, 'GET', '/api/incidents')).body);
  return { sosId, incident: open.find(({ kind }) => kind === 'device:sos')! };
}
async function causes(): Promise<unknown[]> {
  const { rows } = await db.database.query<{ cause: string | null }>(
    `select cause from disclosure.sharing where person_id = $1 order by began_at_ms, sharing_id`,
    [one.protectedId],
  );
  return rows.map(({ cause }) => cause);
}

describe('sharing', () => {
  // HAZARD H-184: shown as shared when nobody shares
  it('shows the officer the point by a rule of its own, in the ledger; without it nothing; stopped, it goes at once', async () => {
    expect(stream.frames.filter(shows('point'))).toEqual([]);
    await sosWithShare();
    const shown = stream.frames.findLast(isPicture)!.picture.protected;
    expect(shown.basis).toEqual({ rule: 'kr-officer-protected-shared', article: 'LIA 15' });
    const ledger = await db.database.query<{ n: number }>(
      `select count(*)::int as n from disclosure.grant_given where rule = 'kr-officer-protected-shared' and viewer_id = $1`,
      [one.officerId],
    );
    expect(ledger.rows[0]!.n).toBeGreaterThan(0);
    expect((await call(phone, 'GET', '/api/me/sharing')).body).toMatchObject({ possible: true });
    anew();
    expect((await call(phone, 'DELETE', '/api/me/sharing')).body).toMatchObject({ sharing: null });
    await stream.next(shows('nothing'), 1_000);
    await report(magpie.devicePort, one.protectedToken, at(3, 0), clock.nowMs());
    expect(stream.frames.filter(shows('point'))).toEqual([]);
    expect(await causes()).toEqual(['stopped']);
  });

  it('is possible only while an incident is open, begun by the person alone', async () => {
    expect((await call(phone, 'GET', '/api/me/sharing')).body).toMatchObject({ sharing: null, possible: false });
    expect((await call(phone, 'POST', '/api/me/sharing', {})).status).toBe(409);
    expect((await call(officer, 'POST', '/api/me/sharing', {})).status).toBe(403);
    await call(phone, 'POST', '/api/sos', { sosId: randomUUID() });
    await magpie.shard.recorded();
    expect(stream.frames.filter(shows('point'))).toEqual([]);
    anew();
    expect((await call(phone, 'POST', '/api/me/sharing', {})).status).toBe(200);
    await stream.next(shows('point'));
    // Again begins anew, and is still one.
    await call(phone, 'POST', '/api/me/sharing', {});
    expect((await causes()).sort()).toEqual([null, 'replaced'].sort());
  });

  // HAZARD H-187: somebody believes that they share no longer, and do
  it('is not told to a locked phone, and can be stopped from it', async () => {
    await sosWithShare();
    expect((await call(phone, 'POST', '/api/me/lock', { pin: '481516', afterMs: 60_000 })).status).toBe(200);
    await call(phone, 'POST', '/api/me/lock/now', {});
    expect((await call(phone, 'GET', '/api/me/help')).status).toBe(423);
    const told = await call(phone, 'GET', '/api/me/sharing');
    expect([told.status, told.body]).toMatchObject([200, { sharing: null }]);
    expect((await call(phone, 'GET', '/api/session')).body).toMatchObject({ emergencyNumber: '112' });
    anew();
    expect((await call(phone, 'DELETE', '/api/me/sharing')).body).toMatchObject({ sharing: null });
    await stream.next(shows('nothing'), 1_000);
    expect(await causes()).toEqual(['stopped']);
    await call(phone, 'POST', '/api/me/lock/unlock', { pin: '481516' });
    expect((await call(phone, 'POST', '/api/me/lock/remove', { pin: '481516' })).status).toBe(200);
  });

  it("ends with the incident's close, on the open stream", async () => {
    const { incident } = await sosWithShare();
    anew();
    await call(officer, 'POST', `/api/incidents/${incident.incidentId}/close`, { reason: 'moved-away', text: '' });
    await stream.next(shows('nothing'), 3_000);
    expect((await call(phone, 'GET', '/api/me/sharing')).body).toMatchObject({ sharing: null, possible: false });
    await expect.poll(causes).toEqual(['closed']);
  });

  it("ends with the order's end", async () => {
    await sosWithShare();
    anew();
    await cancelOrder(magpie, one.orderId);
    await stream.next((frame) => frame.type === 'withdrawn');
    await magpie.sharing.review();
    expect(await causes()).toEqual(['order-ended']);
    expect((await call(phone, 'POST', '/api/me/sharing', {})).status).toBe(403);
  });

  it('ends after two hours, and is never longer, by the database beneath', async () => {
    await sosWithShare();
    aheadMs = 2 * HOUR_MS - 60_000;
    await magpie.sharing.review();
    expect(isShared()).toBe(true);
    aheadMs = 2 * HOUR_MS + 1_000;
    expect(isShared()).toBe(false);
    await magpie.sharing.review();
    expect(await causes()).toEqual(['time']);
    await expect(
      db.database.query(
        `insert into disclosure.sharing (sharing_id, person_id, incident_ids, with_sos, began_at_ms, until_ms)
         values ($1, $2, array[$1::uuid], false, 0, 7200001)`,
        [randomUUID(), one.protectedId],
      ),
    ).rejects.toThrow();
  });

  it('stands after a restart, and one that was stopped does not', async () => {
    await sosWithShare();
    await magpie.stop();
    magpie = newMagpie({ appUrl: db.appUrl, masterKey, clock });
    await magpie.start();
    expect(isShared()).toBe(true);
    phone = await signedIn(magpie, one.protectedId);
    await call(phone, 'DELETE', '/api/me/sharing');
    await magpie.stop();
    magpie = newMagpie({ appUrl: db.appUrl, masterKey, clock });
    await magpie.start();
    expect(isShared()).toBe(false);
  });

  // HAZARD H-182: the screen tells that the SOS stands
  it('with an SOS ends when it is cancelled; under duress it goes on, and her own screen says the same in both', async () => {
    await call(phone, 'PUT', '/api/me/sos-codes', { cancelCode: '1234', duressCode: '4321' });
    const screen = async () => {
      const { sharing, possible } = (await call(phone, 'GET', '/api/me/sharing')).body;
      return { sharing, possible };
    };
    const first = await sosWithShare();
    anew();
    await call(phone, 'POST', `/api/sos/${first.sosId}/cancel`, { code: '1234' });
    await stream.next(shows('nothing'), 1_000);
    const cancelled = await screen();
    const second = await sosWithShare();
    await call(phone, 'POST', `/api/sos/${second.sosId}/cancel`, { code: '4321' });
    expect(await screen()).toEqual(cancelled);
    expect(cancelled).toEqual({ sharing: null, possible: false });
    // Whoever holds the phone cannot end what it does not show.
    await call(phone, 'DELETE', '/api/me/sharing');
    anew();
    await report(magpie.devicePort, one.protectedToken, at(5, 0), clock.nowMs());
    await stream.next(shows('point'));
    // The other code, found out and given for a later call, looks the same and ends nothing either.
    const third = await sosWithShare();
    await call(phone, 'POST', `/api/sos/${third.sosId}/cancel`, { code: '1234' });
    expect(await screen()).toEqual(cancelled);
    expect(isShared()).toBe(true);
  });
});

it('a stop that the database does not take holds all the same, and is written when it is back', async () => {
  await sosWithShare();
  const { database } = magpie;
  const real = database.transaction.bind(database);
  database.transaction = () => Promise.reject(new Error('away'));
  anew();
  await expect(magpie.sharing.stop(one.protectedId as never)).rejects.toThrow('away');
  database.transaction = real;
  await stream.next(shows('nothing'), 3_000);
  await magpie.sharing.review();
  expect(await causes()).toEqual(['stopped']);
});

const CLOSED = `state = 'closed', closed_at_ms = 2, close_reason = 'other', closed_by = $2`;

async function restart(): Promise<void> {
  await magpie.stop();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey, clock });
  await magpie.start();
  phone = await signedIn(magpie, one.protectedId);
}

async function hiddenSharing(): Promise<void> {
  await call(phone, 'PUT', '/api/me/sos-codes', { cancelCode: '1234', duressCode: '4321' });
  const { sosId } = await sosWithShare();
  await call(phone, 'POST', `/api/sos/${sosId}/cancel`, { code: '4321' });
}

/** As an approach that stands: what whoever holds the phone can begin a sharing for. */
async function otherIncident(agencyId = one.agencyId): Promise<string> {
  const incidentId = randomUUID();
  await db.database.query(
    `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, exercise, state, level, highest_level,
       opened_at_ms, changed_at_ms) values ($1, $2, 'approach', $3, $4, true, 'unacknowledged', 'danger', 'danger', 1, 1)`,
    [incidentId, `pair:${one.pairId}`, one.orderId, agencyId],
  );
  return incidentId;
}

it('a hidden one is not ended by beginning one that is seen and stopping that, nor with its incident (H-182)', async () => {
  await hiddenSharing();
  const other = await otherIncident();
  expect((await call(phone, 'POST', '/api/me/sharing', {})).body).toMatchObject({
    sharing: { sinceMs: expect.any(Number) },
  });
  await call(phone, 'POST', '/api/me/sharing', {});
  expect((await call(phone, 'DELETE', '/api/me/sharing')).body).toMatchObject({ sharing: null });
  expect(isShared()).toBe(true);
  await db.database.query(`update incidents.incident set ${CLOSED} where incident_id = $1`, [other, one.officerId]);
  await magpie.sharing.review();
  expect(isShared()).toBe(true);
  await restart();
  expect([isShared(), magpie.sharing.shownTo(one.protectedId as never)]).toEqual([true, null]);
});

it('cancelled under duress, and the server fell before the sharing was hidden: after the start it is (H-182)', async () => {
  const hide = magpie.sharing.endOfSos.bind(magpie.sharing);
  magpie.sharing.endOfSos = () => Promise.reject(new Error('killed'));
  await hiddenSharing();
  magpie.sharing.endOfSos = hide;
  expect(magpie.sharing.shownTo(one.protectedId as never)).not.toBe(null);
  await restart();
  expect([isShared(), magpie.sharing.shownTo(one.protectedId as never)]).toEqual([true, null]);
});

it('cancelled, and the server fell before the sharing ended: after the start it has', async () => {
  await call(phone, 'PUT', '/api/me/sos-codes', { cancelCode: '1234', duressCode: '4321' });
  const { sosId } = await sosWithShare();
  magpie.sharing.endOfSos = () => Promise.reject(new Error('killed'));
  await call(phone, 'POST', `/api/sos/${sosId}/cancel`, { code: '1234' });
  await restart();
  expect(isShared()).toBe(false);
  expect(await causes()).toEqual(['cancelled']);
});

it('hiding that the database does not take holds all the same, and is written when it is back', async () => {
  await sosWithShare();
  const { database } = magpie;
  const real = database.transaction.bind(database);
  database.transaction = () => Promise.reject(new Error('away'));
  await expect(magpie.sharing.endOfSos(one.protectedId as never, 'hidden')).rejects.toThrow('away');
  expect(magpie.sharing.shownTo(one.protectedId as never)).toBe(null);
  database.transaction = real;
  await magpie.sharing.review();
  const { rows } = await db.database.query<{ hidden: boolean }>(`select hidden from disclosure.sharing`);
  expect(rows).toEqual([{ hidden: true }]);
});

it('for an incident of one agency it is not shown to another, and no longer when that incident is closed (H-184)', async () => {
  const other = await makeCase(magpie, { name: 'elsewhere' });
  const [here, there] = [await otherIncident(), await otherIncident(other.agencyId)];
  await call(phone, 'POST', '/api/me/sharing', {});
  expect([isShared(), isShared(other.agencyId), isShared(randomUUID())]).toEqual([true, true, false]);
  await db.database.query(`update incidents.incident set ${CLOSED} where incident_id = $1`, [there, one.officerId]);
  await magpie.sharing.review();
  expect([isShared(), isShared(other.agencyId)]).toEqual([true, false]);
  await restart();
  expect([isShared(), isShared(other.agencyId)]).toEqual([true, false]);
  await db.database.query(`update incidents.incident set ${CLOSED} where incident_id = $1`, [here, one.officerId]);
  await magpie.sharing.review();
  expect(isShared()).toBe(false);
});

it('a call under duress cannot be made another, by the database beneath (H-181)', async () => {
  await hiddenSharing();
  for (const change of [`outcome = 'open', resolved_at_ms = null`, `outcome = 'cancelled'`]) {
    await expect(db.database.query(`update incidents.sos set ${change} where outcome = 'duress'`)).rejects.toThrow(
      'duress',
    );
  }
  await expect(
    db.database.query(`update incidents.incident set duress_at_ms = null where duress_at_ms is not null`),
  ).rejects.toThrow('duress');
});
