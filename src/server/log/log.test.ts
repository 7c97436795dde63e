/** The log as a running Magpie keeps it: read, verified and cosigned from outside, proven to an overseer, and missed when it stops. */
import { generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { callServer, makeCase, newMagpie, signedIn, type TestCase } from '../../../test/support/magpie.ts';
import { run as compareLog } from '../../cli/compare-log.ts';
import { verifyProof } from '../../cli/verify-log/proof.ts';
import { openSource } from '../../cli/verify-log/source.ts';
import { verifyLog } from '../../cli/verify-log/verify.ts';
import { systemClock } from '../../core/clock.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { LogState } from '../../safeguards/log/contract.ts';
import {
  COSIGNATURE_V1,
  cosignatureLine,
  formatVerifierKey,
  publicKeyOf,
  verifierKey,
} from '../../safeguards/log/note.ts';
import type { Magpie } from '../assemble.ts';
import { LogKeeper } from './keeper.ts';
import { logSettingOf } from './setting.ts';

let db: TestDatabase;
let folder: string;
let magpie: Magpie;
let one: TestCase;
let aheadMs = 0;
const clock = { nowMs: () => systemClock.nowMs() + aheadMs };
const address = (path: string): string => `http://127.0.0.1:${magpie.port}${path}`;

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-log-'));
  magpie = newMagpie({ appUrl: db.appUrl, clock, verifiableLog: logSettingOf(folder, '0123456789abcdef', {}) });
  await magpie.start();
  one = await makeCase(magpie);
});
afterAll(async () => {
  await magpie.stop();
  await db.close();
  await rm(folder, { recursive: true });
});

/** A minute on, to where what was taken up is shown. */
async function publish(): Promise<void> {
  await magpie.logKeeper!.look();
  aheadMs += MINUTE_MS - (clock.nowMs() % MINUTE_MS) + MINUTE_MS / 2;
  await magpie.logKeeper!.look();
}

async function state(): Promise<LogState> {
  return (await (await fetch(address('/api/log'))).json()) as LogState;
}

async function overseer(jurisdiction = 'kr'): Promise<string> {
  const agency = { name: `Overseers ${jurisdiction}`, jurisdiction, role: 'oversight' };
  const { agencyId } = (await callServer(magpie, null, 'POST', '/api/agencies', agency)).body as { agencyId: string };
  const person = { kind: 'overseer', agencyId, name: 'Overseer', phone: null, language: 'en', exercise: true };
  const { personId } = (await callServer(magpie, null, 'POST', '/api/people', person)).body as { personId: string };
  return await signedIn(magpie, personId);
}

test('whoever reads it from outside finds a log that verifies, with nothing that may be read besides', async () => {
  await publish();
  await publish();
  const verdict = await verifyLog({ source: openSource(address('/log/')), key: (await state()).vkey, since: null });
  expect(verdict).toMatchObject({ ok: true, reason: null, keyId: (await state()).keyId });
  expect(await state()).toMatchObject({
    size: verdict.size,
    root: verdict.root,
    late: false,
    cadenceS: 60,
    witnesses: [],
  });
  const checkpoint = await fetch(address('/log/checkpoint'));
  expect(checkpoint.headers.get('cache-control')).toBe('no-cache');
  const tile = await fetch(address('/log/tile/0/000'));
  expect([tile.status, tile.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  for (const path of [
    '/log/tile/0/999',
    '/log/tile/0/..%2f..%2f..%2flog-key.json',
    '/log/witness/..%2fkey',
    '/log/tile/0/000.part',
  ]) {
    expect((await fetch(address(path))).status, path).toBe(404);
  }
});

test('(H-456) a witness cosigns over the network, by its signature alone', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const name = 'witness.example/w';
  const vkey = formatVerifierKey(verifierKey(name, COSIGNATURE_V1, publicKeyOf(privateKey)));
  const note = await (await fetch(address('/log/checkpoint'))).text();
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  const cosign = async (): Promise<number> => {
    const body = JSON.stringify({
      checkpoint: `${note}${cosignatureLine(text, name, privateKey, Math.floor(clock.nowMs() / SECOND_MS))}\n`,
    });
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    return (await fetch(address('/api/log/cosignatures'), sent)).status;
  };
  expect(await cosign()).toBe(403);
  await writeFile(join(folder, 'log-witnesses'), `# who may\n${vkey}\n`);
  expect(await cosign()).toBe(201);
  expect((await state()).witnesses).toMatchObject([{ name, cosignedAt: expect.stringMatching(/^20/) }]);
  const notes: string[] = [];
  const options = {
    source: openSource(address('/log')),
    key: null,
    since: null,
    note: (line: string) => notes.push(line),
  };
  expect((await verifyLog(options)).ok).toBe(true);
  expect(notes).toContain(`cosigned by ${name}`);
});

test('(H-460) a proof is for an overseer; others’ attempts are on record, a flood of them as one entry more', async () => {
  const officer = await signedIn(magpie, one.officerId);
  const watcher = await overseer();
  const { rows } = await db.database.query<{ number: number }>(
    `select number from safeguards.audit where convert_from(canonical, 'UTF8') like '%"action":"order.create"%'`,
  );
  const path = `/api/log/proofs/audit/${rows[0]!.number}`;
  const proven = await callServer(magpie, watcher, 'GET', path);
  expect(proven.status).toBe(200);
  expect(verifyProof(JSON.stringify(proven.body), (await state()).vkey)).toMatchObject({
    ok: true,
    says: { kind: 'order.create', case: one.orderId, subject: one.wearerId, purpose: 'order' },
  });
  for (let i = 0; i < 25; i += 1) expect((await callServer(magpie, officer, 'GET', path)).status).toBe(403);
  for (let i = 0; i < 10; i += 1) expect((await fetch(address(path))).status).toBe(401);
  aheadMs += HOUR_MS;
  expect((await callServer(magpie, officer, 'GET', `/api/incidents/${one.orderId}`)).status).toBe(404);
  await expect
    .poll(attempts)
    .toEqual([
      `officer GET /api/incidents/:id 404 1 ${one.orderId}`,
      'officer GET /api/log/proofs/:log/:number 403 1 null',
      'officer GET /api/log/proofs/:log/:number 403 24 null',
      'stranger GET /api/log/proofs/:log/:number 401 1 null',
      'stranger GET /api/log/proofs/:log/:number 401 9 null',
    ]);
});

test('(H-533) whoever counts through the numbers reads nothing of another law; what is nobody’s is proven to all', async () => {
  const far = await overseer('jp');
  const numberOf = async (action: string): Promise<number> => {
    const { rows } = await db.database.query<{ number: number }>(
      `select number from safeguards.audit where convert_from(canonical, 'UTF8')::jsonb ->> 'action' = $1 order by number limit 1`,
      [action],
    );
    return rows[0]!.number;
  };
  const prove = async (action: string, cookie: string) =>
    (await callServer(magpie, cookie, 'GET', `/api/log/proofs/audit/${await numberOf(action)}`)).status;
  const near = await overseer();
  expect([await prove('order.create', near), await prove('order.create', far)]).toEqual([200, 404]);
  expect([await prove('pack.register', near), await prove('pack.register', far)]).toEqual([200, 200]);
});

async function attempts(): Promise<string[]> {
  const { rows } = await db.database.query<{ line: string }>(
    `select concat_ws(' ', c->'actor'->>'kind', c->'about'->>'what', c->'about'->>'refused', c->'about'->>'times', coalesce(c->>'subject', 'null')) as line
     from (select convert_from(canonical, 'UTF8')::jsonb as c from safeguards.audit) rows
     where c->>'action' = 'access.refuse' and c->'about'->>'what' !~ 'cosign' order by 1`,
  );
  return rows.map(({ line }) => line);
}

test('(H-451) compare-log, beside the running server: it agrees, and finds one altered row by its number', async () => {
  await publish();
  const compare = async (): Promise<{ code: number; lines: Record<string, unknown>[] }> => {
    const out: string[] = [];
    const stdout = new Writable({ write: (chunk, _encoding, done) => done(void out.push(String(chunk))) });
    const io = {
      stdin: Readable.from([]),
      stdout,
      stderr: new Writable({ write: (_chunk, _encoding, done) => done() }),
    };
    const code = await compareLog([], io, { MAGPIE_DATA: folder, DATABASE_URL: db.appUrl });
    return { code, lines: out.map((line) => JSON.parse(line) as Record<string, unknown>) };
  };
  expect(await compare()).toMatchObject({ code: 0, lines: [{ ok: true, findings: 0, erased: 0, reason: null }] });
  const alter = (by: number) =>
    asOwner(db, async (owner) => {
      await owner.query('alter table safeguards.audit disable trigger audit_append_only');
      await owner.query(`update safeguards.audit set at_ms = at_ms + $1 where number = 2`, [by]);
      await owner.query('alter table safeguards.audit enable trigger audit_append_only');
    });
  await alter(1);
  const { code, lines } = await compare();
  await alter(-1);
  expect([code, lines[0]]).toEqual([1, { finding: 'the time of audit:2 is not the one it was written with' }]);
  expect(lines.at(-1)).toMatchObject({ ok: false, findings: 1 });
});

test('what the server is set to, and by which law it judges, are entries too', async () => {
  const { rows } = await db.database.query<{ action: string }>(
    `select distinct convert_from(canonical, 'UTF8')::jsonb->>'action' as action from safeguards.audit
     where convert_from(canonical, 'UTF8')::jsonb->>'purpose' = 'configuration' order by 1`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['pack.register', 'server.start']);
});

test('(H-458) a log that nobody publishes is trouble after three cadences, and is well again when it is published', async () => {
  let nowMs = clock.nowMs() + HOUR_MS;
  const told: boolean[] = [];
  const errors: string[] = [];
  const away = join(folder, 'away');
  const keeper = new LogKeeper({
    ...{ clock: { nowMs: () => nowMs }, appUrl: db.appUrl, setting: logSettingOf(away, '0123456789abcdef', {}) },
    onTrouble: (failed) => told.push(failed),
    onError: ({ message }) => errors.push(message),
  });
  const fourCadences = async (): Promise<void> => {
    for (let i = 0; i < 16; i += 1, nowMs += MINUTE_MS / 4) await keeper.look();
  };
  onTestFinished(() => keeper.close());
  keeper.start();
  await fourCadences();
  // The folder is not there: nothing can be kept in it.
  expect(errors[0]).toContain('ENOENT');
  expect(told.indexOf(true)).toBeGreaterThan(12);
  expect(told.at(-1)).toBe(true);
  await mkdir(away);
  await copyFile(join(folder, 'log-key.json'), join(away, 'log-key.json'));
  await fourCadences();
  expect(told.at(-1)).toBe(false);
});
