/** On running Magpies: what a wearer and a lawyer get, and that it is the same wherever the protected person went (I-4). */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { LiveClient } from '../../../test/support/live-client.ts';
import {
  at,
  type Called,
  callServer,
  makeCase,
  newMagpie,
  report,
  signedIn,
  type TestCase,
} from '../../../test/support/magpie.ts';
import { valueOrRefuse } from '../../core/refusal.ts';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import { createPerson } from '../../people/service.ts';
import type { Magpie } from '../assemble.ts';
import { CAPABILITIES } from '../http/capabilities.ts';
import { logSettingOf } from '../log/setting.ts';
import type { ProofsJson } from './contract.ts';

const MORNING_MS = Date.parse('2026-11-10T10:00:00+09:00');
const AFTERNOON_MS = Date.parse('2026-11-10T15:00:00+09:00');
const STEPS = 17;
const STEP_MS = 5_000;

/** Where the protected person is at a step of the morning and of the afternoon, metres from the wearer, who stands still. */
type Way = (isMorning: boolean, step: number) => { eastM: number; northM: number };
const FAR: Way = () => ({ eastM: 9_000, northM: 9_000 });
const near = (step: number) => Math.max(20, 1_500 - step * 100);
const WAYS: Readonly<Record<string, Way>> = {
  far: FAR,
  morning: (isMorning, step) => (isMorning ? { eastM: near(step), northM: 0 } : FAR(isMorning, step)),
  afternoon: (isMorning, step) => (isMorning ? FAR(isMorning, step) : { eastM: 0, northM: -near(step) }),
};

interface History {
  readonly db: TestDatabase;
  readonly folder: string;
  readonly magpie: Magpie;
  readonly clock: { atMs: number };
  readonly one: TestCase;
  readonly lawyerId: string;
  cookieOf(personId: string): Promise<string>;
  as(personId: string, method: string, path: string, body?: object): Promise<Called>;
  incidents(): Promise<string[]>;
}

const histories: History[] = [];
let [far, morning, afternoon]: History[] = [];

async function history(way: Way): Promise<History> {
  const db = await testDatabase();
  const clock = { atMs: MORNING_MS - HOUR_MS, nowMs: () => clock.atMs };
  const folder = await mkdtemp(join(tmpdir(), 'magpie-wearer-'));
  const verifiableLog = logSettingOf(folder, '0123456789abcdef', { MAGPIE_LOG_ENTRIES: '4096' });
  const magpie = newMagpie({ appUrl: db.appUrl, clock, masterKey: randomBytes(32), verifiableLog });
  const one = await makeCase(magpie);
  await magpie.start();
  const { database, sealer, options } = magpie;
  const people = { database, sealer, clock, randomBytes, jurisdictions: options.packs.jurisdictions() };
  const lawyer = { kind: 'lawyer', agencyId: one.agencyId, name: 'a lawyer', phone: null, language: 'en' } as const;
  const made = await createPerson(
    people,
    { ...lawyer, householdOf: null, exercise: true },
    { kind: 'system', id: null },
  );
  const lawyerId = valueOrRefuse(made).personId;
  const cookieOf = cookies(magpie, clock);
  const as: History['as'] = async (personId, method, path, body) =>
    callServer(magpie, await cookieOf(personId), method, path, body);
  const incidents = async () => {
    const { rows } = await database.query<{ incident_id: string }>(
      `select incident_id from incidents.incident where kind = 'approach' and highest_level = 'danger' order by opened_at_ms`,
    );
    return rows.map((row) => row.incident_id);
  };
  const lived = { db, folder, magpie, clock, one, lawyerId, as, cookieOf, incidents };
  await live(lived, way);
  return lived;
}

/** One sign-in a person and day: codes are paced. */
function cookies(magpie: Magpie, clock: { readonly atMs: number }): (personId: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (personId) => {
    const key = `${personId} ${Math.floor(clock.atMs / DAY_MS)}`;
    const cookie = known.get(key) ?? signedIn(magpie, personId);
    known.set(key, cookie);
    return cookie;
  };
}

/** The wearer reports the same in every history; officer and protected person watch. */
async function live({ magpie, clock, one, cookieOf }: History, way: Way): Promise<void> {
  for (const [isMorning, beginMs] of [
    [true, MORNING_MS],
    [false, AFTERNOON_MS],
  ] as const) {
    clock.atMs = beginMs;
    const streams: LiveClient[] = [];
    for (const personId of [one.protectedId, one.officerId]) {
      const stream = new LiveClient(magpie.port, await cookieOf(personId));
      await stream.next((frame) => frame.type === 'hello');
      streams.push(stream);
    }
    for (let step = 0; step < STEPS; step += 1) {
      clock.atMs = beginMs + step * STEP_MS;
      const { eastM, northM } = way(isMorning, step);
      await report(magpie.devicePort, one.wearerToken, at(0, 0), clock.atMs);
      await report(magpie.devicePort, one.protectedToken, at(eastM, northM), clock.atMs);
    }
    await magpie.shard.recorded();
    for (const stream of streams) stream.close();
  }
}

beforeAll(async () => {
  histories.push(...(await Promise.all([WAYS.far!, WAYS.morning!, WAYS.afternoon!].map(history))));
  [far, morning, afternoon] = histories;
  for (const { one, lawyerId, as, clock } of histories) {
    clock.atMs = Date.parse('2026-11-13T09:00:00+09:00');
    const path = `/api/rights/wearers/${one.wearerId}/lawyers`;
    expect((await as(one.officerId, 'POST', path, { lawyerId })).status).toBe(201);
  }
});
afterAll(async () => {
  for (const { db, magpie, folder } of histories) {
    await magpie.stop();
    await db.close();
    await rm(folder, { recursive: true });
  }
});

/** Every reading route of the wearer's side, as bytes with ids numbered as they come. */
async function allThatIsTold({ one, lawyerId, magpie, cookieOf }: History): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  for (const [route, who] of Object.entries(CAPABILITIES)) {
    const [method = '', pattern = ''] = route.split(' ');
    if (method !== 'GET' || typeof who === 'string' || !pattern.startsWith('/api/')) continue;
    for (const kind of ['wearer', 'lawyer'] as const) {
      if (!who.includes(kind)) continue;
      const cookie = await cookieOf(kind === 'wearer' ? one.wearerId : lawyerId);
      const query = [
        ...(kind === 'lawyer' && pattern.startsWith('/api/wearer/') && !pattern.endsWith('clients')
          ? [`wearer=${one.wearerId}`]
          : []),
        ...(pattern.endsWith('positions') ? ['day=2026-11-10'] : []),
        ...(pattern.endsWith('export') ? ['format=json', 'from=2026-11-09', 'until=2026-11-11'] : []),
      ].join('&');
      const path = `${pattern.replace(':id', one.orderId)}${query === '' ? '' : `?${query}`}`;
      const answer = await fetch(`http://127.0.0.1:${magpie.port}${path}`, { headers: { cookie } });
      const text = await answer.text();
      told[`${kind} ${route}`] = `${answer.status} ${pattern.endsWith('proofs') ? openedIn(text) : numbered(text)}`;
    }
  }
  return told;
}

function numbered(text: string): string {
  const ids = new Map<string, number>();
  return text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    if (!ids.has(id)) ids.set(id, ids.size);
    return `id-${ids.get(id)}`;
  });
}

/** What a file of proofs says; the rest is salts, hashes and places in the log, which are of chance. */
function openedIn(text: string): string {
  const { entries } = JSON.parse(text) as ProofsJson;
  const said = entries.map(({ proof, ...entry }) => ({
    ...{ entry, row: proof.row },
    opened: proof.fields.map((field) => ('value' in field ? [field.field, field.value] : [field.field])),
  }));
  return numbered(JSON.stringify(said));
}

/** All that was written until then, shown half a minute later. */
async function publish({ magpie, clock }: History): Promise<void> {
  await magpie.logKeeper!.look();
  clock.atMs += 30_000;
  await magpie.logKeeper!.look();
}

describe('what a wearer is told', () => {
  it('is byte for byte the same wherever the protected person went (I-4, H-521, H-522, H-525)', async () => {
    expect([
      await far!.incidents(),
      (await morning!.incidents()).length,
      (await afternoon!.incidents()).length,
    ]).toEqual([[], 1, 1]);
    const { rows } = await morning!.db.database.query<{ n: number }>(
      `select count(*)::int as n from disclosure.grant_given`,
    );
    expect(rows[0]!.n).toBeGreaterThan(0);
    // What people do because of it: taking in hand, and drafting a record.
    for (const { as, one, incidents } of [morning!, afternoon!]) {
      const [incidentId] = await incidents();
      expect((await as(one.officerId, 'POST', `/api/incidents/${incidentId}/acknowledge`, {})).status).toBe(200);
      expect((await as(one.officerId, 'POST', '/api/rights/breaches', { incidentId })).status).toBe(201);
    }
    for (const lived of histories) {
      lived.clock.atMs = Date.parse('2026-12-04T09:00:00+09:00');
      await publish(lived);
    }
    const [a, b, c] = await Promise.all(histories.map(allThatIsTold));
    expect(Object.keys(a!).filter((route) => a![route]!.startsWith('200'))).toHaveLength(21);
    expect(a!['wearer GET /api/wearer/positions']).toContain('"latDeg":36');
    expect(a!['wearer GET /api/wearer/looks']).toContain('"audience":"protected-side"');
    expect(a!['wearer GET /api/wearer/proofs']).toContain('lawyer.name');
    expect(b).toEqual(a);
    expect(c).toEqual(a);
  });

  it('of a record that was put to them is the same whenever and however the two came near (H-521, H-524)', async () => {
    for (const { as, one, clock, db } of [morning!, afternoon!]) {
      const list = (await as(one.officerId, 'GET', '/api/rights/breaches')).body as unknown as {
        breaches: { breachId: string; shares: object; evidence: { positions: number[] } }[];
      };
      const [record] = list.breaches;
      // The wearer stood still: whoever closed the distance was not them.
      expect(record!.shares).toMatchObject({ wearer: 0 });
      expect(record!.evidence.positions.length).toBeGreaterThan(0);
      const path = `/api/rights/breaches/${record!.breachId}/acts`;
      expect((await as(one.officerId, 'POST', path, { act: 'confirmed', words: 'Seen.' })).status).toBe(409);
      expect((await as(one.officerId, 'POST', path, { act: 'put' })).status).toBe(200);
      expect((await as(one.officerId, 'POST', path, { act: 'confirmed', words: 'Seen.' })).status).toBe(409);
      const answer = `/api/wearer/breaches/${record!.breachId}/answer`;
      expect((await as(one.protectedId, 'POST', answer, { words: 'I stood still.' })).status).toBe(403);
      expect((await as(one.wearerId, 'POST', answer, { words: 'I stood still.' })).status).toBe(200);
      expect((await as(one.officerId, 'POST', path, { act: 'told-court' })).status).toBe(409);
      // The database refuses the same, whatever the program says.
      const told = [record!.breachId, clock.atMs, one.officerId];
      await expect(
        db.database.query(
          `insert into incidents.breach_act (breach_id, number, kind, at_ms, by_person) values ($1, 3, 'told-court', $2, $3)`,
          told,
        ),
      ).rejects.toThrow('nobody confirmed it');
      clock.atMs += DAY_MS;
      expect((await as(one.officerId, 'POST', path, { act: 'dismissed', words: 'They stood still.' })).status).toBe(
        200,
      );
      expect((await as(one.officerId, 'POST', path, { act: 'told-court' })).status).toBe(409);
    }
    const [b, c] = await Promise.all([morning!, afternoon!].map(allThatIsTold));
    expect(b!['wearer GET /api/wearer/breaches']).toMatch(/"by":"not-you".*I stood still/);
    expect(c).toEqual(b);
  });
});

describe('a wearer, and a lawyer on their behalf', () => {
  it('contest and have put right, get a number and a day, and are answered with reasons (H-529)', async () => {
    const { as, one, lawyerId, db } = far!;
    const words = 'I was at work, ask my foreman.';
    const own = await as(one.wearerId, 'POST', '/api/wearer/contests', { kind: 'contest', about: 'position', words });
    expect(own.status).toBe(201);
    const by = `/api/wearer/contests?wearer=${one.wearerId}`;
    const more = { kind: 'correct', about: 'identity', words: 'My name is spelled wrong.' };
    expect((await as(lawyerId, 'POST', by, more)).status).toBe(201);
    const desk = (await as(one.officerId, 'GET', '/api/rights/contests')).body as unknown as {
      contests: { contestId: string; number: number; byLawyer: boolean; words: string; dueAtMs: number }[];
    };
    expect(desk.contests.map(({ number, byLawyer }) => [number, byLawyer]).sort()).toEqual([
      [1, false],
      [2, true],
    ]);
    const [first] = desk.contests.filter(({ number }) => number === 1);
    expect([first!.words, new Date(first!.dueAtMs).toISOString()]).toEqual([words, '2026-12-14T15:00:00.000Z']);
    const answer = `/api/rights/contests/${first!.contestId}/answer`;
    expect((await as(one.officerId, 'POST', answer, { outcome: 'granted', words: ' ' })).status).toBe(400);
    const said = { outcome: 'granted', words: 'The foreman confirms it.' };
    expect((await as(one.officerId, 'POST', answer, said)).status).toBe(200);
    expect((await as(one.officerId, 'POST', answer, said)).status).toBe(409);
    const { body } = await as(one.wearerId, 'GET', '/api/wearer/contests');
    expect(body.contests).toMatchObject([
      { number: 2, answer: null },
      { number: 1, answer: said },
    ]);
    const { rows } = await db.database.query<{ text: string }>(
      `select (select string_agg(convert_from(canonical, 'UTF8'), '') from safeguards.audit)
         || (select string_agg(encode(words_sealed, 'escape'), '') from people.contest) as text`,
    );
    expect(rows[0]!.text).toContain('contest.file');
    expect(rows[0]!.text).not.toMatch(/foreman|spelled/);
  });

  it('ask for a removal by the wearer’s own right, and an officer decides', async () => {
    const other = await makeCase(far!.magpie, { name: 'not theirs' });
    const theirs = await far!.as(other.wearerId, 'GET', '/api/wearer/overview');
    const [device] = theirs.body.devices as unknown as { deviceId: string }[];
    for (const [{ as, one, db, clock }, asker] of [
      [far!, 'lawyer'],
      [morning!, 'wearer'],
    ] as const) {
      const personId = asker === 'lawyer' ? far!.lawyerId : one.wearerId;
      const query = asker === 'lawyer' ? `?wearer=${one.wearerId}` : '';
      const { devices } = (await as(personId, 'GET', `/api/wearer/overview${query}`)).body as unknown as {
        devices: { deviceId: string }[];
      };
      const instant = (hours: number) => new Date(clock.atMs + hours * HOUR_MS).toISOString();
      const asked = { deviceId: devices[0]!.deviceId, reason: 'court', from: instant(1), until: instant(3) };
      const foreign = { ...asked, deviceId: device!.deviceId };
      expect((await as(personId, 'POST', `/api/wearer/removals${query}`, foreign)).status).toBe(404);
      const path = `/api/wearer/removals${query}`;
      expect((await as(personId, 'POST', path, asked)).status).toBe(201);
      const { rows } = await db.database.query<{ entry: { actor: object; about: object } }>(
        `select convert_from(canonical, 'UTF8')::jsonb as entry from safeguards.audit
         where position('"action":"removal.request"'::bytea in canonical) > 0`,
      );
      expect(rows).toMatchObject([
        {
          entry: {
            actor: { kind: asker, id: personId },
            about: { personId: one.wearerId, rules: ['common.own-wearer-side'] },
          },
        },
      ]);
    }
  });

  it('reach nobody else’s page: not another wearer, not a lawyer who acts for somebody else or no longer (H-527)', async () => {
    const { as, one, lawyerId, magpie } = far!;
    const other = await makeCase(magpie, { name: 'other' });
    const asOf = (path: string, wearerId: string) => `/api/wearer/${path}?wearer=${wearerId}`;
    for (const path of ['overview', 'held', 'looks', 'breaches', 'contests']) {
      expect((await as(other.wearerId, 'GET', asOf(path, one.wearerId))).status, path).toBe(404);
      expect((await as(lawyerId, 'GET', asOf(path, other.wearerId))).status, path).toBe(404);
      expect((await as(lawyerId, 'GET', `/api/wearer/${path}`)).status, path).toBe(404);
      for (const who of [one.protectedId, one.officerId])
        expect((await as(who, 'GET', `/api/wearer/${path}`)).status, path).toBe(403);
    }
    expect((await as(lawyerId, 'GET', `${asOf('positions', one.wearerId)}&day=2026-11-10`)).status).toBe(403);
    const { body } = await as(one.wearerId, 'GET', '/api/wearer/overview');
    expect(body).toMatchObject({
      lawyers: [{ name: 'a lawyer', lawyerId }],
      orders: [{ inForce: true, restraintM: 100 }],
    });
    const link = `/api/rights/wearers/${one.wearerId}/lawyers/${lawyerId}`;
    expect((await as(other.officerId, 'DELETE', link)).status).toBe(404);
    expect((await as(one.officerId, 'DELETE', link)).status).toBe(200);
    expect((await as(lawyerId, 'GET', asOf('overview', one.wearerId))).status).toBe(404);
  });

  it('end it themselves, each their own part alone', async () => {
    const { as, one, lawyerId } = far!;
    const name = () => as(one.officerId, 'POST', `/api/rights/wearers/${one.wearerId}/lawyers`, { lawyerId });
    const listed = async () =>
      (await as(one.officerId, 'GET', '/api/rights/wearers')).body as unknown as {
        wearers: { wearerId: string; lawyers: { lawyerId: string }[] }[];
      };
    const ofOne = async () => (await listed()).wearers.find(({ wearerId }) => wearerId === one.wearerId)!.lawyers;
    for (const [personId, query] of [
      [one.wearerId, ''],
      [lawyerId, `?wearer=${one.wearerId}`],
    ] as const) {
      expect((await name()).status).toBe(201);
      expect(await ofOne()).toMatchObject([{ lawyerId }]);
      const other = `/api/wearer/lawyers/${one.protectedId}${query}`;
      expect((await as(personId, 'DELETE', other)).status).toBe(404);
      expect((await as(personId, 'DELETE', `/api/wearer/lawyers/${lawyerId}${query}`)).status).toBe(200);
      expect(await ofOne()).toEqual([]);
    }
  });

  it('take their own positions away as CSV, and that is on record', async () => {
    const { one, magpie, db, cookieOf } = far!;
    const cookie = await cookieOf(one.wearerId);
    const get = (query: string) =>
      fetch(`http://127.0.0.1:${magpie.port}/api/wearer/export?${query}`, { headers: { cookie } });
    const csv = await (await get('format=csv&from=2026-11-10&until=2026-11-10')).text();
    expect(csv.split('\r\n')).toHaveLength(2 + 2 * STEPS);
    expect((await get('format=csv&from=2026-11-01&until=2026-11-10')).status).toBe(422);
    const { rows } = await db.database.query<{ n: number }>(
      `select count(*)::int as n from safeguards.audit where position('export csv'::bytea in canonical) > 0`,
    );
    expect(rows[0]!.n).toBe(1);
  });
});
