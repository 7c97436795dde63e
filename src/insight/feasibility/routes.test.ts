/** A simulation asked for over the API, with a real database and a real worker. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN, type TestApp, testApp } from '../../../test/support/app.ts';
import { CAPABILITIES } from '../../server/http/capabilities.ts';
import { type FeasibilityResult, feasibilityResultSchema } from './contract.ts';
import { at, SAMPLE } from './sample.test-helper.ts';

const ORDER = '7d0a3c1e-6f0f-4b52-9a3e-000000000311';
let t: TestApp;
let agencyId: string;
let judge: string | null;

beforeAll(async () => {
  t = await testApp();
  agencyId = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Drill court', role: 'court' })).body
    .agencyId;
  judge = await signedIn('judge');
});
afterAll(() => t.close());

async function signedIn(kind: string): Promise<string | null> {
  const made = await t.admin<{ personId: string }>('/api/people', {
    ...{ kind, agencyId, name: `Name of the ${kind}`, phone: '+82 10-0000-0000', language: 'ko', exercise: true },
  });
  expect([made.status, made.body]).toEqual([201, expect.anything()]);
  const { body } = await t.admin<{ path: string }>('/api/sign-in-codes', { personId: made.body.personId });
  return (await t.browser('POST', '/api/session', { body: { code: body.path.split('#')[1] } })).cookie;
}

const SHORT = { ...SAMPLE, weeks: 1, seeds: 1, approachBy: ['car'] };
const ask = <T = FeasibilityResult>(body: object, cookie = judge) =>
  t.browser<T>('POST', '/api/feasibility', { cookie, body });
const audited = async () =>
  (
    await t.deps.database.query<{ text: string }>(
      `select convert_from(canonical, 'utf8') as text from safeguards.audit where convert_from(canonical, 'utf8') like '%feasibility%'`,
    )
  ).rows.map(({ text }) => JSON.parse(text));

describe('a judge', () => {
  it('gets figures; the audit says who asked for which order, and nothing says where (H-312)', async () => {
    const answer = await ask({ ...SHORT, about: { orderId: ORDER } });
    expect(answer.status).toBe(200);
    expect(feasibilityResultSchema.parse(answer.body).approaches.length).toBeGreaterThan(0);
    const entries = await audited();
    expect(entries).toMatchObject([
      {
        action: 'feasibility.run',
        actor: { kind: 'judge' },
        about: { orderId: ORDER, proceedingId: null, jurisdiction: 'kr' },
      },
    ]);
    const { latDeg, lonDeg } = at('home', 'home', 5_000, 1_500);
    const said = t.logged() + JSON.stringify(entries);
    for (const degrees of [latDeg, lonDeg]) expect(said).not.toContain(degrees.toFixed(3));
    expect(said).not.toMatch(/36\.[45]\d|131\.5\d|market/);
  });

  it('is told what is wrong in one sentence, without what stood there, and nothing is written', async () => {
    const before = (await audited()).length;
    const refused = async (change: object) => {
      const { status, body } = await ask<{ error: { code: string; message: string } }>({ ...SHORT, ...change });
      return [status, body.error.code, body.error.message];
    };
    expect(await refused({ warnM: 100, restraintM: 600 })).toEqual([
      400,
      'invalid',
      'warnM: must be more than restraintM.',
    ]);
    expect(await refused({ warnM: 3_500, noticeM: 4_000 })).toEqual([
      ...[422, 'out-of-bounds', 'warnM: must be 200 to 3000 in this jurisdiction.'],
    ]);
    expect((await refused({ jurisdiction: 'zz' }))[2]).toBe('jurisdiction: there is no pack of that name.');
    expect((await refused({ startsOn: 'soon' }))[2]).toMatch(/^body\/startsOn: /);
    expect((await audited()).length).toBe(before);
  });
});

describe('who may ask', () => {
  it('judges, clerks, prosecutors, police and officers; nobody of the two sides (I-4)', async () => {
    expect(CAPABILITIES['POST /api/feasibility']).toEqual(['officer', 'police', 'prosecutor', 'judge', 'clerk']);
    expect((await ask(SHORT, await signedIn('protected'))).status).toBe(403);
    expect((await ask(SHORT, null)).status).toBe(401);
    const admin = await t.admin('/api/feasibility', SHORT);
    expect([admin.status, ADMIN_TOKEN.length > 10]).toEqual([401, true]);
  });
});
