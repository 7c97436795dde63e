/** Files that leave: two people of an office, each for themself, of one and the same thing. On a running Magpie with two cases of two sets of offices. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signedIn } from '../../test/support/magpie.ts';
import { type TwoCases, twoCases } from '../../test/support/two-cases.ts';
import { DAY_MS, MINUTE_MS } from '../core/time.ts';
import { CAPABILITIES } from './http/capabilities.ts';
import { exportOf } from './http/second-person.ts';
import { STEP_UP } from './http/step-up.ts';

let w: TwoCases;
/** By kind: of the first case's office, a colleague of theirs, and one of the other's. */
const people: Record<string, [string, string, string]> = {};

beforeAll(async () => {
  w = await twoCases();
  const enter = async (kind: string, agencyId: string) => {
    const request = { kind, agencyId, name: `${kind} (exercise)`, exercise: true };
    return signedIn(w.magpie, (await w.as(null, 'POST', '/api/people', request)).body.personId as string);
  };
  for (const [kind, role] of [
    ['officer', 'monitoring'],
    ['judge', 'court'],
  ] as const)
    people[kind] = [w.a.cookies[kind]!, await enter(kind, w.a.offices[role]!), w.b.cookies[kind]!];
  const oversight = async (name: string) =>
    (await w.as(null, 'POST', '/api/agencies', { name, role: 'oversight' })).body.agencyId as string;
  const [own, other] = [await oversight('own'), await oversight('other')];
  people.overseer = [await enter('overseer', own), await enter('overseer', own), await enter('overseer', other)];
}, 120_000);
afterAll(() => w?.close());

const day = () => new Date(w.clock.atMs).toISOString().slice(0, 10);
const from = () => new Date(w.clock.atMs - DAY_MS).toISOString().slice(0, 10);
const month = () => day().slice(0, 7);

/** How each route is called, and by whom; `warrants/:id/exports` has its test beside warrants. */
const CALLED: Readonly<Record<string, readonly [string, () => string]>> = {
  'GET /api/desk/removals.csv': ['officer', () => '/api/desk/removals.csv'],
  'GET /api/figures/applications.csv': [
    'judge',
    () => `/api/figures/applications.csv?group=court&from=${month()}&to=${month()}`,
  ],
  'GET /api/registers/:register/csv': ['officer', () => `/api/registers/removals/csv?from=${from()}&to=${day()}`],
  'GET /api/oversight/report.csv': ['overseer', () => `/api/oversight/report.csv?month=${month()}`],
};
const ELSEWHERE = ['POST /api/warrants/:id/exports'];

/** What leaves as a file and is no export of an office, with the reason. */
const NOT_OF_AN_OFFICE: Readonly<Record<string, string>> = {
  'GET /api/public/figures/applications.csv': 'anybody reads them',
  'GET /api/wearer/export': "a person's own data is theirs to take",
  'POST /api/quarantine/export': 'the admin token, which is no person',
  'POST /api/warrants/check-export': 'answers whether a file left here, and gives none',
};

const take = async (cookie: string, path: string) => {
  const answer = await fetch(`http://127.0.0.1:${w.magpie.port}${path}`, { headers: { cookie } });
  if (answer.status !== 409) return answer.status;
  return ((await answer.json()) as { error: { code: string } }).error.code;
};
const waitsFor = async (cookie: string) => {
  const { status, body } = await w.as(cookie, 'GET', '/api/desk/two-person');
  expect(status).toBe(200);
  return (body as { acts: { actId: string; act: string; isMine: boolean; about: Record<string, string> }[] }).acts;
};

it('each route from which a file leaves asks for a proof and for a second, or says why not (H-554, H-562)', () => {
  const leaving = Object.keys(CAPABILITIES).filter((route) => /csv$|export/.test(route));
  const asking = Object.keys(STEP_UP).filter((route) => exportOf(...(route.split(' ') as [string, string])) !== null);
  expect(leaving.sort()).toEqual([...asking, ...Object.keys(NOT_OF_AN_OFFICE)].sort());
  expect([...Object.keys(CALLED), ...ELSEWHERE].sort()).toEqual(asking.sort());
});

it.each(Object.keys(CALLED))('%s: two of one office, whoever of them comes second (H-562)', async (route) => {
  const [kind, pathOf] = CALLED[route]!;
  const [first, second, other] = people[kind]!;
  const path = pathOf();
  expect(await take(first, path)).toBe('second-person');
  // Again by the same, and of another office, is no second.
  expect(await take(first, path)).toBe('second-person');
  expect(await take(other, path)).toBe('second-person');
  expect(await waitsFor(first)).toMatchObject([{ act: 'export', isMine: true }]);
  const [theirs] = await waitsFor(second);
  expect(theirs).toMatchObject({
    act: 'export',
    isMine: false,
    about: { what: STEP_UP[route], path: path.split('?')[0] },
  });
  expect(await take(second, path)).toBe(200);
  expect(await waitsFor(second)).toEqual([]);
  // What did not arrive they fetch again, for some minutes, and nobody else does.
  w.clock.atMs += 4 * MINUTE_MS;
  expect(await take(second, path)).toBe(200);
  expect(await waitsFor(second)).toEqual([]);
  expect(await take(first, path)).toBe('second-person');
  const [mine] = await waitsFor(first);
  expect((await w.as(first, 'POST', `/api/desk/two-person/${mine!.actId}/end`, {})).status).toBe(200);
  w.clock.atMs += MINUTE_MS;
  expect(await take(second, path)).toBe('second-person');
  expect(await take(first, path)).toBe(200);
  const [others] = await waitsFor(other);
  expect((await w.as(other, 'POST', `/api/desk/two-person/${others!.actId}/end`, {})).status).toBe(200);
});

it('what was confirmed is what was asked for: other days, or another register, are another request (H-562)', async () => {
  const [first, second] = people.officer!;
  const of = (register: string, begin: string) => `/api/registers/${register}/csv?from=${begin}&to=${day()}`;
  expect(await take(first, of('removals', from()))).toBe('second-person');
  expect(await take(second, of('removals', day()))).toBe('second-person');
  expect(await take(second, of('usage', from()))).toBe('second-person');
  // A query that the schema does not know changes nothing of it; the schema refuses one here.
  expect(await take(second, `${of('removals', from())}&more=1`)).toBe(400);
  expect(await take(second, of('removals', from()))).toBe(200);
});

it('a colleague says no, and the one who asked takes it back; nobody else sees it', async () => {
  const [first, second, other] = people.overseer!;
  const path = CALLED['GET /api/oversight/report.csv']![1]();
  // What was confirmed before is over.
  w.clock.atMs += 5 * MINUTE_MS;
  for (const by of [second, first]) {
    expect(await take(first, path)).toBe('second-person');
    const [asked] = await waitsFor(first);
    expect((await w.as(other, 'POST', `/api/desk/two-person/${asked!.actId}/end`, {})).status).toBe(404);
    expect((await w.as(by, 'POST', `/api/desk/two-person/${asked!.actId}/end`, {})).status).toBe(200);
    expect(await waitsFor(second)).toEqual([]);
  }
  expect((await w.as(first, 'POST', `/api/desk/two-person/${randomUUID()}/end`, {})).status).toBe(404);
});

it('a day later nobody confirms it any more', async () => {
  const [first, second] = people.judge!;
  const path = CALLED['GET /api/figures/applications.csv']![1]();
  expect(await take(first, path)).toBe('second-person');
  expect(await waitsFor(second)).toHaveLength(1);
  w.clock.atMs += DAY_MS;
  const anew = await signedIn(w.magpie, w.a.ids.judge!);
  expect(await waitsFor(anew)).toEqual([]);
  expect(await take(anew, path)).toBe('second-person');
});
