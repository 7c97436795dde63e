/**
 * `npm run bench:erasure [-- --quick]`: one wearer with a year at a report a minute (525,600 fixes) is erased while the server takes reports of
 * others: how long it takes from the first key to the certificate, and what an acknowledged report waits meanwhile, beside the same load
 * without it. Durable PostgreSQL, key store in files. A table in Markdown on standard output, progress on standard error.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock.ts';
import type { PersonId } from '../../src/core/ids.ts';
import { DAY_MS, MINUTE_MS, utcDay } from '../../src/core/time.ts';
import type { UnnumberedInput } from '../../src/ingest/inputs.ts';
import { ensureDay, insertRows } from '../../src/ingest/journal.sql.ts';
import { startClocks } from '../../src/safeguards/service.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { PgDatabase } from '../../src/server/database.ts';
import { CHECKOUT, MIGRATIONS, makeDataFolder } from '../../src/server/folders.ts';
import { openKeys } from '../../src/server/keys/open-keys.ts';
import { migrate } from '../../src/server/migrate.ts';
import { startEmbedded } from '../../src/server/postgres/embedded.ts';
import { loadSecrets } from '../../src/server/secrets.ts';
import { makeCase, newMagpie, type TestCase } from '../../test/support/magpie.ts';
import { markdownRow, spreadOf } from '../percentiles.ts';

const DAYS = process.argv.includes('--quick') ? 30 : 365;
const A_DAY = DAY_MS / MINUTE_MS;
/** Of others, meanwhile: 500 wearers at a report every 5 s. */
const PER_SECOND = 100;
const ALONE_S = 10;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function fillYear(magpie: Magpie, one: TestCase, basis: string): Promise<void> {
  const { database, sealer } = magpie;
  const payload = Buffer.from(
    JSON.stringify({
      latDeg: 36.0123457,
      lonDeg: 124.5,
      accuracyM: 8,
      speedMps: 1.2,
      courseDeg: 90,
      source: 'gnss',
      mock: false,
    }),
  );
  const today = Math.floor(systemClock.nowMs() / DAY_MS) * DAY_MS;
  let position = -DAYS * A_DAY;
  for (let day = DAYS; day > 0; day -= 1) {
    const startMs = today - day * DAY_MS;
    await ensureDay(database, startMs, startMs);
    const target = { subject: one.wearerId, scope: utcDay(startMs), bases: [basis] };
    const key = await sealer.dataKey(target, startMs);
    const rows = Array.from({ length: A_DAY }, (_, minute) => ({
      ...{ kind: 'fix', deviceId: null, personId: one.wearerId, subjectId: null, keyId: key.keyId },
      position: position + minute,
      fixedAtMs: startMs + minute * MINUTE_MS,
      atMs: startMs + minute * MINUTE_MS,
      payloadHash: sealer.payloadHash(Buffer.from(`${day} ${minute}`)),
      sealed: sealer.sealWith(key, payload),
    }));
    await insertRows(database, rows);
    position += A_DAY;
    if (day % 50 === 0) say(`${day} days to fill`);
  }
}

/** Reports of others through the journal, from when each was due to its acknowledgement, until `done` or for so long. */
async function load(magpie: Magpie, one: TestCase, until: { done: boolean }, mostMs: number): Promise<number[]> {
  const took: Promise<number>[] = [];
  const begunAtMs = performance.now();
  const sealFor = { subject: one.wearerId, scope: utcDay(systemClock.nowMs()), bases: [`order:${one.orderId}`] };
  for (let i = 0; !until.done && performance.now() - begunAtMs < mostMs; i += 1) {
    const dueAtMs = begunAtMs + (i * 1_000) / PER_SECOND;
    await delay(Math.max(0, dueAtMs - performance.now()));
    const fixedAtMs = systemClock.nowMs();
    const fix = {
      personId: one.wearerId as PersonId,
      fixedAtMs,
      receivedAtMs: fixedAtMs,
      latDeg: 36 + i / 1e6,
      lonDeg: 124.5,
    };
    const input = {
      kind: 'fix',
      fix: { ...fix, accuracyM: 8, speedMps: null, courseDeg: null, source: 'gnss', mock: false },
    };
    const sent = magpie.journal.append(input as UnnumberedInput, null, sealFor);
    took.push(
      sent.then((outcome) => {
        if (!outcome.ok) throw new Error(outcome.error);
        return performance.now() - dueAtMs;
      }),
    );
  }
  return Promise.all(took);
}

const folder = join(CHECKOUT, 'data', `bench-erasure-${process.pid}`);
await mkdir(join(CHECKOUT, 'data'), { recursive: true });
await makeDataFolder(folder);
const secrets = await loadSecrets(folder);
const postgres = await startEmbedded({ dataFolder: folder, secrets, clock: systemClock, say });
await migrate(postgres.ownerUrl, MIGRATIONS, systemClock);
const opening = new PgDatabase(postgres.appUrl, { task: 'server' });
const keys = await openKeys({ dataFolder: folder, env: {}, secrets, database: opening, clock: systemClock, say });
await opening.close();
const magpie = newMagpie({ appUrl: postgres.appUrl, masterKey: keys.masterKey, keyStore: keys.store });
try {
  const other = await makeCase(magpie, { name: 'other' });
  const one = await makeCase(magpie, { name: 'one' });
  // An order that is over: of the case itself nothing is due.
  const basis = 'order:00000000-0000-4000-8000-0000000000ff';
  await fillYear(magpie, one, basis);
  await magpie.start();
  const alone = spreadOf(await load(magpie, other, { done: false }, ALONE_S * 1_000));
  const clock = {
    what: 'location',
    because: 'acquitted',
    startsAtMs: 0,
    destroyAtMs: 1,
    article: 'a',
    packVersion: 'kr@bench',
  };
  await magpie.database.transaction((tx) => startClocks(tx, basis, [clock], systemClock.nowMs()));
  const until = { done: false };
  const loaded = load(magpie, other, until, 600_000);
  const begunAtMs = performance.now();
  await magpie.erasing.look();
  const tookMs = performance.now() - begunAtMs;
  until.done = true;
  const meanwhile = spreadOf(await loaded);
  const certificate = (await magpie.erasing.status()).latest.find((erasure) => erasure.basis === basis);
  const { rows } = await magpie.database.query<{ n: number }>(
    'select count(*) as n from ingest.journal where person_id = $1',
    [one.wearerId],
  );
  if (certificate?.provenAtMs == null || rows[0]!.n !== 0) throw new Error('it was not erased');
  print(`${certificate.rowsGone} fixes of ${DAYS} days erased and proven in ${(tookMs / 1_000).toFixed(2)} s.`);
  print('');
  print(markdownRow(['a report of others waits', 'reports', 'p50 ms', 'p99', 'max']));
  print(markdownRow(['---', '---:', '---:', '---:', '---:']));
  print(markdownRow(['alone', alone.count, alone.p50, alone.p99, alone.max]));
  print(markdownRow(['during the erasure', meanwhile.count, meanwhile.p50, meanwhile.p99, meanwhile.max]));
} finally {
  await magpie.stop();
  await keys.store.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
