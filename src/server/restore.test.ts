import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { at, cancelOrder, makeCase, newMagpie, type TestCase } from '../../test/support/magpie.ts';
import { type Undisturbed, undisturbed } from '../../test/support/undisturbed.ts';
import type { PairId, PersonId } from '../core/ids.ts';
import { err, ok } from '../core/outcome.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, utcDay } from '../core/time.ts';
import { loadInputsAfter } from '../ingest/history.ts';
import type { SnapshotHead, SnapshotRefusal } from '../ingest/snapshots.ts';
import { createEngine, pairsOf, pairView } from '../proximity/engine.ts';
import { engineFrom, snapshotOf } from '../proximity/snapshot.ts';
import type { Magpie } from './assemble.ts';
import { restoreShard } from './restore.ts';

const START_MS = Date.parse('2026-11-02T12:00:00Z');
const masterKey = randomBytes(32);
const clock = { atMs: 0, nowMs: () => clock.atMs };
let db: TestDatabase;
let magpie: Magpie;
let said: string[];
let one: TestCase;

beforeEach(async () => {
  clock.atMs = START_MS;
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey, clock });
  one = await makeCase(magpie, { intervalS: 600, untilMs: START_MS + 60 * DAY_MS });
  await start();
});
afterEach(async () => {
  await magpie.stop();
  await db.close();
});

async function start(): Promise<void> {
  said = [];
  await magpie.start((line) => said.push(line));
}

async function restart(meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> {
  await magpie.stop();
  await meanwhile();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey, clock });
  await start();
}

/** Reports of both every ten minutes; `distanceM` is how far apart they are, from 0 at the beginning to 1 at the end. */
async function pass(ms: number, distanceM: (share: number) => number | null): Promise<void> {
  const steps = Math.round(ms / (10 * MINUTE_MS));
  for (let i = 1; i <= steps; i += 1) {
    clock.atMs += 10 * MINUTE_MS;
    const metres = distanceM(i / steps);
    await Promise.all([
      fix(one.protectedId, 0),
      ...(metres === null ? [] : [fix(one.wearerId, metres)]),
      magpie.journal.append({ kind: 'tick' }, null, null),
    ]);
  }
}

async function fix(personId: string, eastM: number): Promise<void> {
  const reported = { personId: personId as PersonId, fixedAtMs: clock.atMs, receivedAtMs: clock.atMs, ...at(eastM, 0) };
  const unsaid = { speedMps: null, courseDeg: null, source: null, mock: null };
  const bases = [`order:${one.orderId}`];
  const sealFor = { subject: personId, scope: utcDay(clock.atMs), bases };
  const input = { kind: 'fix', fix: { ...reported, accuracyM: 8, ...unsaid } } as const;
  expect((await magpie.journal.append(input, null, sealFor)).ok).toBe(true);
}

/** What one engine makes of the same journal. */
async function neverStopped(): Promise<Undisturbed> {
  const inputs = await loadInputsAfter(db.database, magpie.sealer, 0);
  expect(magpie.shard.position).toBe(inputs.at(-1)!.position);
  return undisturbed(inputs);
}

function isTheSame({ engine }: Undisturbed): boolean {
  return Buffer.from(magpie.shard.capture().bytes).equals(snapshotOf(engine));
}

async function recorded(): Promise<string[]> {
  await magpie.shard.recorded();
  const { rows } = await db.database.query<{ key: string }>(
    `select i.subject || ' ' || i.kind || ' ' || e.kind || ' ' || e.position as key
     from incidents.event e join incidents.incident i using (incident_id) where e.position is not null order by e.position`,
  );
  return rows.map((row) => row.key);
}

async function metric(name: 'rebuiltFromWindow' | 'snapshots', outcome?: string): Promise<number> {
  const { values } = await magpie.metrics[name].get();
  return values.find(({ labels }) => outcome === undefined || labels.outcome === outcome)?.value ?? 0;
}

async function heads(): Promise<{ key_id: number; position: number }[]> {
  const { rows } = await db.database.query<{ key_id: number; position: number }>(
    `select key_id, position from ingest.engine_snapshot order by position desc`,
  );
  return rows;
}

const damage = `update ingest.engine_snapshot_part set sealed = set_byte(sealed, 50, get_byte(sealed, 50) # 1)`;
const change = (statement: string): Promise<unknown> => asOwner(db, (owner) => owner.query(statement));

describe('a start', () => {
  it('goes on to the byte as if it had never stopped, also with what began days ago (H-84)', async () => {
    await pass(3 * HOUR_MS, (share) => 12_000 * (1 - share) + 60);
    await restart();
    // Closer than the restraint distance for longer than a day, then silent, then back.
    await pass(26 * HOUR_MS, () => 60);
    await restart();
    await pass(20 * HOUR_MS, (share) => 60 + 12_000 * share);
    await restart();
    await pass(30 * HOUR_MS, () => null);
    await restart();
    // Slower than any window: ten kilometres in two days.
    await pass(50 * HOUR_MS, (share) => 10_000 * (1 - share));
    await restart();
    await pass(2 * HOUR_MS, (share) => 3_000 * share);
    const reference = await neverStopped();
    expect(isTheSame(reference)).toBe(true);
    const pairId = one.pairId as PairId;
    expect(magpie.shard.view(pairId, clock.atMs)).toEqual(pairView(reference.engine, pairId, clock.atMs));
    expect(await recorded()).toEqual(reference.events);
    // No start bound anything anew: what is bound came back too.
    expect((await db.database.query(`select from ingest.journal where kind = 'bind-pair'`)).rowCount).toBe(1);
    expect(reference.events.length).toBeGreaterThan(5);
    expect(await metric('rebuiltFromWindow')).toBe(0);
    expect(said.join()).toMatch('from a snapshot and the journal');
  });

  it('uses the one before when the newest is damaged, reads what came after it, and tells (H-112)', async () => {
    await pass(26 * HOUR_MS, () => 60);
    await magpie.snapshots.run();
    await pass(2 * HOUR_MS, () => 60);
    await restart(async () => {
      expect(await heads()).toHaveLength(2);
      await change(`${damage} where key_id = (select max(key_id) from ingest.engine_snapshot)`);
    });
    expect([await metric('snapshots', 'damaged'), await metric('rebuiltFromWindow')]).toEqual([1, 0]);
    expect(isTheSame(await neverStopped())).toBe(true);
  });

  it('without one that can be used reads a day of the journal, says so, and has one again (H-112)', async () => {
    await pass(26 * HOUR_MS, () => 60);
    await restart(() => change(damage));
    expect([await metric('snapshots', 'damaged'), await metric('rebuiltFromWindow')]).toEqual([2, 1]);
    expect(said.join()).toMatch("from the journal's last day, without a snapshot");
    // Since when it is so was forgotten: what a snapshot is there for.
    expect(isTheSame(await neverStopped())).toBe(false);
    const [newest, ...older] = await heads();
    expect([newest?.position, older]).toEqual([magpie.shard.position, []]);
    await restart();
    expect(await metric('rebuiltFromWindow')).toBe(0);
  });

  it.each<[reason: string, head: Partial<SnapshotHead>, bytes: Uint8Array | SnapshotRefusal]>([
    ['not-recorded', { position: 1_000_000 }, snapshotOf(createEngine())],
    ['other-engine', {}, randomBytes(300)],
    ['other-bindings', {}, snapshotOf(createEngine())],
    ['erased', {}, 'erased'],
    ['other-journal', {}, 'other-journal'],
  ])('refuses a snapshot that is %s, before anything of it is used (H-111, H-112)', async (reason, change, bytes) => {
    await pass(HOUR_MS, () => 60);
    const { database, sealer, shard, metrics, options } = magpie;
    const head = {
      keyId: 1,
      position: shard.position,
      takenAtMs: 0,
      journalHash: Buffer.alloc(32),
      parts: 1,
      ...change,
    };
    const fed: number[] = [];
    const restored = await restoreShard(
      {
        ...{ database, sealer, metrics, log: options.log, say: () => undefined },
        store: { heads: async () => [head], open: async () => (typeof bytes === 'string' ? err(bytes) : ok(bytes)) },
        shard: {
          restore: () => fed.push(0),
          feed: (inputs) => fed.push(...inputs.map(({ position }) => position)),
        },
      },
      shard.position,
    );
    expect([restored.heads, await metric('snapshots', reason)]).toEqual([[], 1]);
    expect(fed[0]).toBe(1);
  });
});

describe('when an order has ended', () => {
  it('its people are in no snapshot any more, and the keys of older ones are gone (H-113)', async () => {
    const two = await makeCase(magpie, { name: 'another', intervalS: 600, untilMs: START_MS + 60 * DAY_MS });
    await magpie.reload();
    await magpie.reconciler.run();
    await pass(2 * HOUR_MS, () => 60);
    await magpie.snapshots.run();
    const before = (await heads()).map((head) => head.key_id);
    expect(before.length).toBeGreaterThan(0);
    await cancelOrder(magpie, one.orderId);
    clock.atMs += MINUTE_MS;
    await magpie.snapshots.run();
    const after = await heads();
    expect(after).toHaveLength(1);
    expect(before).not.toContain(after[0]!.key_id);
    const { rows } = await db.database.query<{ n: number }>(
      `select count(*) as n from safeguards.data_key left join safeguards.key_wrapping using (key_id) where subject = 'engine'
       union all select count(distinct key_id) from ingest.engine_snapshot_part`,
    );
    expect(rows.map((row) => row.n)).toEqual([1, 1]);
    const engine = engineFrom(magpie.shard.capture().bytes)!;
    const bound = (personId: string): number => pairsOf(engine, personId as PersonId).length;
    expect([one.wearerId, one.protectedId, two.wearerId, two.protectedId].map(bound)).toEqual([0, 0, 1, 1]);
    expect(engine.people.table.count).toBe(2);
    await restart();
    expect(isTheSame(await neverStopped())).toBe(true);
  });

  it('while the server was down, the start that finds it so replaces what it began with (H-113)', async () => {
    await pass(2 * HOUR_MS, () => 60);
    await restart(async () => {
      expect((await heads()).length).toBeGreaterThan(0);
      clock.atMs = START_MS + 61 * DAY_MS;
    });
    expect(await metric('rebuiltFromWindow')).toBe(0);
    const [newest, ...older] = await heads();
    expect(older).toEqual([]);
    expect(newest!.position).toBeGreaterThanOrEqual(magpie.shard.unboundAt);
    expect(magpie.shard.unboundAt).toBeGreaterThan(0);
    expect(magpie.shard.pairs.size).toBe(0);
  });
});
