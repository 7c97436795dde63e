/** A drill's tracker against a whole Magpie over its socket: fix, engine, command, and the spacing of what it then reports. Time runs 40-fold. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makeCase, newMagpie, trackerOf } from '../../test/support/magpie.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import { MINUTE_MS, SECOND_MS } from '../core/time.ts';
import type { Command } from '../devices/service.ts';
import type { Cast } from '../drills/cast.ts';
import type { Itinerary } from '../drills/people/itinerary.ts';
import { type Drill, type DrillPlan, type DrillProgress, type Sleep, startDrill } from '../drills/service.ts';
import { loadInputsAfter } from '../ingest/history.ts';
import type { Magpie } from './assemble.ts';

const TIMES = 40;
const IMEI = '001010000000006';
/** Walks a while, then rests. */
const WALK_MS = 5 * MINUTE_MS;

let db: TestDatabase;
let magpie: Magpie;
let drill: Drill | null = null;

beforeEach(async () => {
  db = await testDatabase();
});
afterEach(async () => {
  await drill?.stop();
  await magpie.stop();
  await db.close();
});

function fastClock(): Clock {
  const startMs = systemClock.nowMs();
  return { nowMs: () => startMs + (systemClock.nowMs() - startMs) * TIMES };
}

const fastSleep: Sleep = (ms, signal) => delay(ms / TIMES, undefined, { signal });

const walk: Itinerary = {
  durationMs: Infinity,
  marks: new Map(),
  at: (elapsedMs) => {
    const isWalking = elapsedMs < WALK_MS;
    return {
      point: { xM: (Math.min(elapsedMs, WALK_MS) / SECOND_MS) * 1.6, yM: 0 },
      ...{ speedMps: isWalking ? 1.6 : 0, courseDeg: isWalking ? 90 : null, mode: isWalking ? 'walk' : 'still' },
      ...{ surroundings: 'open', charging: false },
    };
  },
};

const PLAN: DrillPlan = {
  ...{ name: 'walk', title: { en: 'A walk', ko: '산책' }, seed: 1, actors: new Map([['w6', walk]]) },
  ...{ steps: [], expectations: [], happenings: [], durationMs: 60 * MINUTE_MS, cycleMs: null },
};
const CAST: Cast = {
  ...{ agencies: [], people: [], orders: [], proceedings: [], lawyers: [] },
  devices: [
    {
      key: 'w6-device',
      agency: 'a1',
      person: 'w6',
      protocol: 'gt06',
      externalId: IMEI,
      encrypted: false,
      overMqtt: false,
    },
  ],
};

it('reports every half minute on the way and every minute at rest, because it is told, and is seen to', async () => {
  const clock = fastClock();
  magpie = newMagpie({ appUrl: db.appUrl, clock, trackerPorts: { gt06: 0 } });
  const one = await makeCase(magpie, { intervalS: 60 });
  await magpie.start();
  const { deviceId } = await trackerOf(magpie, one, 'gt06', IMEI);
  const told: string[] = [];
  const note = (progress: DrillProgress) => {
    if (progress.kind === 'told') told.push(progress.command);
  };
  drill = await startDrill({
    ...{ clock, sleep: fastSleep, play: { plan: PLAN, cast: CAST }, onProgress: note },
    devices: [{ castKey: 'w6-device', token: null, deviceUrl: `tcp://127.0.0.1:${magpie.input.doors.portOf('gt06')}` }],
  });
  const intervals = async (): Promise<string[]> => {
    const { rows } = await db.database.query<{ interval_s: number; why: Command['why']['by']; state: string }>(
      `select interval_s, why, state from devices.command where device_id = $1 and kind = 'set-interval'
       order by created_at_ms`,
      [deviceId],
    );
    return rows.map((row) => `${row.interval_s} ${row.why} ${row.state}`);
  };
  const [fast, rest] = ['30 engine', '60 engine'];
  await expect.poll(intervals, { timeout: 40_000 }).toContain(`${fast} seen`);
  await expect.poll(async () => (await intervals()).at(-1), { timeout: 60_000 }).toBe(`${rest} seen`);
  expect(await intervals()).toContain(`${fast} done`);
  expect(told.filter((kind) => kind === 'set-interval').length).toBeGreaterThanOrEqual(3);
  const inputs = await loadInputsAfter(db.database, magpie.sealer, 0);
  const times = inputs.flatMap(({ input }) => (input.kind === 'fix' ? [input.fix.fixedAtMs] : []));
  const gaps = times.slice(1).map((ms, i) => Math.round((ms - times[i]!) / SECOND_MS));
  expect(gaps.filter((gap) => Math.abs(gap - 30) <= 1).length).toBeGreaterThanOrEqual(4);
}, 150_000);
