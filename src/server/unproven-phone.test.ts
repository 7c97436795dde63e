/** On a running Magpie: what a session's cookie gets without its phone's key - a phone that lost it, or whoever copied the cookie. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BoundPhone, enrolledPhone, prove } from '../../test/support/bound-phone.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { isPicture, isWarning, LiveClient } from '../../test/support/live-client.ts';
import { at, callServer, makeCase, newMagpie, report, signedIn, type TestCase } from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import { LIMITS } from '../disclosure/limits.ts';
import type { Magpie } from './assemble.ts';
import { CAPABILITIES } from './http/capabilities.ts';
import { deskPhonesSchema, type PhoneJson, phonesSchema } from './sessions/phones/contract.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let phone: BoundPhone;
let aheadMs = 0;

beforeAll(async () => {
  db = await testDatabase();
  const clock = { nowMs: () => systemClock.nowMs() + aheadMs };
  magpie = newMagpie({ appUrl: db.appUrl, masterKey: randomBytes(32), clock });
  one = await makeCase(magpie);
  await magpie.start();
  phone = await enrolledPhone(magpie, one.protectedId);
});
afterAll(async () => {
  await magpie.stop();
  await db.close();
});

const count = async (table: string): Promise<number> =>
  (await db.database.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]!.n;

const ask = (path: string, cookie: string) => fetch(`http://127.0.0.1:${magpie.port}${path}`, { headers: { cookie } });

test('it is warned of who comes near and gets no picture, though the phone itself is open; that it was shown there counts for nothing (H-551, H-558)', async () => {
  const copy = new LiveClient(magpie.port, phone.session);
  expect(await copy.next((frame) => frame.type === 'hello')).toMatchObject({ proven: false });
  const nowMs = magpie.options.clock.nowMs();
  for (let i = 0; i <= 30; i += 1) {
    const fixedAtMs = nowMs - (30 - i) * 5_000;
    await report(magpie.devicePort, one.protectedToken, at(0, 0), fixedAtMs);
    await report(magpie.devicePort, one.wearerToken, at(1_500 - i * 48, 0), fixedAtMs);
  }
  const warning = await copy.next(isWarning);
  // As a locked phone gets it, and nothing more.
  const members = ['atMs', 'incidentId', 'level', 'pairId', 'seq', 'serverTimeMs', 'type', 'warningId'];
  expect(Object.keys(warning).sort()).toEqual(members);
  copy.displayed(warning.warningId);
  const officer = await signedIn(magpie, one.officerId);
  const opened = () =>
    db.database.query<{ id: string }>(`select incident_id as id from incidents.incident where kind = 'approach'`);
  await expect.poll(async () => (await opened()).rows.length).toBe(1);
  const path = `/api/incidents/${(await opened()).rows[0]!.id}/acknowledge`;
  expect((await callServer(magpie, officer, 'POST', path, {})).status).toBe(200);
  await copy.next((frame) => frame.type === 'heartbeat');
  expect(copy.frames.filter((frame) => isPicture(frame) || frame.type === 'incident')).toEqual([]);
  expect([await count('notify.receipt'), await count('disclosure.grant_given')]).toEqual([0, 0]);

  const itself = new LiveClient(magpie.port, phone.proven);
  await itself.next(isPicture);
  await itself.next((frame) => frame.type === 'incident');
  expect(await itself.next((frame) => frame.type === 'hello')).toMatchObject({ proven: true });
  await expect.poll(() => copy.closedCode).toBe(1008);
  itself.displayed((await itself.next(isWarning)).warningId);
  await expect.poll(() => count('notify.receipt')).toBe(1);
  itself.close();
});

/** What a phone may whose key is gone. */
const OPEN = new Set(['DELETE /api/session', 'POST /api/session/proof', 'GET /api/live', 'POST /api/sos']);

test('of all routes it opens those that protect, the rest asks for the key; and asking is no attempt (H-558, H-460)', async () => {
  let shut = 0;
  for (const [route, who] of Object.entries(CAPABILITIES)) {
    if (!Array.isArray(who) || !who.includes('protected')) continue;
    const [method, pattern] = route.split(' ') as [string, string];
    if (route === 'GET /api/live') continue;
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    const { status } = await callServer(magpie, phone.session, method, pattern.replace(':id', one.protectedId), body);
    if (OPEN.has(route)) expect(status, route).not.toBe(423);
    else expect(status, route).toBe(401);
    if (!OPEN.has(route)) shut += 1;
  }
  expect(shut).toBeGreaterThan(40);
  expect(await refusals()).toEqual([]);
  // Told apart from what is an attempt: a proof by another key.
  const challenge = (await ask('/api/session', phone.session)).headers.get('x-magpie-challenge')!;
  const thief = { ...phone, key: (await enrolledPhone(magpie, one.protectedId)).key };
  expect(await prove(magpie, thief, challenge)).toBe(401);
  await expect.poll(refusals).toEqual(['POST /api/session/proof 401']);
  expect(await prove(magpie, phone, challenge)).toBe(204);
});

async function refusals(): Promise<string[]> {
  const { rows } = await db.database.query<{ line: string }>(
    `select concat_ws(' ', c->'about'->>'what', c->'about'->>'refused') as line
     from (select convert_from(canonical, 'UTF8')::jsonb as c from safeguards.audit) rows
     where c->>'action' = 'access.refuse' order by 1`,
  );
  return rows.map(({ line }) => line);
}

/** A copy of the cookie watches until it is put on record; the leap of the clock cuts it soon after. */
async function watchedWithoutKey({ session }: BoundPhone): Promise<void> {
  const copy = new LiveClient(magpie.port, session);
  // Right after a heartbeat: what counts the time comes before the next one, which finds the connection silent.
  await copy.next((frame) => frame.type === 'heartbeat');
  const before = (await entries()).length;
  aheadMs += LIMITS.unprovenMsMax;
  await expect.poll(async () => (await entries()).length).toBe(before + 1);
  copy.close();
}

async function entries() {
  const { rows } = await db.database.query<{ entry: { actor: object; about: object } }>(
    `select c as entry from (select convert_from(canonical, 'UTF8')::jsonb as c from safeguards.audit) rows
     where c->>'action' = 'session.unproven'`,
  );
  return rows.map(({ entry: { actor, about } }) => ({ actor, about }));
}

/** When each of the person's phones was used without its key, as that phone is told: those that were. */
async function told({ proven }: BoundPhone): Promise<PhoneJson[]> {
  const answer = await callServer(magpie, proven, 'GET', '/api/me/phones');
  return phonesSchema.parse(answer.body).phones.filter(({ unprovenAt }) => unprovenAt !== null);
}

async function toldAtTheDesk(): Promise<(string | null)[]> {
  const officer = await signedIn(magpie, one.officerId);
  const answer = await callServer(magpie, officer, 'GET', `/api/desk/people/${one.protectedId}/phones`);
  return deskPhonesSchema.parse(answer.body).phones.flatMap(({ unprovenAt }) => unprovenAt ?? []);
}

const answer = async (cookie: string, phoneId: string, body: object) =>
  (await callServer(magpie, cookie, 'POST', `/api/me/phones/${phoneId}/answer`, body)).status;

test('one that stays is in the audit; its owner and the desk are told until the owner says that it was them (H-561)', async () => {
  const hers = await enrolledPhone(magpie, one.protectedId);
  expect([await told(hers), await toldAtTheDesk()]).toEqual([[], []]);
  await watchedWithoutKey(hers);
  const whose = { actor: { kind: 'protected', id: one.protectedId }, about: { personId: one.protectedId } };
  expect(await entries()).toEqual([whose]);
  const [noted] = await told(hers);
  const { phoneId, unprovenAt } = noted!;
  expect(noted).toMatchObject({ isThis: true, isNew: false });
  expect(await toldAtTheDesk()).toEqual([unprovenAt]);
  // Another phone of theirs is told as well; the copy answers for nothing, and of an earlier use "it was me" says nothing of this one.
  const other = await enrolledPhone(magpie, one.protectedId);
  expect(await told(other)).toMatchObject([{ phoneId, isThis: false, unprovenAt }]);
  expect(await answer(hers.session, phoneId, { mine: true, unprovenAt })).toBe(401);
  const earlier = new Date(Date.parse(unprovenAt!) - 1).toISOString();
  expect(await answer(hers.proven, phoneId, { mine: true, unprovenAt: earlier })).toBe(204);
  expect(await told(hers)).toHaveLength(1);
  expect(await answer(hers.proven, phoneId, { mine: true, unprovenAt })).toBe(204);
  expect([await told(hers), await toldAtTheDesk()]).toEqual([[], []]);
  expect(await answer(hers.proven, phoneId, { mine: false, unprovenAt })).toBe(404);
  expect((await callServer(magpie, hers.proven, 'GET', '/api/session')).status).toBe(200);
});

test('signed out by its owner the session ends, the stream of the copy with it, and the centre has it in the queue (H-561)', async () => {
  const hers = await enrolledPhone(magpie, one.protectedId);
  await watchedWithoutKey(hers);
  const { phoneId, unprovenAt } = (await told(hers)).find(({ isThis }) => isThis)!;
  const copy = new LiveClient(magpie.port, hers.session);
  await copy.next((frame) => frame.type === 'hello');
  expect(await answer(hers.proven, phoneId, { mine: false, unprovenAt })).toBe(204);
  await expect.poll(() => copy.closedCode).toBe(4401);
  expect((await callServer(magpie, hers.proven, 'GET', '/api/session')).status).toBe(401);
  const { rows } = await db.database.query(`select from incidents.incident where kind = 'account:foreign-sign-in'`);
  expect(rows).toHaveLength(1);
  expect(await toldAtTheDesk()).toEqual([]);
});
