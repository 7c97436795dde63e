import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_MASTER } from '../../../test/support/app.ts';
import { asOwner } from '../../../test/support/as-owner.ts';
import { DAY_MS, toIso } from '../../core/time.ts';
import { compareDue, compareNow, markForMatching } from '../../people/service.ts';
import { Sealer } from '../../safeguards/service.ts';
import { linkingDeps } from '../../server/linking.ts';
import type { OpenedReviewJson } from './contract.ts';
import { type Desk, type Entered, openLinking } from './linking.test-helper.ts';

let d: Desk;

beforeAll(async () => {
  d = await openLinking();
});
afterAll(() => d.t.close());

describe('a wearer who is entered a d.second time', () => {
  it('is linked by an equal identifier, whichever record was entered first; the older one goes on (H-301)', async () => {
    const { identifier, ...rest } = d.fresh();
    const older = await d.wearer({ ...rest, identifier });
    expect(older.linking).toEqual({ state: 'checked', linkedTo: null, cases: [], reviews: [], notYet: null });
    d.t.clock.atMs += 1;
    const younger = await d.wearer({ ...rest, identifier: identifier.toLowerCase().replaceAll('-', ' ') });
    expect(younger.linking).toMatchObject({ linkedTo: older.personId, reviews: [] });
  });

  it('is asked about alike, whichever record was entered first', async () => {
    const { birthDate } = d.fresh();
    const found = async (names: readonly string[]) => {
      const day = toIso(Date.parse(birthDate) - 20_000 * DAY_MS).slice(0, 10);
      const entered: Entered[] = [];
      for (const name of names) entered.push(await d.wearer({ name, birthDate: day }));
      const { reviewId } = (await d.desk()).reviews.find(({ reviewId: id }) =>
        entered[1]!.linking.reviews.includes(id),
      )!;
      const { reasons } = (await d.desk()).reviews.find((one) => one.reviewId === reviewId)!;
      await d.decide(d.first, reviewId, 'not-same');
      await asOwner(d.t.testDb, (owner) =>
        owner.query(`delete from people.match_index where person_id = any($1)`, [entered.map((one) => one.personId)]),
      );
      return reasons;
    };
    expect(await found(['홍길동', '홍길돈'])).toEqual(['birth', 'name-similar']);
    expect(await found(['홍길돈', '홍길동'])).toEqual(['birth', 'name-similar']);
  });

  it('is found when both are entered at the same time', async () => {
    const same = d.fresh();
    const made = await Promise.all([d.wearer(same), d.wearer(same), d.wearer(same)]);
    await d.order(made[0]!.personId);
    const survivors = new Set<string>();
    for (const { personId } of made) survivors.add((await d.order(personId)).wearerId);
    expect(survivors.size).toBe(1);
  });

  it('is compared again when his order is entered, and is due until that can be done', async () => {
    const same = d.fresh();
    const older = await d.wearer(same);
    const broken = { ...linkingDeps(d.t.deps), sealer: new Sealer(randomBytes(32), d.t.deps.database) };
    await d.t.deps.database.transaction((tx) => markForMatching(tx, older.personId, d.t.clock.atMs));
    await expect(compareNow(broken, older.personId)).rejects.toThrow();
    const { rows } = await d.t.deps.database.query(`select person_id from people.match_due`);
    expect(rows).toEqual([{ person_id: older.personId }]);
    expect((await d.order(older.personId)).linking.state).toBe('checked');
    expect((await d.t.deps.database.query(`select person_id from people.match_due`)).rows).toEqual([]);
  });

  it('is compared although another record cannot be opened; and whoever was erased is found no more (H-309)', async () => {
    const [damaged, erased, same] = [await d.wearer(d.fresh()), await d.wearer(d.fresh()), d.fresh()];
    const older = await d.wearer(same);
    await asOwner(d.t.testDb, async (owner) => {
      await owner.query(`update people.person set identity_sealed = '\\x00' where person_id = $1`, [damaged.personId]);
      await owner.query(
        `delete from safeguards.key_wrapping where key_id = (select key_id from people.person where person_id = $1)`,
        [erased.personId],
      );
    });
    const deps = { ...linkingDeps(d.t.deps), sealer: new Sealer(TEST_MASTER, d.t.deps.database) };
    for (const { personId } of [damaged, erased, older]) {
      await d.t.deps.database.transaction((tx) => markForMatching(tx, personId, d.t.clock.atMs));
    }
    await expect(compareDue(deps)).rejects.toThrow('sealed bytes do not open');
    const { rows } = await d.t.deps.database.query(`select person_id from people.match_due`);
    expect(rows).toEqual([{ person_id: damaged.personId }]);
    const digests = await d.t.deps.database.query(`select 1 from people.match_index where person_id = $1`, [
      erased.personId,
    ]);
    expect(digests.rows).toEqual([]);
    await asOwner(d.t.testDb, (owner) => owner.query(`delete from people.match_due`));
  });

  it('is refused with a birth date that cannot be, and so is anybody else with one; nothing is written', async () => {
    const before = await d.t.deps.database.query(`select count(*) from people.person`);
    const refused = async (more: object) => {
      const request = { kind: 'wearer', agencyId: d.people.agencyId, exercise: true, ...d.fresh(), ...more };
      const { status, body } = await d.t.admin<{ error: { message: string } }>('/api/people', request);
      return [status, body.error.message];
    };
    expect(await refused({ birthDate: '2090-01-01' })).toEqual([400, 'birthDate: from 1900-01-01 to today.']);
    expect((await refused({ birthDate: '1985-02-30' }))[1]).toMatch(/birthDate.*1985-01-31/);
    expect((await refused({ identifier: 'a-1' }))[1]).toMatch(/identifier.*at least four letters or digits/);
    expect((await refused({ kind: 'protected' }))[1]).toBe(
      'Only a wearer is registered with birthDate and identifier.',
    );
    expect(await d.t.deps.database.query(`select count(*) from people.person`)).toEqual(before);
  });
});

describe('an open question', () => {
  it('is decided once: of two officers at the same time one is refused', async () => {
    const { a, b, reviewId } = await d.asked();
    const answers = await Promise.all([d.decide(d.first, reviewId, 'same'), d.decide(d.second, reviewId, 'same')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { rows } = await d.t.deps.database.query(
      `select 1 from people.person_link where merged_id = any($1::uuid[]) and ended_at_ms is null`,
      [[a, b]],
    );
    expect(rows).toHaveLength(1);
  });

  it('is not asked again once the two are said not to be the same, whatever is entered (H-303)', async () => {
    const { a, b, reviewId } = await d.asked();
    expect((await d.decide(d.first, reviewId, 'not-same')).status).toBe(200);
    const again = await d.order(b);
    expect([again.wearerId, again.linking.reviews]).toEqual([b, []]);
    const number = `NO ${randomUUID()}`;
    await d.t.admin(`/api/people/${a}/findable`, { identifier: number });
    const completed = await d.t.admin<Entered>(`/api/people/${b}/findable`, { identifier: number });
    expect(completed.body.linking).toMatchObject({ linkedTo: null, reviews: [] });
  });

  it("is nobody's but whom it concerns: another agency's officer finds nothing (H-308)", async () => {
    const { a, reviewId, b } = await d.asked();
    expect((await d.desk(d.stranger)).reviews).toEqual([]);
    const paths = [
      [`/api/desk/linking/reviews/${reviewId}/open`, {}],
      [`/api/desk/linking/reviews/${reviewId}`, { decision: 'same', reason: 'documents' }],
      ['/api/desk/linking/links', { aId: a, bId: b, reason: 'documents' }],
      [`/api/desk/people/${a}/links`, undefined],
    ] as const;
    for (const [path, body] of paths) expect([path, (await d.as(d.stranger, path, body)).status]).toEqual([path, 404]);
    expect((await d.desk()).reviews.map((one) => one.reviewId)).toContain(reviewId);
  });

  it('opens two records side by side, which is audited with its purpose before; lists, audit and log hold no name (H-308)', async () => {
    const { name, birthDate, identifier } = d.fresh();
    const a = await d.wearer({ name, birthDate, identifier });
    const b = await d.wearer({ name, birthDate });
    const opened = (await d.as<OpenedReviewJson>(d.first, `/api/desk/linking/reviews/${b.linking.reviews[0]}/open`, {}))
      .body;
    expect([opened.a.name, opened.b.name, opened.a.birthDate]).toEqual([name, name, birthDate]);
    const ofA = opened.a.personId === a.personId ? opened.a : opened.b;
    expect(ofA.identifierEnd).toBe(identifier.slice(-4));
    const { rows } = await d.t.deps.database.query<{ line: string }>(
      `select convert_from(canonical, 'UTF8') as line from safeguards.audit order by number`,
    );
    const reads = rows.map(({ line }) => JSON.parse(line)).filter((one) => one.action === 'identity.read');
    expect(
      reads
        .slice(-2)
        .map((one) => [one.purpose, one.actor.kind, one.about.personId])
        .sort(),
    ).toEqual([a.personId, b.personId].map((id) => ['same-person', 'officer', id]).sort());
    const everywhere = JSON.stringify([rows, b, await d.desk(), d.t.logged()]);
    for (const secret of [name, birthDate, identifier]) expect(everywhere).not.toContain(secret);
  });
});
