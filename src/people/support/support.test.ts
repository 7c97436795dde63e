import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Cast, cast } from '../../../test/support/app.ts';
import { cookieOf, personOf, type SafetyApp, safetyApp } from '../../../test/support/safety.ts';
import { DAY_MS, MINUTE_MS } from '../../core/time.ts';
import type { LinkAskedJson, LinkStateJson, SupportedJson, SupporterJson } from './contract.ts';

let t: SafetyApp;
let people: Cast;
let personId: string;
let own: string;
let supporterId: string;
let helper: string;

beforeAll(async () => {
  t = await safetyApp();
  people = await cast(t);
});
afterAll(() => t.close());
beforeEach(async () => {
  personId = await personOf(t, people.agencyId, 'protected');
  own = await cookieOf(t, personId);
  supporterId = await personOf(t, people.agencyId, 'supporter');
  helper = await cookieOf(t, supporterId);
});

const as = <T>(cookie: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
  t.browser<T>(method, path, { cookie, ...(body === undefined ? {} : { body }) });
const code = async () => (await as<{ code: string }>(own, 'POST', '/api/me/supporters/code', {})).body.code;
const claim = async (by = helper, which?: string) =>
  (await as(by, 'POST', '/api/help/claim', { code: which ?? (await code()) })).status;
const supported = async (by = helper) =>
  (await as<{ people: SupportedJson[] }>(by, 'GET', '/api/help/people')).body.people;
const mine = async () =>
  (await as<{ supporters: SupporterJson[]; links: LinkAskedJson[] }>(own, 'GET', '/api/me/supporters')).body;

test('a code brings the two together, once and for a quarter of an hour', async () => {
  const read = await code();
  expect(read).toMatch(/^[0-9]{8}$/);
  expect(await claim(helper, read)).toBe(204);
  expect(await claim(helper, read)).toBe(404);
  expect(await claim()).toBe(409);
  expect((await mine()).supporters).toMatchObject([{ name: 'Name of the supporter', showsAge: false }]);
  const late = await code();
  t.clock.atMs += 16 * MINUTE_MS;
  const other = await cookieOf(t, await personOf(t, people.agencyId, 'supporter'));
  expect(await claim(other, late)).toBe(404);
  expect(await claim(other, '1234567')).toBe(400);
});

test('a supporter sees set-up and no more; the age of a report only where it is allowed (H-206)', async () => {
  await claim();
  await t.browser('PUT', '/api/me/onboarding', { cookie: own, body: { step: 'language', done: true } });
  const [one] = await supported();
  expect(Object.keys(one!).sort()).toEqual([
    'lastReportMinutes',
    'name',
    'orders',
    'phone',
    'pushWorks',
    'steps',
    'supportId',
    'until',
    'wantsHelpSince',
  ]);
  expect(one).toMatchObject({ phone: 'never', lastReportMinutes: null, pushWorks: null, orders: [] });
  expect(one!.steps.filter(({ doneAt }) => doneAt !== null).map(({ step }) => step)).toEqual(['language']);
  await t.admin('/api/devices', { agencyId: people.agencyId, protocol: 'osmand' }).then(async ({ body }) => {
    const from = new Date(t.clock.atMs - MINUTE_MS).toISOString();
    await t.admin(`/api/devices/${(body as { deviceId: string }).deviceId}/assignments`, { personId, from });
  });
  expect(await supported()).toMatchObject([{ phone: 'reports', lastReportMinutes: null }]);
  await as(own, 'POST', `/api/me/supporters/${one!.supportId}`, { act: 'show-age' });
  expect(await supported()).toMatchObject([{ phone: 'reports', lastReportMinutes: 1 }]);
});

test('it ends when the person says so, when the supporter leaves, and by itself after thirty days', async () => {
  await claim();
  const [one] = (await mine()).supporters;
  await as(own, 'POST', `/api/me/supporters/${one!.supportId}`, { act: 'end' });
  expect([await supported(), (await mine()).supporters]).toEqual([[], []]);
  await claim();
  t.clock.atMs += 29 * DAY_MS;
  helper = await cookieOf(t, supporterId);
  const [two] = await supported();
  expect(two!.supportId).not.toBe(one!.supportId);
  await as(own, 'POST', `/api/me/supporters/${two!.supportId}`, { act: 'prolong' });
  t.clock.atMs += 29 * DAY_MS;
  helper = await cookieOf(t, supporterId);
  expect(await supported()).toHaveLength(1);
  t.clock.atMs += 2 * DAY_MS;
  helper = await cookieOf(t, supporterId);
  expect(await supported()).toEqual([]);
  expect(await claim()).toBe(204);
  const [three] = await supported();
  expect((await as(helper, 'DELETE', `/api/help/people/${three!.supportId}`)).status).toBe(204);
  expect(await supported()).toEqual([]);
});

test("a supporter sees and changes nothing of another supporter's people, nor does another person", async () => {
  await claim();
  const [one] = await supported();
  const other = await cookieOf(t, await personOf(t, people.agencyId, 'supporter'));
  const stranger = await cookieOf(t, await personOf(t, people.agencyId, 'protected'));
  expect(await supported(other)).toEqual([]);
  expect((await as(other, 'DELETE', `/api/help/people/${one!.supportId}`)).status).toBe(404);
  expect((await as(other, 'POST', '/api/help/links', { supportId: one!.supportId })).status).toBe(404);
  expect((await as(stranger, 'POST', `/api/me/supporters/${one!.supportId}`, { act: 'end' })).status).toBe(404);
  expect((await mine()).supporters).toHaveLength(1);
});

test('a new sign-in link takes two people: asked, confirmed on the phone, taken once (H-207)', async () => {
  await claim();
  const [one] = await supported();
  const asked = (await as<LinkStateJson>(helper, 'POST', '/api/help/links', { supportId: one!.supportId })).body;
  const take = () => as<{ path: string }>(helper, 'POST', `/api/help/links/${asked.requestId}/take`, {});
  expect((await take()).status).toBe(409);
  expect((await mine()).links).toMatchObject([{ requestId: asked.requestId, number: asked.number }]);
  expect((await as(helper, 'POST', `/api/me/links/${asked.requestId}`, { confirm: true })).status).toBe(403);
  expect((await as(own, 'POST', `/api/me/links/${asked.requestId}`, { confirm: true })).status).toBe(204);
  expect((await as<LinkStateJson>(helper, 'GET', `/api/help/links/${asked.requestId}`)).body.state).toBe('confirmed');
  const link = await take();
  expect(link.body.path).toMatch(/^\/enter#/);
  expect((await take()).status).toBe(409);
  t.clock.atMs += 16 * MINUTE_MS;
  expect((await t.browser('POST', '/api/session', { body: { code: link.body.path.split('#')[1] } })).status).toBe(401);
});

test('a refused link, one that is late and one whose support ended is none; an officer confirms within the agency (H-207)', async () => {
  await claim();
  const [one] = await supported();
  const ask = async () =>
    (await as<LinkStateJson>(helper, 'POST', '/api/help/links', { supportId: one!.supportId })).body.requestId;
  const take = async (id: string) => (await as(helper, 'POST', `/api/help/links/${id}/take`, {})).status;
  const refused = await ask();
  await as(own, 'POST', `/api/me/links/${refused}`, { confirm: false });
  expect((await as(own, 'POST', `/api/me/links/${refused}`, { confirm: true })).status).toBe(409);
  expect(await take(refused)).toBe(409);
  const late = await ask();
  t.clock.atMs += 15 * MINUTE_MS;
  expect((await as(own, 'POST', `/api/me/links/${late}`, { confirm: true })).status).toBe(409);
  const byOfficer = await ask();
  const { agencyId } = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Elsewhere' })).body;
  const stranger = await cookieOf(t, await personOf(t, agencyId, 'officer'));
  const officer = await cookieOf(t, people.officer);
  expect((await as(stranger, 'POST', `/api/desk/links/${byOfficer}`, { confirm: true })).status).toBe(404);
  expect((await as(officer, 'POST', `/api/desk/links/${byOfficer}`, { confirm: true })).status).toBe(204);
  await as(own, 'POST', `/api/me/supporters/${one!.supportId}`, { act: 'end' });
  expect(await take(byOfficer)).toBe(404);
});

test('beneath the decision the database refuses that who asks confirms (H-207)', async () => {
  await claim();
  const [one] = await supported();
  const asked = (await as<LinkStateJson>(helper, 'POST', '/api/help/links', { supportId: one!.supportId })).body;
  const beneath = t.deps.database.query(
    `update people.link_request set answer = 'confirmed', answered_at_ms = 1, answered_by = $2 where request_id = $1`,
    [asked.requestId, supporterId],
  );
  await expect(beneath).rejects.toMatchObject({ code: '23514' });
});

test('an officer brings a supporter to a protected person of the agency, and to nobody else', async () => {
  const officer = await cookieOf(t, people.officer);
  const ask = async (id: string, who: string) =>
    (await as(officer, 'POST', `/api/desk/people/${id}/supporters`, { supporterId: who })).status;
  expect(await ask(personId, people.wearer)).toBe(404);
  expect(await ask(people.wearer, supporterId)).toBe(404);
  expect(await ask(personId, supporterId)).toBe(204);
  expect(await supported()).toHaveLength(1);
});

test('neither codes nor names stand in clear', async () => {
  const read = await code();
  await claim(helper, read);
  const { rows } = await t.deps.database.query<{ row: string }>(
    `select c::text as row from people.support_code c union all select encode(canonical, 'escape') from safeguards.audit`,
  );
  const everything = `${rows.map(({ row }) => row).join('')}${t.logged()}`;
  expect(everything).not.toMatch(read);
  expect(everything).not.toMatch(/Name of the/);
});
