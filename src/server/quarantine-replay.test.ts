/** Frames that lie in quarantine since a while, taken again. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { at, makeCase, newMagpie, trackerOf } from '../../test/support/magpie.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../core/time.ts';
import { loadInputsAfter } from '../ingest/history.ts';
import { gt06Device } from '../ingest/protocols/gt06/encode.ts';
import { openFrame, sealFrame } from '../ingest/protocols/gt06/frame.ts';
import type { RawFrame } from '../ingest/protocols/types.ts';
import { replayQuarantine } from '../ingest/quarantine-review.ts';
import type { Magpie } from './assemble.ts';

const IMEI = '356000000000017';

let db: TestDatabase;
let magpie: Magpie;
let deviceId: string;
let cameAtMs: number;

beforeEach(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  const one = await makeCase(magpie);
  await magpie.start();
  deviceId = (await trackerOf(magpie, one, 'gt06', IMEI)).deviceId;
  cameAtMs = Math.floor((magpie.options.clock.nowMs() - 20 * MINUTE_MS) / 1_000) * 1_000;
});
afterEach(async () => {
  await magpie.stop();
  await db.close();
});

async function replayed(bytes: Uint8Array, opening: Uint8Array | null = null): Promise<object> {
  const raw: RawFrame = { transport: 'tcp', device: IMEI, opening, bytes };
  await magpie.quarantine.keep('gt06', deviceId, [{ reason: 'malformed', detail: 'then' }], raw, cameAtMs);
  const { database, sealer, directory } = magpie;
  const deps = { ...magpie.input.pipeline, database, sealer, deviceById: (id: string) => directory.byId(id) };
  return replayQuarantine(deps, { protocol: null, reason: null }, { kind: 'system', id: null });
}

async function journaled(kind: 'fix' | 'event'): Promise<object[]> {
  const inputs = await loadInputsAfter(db.database, magpie.sealer, 0);
  return inputs.map(({ input }) => input).filter((input) => input.kind === kind);
}

it('HAZARD H-152: is taken again as of when it came: an SOS without a time of its own', async () => {
  const sos = 4 << 3;
  expect(await replayed(sealFrame(0x13, [sos, 6, 4, 0, 2], 1))).toMatchObject({ accepted: 1 });
  expect(await journaled('event')).toMatchObject([{ event: 'sos', eventAtMs: cameAtMs }]);
});

it('HAZARD H-152: is taken again as of when it came: a clock that ran ahead is wrong for ever', async () => {
  const report = gt06Device.open(IMEI).report({ fixedAtMs: cameAtMs + 15 * MINUTE_MS, ...at(700, 0) });
  expect(await replayed(report)).toMatchObject({ refused: { 'clock-error': 1 } });
  expect(await journaled('fix')).toEqual([]);
});

it('what is older than 30 days by now is refused, and troubles no journal', async () => {
  const fixedAtMs = cameAtMs - 16 * DAY_MS;
  cameAtMs -= 15 * DAY_MS;
  const report = gt06Device.open(IMEI).report({ fixedAtMs, ...at(700, 0) });
  expect(await replayed(report)).toMatchObject({ refused: { 'no-assignment': 1 } });
  cameAtMs -= 14 * DAY_MS;
  const older = gt06Device.open(IMEI).report({ fixedAtMs: fixedAtMs - 16 * DAY_MS, ...at(700, 0) });
  expect(await replayed(older)).toMatchObject({ refused: { 'clock-error': 1 } });
});

it('HAZARD H-152: is taken again as of when it came: after the login that told its zone', async () => {
  const fixedAtMs = cameAtMs - 1_000;
  const west = gt06Device.open(IMEI).report({ fixedAtMs: fixedAtMs - 5 * HOUR_MS, ...at(700, 0) });
  const content = opened(west).subarray(0, 18 + 8);
  const zone = (500 << 4) | 0x8;
  const login = [...opened(gt06Device.open(IMEI).hello()), zone >>> 8, zone & 0xff];
  const again = await replayed(sealFrame(0x12, content, 2), sealFrame(0x01, login, 1));
  expect(again).toMatchObject({ accepted: 1 });
  expect(await journaled('fix')).toMatchObject([{ fix: { fixedAtMs } }]);
});

function opened(bytes: Uint8Array): Uint8Array {
  const frame = openFrame(bytes);
  if (typeof frame === 'string') throw new Error(frame);
  return frame.content;
}
