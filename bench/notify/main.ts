/**
 * `npm run bench:notify [-- --quick]`: from the commit of a warning in the outbox to its encrypted request at a push service, at rising rates,
 * with PostgreSQL, server and push service as they are. A table in Markdown on standard output.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock.ts';
import type { WarningId } from '../../src/core/ids.ts';
import { addPhone } from '../../src/notify/plans.ts';
import { enqueue } from '../../src/notify/service.ts';
import { CHECKOUT, MIGRATIONS, makeDataFolder } from '../../src/server/folders.ts';
import { migrate } from '../../src/server/migrate.ts';
import { startEmbedded } from '../../src/server/postgres/embedded.ts';
import { loadSecrets } from '../../src/server/secrets.ts';
import { makeCase, newMagpie, openSession, type TestCase } from '../../test/support/magpie.ts';
import { type Browser, openPushService, type PushService } from '../../test/support/push-service.ts';
import { markdownRow, spreadOf } from '../percentiles.ts';

const isQuick = process.argv.includes('--quick');
const SECONDS = isQuick ? 4 : 15;
const WARM_UP_S = 2;
const RATES = [1, 50, 200];
const PEOPLE = 50;
/** No louder step in the time of the bench. */
const LIMITS = { louderAfterMs: 10 * 60_000 };

interface Person {
  readonly one: TestCase;
  readonly browser: Browser;
}

type Magpie = ReturnType<typeof newMagpie>;

function now(): number {
  return performance.timeOrigin + performance.now();
}

/** One warning of an incident of its own, as the recording of a finding commits it; when it was committed. */
async function warn(magpie: Magpie, { one }: Person): Promise<{ warningId: string; committedAtMs: number }> {
  const ids = { warningId: randomUUID() as WarningId, incidentId: randomUUID() };
  const nowMs = systemClock.nowMs();
  await magpie.database.transaction(async (tx) => {
    await tx.query(
      `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, level,
         highest_level, opened_at_ms, changed_at_ms) values ($1, $2, 'approach', $3, $4, $5, true, 'unacknowledged', 'danger', 'danger', $6, $6)`,
      [ids.incidentId, `pair:${ids.incidentId}`, one.orderId, one.agencyId, one.wearerId, nowMs],
    );
    const to = { pairId: one.pairId, recipientId: one.protectedId, level: 'danger', createdAtMs: nowMs };
    await enqueue(tx, { ...ids, ...to });
  });
  const committedAtMs = now();
  magpie.notify.incidentsChanged([ids.incidentId]);
  return { warningId: ids.warningId, committedAtMs };
}

async function rate(magpie: Magpie, service: PushService, people: readonly Person[], perSecond: number) {
  const committed: Promise<{ committedAtMs: number; warningId: string }>[] = [];
  const begunAtMs = now();
  const count = Math.max(10, perSecond * (SECONDS + WARM_UP_S));
  const from = service.pushed.length;
  for (let i = 0; i < count; i += 1) {
    await delay(Math.max(0, begunAtMs + (i * 1_000) / perSecond - now()));
    committed.push(warn(magpie, people[i % people.length]!));
  }
  const all = await Promise.all(committed);
  await service.received(from + count);
  return measured(magpie, service, people, all.slice(Math.min(count / 5, perSecond * WARM_UP_S)), from);
}

/** The message says which attempt it is, and the attempt which warning. */
async function measured(
  magpie: Magpie,
  service: PushService,
  people: readonly Person[],
  warned: readonly { warningId: string; committedAtMs: number }[],
  from: number,
): Promise<number[]> {
  const { rows } = await magpie.database.query<{ attempt_id: string; warning_id: string }>(
    `select attempt_id, warning_id from notify.attempt`,
  );
  const warningOf = new Map(rows.map((row) => [row.attempt_id, row.warning_id]));
  const byPath = new Map(people.map(({ browser }) => [new URL(browser.endpoint).pathname, browser]));
  const arrivedAtMs = new Map<string, number>();
  for (const pushed of service.pushed.slice(from)) {
    const warningId = warningOf.get(String(byPath.get(pushed.path)!.open(pushed).id));
    if (warningId !== undefined && !arrivedAtMs.has(warningId)) arrivedAtMs.set(warningId, pushed.atMs);
  }
  return warned.map(({ warningId, committedAtMs }) => (arrivedAtMs.get(warningId) ?? Number.NaN) - committedAtMs);
}

const folder = join(CHECKOUT, 'data', `bench-${process.pid}`);
await mkdir(join(CHECKOUT, 'data'), { recursive: true });
await makeDataFolder(folder);
const secrets = await loadSecrets(folder);
const postgres = await startEmbedded({ dataFolder: folder, secrets, clock: systemClock, say: () => undefined });
await migrate(postgres.ownerUrl, MIGRATIONS, systemClock);
const service = await openPushService();
const notify = { pushServices: [service.origin], limits: LIMITS };
const magpie = newMagpie({ appUrl: postgres.appUrl, masterKey: randomBytes(32), notify });
const people: Person[] = [];
for (let i = 0; i < PEOPLE; i += 1) {
  const one = await makeCase(magpie, { name: `bench ${i}` });
  const browser = service.subscribe();
  const request = { endpoint: browser.endpoint, keys: browser.keys, language: 'en' } as const;
  const deps = { clock: systemClock, database: magpie.database, sealer: magpie.sealer };
  const sessionId = await openSession(magpie.database, one.protectedId, systemClock.nowMs());
  const phone = { personId: one.protectedId, sessionId, service: 'bench', request };
  await addPhone(deps, phone, { kind: 'system', id: null });
  people.push({ one, browser });
}
await magpie.start();
process.stdout.write(
  `${markdownRow(['warnings /s', 'measured', 'p50 ms', 'p99', 'max'])}\n| ---: | ---: | ---: | ---: | ---: |\n`,
);
for (const perSecond of RATES) {
  const { count, p50, p99, max } = spreadOf(await rate(magpie, service, people, perSecond));
  process.stdout.write(`${markdownRow([perSecond, count, p50, p99, max])}\n`);
}
await magpie.stop();
await service.close();
await postgres.stop();
await rm(folder, { recursive: true, force: true });
if (!postgres.folder.startsWith(folder)) await rm(postgres.folder, { recursive: true, force: true });
