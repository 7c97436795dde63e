import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/support/app.ts';
import { cookieOf, personOf } from '../../test/support/safety.ts';
import { addPasskey, named, signInBy } from '../../test/support/sign-in.ts';
import { NO_PROVIDERS } from './notify-settings.ts';
import { type Asked, applySwitch, CONDITIONS, type Deployment, unmetOf, wantsRealPersons } from './real-persons.ts';
import { type RightsRoutesDeps, rightsRoutes } from './wearer/desk-routes.ts';

const FIT: Deployment = {
  publicUrl: 'https://magpie.example/',
  drill: 'auto',
  staffLinksWork: false,
  keyStore: 'data-folder',
  keyInDataFolderAccepted: true,
  carriesMessages: true,
  counts: { exercise: 0, real: 0 },
};

/** What breaks each condition. */
const UNFIT: Readonly<Record<string, readonly Partial<Deployment>[]>> = {
  'name-and-tls': [
    { publicUrl: null },
    { publicUrl: 'http://magpie.example/' },
    { publicUrl: 'https://192.0.2.7/' },
    { publicUrl: 'https://[2001:db8::7]/' },
    { publicUrl: 'https://localhost:8420/' },
  ],
  'staff-proven': [{ staffLinksWork: true }],
  'no-drill': [{ drill: 'yes' }, { counts: { exercise: 1, real: 0 } }],
  'key-apart': [{ keyInDataFolderAccepted: false }],
  'messages-carried': [{ carriesMessages: false }],
};

let t: TestApp;
const setting = { publicUrl: 'https://magpie.example/', tls: false, realPersons: true };
beforeAll(async () => {
  t = await testApp({ signIn: setting, hosts: ['magpie.example'] }, (deps) => [
    // Of what those routes ask for, a letter takes these.
    (app) => rightsRoutes(app, deps as unknown as RightsRoutesDeps),
  ]);
});
afterAll(() => t.close());

const PROVIDER = {} as NonNullable<Asked['notify']['sms']> & NonNullable<Asked['notify']['call']>;
const asked = (env: NodeJS.ProcessEnv, more: Partial<Asked> = {}): Asked => ({
  ...{ env, publicUrl: FIT.publicUrl, drill: 'auto', keyStore: 'data-folder' },
  notify: { sms: PROVIDER, call: PROVIDER },
  ...more,
});
const YES = { MAGPIE_REAL_PERSONS: 'yes', MAGPIE_KEY_IN_DATA_FOLDER: 'yes' };

test('with all of them met nothing stands against it; each alone does, with its remedy (H-488)', () => {
  expect(unmetOf(FIT)).toBeNull();
  expect(Object.keys(UNFIT)).toEqual(CONDITIONS.map(({ id }) => id));
  for (const [id, changes] of Object.entries(UNFIT)) {
    for (const change of changes) expect(unmetOf({ ...FIT, ...change })?.id, id).toBe(id);
  }
  for (const { problem, remedy, reason } of CONDITIONS) {
    expect([problem, remedy, reason].every((text) => /^[A-Z].+\.$|\)\.?$/.test(text))).toBe(true);
  }
  expect(unmetOf({ ...FIT, keyStore: 'elsewhere', keyInDataFolderAccepted: false })).toBeNull();
});

test('only a plain yes switches it on', () => {
  expect(wantsRealPersons({})).toBe(false);
  expect(wantsRealPersons({ MAGPIE_REAL_PERSONS: 'no' })).toBe(false);
  expect(wantsRealPersons({ MAGPIE_REAL_PERSONS: 'yes' })).toBe(true);
  expect(() => wantsRealPersons({ MAGPIE_REAL_PERSONS: 'true' })).toThrow('neither yes nor no');
});

test('real persons are entered where it is on, and beside no exercise; without it the server does not start again (H-74, H-488)', async () => {
  const { ownerUrl } = t.testDb;
  await expect(applySwitch(ownerUrl, asked(YES, { publicUrl: null }))).rejects.toThrow('over TLS by a name');
  await expect(applySwitch(ownerUrl, asked(YES, { notify: NO_PROVIDERS }))).rejects.toThrow('Nobody carries');
  await expect(applySwitch(ownerUrl, asked({ MAGPIE_REAL_PERSONS: 'yes' }))).rejects.toThrow('key store');
  const { agencyId } = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Office' })).body;
  const person = { kind: 'protected', agencyId, name: 'A name', language: 'ko', exercise: false };
  expect((await t.admin('/api/people', person)).status).toBe(422);
  expect(await applySwitch(ownerUrl, asked(YES))).toBe(true);
  const made = await t.admin<{ personId: string }>('/api/people', person);
  expect(made.status).toBe(201);
  const drilled = { ...person, kind: 'household', householdOf: made.body.personId, exercise: true };
  expect((await t.admin<{ error: { code: string } }>('/api/people', drilled)).body.error.code).toBe('exercise-only');
  // With one of an exercise beside them it would not start again.
  expect((await t.admin('/api/people', { ...person, exercise: true })).status).toBe(422);
  await expect(applySwitch(ownerUrl, asked({}))).rejects.toThrow('holds real persons');
  // The application itself cannot switch.
  await expect(t.deps.database.query('update people.deployment set real_persons = false')).rejects.toThrow();
});

test('where it is on, a link of staff only enrols; with the passkey they work, and step up without exception (H-487)', async () => {
  const host = { host: 'magpie.example' };
  const { agencyId } = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Another office' })).body;
  const officer = await personOf(t, agencyId, 'officer', { exercise: false });
  const link = await cookieOf(t, officer);
  const ask = named(t, link);
  expect((await ask<{ enrolmentOnly: boolean }>('GET', '/api/session')).body.enrolmentOnly).toBe(true);
  for (const path of ['/api/desk/linking', '/api/figures/applications']) {
    const shut = await ask<{ error: { code: string } }>('GET', path);
    expect([shut.status, shut.body.error.code], path).toEqual([403, 'enrol-first']);
  }
  const begun = await ask<{ rp: { id: string } }>('POST', '/api/me/passkeys/begin', {}, host);
  expect(begun.body.rp.id).toBe('magpie.example');
  const key = await addPasskey(t, link);
  const { cookie } = await signInBy(t, key, link);
  expect((await named(t, cookie)('GET', '/api/desk/linking')).status).toBe(200);
  const act = await named(t, cookie)<{ error: { code: string } }>('POST', `/api/desk/people/${officer}/sign-out`, {});
  expect(act.status).toBe(404);
});

test('no officer makes themself a link as a real wearer (H-482)', async () => {
  const { agencyId } = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'A third office' })).body;
  const officer = await personOf(t, agencyId, 'officer', { exercise: false });
  const link = await cookieOf(t, officer);
  const { cookie } = await signInBy(t, await addPasskey(t, link), link);
  const ask = (wearerId: string) =>
    named(t, cookie)<{ path?: string; error?: { code: string } }>(
      'POST',
      `/api/rights/wearers/${wearerId}/sign-in-letter`,
      {},
    );
  const codes = async () =>
    (await t.deps.database.query<{ n: number }>(`select count(*) as n from server.sign_in_code`)).rows[0]!.n;
  const before = await codes();
  const real = await ask(await personOf(t, agencyId, 'wearer', { exercise: false }));
  expect([real.status, real.body.error?.code]).toEqual([403, 'forbidden']);
  expect(await codes()).toBe(before);
});
