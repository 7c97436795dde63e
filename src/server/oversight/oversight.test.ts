/** What overseers are asked and told, on a running Magpie: one colleague who looks where they have no part. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signedIn } from '../../../test/support/magpie.ts';
import { SECRET_WORDS, type TwoCases, twoCases } from '../../../test/support/two-cases.ts';
import { judgeAllLooks } from '../misuse-deps.ts';
import type { EntryJson, QuestionDetail, QuestionJson, Report } from './contract.ts';

let w: TwoCases;
let overseer: string;
let colleague: string;
let far: string;
let self: { id: string; cookie: string };

beforeAll(async () => {
  w = await twoCases();
  const made = async (jurisdiction: string, name: string) => {
    const office = await w.as(null, 'POST', '/api/agencies', { name, jurisdiction, role: 'oversight' });
    const person = { kind: 'overseer', agencyId: office.body.agencyId, name, exercise: true };
    const enter = async () => (await w.as(null, 'POST', '/api/people', person)).body.personId as string;
    const [id, second] = [await enter(), await enter()];
    return { id, cookie: await signedIn(w.magpie, id), second: await signedIn(w.magpie, second) };
  };
  const own = await made('kr', 'Overseers');
  self = own;
  [overseer, colleague] = [own.cookie, own.second];
  far = (await made('jp', 'Overseers far')).cookie;
}, 60_000);
afterAll(() => w?.close());

const get = async <T>(path: string, cookie = overseer): Promise<T> => {
  const { status, body } = await w.as(cookie, 'GET', path);
  expect([path, status]).toEqual([path, 200]);
  return body as T;
};
const questions = async (cookie = overseer) =>
  (await get<{ questions: QuestionJson[] }>('/api/oversight/questions', cookie)).questions;

it('asks once about tries at foreign cases, with what it rests on, and nothing twice (H-533)', async () => {
  const { police } = w.b.cookies;
  for (const id of [w.a.proceedingId, w.a.measureId, w.a.ids.protected]) {
    expect((await w.as(police!, 'GET', `/api/proceedings/${id}`)).status).toBe(404);
  }
  // Their own case, which is their work.
  await get(`/api/proceedings/${w.b.proceedingId}`, police);
  await expect.poll(() => judgeAllLooks(w.magpie).then(() => questions())).toHaveLength(1);
  const [found] = await questions();
  expect(found).toMatchObject({ kind: 'refused', actorId: w.b.ids.police, params: { times: 3 }, outcome: null });
  const detail = await get<QuestionDetail>(`/api/oversight/questions/${found!.questionId}`);
  expect(detail.evidence.map(({ action, actorId }) => [action, actorId])).toEqual(
    Array.from({ length: 3 }, () => ['access.refuse', w.b.ids.police]),
  );
  await judgeAllLooks(w.magpie);
  expect(await questions()).toHaveLength(1);
  expect(await questions(far)).toEqual([]);
  expect((await w.as(far, 'GET', `/api/oversight/questions/${found!.questionId}`)).status).toBe(404);
});

it('asks of a look that was let through and was nobody’s business (H-532)', async () => {
  const { magpie, clock, b, a } = w;
  const entry = { action: 'proceeding.read', purpose: 'order', actor: { kind: 'police', id: b.ids.police! } };
  const { audit } = await import('../../safeguards/service.ts');
  await audit(magpie.database, [
    { ...entry, atMs: clock.atMs, about: { proceedingId: a.proceedingId } },
    { ...entry, atMs: clock.atMs, about: { proceedingId: b.proceedingId } },
  ]);
  await judgeAllLooks(magpie);
  const found = (await questions()).filter(({ kind }) => kind === 'no-relation');
  expect(found.map(({ subject, params }) => [subject, params.times])).toEqual([[a.proceedingId, 1]]);
});

it('an answer is sealed, added and never changed; nobody answers what is asked of themselves (H-535)', async () => {
  const [first] = await questions();
  const path = `/api/oversight/questions/${first!.questionId}`;
  expect((await w.as(overseer, 'POST', `${path}/answers`, { outcome: 'asked', words: SECRET_WORDS })).status).toBe(201);
  const said = { outcome: 'explained', words: 'A number was mistyped.' };
  expect((await w.as(overseer, 'POST', `${path}/answers`, said)).status).toBe(201);
  const { answers, outcome } = await get<QuestionDetail>(path);
  expect([outcome, answers.map(({ words }) => words)]).toEqual(['explained', [SECRET_WORDS, said.words]]);
  const { rows } = await w.db.database.query<{ text: string }>('select a::text as text from safeguards.audit a');
  expect(rows.some(({ text }) => text.includes(Buffer.from(SECRET_WORDS).toString('hex')))).toBe(false);
  await expect(w.db.database.query('delete from safeguards.misuse_answer')).rejects.toThrow();
  await w.db.database.query(
    `insert into safeguards.misuse_question (question_id, kind, actor_id, subject, from_ms, until_ms, score, params, evidence,
       jurisdiction, exercise, found_at_ms, day) select gen_random_uuid(), kind, $1, subject, from_ms, until_ms, score, params, evidence,
       jurisdiction, exercise, found_at_ms, day from safeguards.misuse_question limit 1`,
    [self.id],
  );
  expect((await questions()).some(({ actorId }) => actorId === self.id)).toBe(false);
});

it('a search finds what was done, page by page, stays within the law, and is on record itself (H-533, H-534)', async () => {
  type Found = { entries: EntryJson[]; next: number | null };
  const search = (query: string, cookie?: string) => get<Found>(`/api/oversight/entries?${query}`, cookie);
  const all: EntryJson[] = [];
  let next: number | null = null;
  do {
    const page: Found = await search(`action=proceeding.${next === null ? '' : `&before=${next}`}`);
    expect(page.entries.length).toBeLessThanOrEqual(50);
    all.push(...page.entries);
    next = page.next;
  } while (next !== null);
  expect(all.length).toBeGreaterThan(5);
  expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
  expect((await search('action=proceeding.', far)).entries).toEqual([]);
  expect((await search(`subject=${w.far.ids.wearer}`)).entries).toEqual([]);
  const own = await search(`action=oversight.search&actor=${self.id}`);
  expect(own.entries.some(({ subject }) => subject === w.far.ids.wearer)).toBe(false);
  expect(own.entries[0]?.about).toMatchObject({ action: 'oversight.search' });
  expect((await w.as(overseer, 'GET', '/api/oversight/entries?action=%25')).status).toBe(400);
  expect((await w.as(w.a.cookies.officer!, 'GET', '/api/oversight/entries')).status).toBe(403);
});

it('versions, differences, clocks and the month are told', async () => {
  type Versions = { versions: { law: string; versionId: string; holds: boolean }[] };
  const { versions } = await get<Versions>('/api/oversight/versions');
  expect(versions.every(({ versionId }) => versionId.startsWith('kr@'))).toBe(true);
  const [before, after] = versions.filter(({ law }) => law === 'pack');
  const query = new URLSearchParams({ law: 'pack', from: before!.versionId, to: after!.versionId });
  const { changes } = await get<{ changes: { rule: string }[] }>(`/api/oversight/diff?${query}`);
  expect(changes.length).toBeGreaterThan(0);
  expect(await get('/api/oversight/retention')).toMatchObject({ clocks: [], more: false });
  const month = new Date(w.clock.atMs).toISOString().slice(0, 7);
  const report = await get<Report>(`/api/oversight/report?month=${month}`);
  expect(report.refused).toContainEqual({ what: '404 GET /api/proceedings/:id', count: 3 });
  expect(report.questions).toContainEqual({ kind: 'refused', outcome: 'open', count: 1 });
  const csv = (cookie: string) =>
    fetch(`http://127.0.0.1:${w.magpie.port}/api/oversight/report.csv?month=${month}`, { headers: { cookie } });
  expect((await csv(overseer)).status).toBe(409);
  expect(await (await csv(colleague)).text()).toContain(`${month},refused,404 GET /api/proceedings/:id,,3\r\n`);
});
