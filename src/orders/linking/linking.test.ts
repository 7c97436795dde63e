import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type Answer, type Cast, cast, type TestApp, testApp } from '../../../test/support/app.ts';
import { asOwner } from '../../../test/support/as-owner.ts';
import type { Database, Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { DAY_MS, toIso } from '../../core/time.ts';
import type { LinkingJson } from '../../people/contract.ts';
import { Sealer } from '../../safeguards/service.ts';
import { linkingDeps } from '../../server/linking.ts';
import type { OrderJson } from '../contract.ts';
import { checkWearer, closeMatter } from '../service.ts';
import type { LinkingDeskJson, OpenedReviewJson } from './contract.ts';
import { mergeByHand } from './merge.ts';
import { reviewWornElsewhere } from './worn-elsewhere.ts';

interface Entered {
  readonly personId: PersonId;
  readonly linking: LinkingJson;
}

let t: TestApp;
let people: Cast;
let first: string;
let second: string;
let stranger: string;
/** No two tests have one name, date or number in common. */
let count = 0;

beforeAll(async () => {
  t = await testApp();
  people = await cast(t);
  const officer = async (agencyId: string): Promise<string> => {
    const request = { kind: 'officer', agencyId, name: 'Desk', exercise: true };
    const { personId } = (await t.admin<Entered>('/api/people', request)).body;
    const { path } = (await t.admin<{ path: string }>('/api/sign-in-codes', { personId })).body;
    return (await t.browser('POST', '/api/session', { body: { code: path.split('#')[1] } })).cookie!;
  };
  const other = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Other office' })).body;
  first = await officer(people.agencyId);
  second = await officer(people.agencyId);
  stranger = await officer(other.agencyId);
});
afterAll(() => t.close());

async function wearer(more: object): Promise<Entered> {
  const request = { kind: 'wearer', agencyId: people.agencyId, exercise: true, ...more };
  const made = await t.admin<Entered>('/api/people', request);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}

function fresh() {
  count += 1;
  const birthDate = toIso(Date.parse('1970-01-01') + count * DAY_MS).slice(0, 10);
  return { name: `Wearer ${randomUUID()}`, birthDate, identifier: `NO ${randomUUID()}` };
}

async function order(wearerId: string, more: object = {}): Promise<OrderJson & { linking: LinkingJson }> {
  const request = {
    agencyId: people.agencyId,
    wearerId,
    protectedIds: [people.protectedPerson],
    exercise: true,
    ...more,
  };
  return (await t.admin<OrderJson & { linking: LinkingJson }>('/api/orders', request)).body;
}

async function device(personId: string): Promise<string> {
  const request = { agencyId: people.agencyId, protocol: 'osmand' };
  const { deviceId } = (await t.admin<{ deviceId: string }>('/api/devices', request)).body;
  const given = await t.admin(`/api/devices/${deviceId}/assignments`, { personId });
  if (given.status !== 201 && given.status !== 200) throw new Error(JSON.stringify(given.body));
  return deviceId;
}

const as = <T = Record<string, unknown>>(cookie: string, path: string, body?: object): Promise<Answer<T>> =>
  t.browser<T>(body === undefined ? 'GET' : 'POST', path, { cookie, ...(body === undefined ? {} : { body }) });

const desk = async (cookie = first): Promise<LinkingDeskJson> =>
  (await as<LinkingDeskJson>(cookie, '/api/desk/linking')).body;
const decide = (cookie: string, reviewId: string, decision: 'same' | 'not-same') =>
  as(cookie, `/api/desk/linking/reviews/${reviewId}`, { decision, reason: 'documents' });

/** Two records that an officer is to decide upon, each with an order. */
async function asked() {
  const { name, birthDate } = fresh();
  const a = await wearer({ name, birthDate });
  const b = await wearer({ name, birthDate });
  const [orderA, orderB] = [await order(a.personId), await order(b.personId)];
  return { a: a.personId, b: b.personId, reviewId: b.linking.reviews[0]!, orderA, orderB };
}

/** Every order and pair as they bind somebody, and the links that hold. */
async function bound(database: Sql = t.deps.database) {
  const orders = await database.query(`select order_id, wearer_id from orders.court_order order by order_id`);
  const pairs = await database.query(`select pair_id, wearer_id from orders.pair order by pair_id`);
  const links = await database.query(
    `select merged_id, into_id from people.person_link where ended_at_ms is null order by 1`,
  );
  return { orders: orders.rows, pairs: pairs.rows, links: links.rows };
}

describe('a wearer who is entered a second time', () => {
  it('is linked by an equal identifier, whichever record was entered first; the older one goes on (H-301)', async () => {
    const { identifier, ...rest } = fresh();
    const older = await wearer({ ...rest, identifier });
    expect(older.linking).toEqual({ state: 'checked', linkedTo: null, cases: [], reviews: [], notYet: null });
    t.clock.atMs += 1;
    const younger = await wearer({ ...rest, identifier: identifier.toLowerCase().replaceAll('-', ' ') });
    expect(younger.linking).toMatchObject({ linkedTo: older.personId, reviews: [] });
  });

  it('is asked about alike, whichever record was entered first', async () => {
    const { birthDate } = fresh();
    const found = async (names: readonly string[]) => {
      const day = toIso(Date.parse(birthDate) - 20_000 * DAY_MS).slice(0, 10);
      const entered: Entered[] = [];
      for (const name of names) entered.push(await wearer({ name, birthDate: day }));
      const { reviewId } = (await desk()).reviews.find(({ reviewId: id }) => entered[1]!.linking.reviews.includes(id))!;
      const { reasons } = (await desk()).reviews.find((one) => one.reviewId === reviewId)!;
      await decide(first, reviewId, 'not-same');
      await asOwner(t.testDb, (owner) =>
        owner.query(`delete from people.match_index where person_id = any($1)`, [entered.map((one) => one.personId)]),
      );
      return reasons;
    };
    expect(await found(['홍길동', '홍길돈'])).toEqual(['birth', 'name-similar']);
    expect(await found(['홍길돈', '홍길동'])).toEqual(['birth', 'name-similar']);
  });

  it('is found when both are entered at the same time', async () => {
    const same = fresh();
    const made = await Promise.all([wearer(same), wearer(same), wearer(same)]);
    await order(made[0]!.personId);
    const survivors = new Set<string>();
    for (const { personId } of made) survivors.add((await order(personId)).wearerId);
    expect(survivors.size).toBe(1);
  });

  it('is compared again when his order is entered, and is due until that can be done', async () => {
    const same = fresh();
    const older = await wearer(same);
    const broken = { ...linkingDeps(t.deps), sealer: new Sealer(randomBytes(32), t.deps.database) };
    const { compareNow, markForMatching } = await import('../../people/service.ts');
    await t.deps.database.transaction((tx) => markForMatching(tx, older.personId, t.clock.atMs));
    await expect(compareNow(broken, older.personId)).rejects.toThrow();
    const { rows } = await t.deps.database.query(`select person_id from people.match_due`);
    expect(rows).toEqual([{ person_id: older.personId }]);
    expect((await order(older.personId)).linking.state).toBe('checked');
    expect((await t.deps.database.query(`select person_id from people.match_due`)).rows).toEqual([]);
  });

  it('is refused with a birth date that cannot be, and so is anybody else with one; nothing is written', async () => {
    const before = await t.deps.database.query(`select count(*) from people.person`);
    const refused = async (more: object) => {
      const request = { kind: 'wearer', agencyId: people.agencyId, exercise: true, ...fresh(), ...more };
      const { status, body } = await t.admin<{ error: { message: string } }>('/api/people', request);
      return [status, body.error.message];
    };
    expect(await refused({ birthDate: '2090-01-01' })).toEqual([400, 'birthDate: from 1900-01-01 to today.']);
    expect((await refused({ birthDate: '1985-02-30' }))[1]).toMatch(/birthDate.*1985-01-31/);
    expect((await refused({ identifier: 'a-1' }))[1]).toMatch(/identifier.*at least four letters or digits/);
    expect((await refused({ kind: 'protected' }))[1]).toBe(
      'Only a wearer is registered with birthDate and identifier.',
    );
    expect(await t.deps.database.query(`select count(*) from people.person`)).toEqual(before);
  });
});

describe('an open question', () => {
  it('is decided once: of two officers at the same time one is refused', async () => {
    const { a, b, reviewId } = await asked();
    const answers = await Promise.all([decide(first, reviewId, 'same'), decide(second, reviewId, 'same')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { rows } = await t.deps.database.query(
      `select 1 from people.person_link where merged_id = any($1::uuid[]) and ended_at_ms is null`,
      [[a, b]],
    );
    expect(rows).toHaveLength(1);
  });

  it('is not asked again once the two are said not to be the same, whatever is entered (H-303)', async () => {
    const { a, b, reviewId } = await asked();
    expect((await decide(first, reviewId, 'not-same')).status).toBe(200);
    const again = await order(b);
    expect([again.wearerId, again.linking.reviews]).toEqual([b, []]);
    const number = `NO ${randomUUID()}`;
    await t.admin(`/api/people/${a}/findable`, { identifier: number });
    const completed = await t.admin<Entered>(`/api/people/${b}/findable`, { identifier: number });
    expect(completed.body.linking).toMatchObject({ linkedTo: null, reviews: [] });
  });

  it("is nobody's but whom it concerns: another agency's officer finds nothing (H-308)", async () => {
    const { a, reviewId, b } = await asked();
    expect((await desk(stranger)).reviews).toEqual([]);
    const paths = [
      [`/api/desk/linking/reviews/${reviewId}/open`, {}],
      [`/api/desk/linking/reviews/${reviewId}`, { decision: 'same', reason: 'documents' }],
      ['/api/desk/linking/links', { aId: a, bId: b, reason: 'documents' }],
      [`/api/desk/people/${a}/links`, undefined],
    ] as const;
    for (const [path, body] of paths) expect([path, (await as(stranger, path, body)).status]).toEqual([path, 404]);
    expect((await desk()).reviews.map((one) => one.reviewId)).toContain(reviewId);
  });

  it('opens two records side by side, which is audited with its purpose before; lists, audit and log hold no name (H-308)', async () => {
    const { name, birthDate, identifier } = fresh();
    const a = await wearer({ name, birthDate, identifier });
    const b = await wearer({ name, birthDate });
    const opened = (await as<OpenedReviewJson>(first, `/api/desk/linking/reviews/${b.linking.reviews[0]}/open`, {}))
      .body;
    expect([opened.a.name, opened.b.name, opened.a.birthDate]).toEqual([name, name, birthDate]);
    const ofA = opened.a.personId === a.personId ? opened.a : opened.b;
    expect(ofA.identifierEnd).toBe(identifier.slice(-4));
    const { rows } = await t.deps.database.query<{ line: string }>(
      `select convert_from(canonical, 'UTF8') as line from safeguards.audit order by number`,
    );
    const reads = rows.map(({ line }) => JSON.parse(line)).filter((one) => one.action === 'identity.read');
    expect(
      reads
        .slice(-2)
        .map((one) => [one.purpose, one.actor.kind, one.about.personId])
        .sort(),
    ).toEqual([a.personId, b.personId].map((id) => ['same-person', 'officer', id]).sort());
    const everywhere = JSON.stringify([rows, b, await desk(), t.logged()]);
    for (const secret of [name, birthDate, identifier]) expect(everywhere).not.toContain(secret);
  });
});

describe('a merge', () => {
  it('moves what stands and leaves what is over; a split gives exactly that back', async () => {
    const { a, b, reviewId } = await asked();
    const over = await order(b);
    await t.admin(`/api/orders/${over.orderId}/cancel`, {});
    const before = await bound();
    t.told.length = 0;
    await decide(first, reviewId, 'same');
    const link = (await desk()).links.find(({ merged }) => [a, b].includes(merged.personId as PersonId))!;
    const moved = before.orders.filter((row) => 'wearer_id' in row && row.wearer_id === link.merged.personId);
    expect(t.told).toHaveLength(1);
    expect(moved.length).toBeGreaterThanOrEqual(1);
    const after = await bound();
    expect(after).not.toEqual(before);
    expect(after.orders).toContainEqual({ order_id: over.orderId, wearer_id: b });
    const done = await as(first, `/api/desk/linking/links/${link.linkId}/split`, { reason: 'entered-wrongly' });
    expect(done.status).toBe(200);
    expect(await bound()).toEqual(before);
    expect(t.told).toHaveLength(2);
    const history = (await as<{ links: LinkingDeskJson['links'] }>(first, `/api/desk/people/${a}/links`)).body.links;
    expect(history).toMatchObject([{ how: 'review', ended: { reason: 'entered-wrongly' } }]);
    const again = await as(first, `/api/desk/linking/links/${link.linkId}/split`, { reason: 'documents' });
    expect(again.status).toBe(409);
  });

  it('holds for an order that is entered at the same time, or later, against the record that was merged (H-305)', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { a, b, reviewId } = await asked();
      const [made] = await Promise.all([order(b), decide(first, reviewId, 'same'), order(a)]);
      const link = (await desk()).links.find(({ merged }) => [a, b].includes(merged.personId as PersonId))!;
      const { rows } = await t.deps.database.query(`select 1 from orders.court_order where wearer_id = $1`, [
        link.merged.personId,
      ]);
      expect(rows).toEqual([]);
      const later = await order(link.merged.personId);
      expect(later.wearerId).toBe(link.into.personId);
      await as(first, `/api/desk/linking/links/${link.linkId}/split`, { reason: 'documents' });
      const back = (await t.admin<OrderJson>(`/api/orders/${later.orderId}`)).body;
      expect(back.wearerId).toBe(link.merged.personId);
      expect((await t.admin<OrderJson>(`/api/orders/${made.orderId}`)).body.wearerId).toBe(b);
    }
  });

  it('that fails at any of its steps has changed nothing', async () => {
    const { a, b } = await asked();
    const before = await bound();
    const by = { actor: { kind: 'system', id: null }, officerId: null, agencyId: null };
    let failures = 0;
    for (let step = 1; ; step += 1) {
      const deps = { ...linkingDeps(t.deps), database: failingAt(t.deps.database, step) };
      const done = await mergeByHand(deps, [a, b], 'documents', by).catch(() => null);
      if (done !== null) break;
      failures += 1;
      expect(await bound()).toEqual(before);
    }
    expect(failures).toBeGreaterThan(8);
    expect(await bound()).not.toEqual(before);
  });

  it('lets the record go on that wears the device, and none while both do (H-303)', async () => {
    const { a, b, reviewId } = await asked();
    await device(b);
    const deviceOfA = await device(a);
    const refused = await decide(first, reviewId, 'same');
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      409,
      expect.stringContaining('take one of them back'),
    ]);
    t.clock.atMs += 1_000;
    await t.admin(`/api/devices/${deviceOfA}/assignments`, { personId: null });
    expect((await decide(first, reviewId, 'same')).status).toBe(200);
    expect((await order(a)).wearerId).toBe(b);
    // HAZARD H-305: a device given to the record that was merged would protect nobody.
    const given = await t.admin(`/api/devices/${deviceOfA}/assignments`, { personId: a });
    expect([given.status, JSON.stringify(given.body)]).toEqual([409, expect.stringContaining(b)]);
  });

  it('by itself is left to a person where both records wear a device (H-303)', async () => {
    const { identifier, ...rest } = fresh();
    const a = await wearer({ ...rest, identifier });
    const b = await wearer(fresh());
    await device(a.personId);
    await device(b.personId);
    const found = await t.admin<Entered>(`/api/people/${b.personId}/findable`, {
      identifier,
      birthDate: rest.birthDate,
    });
    const review = (await desk()).reviews.find(({ reviewId }) => found.body.linking.reviews.includes(reviewId))!;
    expect(review.reasons).toEqual(['identifier', 'birth', 'both-wear']);
  });

  it('by way of a third record is ended in turn: the later link first', async () => {
    const { a, b, reviewId } = await asked();
    await decide(first, reviewId, 'same');
    t.clock.atMs += 1_000;
    const c = (await wearer(fresh())).personId;
    await device(c);
    expect((await as(first, '/api/desk/linking/links', { aId: a, bId: c, reason: 'authority' })).status).toBe(200);
    expect((await order(a)).wearerId).toBe(c);
    expect((await order(b)).wearerId).toBe(c);
    const links = (await as<{ links: LinkingDeskJson['links'] }>(first, `/api/desk/people/${a}/links`)).body.links;
    const split = (i: number) =>
      as(first, `/api/desk/linking/links/${links[i]!.linkId}/split`, { reason: 'documents' });
    expect((await split(0)).status).toBe(409);
    expect((await split(1)).status).toBe(200);
    expect((await split(0)).status).toBe(200);
    for (const one of [a, b, c]) expect((await order(one)).wearerId).toBe(one);
    expect((await as(first, '/api/desk/linking/links', { aId: a, bId: a, reason: 'authority' })).status).toBe(409);
  });
});

test('those who monitor a wearer are told of a matter in which his device does not protect yet, until it is over (H-304)', async () => {
  const worn = (await wearer(fresh())).personId;
  await device(worn);
  const older = await order(worn);
  const matter = { kind: 'proceeding', matterId: randomUUID() } as const;
  const deps = linkingDeps(t.deps);
  const standing = async () => {
    await reviewWornElsewhere(deps);
    return (await desk()).notices.filter(({ wornUnder }) => wornUnder === older.label);
  };
  await t.deps.database.transaction((tx) => checkWearer(tx, { wearerId: worn, matter, nowMs: t.clock.atMs }));
  const [told] = await standing();
  expect(told).toMatchObject({ reason: 'no-decision', matter: null, seenAtMs: null });
  expect(await standing()).toHaveLength(1);
  expect((await desk(stranger)).notices).toEqual([]);
  expect((await as(stranger, `/api/desk/linking/notices/${told!.noticeId}/seen`, {})).status).toBe(409);
  expect((await as(first, `/api/desk/linking/notices/${told!.noticeId}/seen`, {})).status).toBe(200);
  expect((await as(first, `/api/desk/linking/notices/${told!.noticeId}/seen`, {})).status).toBe(409);
  // The court decided, but for a measure without a device.
  const decided = await order(worn);
  await asOwner(t.testDb, (owner) =>
    owner.query(`update orders.court_order set measure = 'written-warning' where order_id = $1`, [decided.orderId]),
  );
  await t.deps.database.transaction((tx) => closeMatter(tx, matter, t.clock.atMs));
  expect(await standing()).toMatchObject([{ reason: 'no-device-measure', matter: decided.label, fromMs: null }]);
  await t.admin(`/api/orders/${decided.orderId}/cancel`, {});
  expect(await standing()).toEqual([]);
});

/** Its `step`th statement of a transaction fails, as if the process were killed there. */
function failingAt(database: Database, step: number): Database {
  let statements = 0;
  const query: Sql['query'] = (text, values) => database.query(text, values);
  return {
    query,
    transaction: (work) =>
      database.transaction((tx) =>
        work({
          query(text, values) {
            statements += 1;
            if (statements === step) throw new Error('killed here');
            return tx.query(text, values);
          },
        }),
      ),
  };
}
