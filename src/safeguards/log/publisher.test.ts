/** The log over real rows: sequenced, published, verified by the program that shares nothing with it, compared, proven, erased. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { verifyProof } from '../../cli/verify-log/proof.ts';
import { openSource } from '../../cli/verify-log/source.ts';
import { verifyLog } from '../../cli/verify-log/verify.ts';
import type { Database } from '../../core/database.ts';
import { toIso } from '../../core/time.ts';
import { audit, type LedgerEntry, ledger } from '../log.ts';
import { compareLog } from './compare.ts';
import { ENTRY_BYTES } from './entry.ts';
import { eraseOpenings } from './erase.ts';
import { LogFiles } from './files.ts';
import { type LogKey, loadLogKey } from './key.ts';
import { COSIGNATURE_V1, cosignatureLine, publicKeyOf, verifierKey } from './note.ts';
import { proofFor } from './proofs.ts';
import { LogPublisher } from './publisher.ts';
import { placesFor } from './sequencer.ts';
import { addCosignatures, loadCosigned } from './witnesses.ts';

const NOW_MS = Date.parse('2026-11-02T00:00:00Z');
const CADENCE_MS = 60_000;
const PER_PERIOD = 96;
const OFFICER = { kind: 'officer', id: '11111111-1111-4111-8111-111111111111' };
const WEARER = '22222222-2222-4222-8222-222222222222';
const ORDER = '33333333-3333-4333-8333-333333333333';

let db: TestDatabase;
let folder: string;
let key: LogKey;

beforeEach(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-log-'));
  key = await loadLogKey(join(folder, 'log-key.json'), 'log.example/test');
});
afterEach(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

const publicFolder = (): string => join(folder, 'log');

function publisher(database: Database = db.database): LogPublisher {
  const deps = {
    database,
    key,
    folder: publicFolder(),
    randomBytes,
    cadenceMs: CADENCE_MS,
    entriesPerPeriod: PER_PERIOD,
  };
  return new LogPublisher(deps);
}

async function write(audits: number, grants: number, atMs = NOW_MS): Promise<void> {
  const entry = {
    atMs,
    actor: OFFICER,
    action: 'test.look',
    purpose: 'monitoring',
    about: { personId: WEARER, orderId: ORDER },
  };
  const grant: LedgerEntry = {
    atMs: atMs + 1,
    kind: 'grant',
    body: { orderId: ORDER, rule: 'kr-1', viewer: OFFICER },
    subject: WEARER,
  };
  await db.database.transaction(async (tx) => {
    if (audits > 0)
      await audit(
        tx,
        Array.from({ length: audits }, () => entry),
      );
    if (grants > 0)
      await ledger(
        tx,
        Array.from({ length: grants }, () => grant),
      );
  });
}

/** The n-th instant of the cadence, after what is held back is shown. */
const shown = (n: number): number => NOW_MS + n * CADENCE_MS + CADENCE_MS / 2;

async function verdict(since: Buffer | null = null) {
  const entries: Buffer[] = [];
  const options = { source: openSource(publicFolder()), key: key.vkey, since };
  const found = await verifyLog({ ...options, onEntry: (_, bytes) => entries.push(Buffer.from(bytes)) });
  return { ...found, entries: Buffer.concat(entries) };
}

async function findings(): Promise<string[]> {
  const found: string[] = [];
  const { entries } = await verdict();
  await compareLog({
    database: db.database,
    paddingSecret: key.paddingSecret,
    entries,
    onFinding: (what) => found.push(what),
  });
  return found;
}

async function everyFile(): Promise<Record<string, string>> {
  const found = await readdir(publicFolder(), { recursive: true, withFileTypes: true });
  const paths = found.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, (await readFile(path)).toString('base64')])),
  );
}

test('(H-451) rows become leaves in order, the log verifies, and the database agrees with it', async () => {
  const log = publisher();
  await write(40, 30);
  await log.run(shown(0));
  const earlier = await readFile(join(publicFolder(), 'checkpoint'));
  await write(100, 90);
  for (let n = 1; n <= 3; n += 1) await log.run(shown(n));
  expect(await verdict(earlier)).toMatchObject({ ok: true, size: 4 * PER_PERIOD, reason: null });
  const { rows } = await db.database.query<{ log: string; number: number }>(
    'select log, number from safeguards.log_leaf order by leaf_index',
  );
  for (const [which, count] of [
    ['audit', 140],
    ['ledger', 120],
  ] as const) {
    const numbers = rows.filter((row) => row.log === which).map((row) => row.number);
    expect(numbers).toEqual(Array.from({ length: count }, (_, i) => i));
  }
  expect(await findings()).toEqual([]);
});

test('(H-453) nothing that is public tells how many rows there are, nor when: each publication is as large, and shown as late', async () => {
  const log = publisher();
  await write(1, 0);
  expect((await log.run(NOW_MS + 1)).size).toBe(0);
  expect((await log.run(NOW_MS + CADENCE_MS / 4 - 1)).size).toBe(0);
  expect((await log.run(NOW_MS + CADENCE_MS / 4)).size).toBe(PER_PERIOD);
  await write(300, 300);
  expect((await log.run(shown(1))).size).toBe(2 * PER_PERIOD);
  expect((await log.run(shown(2))).size).toBe(3 * PER_PERIOD);
  // No row of its own, id or time in the clear: all bytes but magic and instant look like chance.
  const { entries } = await verdict();
  const bits = Array.from({ length: 3 * PER_PERIOD }, (_, i) =>
    entries.subarray(i * ENTRY_BYTES + 16, (i + 1) * ENTRY_BYTES),
  );
  expect(new Set(bits.map((one) => one.toString('hex'))).size).toBe(3 * PER_PERIOD);
  const ones = bits
    .flatMap((one) => [...one])
    .reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
  expect(ones / (3 * PER_PERIOD * 256)).toBeCloseTo(0.5, 1);
  // Where a row stands tells nothing of how full a publication was.
  const means = [10, 200].map((count) => {
    const places = Array.from({ length: 300 }, () => [...placesFor(count, 256, randomBytes)]).flat();
    return places.reduce((sum, place) => sum + place, 0) / places.length;
  });
  expect(Math.abs(means[0]! - means[1]!)).toBeLessThan(8);
});

test('(H-452) cut off between any two steps and begun again, nothing stands twice, nothing is lost, and the files are the same', async () => {
  await write(50, 20);
  await publisher().run(shown(0));
  await write(30, 60);
  let steps = 0;
  for (let cut = 0; ; cut += 1) {
    steps = 0;
    const stop = (): void => {
      if (steps === cut) throw new Error('killed');
      steps += 1;
    };
    const cutting: Database = {
      query: async (text, values) => {
        stop();
        return await db.database.query(text, values);
      },
      transaction: (work) =>
        db.database.transaction(async (tx) => {
          const done = await work({
            query: async (text, values) => {
              stop();
              return await tx.query(text, values as unknown[]);
            },
          });
          stop();
          return done;
        }),
    };
    // As a process that was killed: what it had in its memory is gone.
    const outcome = await publisher(cutting)
      .run(shown(1))
      .then(
        () => 'whole',
        (error: Error) => error.message,
      );
    if (outcome === 'whole') break;
    expect(outcome).toBe('killed');
  }
  expect(steps).toBeGreaterThan(8);
  expect(await verdict()).toMatchObject({ ok: true, size: 2 * PER_PERIOD });
  expect(await findings()).toEqual([]);
  // Of a folder that lost everything but its key the same is made again.
  const before = await everyFile();
  await rm(publicFolder(), { recursive: true });
  await publisher().run(shown(1));
  expect(await everyFile()).toEqual(before);
});

test('(H-452) a crash while files are written leaves the old log or the new one', async () => {
  await write(5, 5);
  await publisher().run(shown(0));
  const before = await everyFile();
  await publisher().run(shown(1));
  const after = await everyFile();
  const checkpoint = join(publicFolder(), 'checkpoint');
  // All but the checkpoint came into place.
  await writeFile(checkpoint, Buffer.from(before[checkpoint]!, 'base64'));
  for (const [path, bytes] of Object.entries(before))
    if (!(path in after)) await writeFile(path, Buffer.from(bytes, 'base64')).catch(() => undefined);
  expect(await verdict()).toMatchObject({ ok: true, size: PER_PERIOD });
  await publisher().run(shown(1));
  expect(await everyFile()).toMatchObject(after);
});

test('(H-452) another key, tiles that were changed, and a database of before are not gone on from', async () => {
  await write(5, 5);
  await publisher().run(shown(0));
  const other = await loadLogKey(join(folder, 'other.json'), 'log.example/test');
  const deps = {
    database: db.database,
    folder: publicFolder(),
    randomBytes,
    cadenceMs: CADENCE_MS,
    entriesPerPeriod: PER_PERIOD,
  };
  await expect(new LogPublisher({ ...deps, key: other }).run(shown(1))).rejects.toThrow('of another key');
  // Nor when the folder went as well: the database knows its key.
  await expect(new LogPublisher({ ...deps, key: other, folder: join(folder, 'none') }).run(shown(1))).rejects.toThrow(
    'under another key',
  );
  await asOwner(db, async (owner) => {
    await owner.query('alter table safeguards.log_period disable trigger all');
    await owner.query('delete from safeguards.log_period');
  });
  await expect(publisher().run(shown(1))).rejects.toThrow('older than the published log');
  const tile = join(publicFolder(), `tile/0/000.p/${PER_PERIOD}`);
  const bytes = await readFile(tile);
  bytes[40]! ^= 1;
  await writeFile(tile, bytes);
  await expect(publisher().run(shown(1))).rejects.toThrow('not those that its checkpoint signs');
});

test('(H-451) a row altered, deleted, swapped, given another time, put in or made silent is found', async () => {
  const log = publisher();
  for (let n = 0; n < 6; n += 1) await write(1, 1, NOW_MS + n);
  await log.run(shown(0));
  await write(2, 2, NOW_MS + CADENCE_MS);
  expect(await findings()).toEqual([]);
  const attacks: Record<string, string> = {
    altered: `update safeguards.audit set canonical = c, leaf_hash = sha256('\\x00'::bytea || c)
      from (select convert_to(replace(convert_from(canonical, 'UTF8'), 'monitoring', 'protection'), 'UTF8') as c
            from safeguards.audit where number = 3) x where number = 3`,
    deleted: 'delete from safeguards.ledger where number = 2',
    swapped: `update safeguards.audit a set canonical = b.canonical, leaf_hash = b.leaf_hash, at_ms = b.at_ms
      from safeguards.audit b where (a.number, b.number) in ((1, 2), (2, 1))`,
    'of another time': 'update safeguards.ledger set at_ms = at_ms + 1 where number = 4',
    'deleted with its leaf': `with gone as (delete from safeguards.log_leaf where log = 'audit' and number = 5 returning leaf_index)
      delete from safeguards.log_opening where leaf_index in (select leaf_index from gone)`,
    'made silent':
      'delete from safeguards.log_opening where leaf_index in (select leaf_index from safeguards.log_leaf where number = 1)',
    'deleted before it came in': 'delete from safeguards.audit where number = 6',
  };
  const tables = ['audit', 'ledger', 'log_leaf', 'log_opening'];
  for (const [what, attack] of Object.entries(attacks)) {
    await asOwner(db, async (owner) => {
      for (const table of tables) {
        await owner.query(`alter table safeguards.${table} disable trigger all`);
        await owner.query(`create table safeguards.kept_${table} as table safeguards.${table}`);
      }
      await owner.query(attack);
    });
    expect(await findings(), what).not.toEqual([]);
    await asOwner(db, async (owner) => {
      for (const table of tables) {
        await owner.query(`delete from safeguards.${table}`);
        await owner.query(`insert into safeguards.${table} table safeguards.kept_${table}`);
        await owner.query(`drop table safeguards.kept_${table}`);
      }
    });
    expect(await findings(), what).toEqual([]);
  }
  await asOwner(db, (owner) => owner.query('delete from safeguards.audit where number = 6'));
  await expect(log.run(shown(1))).rejects.toThrow('audit:6 is not there');
});

test('(H-455) a proof holds without the server, opens what it should, and says nothing of the rest', async () => {
  const log = publisher();
  await write(30, 30);
  for (let n = 0; n < 9; n += 1) await log.run(shown(n));
  const deps = { database: db.database, files: new LogFiles(publicFolder()) };
  const whole = await proofFor(deps, 'ledger', 7);
  const narrow = await proofFor(deps, 'audit', 7, ['actor', 'at', 'kind', 'purpose']);
  expect(whole.ok && verifyProof(JSON.stringify(whole.value), key.vkey)).toMatchObject({
    ...{ ok: true, size: 9 * PER_PERIOD, publishedAt: toIso(NOW_MS) },
    says: {
      actor: `officer:${OFFICER.id}`,
      case: ORDER,
      kind: 'ledger.grant',
      number: 'ledger:7',
      purpose: 'kr-1',
      subject: WEARER,
    },
  });
  expect(narrow.ok && Object.keys(verifyProof(JSON.stringify(narrow.value), key.vkey).says)).toEqual([
    'actor',
    'at',
    'kind',
    'purpose',
  ]);
  expect(JSON.stringify(narrow)).not.toMatch(new RegExp(`${WEARER}|${ORDER}|audit:7`));
  for (const change of [{ leafIndex: 3 }, { row: '{}' }, { path: [] }]) {
    expect(whole.ok && verifyProof(JSON.stringify({ ...whole.value, ...change }), key.vkey).ok).toBe(false);
  }
  const lied =
    whole.ok && whole.value.fields.map((field) => (field.field === 'subject' ? { ...field, value: ORDER } : field));
  expect(whole.ok && verifyProof(JSON.stringify({ ...whole.value, fields: lied }), key.vkey).reason).toContain(
    'commits to',
  );
  await write(1, 0);
  expect(await proofFor(deps, 'audit', 30)).toMatchObject({ ok: false, error: { code: 'not-found' } });
});

test('(H-455) erasing takes the salts, says so in the log, and leaves it verifying; the leaf opens no more', async () => {
  const log = publisher();
  await write(10, 10);
  await log.run(shown(0));
  const erase = {
    log: 'ledger',
    numbers: [2, 3, 4],
    atMs: NOW_MS + 1,
    actor: { kind: 'system', id: null },
    because: 'retention',
  } as const;
  expect(await db.database.transaction((tx) => eraseOpenings(tx, erase))).toBe(3);
  expect(await db.database.transaction((tx) => eraseOpenings(tx, erase))).toBe(0);
  expect(await findings()).toEqual([]);
  await log.run(shown(1));
  expect(await verdict()).toMatchObject({ ok: true, size: 2 * PER_PERIOD });
  expect(await findings()).toEqual([]);
  const deps = { database: db.database, files: new LogFiles(publicFolder()) };
  expect(await proofFor(deps, 'ledger', 3)).toMatchObject({ ok: false, error: { code: 'erased' } });
  expect((await proofFor(deps, 'audit', 10)).ok).toBe(true);
});

test('(H-456) a witness is verified before it is kept, and finds that the log was cut short', async () => {
  const log = publisher();
  await log.run(shown(0));
  const name = 'witness.example/w';
  const { privateKey } = generateKeyPairSync('ed25519');
  const stranger = generateKeyPairSync('ed25519').privateKey;
  const witness = verifierKey(name, COSIGNATURE_V1, publicKeyOf(privateKey));
  const files = new LogFiles(publicFolder());
  const note = async (): Promise<string> => (await readFile(join(publicFolder(), 'checkpoint'))).toString();
  const cosign = async (signer = privateKey, text?: string, timeS = NOW_MS / 1_000) => {
    const current = await note();
    const body = text ?? current.slice(0, current.indexOf('\n\n') + 1);
    const given = `${body}\n${cosignatureLine(body, name, signer, timeS)}\n`;
    return await log.inTurn((own) => addCosignatures(own, key, [witness], given, NOW_MS));
  };
  expect(await cosign(stranger)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  expect(await cosign(privateKey, `log.example/test\n1\n${Buffer.alloc(32).toString('base64')}\n`)).toMatchObject({
    ok: false,
  });
  expect(await cosign(privateKey, undefined, NOW_MS / 1_000 + 3_600)).toMatchObject({ ok: false });
  expect(await loadCosigned(files, [witness])).toMatchObject([{ cosignedAtMs: null }]);
  expect(await cosign()).toEqual({ ok: true, value: [name] });
  expect(await cosign()).toEqual({ ok: true, value: [name] });
  expect(await loadCosigned(files, [witness])).toMatchObject([{ name, cosignedAtMs: NOW_MS }]);
  expect(await verdict()).toMatchObject({ ok: true });
  const early = await note();
  await log.run(shown(1));
  await cosign();
  const seen = await readFile(join(publicFolder(), `witness/${witness.keyId}`));
  await writeFile(join(publicFolder(), 'checkpoint'), early);
  expect((await verdict()).reason).toMatch(/^truncated: the witness/);
  await rm(join(publicFolder(), 'witness'), { recursive: true });
  expect((await verdict()).ok).toBe(true);
  expect((await verdict(seen)).reason).toMatch(/^truncated: the earlier checkpoint/);
});
