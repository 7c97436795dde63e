/**
 * The load of trackers: GT06 over TCP, each a login and then reports on one connection, up to `outstanding` of them unacknowledged. A
 * process of its own, so that the server's event loop is not shared. Frames are made before the clock runs. Latency counts from
 * when a report was due, not from when it could be sent: a server that stalls is not flattered.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock.ts';
import type { DeviceSideSession } from '../../src/ingest/protocols/device-side.ts';
import { gt06Device } from '../../src/ingest/protocols/gt06/encode.ts';
import { type Spread, spreadOf } from '../percentiles.ts';

export interface TrackerTask {
  readonly port: number;
  readonly devices: readonly { readonly imei: string; readonly latDeg: number; readonly lonDeg: number }[];
  /** 0: connects, logs in, and stays. */
  readonly perSecond: number;
  readonly warmUpS: number;
  readonly seconds: number;
  /** Connections beyond the devices', which log in as the same ones in turn and stay silent. */
  readonly idleConnections: number;
}

export interface TrackerResult {
  readonly sent: number;
  readonly acknowledged: number;
  readonly acknowledgedPerSecond: number;
  readonly acknowledgement: Spread;
  readonly connections: number;
}

const MS_PER_TURN = 1;
/** Acknowledgements still under way at the end of a run. */
const LAST_ANSWERS_MS = 15_000;
/** Connections opened at a time. */
const DIALLED_AT_ONCE = 200;
/** About 11 m: each report differs, and what is near stays so. */
const WANDER_DEG = 1e-4;

class Tracker {
  readonly #session: DeviceSideSession;
  readonly #about: TrackerTask['devices'][number];
  readonly #onAnswer: (dueMs: number) => void;
  readonly #underWay: number[] = [];
  #socket: Socket | null = null;
  #waiting: Buffer = Buffer.alloc(0);
  #isIn = false;
  #fixedAtS: number;
  #step = 0;

  constructor(about: TrackerTask['devices'][number], startS: number, onAnswer: (dueMs: number) => void) {
    this.#about = about;
    this.#fixedAtS = startS;
    this.#onAnswer = onAnswer;
    this.#session = gt06Device.open(about.imei);
  }

  get unanswered(): number {
    return this.#underWay.length;
  }

  async dial(port: number): Promise<void> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket = socket;
    await once(socket, 'connect');
    socket.on('data', (data) => this.#hear(data));
    socket.write(this.#session.hello());
    while (!this.#isIn) await once(socket, 'data');
  }

  report(dueMs: number): void {
    this.#step += 1;
    // The protocol tells whole seconds: each report is of another one, so that none is a duplicate.
    this.#fixedAtS += 1;
    this.#underWay.push(dueMs);
    const latDeg = this.#about.latDeg + WANDER_DEG * Math.sin(this.#step / 7);
    const lonDeg = this.#about.lonDeg + WANDER_DEG * Math.cos(this.#step / 11);
    const report = { fixedAtMs: this.#fixedAtS * 1_000, latDeg, lonDeg, speedMps: 0, courseDeg: 0, batteryPct: 80 };
    this.#socket!.write(this.#session.report(report));
  }

  end(): void {
    this.#socket?.destroy();
  }

  #hear(data: Buffer): void {
    this.#waiting = this.#waiting.length === 0 ? data : Buffer.concat([this.#waiting, data]);
    for (let next = this.#session.hear(this.#waiting); next !== null; next = this.#session.hear(this.#waiting)) {
      this.#waiting = this.#waiting.subarray(next.bytes);
      if (next.heard.kind !== 'acknowledgement') continue;
      const dueMs = this.#isIn ? this.#underWay.shift() : undefined;
      this.#isIn = true;
      if (dueMs !== undefined) this.#onAnswer(dueMs);
    }
  }
}

async function run(task: TrackerTask): Promise<TrackerResult> {
  const tookMs: number[] = [];
  let measuring = false;
  // Their clock is behind, so that reports faster than one a second are of times that have been.
  const total = Math.ceil((task.perSecond * (task.warmUpS + task.seconds)) / task.devices.length);
  const startS = Math.floor(systemClock.nowMs() / 1_000) - total;
  const onAnswer = (dueMs: number): void => {
    if (measuring) tookMs.push(performance.now() - dueMs);
  };
  const trackers = task.devices.map((about) => new Tracker(about, startS, onAnswer));
  await dialAll(trackers, task.port);
  const idle = Array.from({ length: task.idleConnections }, (_, i) => {
    return new Tracker(task.devices[i % task.devices.length]!, startS, () => undefined);
  });
  await dialAll(idle, task.port);
  await pace(task.perSecond, trackers, task.warmUpS);
  await settled(trackers);
  measuring = true;
  const startMs = performance.now();
  const sent = await pace(task.perSecond, trackers, task.seconds);
  await settled(trackers);
  const tookS = (performance.now() - startMs) / 1_000;
  if (task.perSecond === 0) await delay(task.seconds * 1_000);
  for (const tracker of [...trackers, ...idle]) tracker.end();
  return {
    sent,
    acknowledged: tookMs.length,
    acknowledgedPerSecond: Math.round(tookMs.length / tookS),
    acknowledgement: spreadOf(tookMs),
    connections: trackers.length + idle.length,
  };
}

async function dialAll(trackers: readonly Tracker[], port: number): Promise<void> {
  for (let i = 0; i < trackers.length; i += DIALLED_AT_ONCE) {
    await Promise.all(trackers.slice(i, i + DIALLED_AT_ONCE).map((tracker) => tracker.dial(port)));
  }
}

/** Reports fall due evenly over the trackers and the time. */
async function pace(perSecond: number, trackers: readonly Tracker[], seconds: number): Promise<number> {
  const startMs = performance.now();
  const total = Math.round(perSecond * seconds);
  for (let n = 0; n < total; ) {
    const nowMs = performance.now();
    for (; n < total; n += 1) {
      const dueMs = startMs + (n * 1_000) / perSecond;
      if (dueMs > nowMs) break;
      trackers[n % trackers.length]!.report(dueMs);
    }
    await delay(MS_PER_TURN);
  }
  return total;
}

/** Until every report is acknowledged, or it takes too long. */
async function settled(trackers: readonly Tracker[]): Promise<void> {
  const untilMs = performance.now() + LAST_ANSWERS_MS;
  while (trackers.some(({ unanswered }) => unanswered > 0) && performance.now() < untilMs) await delay(MS_PER_TURN);
}

const result = await run(JSON.parse(await text(process.stdin)) as TrackerTask);
process.stdout.write(JSON.stringify(result));
