/**
 * The load: devices that report over HTTP keep-alive on raw sockets, one outstanding request each, and protected persons'
 * live streams. A process of its own, so that the server's event loop is not shared. The task comes on standard input as
 * JSON, the result goes to standard output. Latency counts from when a report was due, not from when it could be sent: a
 * server that stalls is not flattered.
 */
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { systemClock } from '../src/core/clock.ts';
import { type Spread, spreadOf } from './percentiles.ts';

export interface LoadDevice {
  readonly token: string;
  readonly latDeg: number;
  readonly lonDeg: number;
}

export interface LoadTask {
  readonly devicePort: number;
  readonly webPort: number;
  readonly devices: readonly LoadDevice[];
  /** Cookies of the viewers whose streams are open; viewer i watches the wearer who carries device i. */
  readonly cookies: readonly string[];
  readonly perSecond: number;
  readonly warmUpS: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly acknowledgedPerSecond: number;
  readonly refused: number;
  readonly acknowledgement: Spread;
  /** From a wearer's report to the frame with it on the protected person's socket. */
  readonly toFrame: Spread;
  readonly frames: number;
}

const MS_PER_TURN = 1;
/** About 11 m: enough that each report differs, too little to change what is near. */
const WANDER_DEG = 1e-4;

class Device {
  readonly #socket: Socket;
  readonly #about: LoadDevice;
  readonly #onAnswer: (device: Device, dueMs: number, status: number) => void;
  readonly sentAtMs = new Map<number, number>();
  #due: number[] = [];
  #busyDueMs: number | null = null;
  #step = 0;

  constructor(port: number, about: LoadDevice, onAnswer: (device: Device, dueMs: number, status: number) => void) {
    this.#about = about;
    this.#onAnswer = onAnswer;
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.setNoDelay(true);
    this.#socket.on('data', (chunk) => this.#answered(chunk));
  }

  report(dueMs: number): void {
    if (this.#busyDueMs === null) this.#send(dueMs);
    else this.#due.push(dueMs);
  }

  end(): void {
    this.#socket.destroy();
  }

  #send(dueMs: number): void {
    this.#busyDueMs = dueMs;
    this.#step += 1;
    const fixedAtMs = systemClock.nowMs();
    const lat = (this.#about.latDeg + WANDER_DEG * Math.sin(this.#step / 7)).toFixed(7);
    const lon = (this.#about.lonDeg + WANDER_DEG * Math.cos(this.#step / 11)).toFixed(7);
    this.sentAtMs.set(fixedAtMs, dueMs);
    const query = `id=${this.#about.token}&timestamp=${fixedAtMs}&lat=${lat}&lon=${lon}&speed=0&accuracy=8&batt=80`;
    this.#socket.write(`GET /?${query} HTTP/1.1\r\nHost: magpie\r\n\r\n`);
  }

  /** Answers are small and come one at a time: the head says all. */
  #answered(chunk: Buffer): void {
    const dueMs = this.#busyDueMs;
    if (dueMs === null) return;
    this.#busyDueMs = null;
    this.#onAnswer(this, dueMs, Number(chunk.toString('latin1', 9, 12)));
    const next = this.#due.shift();
    if (next !== undefined) this.#send(next);
  }
}

async function run(task: LoadTask): Promise<LoadResult> {
  const acknowledgedMs: number[] = [];
  const toFrameMs: number[] = [];
  let refused = 0;
  let frames = 0;
  let measuring = false;
  const devices = task.devices.map(
    (about) =>
      new Device(task.devicePort, about, (_device, dueMs, status) => {
        if (!measuring) return;
        if (status === 200) acknowledgedMs.push(performance.now() - dueMs);
        else refused += 1;
      }),
  );
  const streams = await openStreams(task, (viewer, fixedAtMs) => {
    const sent = devices[viewer]!.sentAtMs;
    const dueMs = sent.get(fixedAtMs);
    if (dueMs === undefined) return;
    sent.delete(fixedAtMs);
    if (measuring) {
      frames += 1;
      toFrameMs.push(performance.now() - dueMs);
    }
  });
  await pace(task, devices, task.warmUpS);
  measuring = true;
  const startMs = performance.now();
  await pace(task, devices, task.seconds);
  const tookS = (performance.now() - startMs) / 1_000;
  measuring = false;
  for (const device of devices) device.end();
  for (const stream of streams) stream.terminate();
  return {
    acknowledgedPerSecond: Math.round(acknowledgedMs.length / tookS),
    refused,
    acknowledgement: spreadOf(acknowledgedMs),
    toFrame: spreadOf(toFrameMs),
    frames,
  };
}

/** Reports fall due evenly over the devices and the time. */
async function pace(task: LoadTask, devices: readonly Device[], seconds: number): Promise<void> {
  const startMs = performance.now();
  const total = Math.round(task.perSecond * seconds);
  for (let n = 0; n < total; ) {
    const nowMs = performance.now();
    for (; n < total; n += 1) {
      const dueMs = startMs + (n * 1_000) / task.perSecond;
      if (dueMs > nowMs) break;
      devices[n % devices.length]!.report(dueMs);
    }
    await delay(MS_PER_TURN);
  }
}

const WEARER_POINT = /"wearer":\{"kind":"point".*?"fixedAtMs":(\d+)/;

async function openStreams(task: LoadTask, onPoint: (viewer: number, fixedAtMs: number) => void): Promise<WebSocket[]> {
  const origin = `http://127.0.0.1:${task.webPort}`;
  return Promise.all(
    task.cookies.map(async (cookie, viewer) => {
      const socket = new WebSocket(`ws://127.0.0.1:${task.webPort}/api/live`, { headers: { cookie, origin } });
      await new Promise<void>((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', reject);
      });
      socket.on('message', (data) => {
        const found = WEARER_POINT.exec(String(data));
        if (found !== null) onPoint(viewer, Number(found[1]));
      });
      socket.send(JSON.stringify({ type: 'resume', lastSeq: null }));
      return socket;
    }),
  );
}

const result = await run(JSON.parse(await text(process.stdin)) as LoadTask);
process.stdout.write(JSON.stringify(result));
