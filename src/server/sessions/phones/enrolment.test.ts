import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Cast, cast } from '../../../../test/support/app.ts';
import { cookieOf, personOf, type SafetyApp, safetyApp } from '../../../../test/support/safety.ts';
import { DAY_MS } from '../../../core/time.ts';
import type { DeskPhonesJson } from './contract.ts';

let t: SafetyApp;
let people: Cast;
let first: string;
let second: string;
let personId: string;
let phone: string;

beforeAll(async () => {
  t = await safetyApp();
  people = await cast(t);
});
afterAll(() => t.close());
beforeEach(async () => {
  personId = await personOf(t, people.agencyId, 'protected');
  phone = await cookieOf(t, personId);
  first = await cookieOf(t, await personOf(t, people.agencyId, 'officer'));
  second = await cookieOf(t, await personOf(t, people.agencyId, 'officer'));
});

const ask = (cookie: string, path: string, body?: object) =>
  t.browser<DeskPhonesJson & { path: string }>(body === undefined ? 'GET' : 'POST', `/api/desk/${path}`, {
    ...{ cookie, ...(body === undefined ? {} : { body }) },
  });
const alive = async (cookie: string) => (await t.browser('GET', '/api/session', { cookie })).status === 200;

test('a lost phone is out at once; the code of a new enrolment takes a second officer (H-482)', async () => {
  expect((await ask(first, `people/${personId}/phones`)).body).toMatchObject({ phones: [{}], enrolment: null });
  const begun = await ask(first, `people/${personId}/enrolment`, {});
  expect(begun.body).toMatchObject({ phones: [], enrolment: { isMine: true } });
  expect(await alive(phone)).toBe(false);
  const { requestId } = begun.body.enrolment!;
  expect((await ask(first, `enrolments/${requestId}`, {})).status).toBe(409);
  expect((await ask(second, `people/${personId}/phones`)).body.enrolment?.isMine).toBe(false);
  const made = await ask(second, `enrolments/${requestId}`, {});
  expect(made.status).toBe(201);
  expect((await ask(second, `enrolments/${requestId}`, {})).status).toBe(404);
  const code = made.body.path.split('#')[1];
  const entered = await t.browser('POST', '/api/session', { body: { code } });
  expect(entered.body).toMatchObject({ personId });
});

test('two officers who make the code at once make one; a request ends after a day (H-482)', async () => {
  const { requestId } = (await ask(first, `people/${personId}/enrolment`, {})).body.enrolment!;
  const both = await Promise.all([
    ask(second, `enrolments/${requestId}`, {}),
    ask(second, `enrolments/${requestId}`, {}),
  ]);
  expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
  const old = (await ask(first, `people/${personId}/enrolment`, {})).body.enrolment!;
  t.clock.atMs += DAY_MS;
  expect((await ask(await cookieOf(t, people.officer), `enrolments/${old.requestId}`, {})).status).toBe(404);
});

test('officers of another agency, and other kinds of people, are refused', async () => {
  const { agencyId } = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Elsewhere' })).body;
  const stranger = await cookieOf(t, await personOf(t, agencyId, 'officer'));
  expect((await ask(stranger, `people/${personId}/phones`)).status).toBe(404);
  expect((await ask(stranger, `people/${personId}/enrolment`, {})).status).toBe(404);
  const { requestId } = (await ask(first, `people/${personId}/enrolment`, {})).body.enrolment!;
  expect((await ask(stranger, `enrolments/${requestId}`, {})).status).toBe(404);
  expect((await ask(first, `people/${people.wearer}/enrolment`, {})).status).toBe(404);
  expect((await ask(phone, `people/${personId}/phones`)).status).toBe(401);
});
