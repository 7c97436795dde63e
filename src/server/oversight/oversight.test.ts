/** What overseers are asked and told, on a running Magpie: one colleague who looks where they have no part. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { asOwner } from '../../../test/support/as-owner.ts';
import { signedIn } from '../../../test/support/magpie.ts';
import { SECRET_WORDS, type TwoCases, twoCases } from '../../../test/support/two-cases.ts';
import { DAY_MS } from '../../core/time.ts';
import { judgeAllLooks } from '../misuse-deps.ts';
import type { DeclaredJson, EntryJson, QuestionDetail, QuestionJson, Report, retentionSchema } from './contract.ts';

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
type Retention = z.infer<typeof retentionSchema>;
type Declared = { declared: DeclaredJson[] };
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

it('judges a look by the part that was had when it was made, whatever was given or handed on since (H-575)', async () => {
  const { magpie, clock, a, b, db } = w;
  const { audit } = await import('../../safeguards/service.ts');
  // Their own case, which is theirs no longer when it is judged; and a foreign one, which is.
  await get(`/api/proceedings/${b.proceedingId}`, b.cookies.police);
  const entry = { action: 'proceeding.read', purpose: 'order', actor: { kind: 'police', id: a.ids.police! } };
  await audit(magpie.database, [{ ...entry, atMs: clock.atMs, about: { proceedingId: b.proceedingId } }]);
  const toPolice = (of: string) =>
    db.database.query('update orders.proceeding set police_id = $1 where proceeding_id = $2', [of, b.proceedingId]);
  await toPolice(a.offices.police!);
  await judgeAllLooks(magpie);
  const found = (await questions()).filter(({ kind, subject }) => kind === 'no-relation' && subject === b.proceedingId);
  expect(found.map(({ actorId, params }) => [actorId, params.times])).toEqual([[a.ids.police, 1]]);
  await toPolice(b.offices.police!);
});

it('an assignment is a part in that case while it lasts (H-575)', async () => {
  const { magpie, clock, a, b, db } = w;
  const { audit } = await import('../../safeguards/service.ts');
  const actor = { kind: 'officer', id: b.ids.officer! };
  const parts = async (caseId: string) => {
    const entry = { atMs: clock.atMs, action: 'document.read', purpose: 'order', actor, about: { caseId } };
    const number = await audit(magpie.database, [entry]);
    const noted = 'select had_part as had from safeguards.look_part where number = $1';
    return (await db.database.query<{ had: boolean }>(noted, [number])).rows[0]!.had;
  };
  expect([await parts(a.proceedingId), await parts(b.proceedingId)]).toEqual([false, true]);
  const given = { caseId: a.proceedingId, personId: b.ids.officer, as: 'officer' };
  const made = await w.as(null, 'POST', '/api/desk/assignments', given);
  expect(made.status).toBe(201);
  expect([await parts(a.proceedingId), await parts(a.measureId)]).toEqual([true, false]);
  const { assignmentId } = made.body as { assignmentId: string };
  expect((await w.as(null, 'POST', `/api/desk/assignments/${assignmentId}/end`, {})).status).toBe(200);
  expect(await parts(a.proceedingId)).toBe(false);
});

it('the mark of a picture tells no overseer of another law whose screen it was (H-533)', async () => {
  const { viewMark } = await import('../../disclosure/mark.ts');
  const code = viewMark(w.magpie.sealer, w.a.ids.officer!, w.clock.atMs);
  await w.db.database.query(
    `insert into disclosure.grant_given (grant_id, viewer_kind, viewer_id, pair_id, rule, purpose, shown, urgency, given_at_ms, expires_at_ms, ledger_number)
     select gen_random_uuid(), 'officer', $1, pair_id, 'made-up', 'protection', 'nothing', '{}', $2, $2, 0 from orders.pair limit 1`,
    [w.a.ids.officer, w.clock.atMs],
  );
  const path = `/api/view-marks/${code}?day=${new Date(w.clock.atMs).toISOString().slice(0, 10)}`;
  expect(await get(path)).toEqual({ viewers: [{ viewerId: w.a.ids.officer, viewerKind: 'officer' }] });
  expect(await get(path, far)).toEqual({ viewers: [] });
});

it('a relative is declared by name, found in whatever case they stand, and named in no log (H-576, H-577)', async () => {
  const { magpie, a, b } = w;
  const name = 'B WEARER, wearer of';
  const declare = (cookie: string, body: object) => w.as(cookie, 'POST', '/api/me/relations', body);
  // Whether there is such a record is not answered.
  expect((await declare(b.cookies.police!, { name: 'Nobody at all' })).status).toBe(204);
  expect((await declare(b.cookies.police!, { name })).status).toBe(204);
  expect((await declare(a.cookies.police!, { name: 'Wearer of wearer C' })).status).toBe(204);
  expect((await declare(b.cookies.police!, { name: ' ' })).status).toBe(400);
  const own = await get<Declared>('/api/me/relations', b.cookies.police);
  expect(own.declared.map((one) => one.name).sort()).toEqual([name, 'Nobody at all']);
  await get(`/api/proceedings/${b.proceedingId}`, b.cookies.police);
  await get(`/api/proceedings/${a.proceedingId}`, a.cookies.police);
  await judgeAllLooks(magpie);
  const found = (await questions()).filter(({ kind }) => kind === 'own-relation');
  expect(found.map(({ subject }) => subject).sort()).toEqual([b.proceedingId, b.ids.wearer].sort());
  expect(found.every(({ actorId }) => actorId === b.ids.police)).toBe(true);
  const { rows } = await w.db.database.query<{ text: string }>(
    `select string_agg(convert_from(canonical, 'utf8'), ' ') as text from safeguards.audit`,
  );
  for (const said of [name, 'Nobody at all', 'wearer C']) expect(rows[0]!.text).not.toContain(said);
  // A name that is typed into the search is refused before it is on record.
  for (const term of ['actor', 'subject', 'case'])
    expect((await w.as(overseer, 'GET', `/api/oversight/entries?${term}=Kim`)).status).toBe(400);
});

it('an overseer does not see what a colleague noted of them, by name or by record; what they declared they do (H-595)', async () => {
  const note = (of: object) =>
    w.as(colleague, 'POST', '/api/oversight/relations', { actorId: self.id, of }).then(({ status }) => status);
  const { wearer, protected: kept } = w.a.ids;
  expect([await note({ name: 'Somebody noted' }), await note({ personId: wearer })]).toEqual([204, 204]);
  expect(
    (await w.as(overseer, 'POST', '/api/oversight/relations', { actorId: self.id, of: { personId: kept } })).status,
  ).toBe(204);
  const seenBy = async (cookie: string) =>
    (await get<Declared>('/api/oversight/relations', cookie)).declared
      .filter(({ actorId }) => actorId === self.id)
      .map(({ name, personId }) => name ?? personId)
      .sort();
  expect(await seenBy(colleague)).toEqual(['Somebody noted', wearer, kept].sort());
  expect(await seenBy(overseer)).toEqual([kept]);
});

it('overseers note relatives and names that many know, of their law, and take back what was a mistake (H-578)', async () => {
  const { a, b, magpie } = w;
  const post = (path: string, body: object, cookie = overseer) => w.as(cookie, 'POST', `/api/oversight/${path}`, body);
  const note = { actorId: a.ids.judge, of: { name: 'wearer of wearer A' } };
  expect((await post('relations', note)).status).toBe(204);
  expect((await post('relations', { ...note, actorId: w.far.ids.police })).status).toBe(404);
  expect((await post('known', { name: 'wearer of wearer B' })).status).toBe(204);
  const list = async (cookie?: string) => (await get<Declared>('/api/oversight/relations', cookie)).declared;
  const all = await list();
  expect(all.map(({ actorId, name, isOwn }) => [actorId, name, isOwn])).toEqual(
    expect.arrayContaining([
      [a.ids.judge, 'wearer of wearer A', false],
      [null, 'wearer of wearer B', false],
      [b.ids.police, 'Nobody at all', true],
    ]),
  );
  expect(await list(far)).toEqual([]);
  // What was noted of somebody is not theirs to know; nor may they look, or take back.
  expect((await get<Declared>('/api/me/relations', a.cookies.judge)).declared).toEqual([]);
  const { nameId } = all.find(({ actorId }) => actorId === a.ids.judge)!;
  expect((await post('relations/end', { nameId }, a.cookies.judge)).status).toBe(403);
  expect((await post('relations/end', { nameId }, far)).status).toBe(404);
  // Who did nothing for them, whatever the log calls who looked; not who did, nor who looked at somebody else.
  for (const kind of ['clerk', 'police', 'judge', 'officer'])
    await get(`/api/proceedings/${b.proceedingId}`, b.cookies[kind]);
  await get(`/api/proceedings/${a.proceedingId}`, a.cookies.clerk);
  await judgeAllLooks(magpie);
  const known = (await questions()).filter(
    ({ kind, subject }) => kind === 'known-person' && subject === b.proceedingId,
  );
  expect(known.map(({ actorId }) => actorId).sort()).toEqual([b.ids.clerk, b.ids.police].sort());
  expect((await post('relations/end', { nameId })).status).toBe(204);
  expect((await list()).some((one) => one.nameId === nameId)).toBe(false);
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
  const month = new Date(w.clock.atMs).toISOString().slice(0, 7);
  const report = await get<Report>(`/api/oversight/report?month=${month}`);
  expect(report.refused).toContainEqual({ what: '404 GET /api/proceedings/:id', count: 3 });
  expect(report.questions).toContainEqual({ kind: 'refused', outcome: 'open', count: 1 });
  const csv = (cookie: string) =>
    fetch(`http://127.0.0.1:${w.magpie.port}/api/oversight/report.csv?month=${month}`, { headers: { cookie } });
  expect((await csv(overseer)).status).toBe(409);
  expect(await (await csv(colleague)).text()).toContain(`${month},refused,404 GET /api/proceedings/:id,,3\r\n`);
});

it('what is due, under way and erased is told of one’s law alone, and what nobody knows as not known', async () => {
  const erased = async (basis: string, law: string, provenAtMs: number | null = null, times = 1) => {
    await asOwner(w.db, (owner) =>
      owner.query(
        `insert into safeguards.erasure
           (basis, part, cause, because, article, pack_version, due_at_ms, store_keys, begun_at_ms, proven_at_ms)
         select $1, 'papers', 'clock', 'acquitted', 'made-up', $2, $3, '{}', $4, $5 from generate_series(1, $6)`,
        [basis, `${law}@made-up`, w.clock.atMs - 30 * DAY_MS, w.clock.atMs, provenAtMs, times],
      ),
    );
  };
  await erased(`proceeding:${w.b.proceedingId}`, 'kr', w.clock.atMs);
  await erased(`proceeding:${w.a.proceedingId}`, 'kr');
  await erased(`registration`, 'jp', w.clock.atMs);
  // Newer, and more than are read at once: of what stands elsewhere, and under another law.
  const office = { name: 'Far office', jurisdiction: 'jp', role: 'oversight' };
  const { agencyId } = (await w.as(null, 'POST', '/api/agencies', office)).body;
  await erased(`order:${agencyId}`, 'kr', w.clock.atMs, 501);
  await erased(`order:made-up`, 'jp', w.clock.atMs, 51);
  const erasing = async (cookie?: string) => (await get<Retention>('/api/oversight/retention', cookie)).erasing;
  const own = await erasing();
  expect([own.keyStore, own.lastRun, own.due, own.held]).toEqual([false, null, [], []]);
  for (const part of [own.late, own.underWay])
    expect(part.map(({ basis }) => basis)).toEqual([`proceeding:${w.a.proceedingId}`]);
  expect(own.underWay[0]).toMatchObject({ destroyedAt: null, provenAt: null });
  expect(own.proven.map(({ basis }) => basis)).toEqual([`proceeding:${w.b.proceedingId}`]);
  expect(new Set((await erasing(far)).proven.map(({ basis }) => basis))).toEqual(new Set(['order:made-up']));
});
