/** Calls for help through the running server: once each, on top, taken back by code or only seeming to be. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { deviceOf, makeCase, newMagpie, signedIn, type TestCase } from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import { MINUTE_MS } from '../core/time.ts';
import { type IncidentDetail, type IncidentJson, queueSchema } from '../incidents/contract.ts';
import type { Magpie } from './assemble.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let phone: string;
/** Signed in when first asked for: sign-ins of a minute are limited. */
let officerCookie: string | null;
let aheadMs = 0;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, clock: { nowMs: () => systemClock.nowMs() + aheadMs } });
  await magpie.start();
});
afterAll(async () => {
  await magpie.stop();
  await db.close();
});
beforeEach(async () => {
  one = await makeCase(magpie, { name: `exercise ${randomUUID().slice(0, 8)}` });
  await magpie.reload();
  await magpie.reconciler.run();
  phone = await signedIn(magpie, one.protectedId);
  officerCookie = null;
});

async function call(cookie: string, method: string, path: string, body?: object) {
  const response = await fetch(`http://127.0.0.1:${magpie.port}${path}`, {
    method,
    headers: { cookie, 'x-magpie': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function asOfficer(method: string, path: string, body?: object) {
  officerCookie ??= await signedIn(magpie, one.officerId);
  return call(officerCookie, method, path, body);
}

const sos = (sosId: string = randomUUID(), more: object = {}) => call(phone, 'POST', '/api/sos', { sosId, ...more });
const cancel = (sosId: string, code: string) => call(phone, 'POST', `/api/sos/${sosId}/cancel`, { code });
const codes = (cancelCode = '1234', duressCode = '4321', current: string | null = null) =>
  call(phone, 'PUT', '/api/me/sos-codes', { cancelCode, duressCode, current });

async function openOnes(): Promise<IncidentJson[]> {
  return queueSchema.parse((await asOfficer('GET', '/api/incidents')).body).open;
}
async function story(incidentId: string): Promise<string[]> {
  const { body } = await asOfficer('GET', `/api/incidents/${incidentId}`);
  return (body as unknown as IncidentDetail).events.map((event) => event.kind);
}
async function theSos(): Promise<IncidentJson> {
  await expect.poll(async () => (await openOnes()).map(({ kind }) => kind)).toContain('device:sos');
  return (await openOnes()).find(({ kind }) => kind === 'device:sos')!;
}

describe('a call', () => {
  // HAZARD H-185: one call is two, or lost
  it('sent fifty times at once under one id is one event of one incident, and is answered the same each time', async () => {
    const sosId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => sos(sosId)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.receivedAt)).size).toBe(1);
    const incident = await theSos();
    expect(await sos(sosId)).toMatchObject({ status: 202, body: { sosId } });
    await magpie.shard.recorded();
    expect(await story(incident.incidentId)).toEqual(['opened']);
    const { rows } = await db.database.query<{ n: number }>(
      `select count(*)::int as n from ingest.journal where kind = 'event' and person_id = $1`,
      [one.protectedId],
    );
    expect(rows[0]!.n).toBe(1);
  });

  it('made again is asked to be looked at again, in the same incident', async () => {
    await sos();
    const incident = await theSos();
    await asOfficer('POST', `/api/incidents/${incident.incidentId}/acknowledge`, {});
    await sos();
    await expect.poll(async () => (await theSos()).state).toBe('unacknowledged');
    expect(await story(incident.incidentId)).toEqual(['opened', 'acknowledged', 'changed']);
  });

  it('says to officers how long it waited on the phone; an odd or hostile body is a call all the same', async () => {
    await sos(randomUUID(), { ageS: 240 });
    const incident = await theSos();
    const { body } = await asOfficer('GET', `/api/incidents/${incident.incidentId}`);
    const [opened] = (body as unknown as IncidentDetail).events;
    expect(opened!.why).toMatchObject({ key: 'device.sos', params: { ageS: 240 } });
    for (const odd of [undefined, {}, { sosId: 'no', ageS: -5, share: 'yes' }, { ageS: 1e300 }]) {
      expect((await call(phone, 'POST', '/api/sos', odd ?? {})).status).toBe(202);
    }
  });

  it('of somebody else cannot be sent, taken back or found by its id', async () => {
    const sosId = randomUUID();
    await sos(sosId);
    const other = await makeCase(magpie, { name: `exercise ${randomUUID().slice(0, 8)}` });
    await magpie.reload();
    await magpie.reconciler.run();
    const theirs = await signedIn(magpie, other.protectedId);
    expect((await call(theirs, 'POST', '/api/sos', { sosId })).status).toBe(409);
    // HAZARD H-185: a call that waited goes out under somebody else
    const waited = await call(theirs, 'POST', '/api/sos', { sosId: randomUUID(), personId: one.protectedId });
    expect([waited.status, waited.body]).toMatchObject([409, { error: { code: 'other-person' } }]);
    const own = await call(theirs, 'POST', '/api/sos', { sosId: randomUUID(), personId: other.protectedId });
    expect(own.status).toBe(202);
    expect((await call(theirs, 'POST', `/api/sos/${sosId}/cancel`, { code: '1234' })).status).toBe(404);
    expect((await asOfficer('POST', '/api/sos', {})).status).toBe(403);
  });

  it('is refused in words when no order is in force any more, and one that was taken before is not', async () => {
    const sosId = randomUUID();
    await sos(sosId);
    const { orderId } = one;
    const admin = { authorization: `Bearer ${magpie.options.adminToken}`, 'x-magpie': '1' };
    const cancelled = await fetch(`http://127.0.0.1:${magpie.port}/api/orders/${orderId}/cancel`, {
      method: 'POST',
      headers: admin,
    });
    expect(cancelled.status).toBe(200);
    expect((await sos(sosId)).status).toBe(202);
    expect((await sos()).status).toBe(403);
  });

  // HAZARD H-180: an SOS waits below other cases
  it('from the page or from the watch stands above every danger, and beside its pair', async () => {
    await db.database.query(
      `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, exercise, state, level, highest_level,
         opened_at_ms, changed_at_ms) values ($1, $2, 'approach', $3, $4, true, 'unacknowledged', 'danger', 'danger', 1, 1)`,
      [randomUUID(), `pair:${one.pairId}`, one.orderId, one.agencyId],
    );
    const { token } = await deviceOf(magpie, one.agencyId, one.protectedId, { protocol: 'osmand' });
    const query = new URLSearchParams({ id: token!, alarm: 'sos', timestamp: String(magpie.options.clock.nowMs()) });
    query.set('lat', '36.0000000');
    query.set('lon', '124.5000000');
    expect((await fetch(`http://127.0.0.1:${magpie.devicePort}/?${query}`)).status).toBe(200);
    await theSos();
    const [first, second] = await openOnes();
    expect([first!.kind, first!.pairId, first!.duress]).toEqual(['device:sos', one.pairId, false]);
    expect(first!.label).toBe(second!.label);
    expect(second!.kind).toBe('approach');
    await sos();
    await magpie.shard.recorded();
    expect((await openOnes()).filter(({ kind }) => kind === 'device:sos')).toHaveLength(1);
  });
});

describe('taking it back', () => {
  it('without codes, nothing can be taken back', async () => {
    const sosId = randomUUID();
    await sos(sosId);
    expect((await cancel(sosId, '1234')).body).toEqual({ answer: 'none' });
    expect((await theSos()).returnedAtMs).toBeNull();
  });

  it('with the code: it waits for an officer, below who still calls, and nothing but a person closes it', async () => {
    await codes();
    const sosId = randomUUID();
    await sos(sosId);
    expect((await cancel(sosId, '1234')).body).toEqual({ answer: 'taken' });
    const incident = await theSos();
    expect([incident.state, incident.duress, incident.returnedAtMs !== null]).toEqual(['unacknowledged', false, true]);
    expect(await story(incident.incidentId)).toEqual(['opened', 'cancelled']);
    expect((await cancel(sosId, '1234')).body).toEqual({ answer: 'taken' });
    expect(await story(incident.incidentId)).toEqual(['opened', 'cancelled']);
  });

  // HAZARD H-181: a forced cancelling counts
  // HAZARD H-182: the screen tells that the SOS stands
  it('under duress: the answer is the same to the byte, and officers are told to treat it as an SOS', async () => {
    await codes();
    const sosId = randomUUID();
    await sos(sosId);
    const incident = await theSos();
    await asOfficer('POST', `/api/incidents/${incident.incidentId}/acknowledge`, {});
    const answer = await cancel(sosId, '4321');
    expect(answer).toEqual({ status: 200, body: { answer: 'taken' } });
    const now = await theSos();
    expect(now).toMatchObject({ state: 'unacknowledged', duress: true, returnedAtMs: null });
    expect(await story(incident.incidentId)).toEqual(['opened', 'acknowledged', 'duress']);
    // Whoever forced them may find the other code out: it stays an SOS.
    expect((await cancel(sosId, '1234')).body).toEqual({ answer: 'taken' });
    expect(await theSos()).toMatchObject({ duress: true, returnedAtMs: null });
    const close = (reason: string) =>
      asOfficer('POST', `/api/incidents/${incident.incidentId}/close`, { reason, text: '' });
    expect((await close('moved-away')).status).toBe(409);
    expect((await close('police-took-over')).status).toBe(200);
  });

  it('under duress after an officer closed it: it is an SOS again', async () => {
    await codes();
    const sosId = randomUUID();
    await sos(sosId);
    const incident = await theSos();
    await asOfficer('POST', `/api/incidents/${incident.incidentId}/close`, { reason: 'moved-away', text: '' });
    expect((await cancel(sosId, '4321')).body).toEqual({ answer: 'taken' });
    const again = await theSos();
    expect(again.incidentId).not.toBe(incident.incidentId);
    expect(await story(again.incidentId)).toEqual(['opened', 'duress']);
  });

  it('an older call takes back none that was made since', async () => {
    await codes();
    const [first, second] = [randomUUID(), randomUUID()];
    await sos(first);
    await sos(second);
    await magpie.shard.recorded();
    expect((await cancel(first, '1234')).body).toEqual({ answer: 'taken' });
    expect((await theSos()).returnedAtMs).toBeNull();
    await cancel(second, '1234');
    expect((await theSos()).returnedAtMs).not.toBeNull();
  });

  it('five wrong codes and no more, however many at once; each stands in the story, and the SOS stays', async () => {
    await codes();
    const sosId = randomUUID();
    await sos(sosId);
    const incident = await theSos();
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, i) => cancel(sosId, String(5_000 + i))));
    const answers = guesses.map(({ body }) => body.answer).sort();
    expect(answers).toEqual([...Array(7).fill('locked'), ...Array(5).fill('wrong')]);
    expect((await cancel(sosId, '1234')).body).toEqual({ answer: 'locked' });
    expect((await story(incident.incidentId)).filter((kind) => kind === 'wrong-code')).toHaveLength(5);
    aheadMs += 16 * MINUTE_MS;
    phone = await signedIn(magpie, one.protectedId);
    expect((await cancel(sosId, '1234')).body).toEqual({ answer: 'taken' });
  });
});

describe('codes', () => {
  it('are four to eight digits, differ, and are kept as slow hashes only', async () => {
    expect((await codes('12', '4321')).status).toBe(400);
    expect((await codes('1234', '1234')).status).toBe(400);
    expect((await codes('abcd', '4321')).status).toBe(400);
    expect((await codes('246810', '135790')).body).toEqual({ answer: 'saved' });
    const { rows } = await db.database.query<{ row: string }>(
      `select to_jsonb(c)::text as row from people.sos_code c where person_id = $1`,
      [one.protectedId],
    );
    expect(rows[0]!.row).not.toMatch(/246810|135790/);
  });

  it('are changed by who knows the one in force', async () => {
    await codes();
    expect((await codes('1111', '2222')).body).toEqual({ answer: 'wrong' });
    expect((await codes('1111', '2222', '1234')).body).toEqual({ answer: 'saved' });
    const sosId = randomUUID();
    await sos(sosId);
    expect((await cancel(sosId, '1234')).body).toEqual({ answer: 'wrong' });
    expect((await cancel(sosId, '1111')).body).toEqual({ answer: 'taken' });
  });

  // HAZARD H-183: the code for duress gives itself away
  it('chosen under duress seem to be in force, and all mean duress; the one that only the person knows stays', async () => {
    await codes();
    expect((await codes('1111', '2222', '4321')).body).toEqual({ answer: 'saved' });
    const sosId = randomUUID();
    await sos(sosId);
    const incident = await theSos();
    expect((await cancel(sosId, '1111')).body).toEqual({ answer: 'taken' });
    expect(await story(incident.incidentId)).toEqual(['opened', 'duress']);
    await asOfficer('POST', `/api/incidents/${incident.incidentId}/close`, {
      reason: 'police-took-over',
      text: '',
    });
    const later = randomUUID();
    await sos(later);
    expect((await cancel(later, '1234')).body).toEqual({ answer: 'taken' });
    expect((await theSos()).duress).toBe(false);
  });
});
