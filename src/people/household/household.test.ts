import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cast, cast } from '../../../test/support/app.ts';
import { cookieOf, personOf, type SafetyApp, safetyApp } from '../../../test/support/safety.ts';
import { sessionIdOf } from '../../server/sessions/service.ts';
import type { MemberJson } from './contract.ts';

let t: SafetyApp;
let people: Cast;
let own: string;
let member: string;

beforeAll(async () => {
  t = await safetyApp();
  people = await cast(t);
  own = await cookieOf(t, people.protectedPerson);
  member = await cookieOf(t, people.household);
});
afterAll(() => t.close());

const household = async () =>
  (await t.browser<{ members: MemberJson[] }>('GET', '/api/me/household', { cookie: own })).body;
const take = (takePart: boolean, cookie = member) =>
  t.browser('POST', '/api/me/participation', { cookie, body: { takePart } });
const act = async (id: string, what: string, cookie = own) =>
  (await t.browser('POST', `/api/me/household/${id}`, { cookie, body: { act: what } })).status;
const shows = async (cookie = member) => {
  await t.browser('GET', '/api/session', { cookie });
  return t.deps.gate.shows(sessionIdOf(cookie.split('=')[1]!), t.clock.atMs);
};

test('until they consent a member is shown nothing; they withdraw at any time (H-205)', async () => {
  expect((await household()).members).toMatchObject([{ name: 'Name of the household', state: 'invited', since: null }]);
  expect(await shows()).toBe(false);
  expect((await take(true)).body).toMatchObject({ state: 'consented' });
  expect(await shows()).toBe(true);
  expect((await take(false)).body).toMatchObject({ state: 'withdrawn' });
  expect(t.deps.gate.shows(sessionIdOf(member.split('=')[1]!), t.clock.atMs)).toBe(false);
  await take(true);
});

test('the protected person ends it: the member is signed out at once, and cannot come back by themself', async () => {
  expect(await act(people.household, 'end')).toBe(200);
  expect((await t.browser('GET', '/api/session', { cookie: member })).status).toBe(401);
  const again = await cookieOf(t, people.household);
  expect(await shows(again)).toBe(false);
  expect((await take(true, again)).status).toBe(409);
  expect(await act(people.household, 'invite-again')).toBe(200);
  expect((await take(true, again)).status).toBe(200);
});

test('a guardian consents for a child and for nobody else', async () => {
  const child = await personOf(t, people.agencyId, 'household', { householdOf: people.protectedPerson, minor: true });
  expect(await act(people.household, 'consent-as-guardian')).toBe(403);
  expect(await act(child, 'consent-as-guardian')).toBe(200);
  expect((await household()).members.find(({ personId }) => personId === child)).toMatchObject({
    state: 'consented',
    minor: true,
  });
  expect(
    (
      await t.admin('/api/people', {
        kind: 'officer',
        agencyId: people.agencyId,
        name: 'x',
        exercise: true,
        minor: true,
      })
    ).status,
  ).toBe(400);
});

test("another's household is not found, and only household members answer for themselves", async () => {
  const stranger = await cookieOf(t, await personOf(t, people.agencyId, 'protected'));
  expect(await act(people.household, 'end', stranger)).toBe(404);
  expect(await act(people.wearer, 'end')).toBe(404);
  expect((await take(true, own)).status).toBe(403);
  expect((await t.browser('GET', '/api/me/household', { cookie: await cookieOf(t, people.household) })).status).toBe(
    403,
  );
});

test('names are read for the protected person alone, and the reading is audited', async () => {
  await household();
  const { rows } = await t.deps.database.query<{ canonical: Buffer }>(
    `select canonical from safeguards.audit order by number desc limit 1`,
  );
  expect(JSON.parse(rows[0]!.canonical.toString('utf8'))).toMatchObject({
    action: 'identity.read',
    purpose: 'household',
    actor: { kind: 'protected', id: people.protectedPerson },
  });
});
