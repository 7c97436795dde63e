/** Traccar's forwards over real HTTP, into a running Magpie. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { at, deviceOf, makeCase, newMagpie, type TestCase } from '../../test/support/magpie.ts';
import { SECOND_MS, toIso } from '../core/time.ts';
import { loadInputsAfter } from '../ingest/history.ts';
import { traccarPosition } from '../ingest/protocols/traccar/encode.ts';
import type { Magpie } from './assemble.ts';

const SECRET = 'not-a-real-secret-of-traccar';
const ID = '356823031235028';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;

beforeEach(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey: randomBytes(32), traccarSecret: SECRET });
  one = await makeCase(magpie);
  await magpie.start();
  await deviceOf(magpie, one.agencyId, one.wearerId, { protocol: 'traccar', externalId: ID });
});
afterEach(async () => {
  await magpie.stop();
  await db.close();
});

async function forward(body: string, secret: string | null = SECRET, path = '/traccar'): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${magpie.devicePort}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(secret === null ? {} : { authorization: `Bearer ${secret}` }) },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

/** Kinds of the wearer's inputs, in order. */
async function inputs(): Promise<string[]> {
  const read = await loadInputsAfter(db.database, magpie.sealer, 0);
  return read.flatMap(({ input }) => {
    if (input.kind === 'fix') return input.fix.personId === one.wearerId ? ['fix'] : [];
    return input.kind === 'event' ? [input.event] : [];
  });
}

async function quarantined(): Promise<string[]> {
  const { rows } = await db.database.query<{ reason: string }>('select reason from ingest.quarantine');
  return rows.map(({ reason }) => reason);
}

const nowMs = (): number => magpie.options.clock.nowMs() - 60 * SECOND_MS;
const report = (fixedAtMs: number) => ({ fixedAtMs, ...at(500, 0), accuracyM: 8, speedMps: 1 });

test('a position is journaled; repeated with a new time of the report, it is no second one', async () => {
  const fixedAtMs = nowMs();
  const later = toIso(fixedAtMs + 30 * SECOND_MS);
  expect(await forward(traccarPosition(ID, report(fixedAtMs)))).toBe(200);
  const again = { deviceTime: later, serverTime: later, outdated: undefined, accuracy: 900 };
  expect(await forward(traccarPosition(ID, report(fixedAtMs), again))).toBe(200);
  expect(await forward(traccarPosition(ID, report(fixedAtMs - 30 * SECOND_MS)))).toBe(200);
  expect(await inputs()).toEqual(['fix', 'fix']);
});

test('an alarm that comes by both forwards, and again, counts once', async () => {
  const fixedAtMs = nowMs();
  const body = traccarPosition(ID, { ...report(fixedAtMs), event: 'tamper' });
  const { device } = JSON.parse(body);
  const event = { type: 'alarm', eventTime: toIso(fixedAtMs), attributes: { alarm: 'tampering' } };
  const answers = await Promise.all([
    forward(body),
    forward(JSON.stringify({ event, device }), SECRET, '/traccar/events'),
    forward(JSON.stringify({ ...JSON.parse(body), event }), SECRET, '/traccar/events'),
  ]);
  expect(answers).toEqual([200, 200, 200]);
  expect(await forward(body)).toBe(200);
  expect((await inputs()).toSorted()).toEqual(['fix', 'tamper']);
});

test('without the secret nothing is taken, and it is quarantined (H-125)', async () => {
  const body = traccarPosition(ID, report(nowMs()));
  for (const secret of [null, '', 'guess', `${SECRET}x`]) expect(await forward(body, secret)).toBe(401);
  expect([await inputs(), await quarantined()]).toEqual([[], Array(4).fill('bad-secret')]);
});

test('of a device that is not registered nothing is kept, and Traccar does not try again (H-128)', async () => {
  expect(await forward(traccarPosition('somebody-else', report(nowMs())))).toBe(200);
  expect([await inputs(), await quarantined()]).toEqual([[], []]);
  expect(await magpie.metrics.registry.metrics()).toMatch(
    /magpie_rejected_total\{protocol="traccar",reason="unknown-device"\} 1/,
  );
});

test('not committed is 503, and what comes again is still new', async () => {
  const body = traccarPosition(ID, report(nowMs()));
  const { append } = magpie.journal;
  magpie.journal.append = async () => ({ ok: false, error: 'not-committed' });
  expect(await forward(body)).toBe(503);
  magpie.journal.append = append;
  expect(await forward(body)).toBe(200);
  expect(await inputs()).toEqual(['fix']);
});
