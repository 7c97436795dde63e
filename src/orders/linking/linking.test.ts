import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { cookieOf, personOf } from '../../../test/support/safety.ts';
import type { Database, Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { OPERATOR } from '../../safeguards/service.ts';
import { linkingDeps } from '../../server/linking.ts';
import type { OrderJson } from '../contract.ts';
import { checkWearer, closeMatter } from '../service.ts';
import type { LinkingDeskJson } from './contract.ts';
import { type Desk, type Entered, openLinking } from './linking.test-helper.ts';
import { mergeByHand } from './merge.ts';
import { reviewWornElsewhere } from './worn-elsewhere.ts';

let d: Desk;

beforeAll(async () => {
  d = await openLinking();
});
afterAll(() => d.t.close());

/** Every order and pair as they bind somebody, and the links that hold. */
async function bound(database: Sql = d.t.deps.database) {
  const orders = await database.query(`select order_id, wearer_id from orders.court_order order by order_id`);
  const pairs = await database.query(`select pair_id, wearer_id from orders.pair order by pair_id`);
  const links = await database.query(
    `select merged_id, into_id from people.person_link where ended_at_ms is null order by 1`,
  );
  return { orders: orders.rows, pairs: pairs.rows, links: links.rows };
}

describe('a merge', () => {
  it('moves what stands and leaves what is over; a split gives exactly that back', async () => {
    const { a, b, reviewId } = await d.asked();
    const over = await d.order(b);
    await d.t.admin(`/api/orders/${over.orderId}/cancel`, {});
    const before = await bound();
    d.t.told.length = 0;
    await d.decide(d.first, reviewId, 'same');
    const link = (await d.desk()).links.find(({ merged }) => [a, b].includes(merged.personId as PersonId))!;
    const moved = before.orders.filter((row) => 'wearer_id' in row && row.wearer_id === link.merged.personId);
    expect(d.t.told).toHaveLength(1);
    expect(moved.length).toBeGreaterThanOrEqual(1);
    const after = await bound();
    expect(after).not.toEqual(before);
    expect(after.orders).toContainEqual({ order_id: over.orderId, wearer_id: b });
    const done = await d.as(d.first, `/api/desk/linking/links/${link.linkId}/split`, { reason: 'entered-wrongly' });
    expect(done.status).toBe(200);
    expect(await bound()).toEqual(before);
    expect(d.t.told).toHaveLength(2);
    const history = (await d.as<{ links: LinkingDeskJson['links'] }>(d.first, `/api/desk/people/${a}/links`)).body
      .links;
    expect(history).toMatchObject([{ how: 'review', ended: { reason: 'entered-wrongly' } }]);
    const again = await d.as(d.first, `/api/desk/linking/links/${link.linkId}/split`, { reason: 'documents' });
    expect(again.status).toBe(409);
  });

  it('holds for an order that is entered at the same time, or later, against the record that was merged (H-305)', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { a, b, reviewId } = await d.asked();
      const [made] = await Promise.all([d.order(b), d.decide(d.first, reviewId, 'same'), d.order(a)]);
      const link = (await d.desk()).links.find(({ merged }) => [a, b].includes(merged.personId as PersonId))!;
      const { rows } = await d.t.deps.database.query(`select 1 from orders.court_order where wearer_id = $1`, [
        link.merged.personId,
      ]);
      expect(rows).toEqual([]);
      const later = await d.order(link.merged.personId);
      expect(later.wearerId).toBe(link.into.personId);
      await d.as(d.first, `/api/desk/linking/links/${link.linkId}/split`, { reason: 'documents' });
      const back = (await d.t.admin<OrderJson>(`/api/orders/${later.orderId}`)).body;
      expect(back.wearerId).toBe(link.merged.personId);
      expect((await d.t.admin<OrderJson>(`/api/orders/${made.orderId}`)).body.wearerId).toBe(b);
    }
  });

  it('that fails at any of its steps has changed nothing', async () => {
    const { a, b } = await d.asked();
    const before = await bound();
    const by = { actor: { kind: 'system', id: null }, officerId: null, agencyId: null, who: OPERATOR };
    let failures = 0;
    for (let step = 1; ; step += 1) {
      const deps = { ...linkingDeps(d.t.deps), database: failingAt(d.t.deps.database, step) };
      const done = await mergeByHand(deps, [a, b], 'documents', by).catch(() => null);
      if (done !== null) break;
      failures += 1;
      expect(await bound()).toEqual(before);
    }
    expect(failures).toBeGreaterThan(8);
    expect(await bound()).not.toEqual(before);
  });

  it('lets the record go on that wears the device, and none while both do (H-303)', async () => {
    const { a, b, reviewId } = await d.asked();
    await d.device(b);
    const deviceOfA = await d.device(a);
    const refused = await d.decide(d.first, reviewId, 'same');
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      409,
      expect.stringContaining('take one of them back'),
    ]);
    d.t.clock.atMs += 1_000;
    await d.t.admin(`/api/devices/${deviceOfA}/assignments`, { personId: null });
    expect((await d.decide(d.first, reviewId, 'same')).status).toBe(200);
    expect((await d.order(a)).wearerId).toBe(b);
    // HAZARD H-305: a device given to the record that was merged would protect nobody.
    const given = await d.t.admin(`/api/devices/${deviceOfA}/assignments`, { personId: a });
    expect([given.status, JSON.stringify(given.body)]).toEqual([409, expect.stringContaining(b)]);
  });

  it('by itself is left to a person where both records wear a device (H-303)', async () => {
    const { identifier, ...rest } = d.fresh();
    const a = await d.wearer({ ...rest, identifier });
    const b = await d.wearer(d.fresh());
    await d.device(a.personId);
    await d.device(b.personId);
    const found = await d.t.admin<Entered>(`/api/people/${b.personId}/findable`, {
      identifier,
      birthDate: rest.birthDate,
    });
    const review = (await d.desk()).reviews.find(({ reviewId }) => found.body.linking.reviews.includes(reviewId))!;
    expect(review.reasons).toEqual(['identifier', 'birth', 'both-wear']);
  });

  it('by hand is of records that are both the agency’s own: another’s wearer is not moved by whoever has their id (H-303)', async () => {
    const { agencyId } = (await d.t.admin<{ agencyId: string }>('/api/agencies', { name: 'Third office' })).body;
    const theirs = (await d.wearer({ ...d.fresh(), agencyId })).personId;
    const order = await d.order(theirs, { agencyId });
    const mine = (await d.wearer(d.fresh())).personId;
    await d.device(mine);
    const merged = await d.as(d.first, '/api/desk/linking/links', { aId: mine, bId: theirs, reason: 'documents' });
    expect(merged.status).toBe(404);
    expect((await d.t.admin<OrderJson>(`/api/orders/${order.orderId}`)).body.wearerId).toBe(theirs);
    // Whoever runs Magpie is nobody who could be the first or the second of two.
    const byAdmin = await d.t.admin('/api/desk/linking/links', { aId: mine, bId: theirs, reason: 'documents' });
    expect(byAdmin.status).toBe(403);
  });

  it('by way of a third record is ended in turn: the later link first', async () => {
    const { a, b, reviewId } = await d.asked();
    await d.decide(d.first, reviewId, 'same');
    d.t.clock.atMs += 1_000;
    const c = (await d.wearer(d.fresh())).personId;
    await d.device(c);
    expect((await d.as(d.first, '/api/desk/linking/links', { aId: a, bId: c, reason: 'authority' })).status).toBe(200);
    expect((await d.order(a)).wearerId).toBe(c);
    expect((await d.order(b)).wearerId).toBe(c);
    const links = (await d.as<{ links: LinkingDeskJson['links'] }>(d.first, `/api/desk/people/${a}/links`)).body.links;
    const split = (i: number) =>
      d.as(d.first, `/api/desk/linking/links/${links[i]!.linkId}/split`, { reason: 'documents' });
    expect((await split(0)).status).toBe(409);
    expect((await split(1)).status).toBe(200);
    expect((await split(0)).status).toBe(200);
    for (const one of [a, b, c]) expect((await d.order(one)).wearerId).toBe(one);
    expect((await d.as(d.first, '/api/desk/linking/links', { aId: a, bId: a, reason: 'authority' })).status).toBe(409);
  });
});

test('those who monitor a wearer are told of a matter in which his device does not protect yet, until it is over (H-304)', async () => {
  const worn = (await d.wearer(d.fresh())).personId;
  await d.device(worn);
  const older = await d.order(worn);
  const matter = { kind: 'proceeding', matterId: randomUUID() } as const;
  const deps = linkingDeps(d.t.deps);
  const standing = async () => {
    await reviewWornElsewhere(deps);
    return (await d.desk()).notices.filter(({ wornUnder }) => wornUnder === older.label);
  };
  const nobody = Array.from({ length: 8 }, () => randomUUID() as PersonId);
  expect(await deps.wearing(d.t.deps.database, [...nobody, worn])).toEqual(new Set([worn]));
  await d.t.deps.database.transaction((tx) => checkWearer(tx, { wearerId: worn, matter, nowMs: d.t.clock.atMs }));
  const [told] = await standing();
  expect(told).toMatchObject({ reason: 'no-decision', matter: null, seenAtMs: null });
  expect(await standing()).toHaveLength(1);
  expect((await d.desk(d.stranger)).notices).toEqual([]);
  expect((await d.as(d.stranger, `/api/desk/linking/notices/${told!.noticeId}/seen`, {})).status).toBe(409);
  expect((await d.as(d.first, `/api/desk/linking/notices/${told!.noticeId}/seen`, {})).status).toBe(200);
  expect((await d.as(d.first, `/api/desk/linking/notices/${told!.noticeId}/seen`, {})).status).toBe(409);
  // The court decided, but for a measure without a device.
  const decided = await d.order(worn);
  await asOwner(d.t.testDb, (owner) =>
    owner.query(`update orders.court_order set measure = 'written-warning' where order_id = $1`, [decided.orderId]),
  );
  await d.t.deps.database.transaction((tx) => closeMatter(tx, matter, d.t.clock.atMs));
  expect(await standing()).toMatchObject([{ reason: 'no-device-measure', matter: decided.label, fromMs: null }]);
  await d.t.admin(`/api/orders/${decided.orderId}/cancel`, {});
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

describe('records of two agencies', () => {
  /** A question about one record of each; the first's officer and the stranger are of the two. */
  const across = async () => {
    const { name, birthDate } = d.fresh();
    const { agencyId } = (
      await d.t.admin<{ people: { kind: string; personId: string; agencyId: string }[] }>('/api/people')
    ).body.people.find(({ personId }) => personId === d.strangerId)!;
    const a = await d.wearer({ name, birthDate });
    const b = await d.wearer({ name, birthDate, agencyId });
    const order = await d.order(a.personId);
    await d.order(b.personId, { agencyId });
    return { a: a.personId, b: b.personId, orderId: order.orderId, reviewId: b.linking.reviews[0]! };
  };
  const wearerOf = async (orderId: string) => (await d.t.admin<OrderJson>(`/api/orders/${orderId}`)).body.wearerId;
  const waitingFor = async (cookie: string, reviewId: string) =>
    (await d.desk(cookie)).reviews.find((one) => one.reviewId === reviewId)?.waiting ?? null;
  const audited = async (action: string) => {
    const { rows } = await d.t.testDb.database.query<{ canonical: Buffer }>(
      `select canonical from safeguards.audit order by number`,
    );
    return rows
      .map(
        ({ canonical }) => JSON.parse(canonical.toString('utf8')) as { action: string; about: Record<string, unknown> },
      )
      .filter((one) => one.action === action);
  };

  it('are merged by an officer of each, and by nobody alone (H-443)', async () => {
    const { orderId, reviewId } = await across();
    const before = await wearerOf(orderId);
    const asked = await d.decide(d.first, reviewId, 'same');
    expect([asked.status, asked.body]).toMatchObject([200, { id: reviewId, waiting: { actId: expect.any(String) } }]);
    // Neither the same person again nor a colleague of theirs is the second.
    expect((await d.decide(d.first, reviewId, 'same')).body).toMatchObject({ waiting: { actId: expect.any(String) } });
    expect((await d.decide(d.second, reviewId, 'same')).body).toMatchObject({ waiting: { actId: expect.any(String) } });
    expect(await wearerOf(orderId)).toBe(before);
    expect(await waitingFor(d.first, reviewId)).toMatchObject({ isMine: true, mayApprove: false });
    expect(await waitingFor(d.stranger, reviewId)).toMatchObject({ isMine: false, mayApprove: true });
    const done = await d.decide(d.stranger, reviewId, 'same');
    expect([done.status, done.body.waiting]).toEqual([200, null]);
    const [link] = (await d.desk()).links.filter(({ how }) => how === 'review').slice(-1);
    expect(link).toBeDefined();
    const told = (await audited('match.decide')).at(-1)!.about;
    expect(told).toMatchObject({ askedBy: expect.any(String), rules: ['kr.record'], policy: expect.any(String) });
    // So is it parted.
    const path = `/api/desk/linking/links/${told.linkId}/split`;
    const parting = await d.as(d.stranger, path, { reason: 'documents' });
    expect(parting.body.waiting).not.toBeNull();
    expect((await d.as(d.first, path, { reason: 'documents' })).body.waiting).toBeNull();
    expect(await wearerOf(orderId)).toBe(before);
  });

  it('stay two when the second says no, the first takes it back, or the time is over (H-464)', async () => {
    const { a, orderId, reviewId } = await across();
    await d.decide(d.first, reviewId, 'same');
    const list = await d.as<{ acts: { actId: string; isMine: boolean }[] }>(d.first, '/api/desk/two-person');
    const [mine] = list.body.acts;
    expect(mine).toMatchObject({ isMine: true });
    expect((await d.as(d.second, `/api/desk/two-person/${mine!.actId}/end`, {})).status).toBe(404);
    expect((await d.as(d.first, `/api/desk/two-person/${mine!.actId}/end`, {})).status).toBe(200);
    expect(await waitingFor(d.stranger, reviewId)).toBeNull();
    // Asked again, and not answered within its time: the other's answer is a first one.
    await d.decide(d.first, reviewId, 'same');
    d.t.clock.atMs += 72 * 3_600_000;
    const other = await cookieOf(d.t, d.strangerId);
    const late = await d.decide(other, reviewId, 'same');
    expect(late.body.waiting).not.toBeNull();
    expect(await wearerOf(orderId)).toBe(a);
    const officer = await cookieOf(d.t, await personOf(d.t, d.people.agencyId, 'officer'));
    expect((await d.decide(officer, reviewId, 'not-same')).status).toBe(200);
    expect((await audited('two-person.refuse')).length).toBe(1);
    expect(await wearerOf(orderId)).toBe(a);
  });
});
