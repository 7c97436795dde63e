/** Calls for help through the running server: once each, on top, taken back by code or only seeming to be. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deviceOf, makeCase, signedIn } from '../../test/support/magpie.ts';
import { MINUTE_MS } from '../core/time.ts';
import type { IncidentDetail } from '../incidents/contract.ts';
import { sosBench } from './sos.test-helper.ts';

const t = sosBench();

describe('a call', () => {
  // HAZARD H-185: one call is two, or lost
  it('sent fifty times at once under one id is one event of one incident, and is answered the same each time', async () => {
    const sosId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => t.sos(sosId)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.receivedAt)).size).toBe(1);
    const incident = await t.theSos();
    expect(await t.sos(sosId)).toMatchObject({ status: 202, body: { sosId } });
    await t.magpie.shard.recorded();
    expect(await t.story(incident.incidentId)).toEqual(['opened']);
    const { rows } = await t.db.database.query<{ n: number }>(
      `select count(*)::int as n from ingest.journal where kind = 'event' and person_id = $1`,
      [t.one.protectedId],
    );
    expect(rows[0]!.n).toBe(1);
  });

  it('made again is asked to be looked at again, in the same incident', async () => {
    await t.sos();
    const incident = await t.theSos();
    await t.asOfficer('POST', `/api/incidents/${incident.incidentId}/acknowledge`, {});
    await t.sos();
    await expect.poll(async () => (await t.theSos()).state).toBe('unacknowledged');
    expect(await t.story(incident.incidentId)).toEqual(['opened', 'acknowledged', 'changed']);
  });

  it('says to officers how long it waited on the phone; an odd or hostile body is a call all the same', async () => {
    await t.sos(randomUUID(), { ageS: 240 });
    const incident = await t.theSos();
    const { body } = await t.asOfficer('GET', `/api/incidents/${incident.incidentId}`);
    const [opened] = (body as unknown as IncidentDetail).events;
    expect(opened!.why).toMatchObject({ key: 'device.sos', params: { ageS: 240 } });
    for (const odd of [undefined, {}, { sosId: 'no', ageS: -5, share: 'yes' }, { ageS: 1e300 }]) {
      expect((await t.call(t.phone, 'POST', '/api/sos', odd ?? {})).status).toBe(202);
    }
  });

  it('of somebody else cannot be sent, taken back or found by its id', async () => {
    const sosId = randomUUID();
    await t.sos(sosId);
    const other = await makeCase(t.magpie, { name: `exercise ${randomUUID().slice(0, 8)}` });
    await t.magpie.reload();
    await t.magpie.reconciler.run();
    const theirs = await signedIn(t.magpie, other.protectedId);
    expect((await t.call(theirs, 'POST', '/api/sos', { sosId })).status).toBe(409);
    // HAZARD H-185: a call that waited goes out under somebody else
    const waited = await t.call(theirs, 'POST', '/api/sos', { sosId: randomUUID(), personId: t.one.protectedId });
    expect([waited.status, waited.body]).toMatchObject([409, { error: { code: 'other-person' } }]);
    const own = await t.call(theirs, 'POST', '/api/sos', { sosId: randomUUID(), personId: other.protectedId });
    expect(own.status).toBe(202);
    expect((await t.call(theirs, 'POST', `/api/sos/${sosId}/cancel`, { code: '1234' })).status).toBe(404);
    expect((await t.asOfficer('POST', '/api/sos', {})).status).toBe(403);
  });

  it('is refused in words when no order is in force any more, and one that was taken before is not', async () => {
    const sosId = randomUUID();
    await t.sos(sosId);
    const { orderId } = t.one;
    const admin = { authorization: `Bearer ${t.magpie.options.adminToken}`, 'x-magpie': '1' };
    const cancelled = await fetch(`http://127.0.0.1:${t.magpie.port}/api/orders/${orderId}/cancel`, {
      method: 'POST',
      headers: admin,
    });
    expect(cancelled.status).toBe(200);
    expect((await t.sos(sosId)).status).toBe(202);
    expect((await t.sos()).status).toBe(403);
  });

  // HAZARD H-180: an SOS waits below other cases
  it('from the page or from the watch stands above every danger, and beside its pair', async () => {
    await t.db.database.query(
      `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, exercise, state, level, highest_level,
         opened_at_ms, changed_at_ms) values ($1, $2, 'approach', $3, $4, true, 'unacknowledged', 'danger', 'danger', 1, 1)`,
      [randomUUID(), `pair:${t.one.pairId}`, t.one.orderId, t.one.agencyId],
    );
    const { token } = await deviceOf(t.magpie, t.one.agencyId, t.one.protectedId, { protocol: 'osmand' });
    const query = new URLSearchParams({ id: token!, alarm: 'sos', timestamp: String(t.magpie.options.clock.nowMs()) });
    query.set('lat', '36.0000000');
    query.set('lon', '124.5000000');
    expect((await fetch(`http://127.0.0.1:${t.magpie.devicePort}/?${query}`)).status).toBe(200);
    await t.theSos();
    const [first, second] = await t.openOnes();
    expect([first!.kind, first!.pairId, first!.duress]).toEqual(['device:sos', t.one.pairId, false]);
    expect(first!.label).toBe(second!.label);
    expect(second!.kind).toBe('approach');
    await t.sos();
    await t.magpie.shard.recorded();
    expect((await t.openOnes()).filter(({ kind }) => kind === 'device:sos')).toHaveLength(1);
  });
});

describe('taking it back', () => {
  it('without codes, nothing can be taken back', async () => {
    const sosId = randomUUID();
    await t.sos(sosId);
    expect((await t.cancel(sosId, '1234')).body).toEqual({ answer: 'none' });
    expect((await t.theSos()).returnedAtMs).toBeNull();
  });

  it('with the code: it waits for an officer, below who still calls, and nothing but a person closes it', async () => {
    await t.codes();
    const sosId = randomUUID();
    await t.sos(sosId);
    expect((await t.cancel(sosId, '1234')).body).toEqual({ answer: 'taken' });
    const incident = await t.theSos();
    expect([incident.state, incident.duress, incident.returnedAtMs !== null]).toEqual(['unacknowledged', false, true]);
    expect(await t.story(incident.incidentId)).toEqual(['opened', 'cancelled']);
    expect((await t.cancel(sosId, '1234')).body).toEqual({ answer: 'taken' });
    expect(await t.story(incident.incidentId)).toEqual(['opened', 'cancelled']);
  });

  // HAZARD H-181: a forced cancelling counts
  // HAZARD H-182: the screen tells that the SOS stands
  it('under duress: the answer is the same to the byte, and officers are told to treat it as an SOS', async () => {
    await t.codes();
    const sosId = randomUUID();
    await t.sos(sosId);
    const incident = await t.theSos();
    await t.asOfficer('POST', `/api/incidents/${incident.incidentId}/acknowledge`, {});
    const answer = await t.cancel(sosId, '4321');
    expect(answer).toEqual({ status: 200, body: { answer: 'taken' } });
    const now = await t.theSos();
    expect(now).toMatchObject({ state: 'unacknowledged', duress: true, returnedAtMs: null });
    expect(await t.story(incident.incidentId)).toEqual(['opened', 'acknowledged', 'duress']);
    // Whoever forced them may find the other code out: it stays an SOS.
    expect((await t.cancel(sosId, '1234')).body).toEqual({ answer: 'taken' });
    expect(await t.theSos()).toMatchObject({ duress: true, returnedAtMs: null });
    const close = (reason: string) =>
      t.asOfficer('POST', `/api/incidents/${incident.incidentId}/close`, { reason, text: '' });
    expect((await close('moved-away')).status).toBe(409);
    expect((await close('police-took-over')).status).toBe(200);
  });

  it('under duress after an officer closed it: it is an SOS again', async () => {
    await t.codes();
    const sosId = randomUUID();
    await t.sos(sosId);
    const incident = await t.theSos();
    await t.asOfficer('POST', `/api/incidents/${incident.incidentId}/close`, { reason: 'moved-away', text: '' });
    expect((await t.cancel(sosId, '4321')).body).toEqual({ answer: 'taken' });
    const again = await t.theSos();
    expect(again.incidentId).not.toBe(incident.incidentId);
    expect(await t.story(again.incidentId)).toEqual(['opened', 'duress']);
  });

  it('an older call takes back none that was made since', async () => {
    await t.codes();
    const [first, second] = [randomUUID(), randomUUID()];
    await t.sos(first);
    await t.sos(second);
    await t.magpie.shard.recorded();
    expect((await t.cancel(first, '1234')).body).toEqual({ answer: 'taken' });
    expect((await t.theSos()).returnedAtMs).toBeNull();
    await t.cancel(second, '1234');
    expect((await t.theSos()).returnedAtMs).not.toBeNull();
  });

  it('five wrong codes and no more, however many at once; each stands in the story, and the SOS stays', async () => {
    await t.codes();
    const sosId = randomUUID();
    await t.sos(sosId);
    const incident = await t.theSos();
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, i) => t.cancel(sosId, String(5_000 + i))));
    const answers = guesses.map(({ body }) => body.answer).sort();
    expect(answers).toEqual([...Array(7).fill('locked'), ...Array(5).fill('wrong')]);
    expect((await t.cancel(sosId, '1234')).body).toEqual({ answer: 'locked' });
    expect((await t.story(incident.incidentId)).filter((kind) => kind === 'wrong-code')).toHaveLength(5);
    t.aheadMs += 16 * MINUTE_MS;
    t.phone = await signedIn(t.magpie, t.one.protectedId);
    expect((await t.cancel(sosId, '1234')).body).toEqual({ answer: 'taken' });
  });
});

describe('codes', () => {
  it('are four to eight digits, differ, and are kept as slow hashes only', async () => {
    expect((await t.codes('12', '4321')).status).toBe(400);
    expect((await t.codes('1234', '1234')).status).toBe(400);
    expect((await t.codes('abcd', '4321')).status).toBe(400);
    expect((await t.codes('246810', '135790')).body).toEqual({ answer: 'saved' });
    const { rows } = await t.db.database.query<{ row: string }>(
      `select to_jsonb(c)::text as row from people.sos_code c where person_id = $1`,
      [t.one.protectedId],
    );
    expect(rows[0]!.row).not.toMatch(/246810|135790/);
  });

  it('are changed by who knows the one in force', async () => {
    await t.codes();
    expect((await t.codes('1111', '2222')).body).toEqual({ answer: 'wrong' });
    expect((await t.codes('1111', '2222', '1234')).body).toEqual({ answer: 'saved' });
    const sosId = randomUUID();
    await t.sos(sosId);
    expect((await t.cancel(sosId, '1234')).body).toEqual({ answer: 'wrong' });
    expect((await t.cancel(sosId, '1111')).body).toEqual({ answer: 'taken' });
  });

  // HAZARD H-183: the code for duress gives itself away
  it('chosen under duress seem to be in force, and all mean duress; the one that only the person knows stays', async () => {
    await t.codes();
    expect((await t.codes('1111', '2222', '4321')).body).toEqual({ answer: 'saved' });
    const sosId = randomUUID();
    await t.sos(sosId);
    const incident = await t.theSos();
    expect((await t.cancel(sosId, '1111')).body).toEqual({ answer: 'taken' });
    expect(await t.story(incident.incidentId)).toEqual(['opened', 'duress']);
    await t.asOfficer('POST', `/api/incidents/${incident.incidentId}/close`, {
      reason: 'police-took-over',
      text: '',
    });
    const later = randomUUID();
    await t.sos(later);
    expect((await t.cancel(later, '1234')).body).toEqual({ answer: 'taken' });
    expect((await t.theSos()).duress).toBe(false);
  });
});
