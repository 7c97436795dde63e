/** On a running Magpie, in a proceeding: what the wearer learns of it and when, and what the court reads of a breach. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TwoCases, twoCases } from '../../../test/support/two-cases.ts';
import { verifyProofs } from '../../cli/verify-log/proof.ts';
import { DAY_MS } from '../../core/time.ts';
import { logSettingOf } from '../log/setting.ts';

let w: TwoCases;
let folder: string;
let wearer: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-court-'));
  w = await twoCases({ verifiableLog: logSettingOf(folder, '0123456789abcdef', { MAGPIE_LOG_ENTRIES: '1024' }) });
  wearer = await sessionOf(w.a.ids.wearer!);
}, 60_000);
afterAll(async () => {
  await w?.close();
  await rm(folder, { recursive: true });
});

const act = (who: string, body: object) =>
  w.as(w.a.cookies[who]!, 'POST', `/api/proceedings/${w.a.proceedingId}/acts`, body);
/** A session of a person, without a sign-in: those are paced. */
async function sessionOf(personId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await w.db.database.query(
    `insert into server.session (token_hash, session_id, person_id, created_at_ms, last_seen_at_ms, expires_at_ms, platform, browser)
     values ($1, $2, $3, $4, $4, $5, 'other', 'other')`,
    [createHash('sha256').update(token).digest(), randomUUID(), personId, w.clock.atMs, w.clock.atMs + 8 * 3_600_000],
  );
  return `magpie_session=${token}`;
}

/** Sessions are short. */
async function reenter(): Promise<void> {
  for (const { cookies, ids } of [w.a, w.b])
    for (const kind of ['officer', 'judge']) Object.assign(cookies, { [kind]: await sessionOf(ids[kind]!) });
  wearer = await sessionOf(w.a.ids.wearer!);
}
const overview = async () =>
  (await w.as(wearer, 'GET', '/api/wearer/overview')).body as unknown as {
    orders: unknown[];
    proceedings: { appeal: { article: string; dueMs: number } | null; measures: { inForce: boolean }[] }[];
  };

it('a wearer learns of a proceeding when it is served, with what may be appealed and until when (H-528)', async () => {
  expect((await overview()).proceedings).toEqual([]);
  expect((await overview()).orders).toEqual([]);
  // The judge and the prosecutor have opened the respondent's name by now.
  w.clock.atMs += 4 * DAY_MS;
  await reenter();
  expect(JSON.stringify((await w.as(wearer, 'GET', '/api/wearer/looks')).body)).not.toMatch(
    /prosecut|judge|proceeding/,
  );
  await reenter();
  expect((await act('judge', { act: 'serve' })).status).toBe(200);
  const { proceedings } = await overview();
  expect(proceedings).toMatchObject([{ appeal: { article: expect.stringMatching(/^SPA 12/) } }]);
  expect(proceedings[0]!.appeal!.dueMs).toBeGreaterThan(w.clock.atMs + 6 * DAY_MS);
  const other = await sessionOf(w.b.ids.wearer!);
  expect((await w.as(other, 'GET', '/api/wearer/overview')).body.proceedings).toEqual([]);
});

it('looks that a proceeding brought about are kept back while it is kept from the wearer, and listed from its service on (H-528)', async () => {
  const { b, clock } = w;
  await reenter();
  // The respondent's name is opened with the case: an entry that names the wearer, and no proceeding.
  for (const who of ['officer', 'judge'])
    expect((await w.as(b.cookies[who]!, 'GET', `/api/proceedings/${b.proceedingId}`)).status).toBe(200);
  clock.atMs += 4 * DAY_MS;
  await reenter();
  const looks = async () =>
    (await w.as(await sessionOf(b.ids.wearer!), 'GET', '/api/wearer/looks')).body.looks as unknown as {
      what: string;
      role: string;
    }[];
  expect((await looks()).filter(({ what }) => /^(identity|proceeding|document|order)\./.test(what))).toEqual([]);
  const served = await w.as(b.cookies.judge!, 'POST', `/api/proceedings/${b.proceedingId}/acts`, { act: 'serve' });
  expect(served.status).toBe(200);
  expect(await looks()).toContainEqual(expect.objectContaining({ what: 'identity.read', role: 'court' }));
});

it('a court reads a record when it was confirmed and told, with the answer and what was filed against it (H-524)', async () => {
  const { a, db, clock } = w;
  expect((await act('officer', { act: 'fit', measureId: a.measureId })).status).toBe(200);
  const { rows } = await db.database.query<{ order_id: string }>(
    `select order_id from orders.court_order where wearer_id = $1`,
    [a.ids.wearer],
  );
  const [incidentId, zoneId] = [randomUUID(), randomUUID()];
  await db.database.query(
    `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, level,
       highest_level, opened_at_ms, changed_at_ms)
     values ($1, $2, 'zone', $3, $4, $5, true, 'unacknowledged', 'danger', 'danger', $6, $6)`,
    [incidentId, `zone:${zoneId}`, rows[0]!.order_id, a.offices.monitoring, a.ids.wearer, clock.atMs],
  );
  const officer = (path: string, body: object) => w.as(a.cookies.officer!, 'POST', path, body);
  expect((await w.as(w.b.cookies.officer!, 'POST', '/api/rights/breaches', { incidentId })).status).toBe(404);
  const made = await officer('/api/rights/breaches', { incidentId });
  const { breachId } = made.body as unknown as { breachId: string };
  const acts = `/api/rights/breaches/${breachId}/acts`;
  const read = async (who: string) => w.as(a.cookies[who]!, 'GET', `/api/proceedings/${a.proceedingId}/breaches`);
  expect((await w.as(w.b.cookies.officer!, 'POST', acts, { act: 'put' })).status).toBe(404);
  expect((await officer(acts, { act: 'put' })).status).toBe(200);
  const filing = { kind: 'contest', about: 'breach', aboutId: breachId, words: 'I live in that street.' };
  expect((await w.as(wearer, 'POST', '/api/wearer/contests', filing)).status).toBe(201);
  const foreign = await sessionOf(w.b.ids.wearer!);
  expect((await w.as(foreign, 'POST', '/api/wearer/contests', filing)).status).toBe(404);
  expect((await read('judge')).body.breaches).toEqual([]);
  clock.atMs += 7 * DAY_MS - 1;
  // Sessions of staff are short.
  for (const kind of ['officer', 'judge']) Object.assign(a.cookies, { [kind]: await sessionOf(a.ids[kind]!) });
  expect((await officer(acts, { act: 'confirmed', words: 'Seen there.' })).status).toBe(409);
  clock.atMs += 1;
  expect((await officer(acts, { act: 'confirmed', words: '' })).status).toBe(400);
  expect((await officer(acts, { act: 'confirmed', words: 'Seen there.' })).status).toBe(200);
  expect((await read('judge')).body.breaches).toEqual([]);
  expect((await officer(acts, { act: 'told-court' })).status).toBe(200);
  expect((await read('judge')).body.breaches).toMatchObject([
    { breachId, state: 'told-court', acts: [{}, { words: 'Seen there.' }, {}] },
  ]);
  const contests = await w.as(a.cookies.judge!, 'GET', `/api/proceedings/${a.proceedingId}/contests`);
  expect(contests.body.contests).toMatchObject([{ words: 'I live in that street.', answer: null }]);
});

it('a court takes away proofs of the acts and of the records that it was told of, and anybody checks them', async () => {
  const { a, b, magpie, clock } = w;
  clock.atMs += 60_000;
  await magpie.logKeeper!.look();
  clock.atMs += 60_000 - (clock.atMs % 60_000) + 30_000;
  await magpie.logKeeper!.look();
  await reenter();
  const path = `/api/proceedings/${a.proceedingId}/proofs`;
  for (const cookie of [b.cookies.judge!, b.cookies.officer!])
    expect([403, 404]).toContain((await w.as(cookie, 'GET', path)).status);
  expect((await w.as(wearer, 'GET', path)).status).toBe(403);
  const { status, body } = await w.as(a.cookies.judge!, 'GET', path);
  expect(status).toBe(200);
  const { vkey } = (await w.as(null, 'GET', '/api/log')).body as { vkey: string };
  const verdicts = verifyProofs(JSON.stringify(body), vkey);
  expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
  const kinds = verdicts.map(({ says }) => says.kind);
  expect(kinds).toEqual(
    expect.arrayContaining(['proceeding.served', 'breach.make', 'breach.confirmed', 'breach.told-court']),
  );
  expect(kinds.filter((kind) => kind!.endsWith('.read'))).toEqual([]);
  expect(verdicts[0]!.says.number).toMatch(/^audit:/);
  // Whoever writes another act over a proof is found out.
  const file = JSON.stringify(body).replace('"what":"breach.confirmed"', '"what":"breach.dismissed"');
  expect(verifyProofs(file, vkey).some(({ ok }) => !ok)).toBe(true);
});

it('the wearer takes away proofs of what is told with its instant, and of no look that is told by its day (H-571)', async () => {
  const { a, clock } = w;
  const own = await sessionOf(a.ids.wearer!);
  const { looks } = (await w.as(own, 'GET', '/api/wearer/looks')).body as unknown as {
    looks: { what: string; atMs: number | null }[];
  };
  const byDay = new Set(looks.flatMap(({ what, atMs }) => (atMs === null ? [what] : [])));
  expect(byDay).toContain('proceeding.read');
  const { body } = await w.as(own, 'GET', '/api/wearer/proofs');
  const { vkey } = (await w.as(null, 'GET', '/api/log')).body as { vkey: string };
  const verdicts = verifyProofs(JSON.stringify(body), vkey);
  expect(verdicts.every(({ ok }) => ok)).toBe(true);
  const kinds = verdicts.map(({ says }) => says.kind!);
  // What they filed themselves, and what was done with them there.
  expect(kinds).toEqual(expect.arrayContaining(['contest.file', 'person.create']));
  expect(kinds.filter((kind) => byDay.has(kind) || kind.startsWith('breach.'))).toEqual([]);
  for (const { says } of verdicts) expect(Object.keys(says)).toEqual(['at', 'case', 'kind', 'purpose']);
  expect(clock.atMs).toBeGreaterThan(0);
});

it('whoever opens the lawyers looked once, at nobody in particular, and reads their names (H-594)', async () => {
  const { a, clock, db } = w;
  const names = ['first lawyer', 'second lawyer'];
  for (const name of names) {
    const person = { kind: 'lawyer', agencyId: a.offices.monitoring, name, exercise: true };
    expect((await w.as(null, 'POST', '/api/people', person)).status).toBe(201);
  }
  const { rows: last } = await db.database.query<{ number: number }>(
    'select max(number) as number from safeguards.audit',
  );
  const { status, body } = await w.as(await sessionOf(a.ids.officer!), 'GET', '/api/rights/wearers');
  expect(status).toBe(200);
  expect((body.lawyers as unknown as { name: string }[]).map(({ name }) => name).sort()).toEqual(names);
  const { rows } = await db.database.query<{ text: string }>(
    `select convert_from(canonical, 'UTF8') as text from safeguards.audit where number > $1`,
    [last[0]!.number],
  );
  const looks = rows.map(({ text }) => JSON.parse(text)).filter(({ actor }) => actor.id === a.ids.officer);
  const look = {
    action: 'identity.read',
    purpose: 'rights',
    subject: null,
    case: null,
    about: { count: names.length },
  };
  expect(looks).toMatchObject([{ ...look, at: new Date(clock.atMs).toISOString() }]);
});

it('looks of an investigation are kept back by whoever investigates, always with an end (H-526)', async () => {
  const { a, b, clock } = w;
  const path = `/api/rights/wearers/${a.ids.wearer}/delays`;
  const until = (days: number) => ({ until: new Date(clock.atMs + days * DAY_MS).toISOString(), article: 'made up' });
  const police = await sessionOf(a.ids.police!);
  expect((await w.as(await sessionOf(b.ids.police!), 'POST', path, until(10))).status).toBe(404);
  expect((await w.as(police, 'POST', path, until(181))).status).toBe(422);
  expect((await w.as(police, 'POST', path, until(30))).status).toBe(201);
  // What an office keeps back is that office's to see.
  const seen = async (personId: string) => w.as(await sessionOf(personId), 'GET', path);
  expect((await seen(a.ids.police!)).body.delays).toMatchObject([{ article: 'made up' }]);
  expect((await seen(a.ids.prosecutor!)).body.delays).toEqual([]);
  expect((await seen(b.ids.police!)).status).toBe(404);
  expect((await seen(a.ids.wearer!)).status).toBe(403);
  expect((await w.as(police, 'GET', `/api/proceedings/${a.proceedingId}`)).status).toBe(200);
  const looks = async () =>
    JSON.stringify((await w.as(await sessionOf(a.ids.wearer!), 'GET', '/api/wearer/looks')).body.looks);
  clock.atMs += 5 * DAY_MS;
  expect(await looks()).toContain('"role":"judge"');
  expect(await looks()).not.toMatch(/"role":"police"|look\.delay/);
  clock.atMs += 40 * DAY_MS;
  expect(await looks()).toMatch(/"role":"police","office":"[^"]+","what":"proceeding.read"/);
});

it('whom the law lets be shown where the wearer is, is told of orders in force alone, the police among them', async () => {
  const own = await sessionOf(w.a.ids.wearer!);
  const recipients = async () =>
    (await w.as(own, 'GET', '/api/wearer/looks')).body.recipients as unknown as { audience: string; article: string }[];
  const before = await recipients();
  expect(before.map(({ audience }) => audience)).toEqual(['protected-side', 'centre', 'responders']);
  expect(before.at(-1)!.article).toContain('EDA 31-6(4)');
  // Sessions are short.
  Object.assign(w.a.cookies, { prosecutor: await sessionOf(w.a.ids.prosecutor!) });
  expect((await act('prosecutor', { act: 'end', how: 'non-indictment' })).status).toBe(200);
  expect(await recipients()).toEqual([]);
});
