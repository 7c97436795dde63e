/**
 * `npm run bench:naming [-- --quick]`: who looked at what is held about one wearer, found in an audit of 500,000 entries of 500 wearers: by
 * searching the bytes of all of them, and by the index over the ids that stand in them; and what the index costs whoever appends. Durable
 * PostgreSQL. A table in Markdown on standard output.
 */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '../../src/core/clock.ts';
import { type AuditNaming, audit, loadAuditNaming } from '../../src/safeguards/service.ts';
import { PgDatabase } from '../../src/server/database.ts';
import { CHECKOUT, MIGRATIONS, makeDataFolder } from '../../src/server/folders.ts';
import { migrate } from '../../src/server/migrate.ts';
import { startEmbedded } from '../../src/server/postgres/embedded.ts';
import { loadSecrets } from '../../src/server/secrets.ts';
import { markdownRow, spreadOf } from '../percentiles.ts';

const ENTRIES = process.argv.includes('--quick') ? 50_000 : 500_000;
const WEARERS = 500;
const BATCH = 1_000;
const ASKED = 20;
const KINDS = ['officer', 'police', 'prosecutor', 'judge', 'clerk', 'overseer', 'command-line'];
const ACTIONS = ['incident.acknowledge', 'identity.read', 'device.command', 'proceeding.read'];

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** The same id for the same words in every run. */
function idOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
const idsOf = (wearer: number) => [idOf(`wearer ${wearer}`), idOf(`order ${wearer}`)];

/** Milliseconds of each batch of appended entries. */
async function append(database: PgDatabase, from: number, count: number): Promise<number[]> {
  const took: number[] = [];
  for (let first = from; first < from + count; first += BATCH) {
    const entries = Array.from({ length: BATCH }, (_, i) => {
      const n = first + i;
      const [personId = '', orderId = ''] = idsOf(n % WEARERS);
      const actor = { kind: n % 3 === 0 ? 'engine' : 'officer', id: idOf(`officer ${n % 40}`) };
      const about = { personId, orderId, pairId: idOf(`pair ${n % WEARERS}`), incidentId: idOf(`incident ${n >> 4}`) };
      return { atMs: n * 1_000, actor, action: ACTIONS[n % 4]!, purpose: 'monitoring', about };
    });
    const begunAtMs = performance.now();
    await database.transaction((tx) => audit(tx, entries));
    took.push(performance.now() - begunAtMs);
  }
  return took;
}

/** As it was found before there was an index. */
async function searchBytes(database: PgDatabase, ids: readonly string[]): Promise<number> {
  const { rowCount } = await database.query(
    `select number, at_ms, convert_from(canonical, 'UTF8')::jsonb as entry from safeguards.audit
     where exists (select from unnest($1::text[]) id where position(convert_to(id, 'UTF8') in canonical) > 0)
       and exists (select from unnest($2::text[]) kind where position(convert_to('"kind":"' || kind || '"}', 'UTF8') in canonical) > 0)
     order by number desc limit 20000`,
    [ids, KINDS],
  );
  return rowCount ?? 0;
}

async function asked(find: (ids: readonly string[]) => Promise<number>, times: number): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const begunAtMs = performance.now();
    const found = await find(idsOf(i * 7));
    took.push(performance.now() - begunAtMs);
    if (Math.abs(found - (ENTRIES / WEARERS) * (2 / 3)) > 50) throw new Error(`${found} entries found`);
  }
  return took;
}

const folder = join(CHECKOUT, 'data', `bench-naming-${process.pid}`);
await mkdir(join(CHECKOUT, 'data'), { recursive: true });
await makeDataFolder(folder);
const secrets = await loadSecrets(folder);
const postgres = await startEmbedded({ dataFolder: folder, secrets, clock: systemClock, say: () => undefined });
await migrate(postgres.ownerUrl, MIGRATIONS, systemClock);
const database = new PgDatabase(postgres.appUrl, { task: 'server' });
// As the migration makes it: without a server's timeouts.
const owner = new pg.Client({ connectionString: postgres.ownerUrl });
await owner.connect();
const row = (what: string, took: number[]): void => {
  const { p50, p99, max } = spreadOf(took);
  print(markdownRow([what, took.length, p50, p99, max]));
};
try {
  print(markdownRow([`${ENTRIES} entries`, 'times', 'p50 ms', 'p99', 'max']));
  print(markdownRow(['---', '---:', '---:', '---:', '---:']));
  await owner.query('drop index safeguards.audit_naming');
  const bare = await append(database, 0, ENTRIES / 2);
  const building = performance.now();
  await owner.query(
    'create index audit_naming on safeguards.audit using gin (safeguards.ids_in(canonical)) with (fastupdate = off)',
  );
  const builtS = (performance.now() - building) / 1_000;
  const indexed = await append(database, ENTRIES / 2, ENTRIES / 2);
  await owner.query('analyze safeguards.audit');
  row(`append ${BATCH} entries, without the index`, bare);
  row(`append ${BATCH} entries, with it`, indexed);
  row('find by the bytes', await asked((ids) => searchBytes(database, ids), 5));
  const byIndex = async (ids: readonly string[]): Promise<number> => {
    const found: AuditNaming[] = await loadAuditNaming(database, ids, KINDS, Number.MAX_SAFE_INTEGER, 20_000);
    return found.length;
  };
  row('find by the index', await asked(byIndex, ASKED));
  const { rows } = await owner.query<{ index: string; audit: string }>(
    `select pg_size_pretty(pg_relation_size('safeguards.audit_naming')) as index,
       pg_size_pretty(pg_relation_size('safeguards.audit')) as audit`,
  );
  print('');
  print(
    `Made over ${ENTRIES / 2} entries in ${builtS.toFixed(1)} s. The index takes ${rows[0]!.index} beside ${rows[0]!.audit} of entries.`,
  );
} finally {
  await database.close();
  await owner.end();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
