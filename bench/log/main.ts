/**
 * `npm run bench:log [-- --quick | --verify]`: 5,000 disclosures a second with the log beside them and without, how fast the log takes rows up and
 * publishes them, and how long the verifier takes over 1,000,000 entries. Tables in Markdown on standard output.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openSource } from '../../src/cli/verify-log/source.ts';
import { verifyLog } from '../../src/cli/verify-log/verify.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { GrantId, OrderId, PairId, PersonId } from '../../src/core/ids.ts';
import { SECOND_MS, utcDay } from '../../src/core/time.ts';
import type { GivenRow } from '../../src/disclosure/grants.ts';
import { LIMITS } from '../../src/disclosure/limits.ts';
import { sqlGrantStore } from '../../src/disclosure/service.ts';
import { entryBytes, paddingCommitment } from '../../src/safeguards/log/entry.ts';
import { signCheckpoint } from '../../src/safeguards/log/note.ts';
import { type TileFile, TreeAppender } from '../../src/safeguards/log/tiles.ts';
import { loadLogKey } from '../../src/safeguards/service.ts';
import { PgDatabase } from '../../src/server/database.ts';
import { CHECKOUT, MIGRATIONS, makeDataFolder } from '../../src/server/folders.ts';
import { LogKeeper } from '../../src/server/log/keeper.ts';
import { logSettingOf } from '../../src/server/log/setting.ts';
import { migrate } from '../../src/server/migrate.ts';
import { startEmbedded } from '../../src/server/postgres/embedded.ts';
import { loadSecrets } from '../../src/server/secrets.ts';
import { makeCase, newMagpie, type TestCase } from '../../test/support/magpie.ts';
import { measureFsync } from '../fsync.ts';
import { markdownRow, spreadOf } from '../percentiles.ts';

const isQuick = process.argv.includes('--quick');
const PER_SECOND = 5_000;
const SECONDS = isQuick ? 15 : 40;
const CADENCE_S = 10;
const ENTRIES_PER_PERIOD = 65_536;
const VERIFIED = isQuick ? 100_000 : 1_000_000;

const print = (line = ''): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** A log that cannot be kept is not measured. */
function failed(error: Error): void {
  throw error;
}

function grantOf(one: TestCase, givenAtMs: number): GivenRow {
  return {
    ...{ grantId: randomUUID() as GrantId, viewerKind: 'officer', viewerId: one.officerId as PersonId },
    ...{
      pairId: one.pairId as PairId,
      orderId: one.orderId as OrderId,
      target: 'wearer',
      subjectId: one.wearerId as PersonId,
    },
    ...{ rule: 'kr-officer-warning', article: 'Decree 23-17(1)', packVersion: 'kr@bench', shown: 'point:0' },
    use: { purpose: 'compliance', article: 'EDA 31-8(2)2' },
    ...{ urgency: { level: 'warning', distanceM: 550, etaS: null, insideM: null }, orderUntilMs: givenAtMs + 60_000 },
    ...{ givenAtMs, expiresAtMs: givenAtMs + 60_000 },
  };
}

/**
 * Grants at a fixed rate, as the live stream's book commits them: one transaction at a time, with all that was asked for meanwhile. How long the
 * oldest of each waited until it was committed.
 */
async function grants(database: PgDatabase, one: TestCase): Promise<{ tookMs: number[]; perSecond: number }> {
  const store = sqlGrantStore(database);
  const tookMs: number[] = [];
  const all = PER_SECOND * SECONDS;
  const begunAtMs = performance.now();
  for (let given = 0; given < all; ) {
    const oldestDueMs = begunAtMs + (given * SECOND_MS) / PER_SECOND;
    const due = Math.floor(((performance.now() - begunAtMs) * PER_SECOND) / SECOND_MS) - given;
    const count = Math.min(due, all - given, LIMITS.grantsPerTransactionMax);
    if (count <= 0) {
      await delay(LIMITS.grantGatherMs);
      continue;
    }
    const nowMs = systemClock.nowMs();
    await store.give(Array.from({ length: count }, () => grantOf(one, nowMs)));
    given += count;
    tookMs.push(performance.now() - oldestDueMs);
  }
  return { tookMs, perSecond: Math.round((all * SECOND_MS) / (performance.now() - begunAtMs)) };
}

async function besideTheStream(appUrl: string, folder: string, one: TestCase): Promise<void> {
  print(`### ${PER_SECOND} disclosures/s, a grant and its ledger entry each`);
  print();
  print(markdownRow(['log', 'given /s', 'commit p50 ms', 'p99', 'max', 'rows waiting at the end']));
  print(markdownRow(['---', '---:', '---:', '---:', '---:', '---:']));
  const database = new PgDatabase(appUrl, { task: 'server' });
  const env = { MAGPIE_LOG_CADENCE_S: String(CADENCE_S), MAGPIE_LOG_ENTRIES: String(ENTRIES_PER_PERIOD) };
  for (const isOn of [false, true, false, true]) {
    const setting = logSettingOf(folder, '0123456789abcdef', env);
    const keeper = new LogKeeper({
      clock: systemClock,
      appUrl,
      setting,
      onTrouble: () => undefined,
      onError: failed,
    });
    if (isOn) keeper.start();
    const { tookMs, perSecond } = await grants(database, one);
    const { p50, p99, max } = spreadOf(tookMs);
    await keeper.close();
    print(markdownRow([isOn ? 'on' : 'off', perSecond, p50, p99, max, await waiting(database)]));
  }
  await database.close();
  print();
}

async function waiting(database: PgDatabase): Promise<number> {
  const { rows } = await database.query<{ waiting: number }>(
    `select (select sum(next_number) from safeguards.log_heads())::bigint
       - coalesce((select audit_next + ledger_next from safeguards.log_period order by first_index desc limit 1), 0) as waiting`,
  );
  return rows[0]!.waiting;
}

/** What waits by now, taken up and published as fast as it goes. */
async function alone(appUrl: string, folder: string): Promise<void> {
  const database = new PgDatabase(appUrl, { task: 'server' });
  const env = { MAGPIE_LOG_CADENCE_S: String(CADENCE_S), MAGPIE_LOG_ENTRIES: String(ENTRIES_PER_PERIOD) };
  let nowMs = systemClock.nowMs();
  const setting = logSettingOf(folder, '0123456789abcdef', env);
  const deps = { clock: { nowMs: () => nowMs }, appUrl, setting, onTrouble: () => undefined };
  const keeper = new LogKeeper({ ...deps, onError: failed });
  const rows = await waiting(database);
  let takenMs = 0;
  let shownMs = 0;
  let periods = 0;
  while ((await waiting(database)) > 0) {
    nowMs += CADENCE_S * SECOND_MS - (nowMs % (CADENCE_S * SECOND_MS));
    const begunMs = performance.now();
    await keeper.look();
    const takenAtMs = performance.now();
    nowMs += (CADENCE_S * SECOND_MS) / 2;
    await keeper.look();
    [takenMs, shownMs, periods] = [takenMs + takenAtMs - begunMs, shownMs + performance.now() - takenAtMs, periods + 1];
  }
  await keeper.close();
  await database.close();
  print(`Alone: ${rows} rows in ${periods} publications: taken up ${Math.round((rows * SECOND_MS) / takenMs)} rows/s,`);
  print(`published ${Math.round((periods * ENTRIES_PER_PERIOD * SECOND_MS) / shownMs)} entries/s.`);
  print();
}

async function verification(folder: string): Promise<void> {
  const key = await loadLogKey(join(folder, 'verified-key.json'), 'log.example/bench');
  const to = join(folder, 'verified');
  const tree = new TreeAppender({ size: 0, levels: [], entries: Buffer.alloc(0) });
  // Not flushed: making it is not what is measured.
  const write = async (files: readonly TileFile[]): Promise<void> => {
    for (const { path, bytes } of files) {
      await mkdir(dirname(join(to, path)), { recursive: true });
      await writeFile(join(to, path), bytes);
    }
  };
  say(`making a log of ${VERIFIED} entries`);
  for (let index = 0; index < VERIFIED; index += 1) {
    const periodAtMs = Math.floor(index / 256) * 60_000;
    const files = tree.append(entryBytes(periodAtMs, paddingCommitment(key.paddingSecret, index)));
    if (files.length > 0) await write(files);
  }
  const checkpoint = signCheckpoint({ origin: key.origin, size: tree.size, root: tree.root() }, key.privateKey);
  await write([...tree.partial(), { path: 'checkpoint', bytes: Buffer.from(checkpoint) }]);
  const begunMs = performance.now();
  const { ok } = await verifyLog({ source: openSource(to), key: key.vkey, since: null });
  const tookS = (performance.now() - begunMs) / SECOND_MS;
  print(
    `Verification of ${VERIFIED} entries from a folder: ${tookS.toFixed(1)} s (${ok ? 'verified' : 'NOT VERIFIED'}).`,
  );
}

async function withDatabase(folder: string): Promise<void> {
  const postgres = await startEmbedded({
    dataFolder: folder,
    secrets: await loadSecrets(folder),
    clock: systemClock,
    say,
  });
  try {
    await migrate(postgres.ownerUrl, MIGRATIONS, systemClock);
    const magpie = newMagpie({ appUrl: postgres.appUrl, masterKey: randomBytes(32) });
    const one = await makeCase(magpie);
    await magpie.database.close();
    await besideTheStream(postgres.appUrl, folder, one);
    await alone(postgres.appUrl, folder);
  } finally {
    await postgres.stop();
  }
}

const folder = join(CHECKOUT, 'data', `bench-log-${process.pid}`);
await mkdir(folder, { recursive: true });
await makeDataFolder(folder);
try {
  print(
    `${utcDay(systemClock.nowMs())}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}, Node ${process.version}.`,
  );
  const { p50, p99 } = await measureFsync(folder, 300);
  print(`Bare fdatasync of 8 kB: p50 ${p50} ms, p99 ${p99} ms.`);
  print();
  if (!process.argv.includes('--verify')) await withDatabase(folder);
  await verification(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
