import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cast, cast, type TestApp, testApp } from '../../test/support/app.ts';
import type { PersonId } from '../core/ids.ts';
import { readIdentity } from './service.ts';

let t: TestApp;
let people: Cast;

beforeAll(async () => {
  t = await testApp();
  people = await cast(t);
});
afterAll(() => t.close());

const request = (change: object) => ({
  kind: 'wearer',
  agencyId: people.agencyId,
  name: 'Somebody',
  exercise: true,
  ...change,
});

test('a real person is refused with a clear error, and by the database beneath (H-74)', async () => {
  const refused = await t.admin<{ error: { code: string; message: string } }>(
    '/api/people',
    request({ exercise: false }),
  );
  expect([refused.status, refused.body.error.code]).toEqual([422, 'exercise-only']);
  expect(refused.body.error.message).toMatch('exercise');
  const beneath = t.deps.database.query(
    `insert into people.person (person_id, kind, agency_id, exercise, key_id, identity_sealed, created_at_ms)
     select gen_random_uuid(), kind, agency_id, false, key_id, identity_sealed, created_at_ms from people.person limit 1`,
  );
  await expect(beneath).rejects.toMatchObject({ constraint: 'person_exercise_only' });
});

test('household members belong to a protected person, and nobody else does', async () => {
  const status = async (change: object) => (await t.admin('/api/people', request(change))).status;
  expect(await status({ kind: 'household' })).toBe(400);
  expect(await status({ kind: 'household', householdOf: people.wearer })).toBe(400);
  expect(await status({ kind: 'household', householdOf: people.agencyId })).toBe(404);
  expect(await status({ kind: 'officer', householdOf: people.protectedPerson })).toBe(400);
  expect(await status({ agencyId: people.wearer })).toBe(404);
  expect(await status({ phone: 'call me' })).toBe(400);
});

test('identities stand nowhere in clear: not in rows, lists, audit or log', async () => {
  const listed = JSON.stringify((await t.admin('/api/people')).body);
  const { rows } = await t.deps.database.query<{ row: string }>(
    `select p::text || encode(p.identity_sealed, 'escape') as row from people.person p
     union all select encode(canonical, 'escape') from safeguards.audit`,
  );
  const everything = `${listed}${rows.map(({ row }) => row).join('')}${t.logged()}`;
  expect(rows.length).toBeGreaterThan(8);
  expect(everything).toMatch(people.wearer);
  expect(everything).not.toMatch(/Name of the|0000-0000/);
});

test('reading an identity is audited with its purpose', async () => {
  const deps = { ...t.deps, jurisdictions: new Set(['kr']) };
  const why = { actor: { kind: 'officer', id: people.officer }, purpose: 'call' };
  const identity = await readIdentity(deps, people.wearer as PersonId, why);
  expect(identity).toEqual({ name: 'Name of the wearer', phone: '+82 10-0000-0000', language: 'ko' });
  const { rows } = await t.deps.database.query<{ canonical: Buffer }>(
    `select canonical from safeguards.audit order by number desc limit 1`,
  );
  expect(JSON.parse(rows[0]!.canonical.toString('utf8'))).toMatchObject({
    action: 'identity.read',
    purpose: 'call',
    about: { personId: people.wearer },
    actor: { kind: 'officer', id: people.officer },
  });
  expect(await readIdentity(deps, people.agencyId as PersonId, why)).toBe(null);
});

test('an agency needs a jurisdiction that has a pack', async () => {
  expect((await t.admin('/api/agencies', { name: 'Elsewhere', jurisdiction: 'xx' })).status).toBe(400);
});
