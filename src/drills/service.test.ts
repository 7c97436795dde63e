import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceCommand } from '../devices/service.ts';
import { findHttpProtocol, SOCKET_PROTOCOLS } from '../ingest/protocols/registry.ts';
import type { Decoded, HttpFrame, SocketProtocol } from '../ingest/protocols/types.ts';
import { FrameCutter } from '../ingest/tcp/frame-cutter.ts';
import { distanceM, toPlane } from './city/plane.ts';
import { createDrillWorld, type DeviceAccess, type DrillProgress, startDrill } from './service.ts';

const world = createDrillWorld();
const KEY_HEX = Buffer.from('a made-up secret of the drill').toString('hex');
const EPOCH_MS = 1_782_259_200_000;

interface Got {
  readonly device: string;
  readonly fixedAtMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly speedMps: number | null;
  readonly rejected: string | null;
}

const got: Got[] = [];
const trackers = new Map<string, TcpServer>();
/** What every tracker is asked at its first frame. */
let asks: DeviceCommand | null = null;
let status = 200;
let server: Server;
let baseUrl: string;

/** Decodes with the product's own decoders, as the listener does. */
function take(frame: HttpFrame): void {
  const protocol = findHttpProtocol(frame)!;
  const token = protocol.identify(frame).token!;
  const device = token.slice('token-'.length);
  const cast = world.cast.devices.find((d) => d.key === device)!;
  const key = new Uint8Array(32);
  key.set(Buffer.from(KEY_HEX, 'hex'));
  keep(device, protocol.decode(frame, EPOCH_MS, cast.encrypted ? key : null));
}

function keep(device: string, decoded: Decoded): void {
  for (const fix of decoded.fixes) {
    const { fixedAtMs, latDeg, lonDeg, speedMps } = fix;
    got.push({ device, fixedAtMs, latDeg, lonDeg, speedMps, rejected: decoded.rejected?.reason ?? null });
  }
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (status === 200) {
        const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)]));
        take({ method: request.method!, uri: request.url!, headers, body: Buffer.concat(chunks) });
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end('[]');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  for (const protocol of SOCKET_PROTOCOLS) trackers.set(protocol.name, await trackerServer(protocol));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  for (const [, tcp] of trackers) tcp.close();
});

/** One of its protocol: takes a frame, answers it, and may ask something of whoever reports. */
async function trackerServer(protocol: SocketProtocol): Promise<TcpServer> {
  const tcp = createTcpServer((socket) => {
    const [cutter, session] = [new FrameCutter(protocol), protocol.openSession()];
    let isAsked = false;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const piece of cutter.push(chunk)) {
        const decoded = session.decode(piece.bytes, EPOCH_MS);
        keep(castKeyOf(decoded.device), decoded);
        socket.write(decoded.reply);
        if (decoded.device === null || isAsked || asks === null) continue;
        isAsked = true;
        const bytes = session.encodeCommand(asks);
        if (bytes !== null) socket.write(bytes);
      }
    });
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  return tcp;
}

function castKeyOf(externalId: string | null): string {
  return world.cast.devices.find((device) => device.externalId === externalId)?.key ?? 'unknown';
}

function urlOf(protocol: string): string {
  const tcp = trackers.get(protocol);
  return tcp === undefined ? 'http://127.0.0.1:1' : `tcp://127.0.0.1:${(tcp.address() as AddressInfo).port}`;
}

function access(): DeviceAccess[] {
  return world.cast.devices.map((device) => ({
    castKey: device.key,
    token: `token-${device.key}`,
    payloadKeyHex: device.encrypted ? KEY_HEX : null,
    externalId: device.externalId,
    deviceUrl: urlOf(device.protocol),
  }));
}

/** Time that passes only when everybody waits for it, and then at once. */
function quickTime() {
  let nowMs = EPOCH_MS;
  const waiting: { readonly untilMs: number; readonly wake: () => void }[] = [];
  let turning = false;
  const turn = () => {
    turning = false;
    const next = waiting.reduce((a, b) => (b.untilMs < a.untilMs ? b : a), waiting[0]!);
    if (!next) return;
    waiting.splice(waiting.indexOf(next), 1);
    nowMs = Math.max(nowMs, next.untilMs);
    next.wake();
    if (waiting.length > 0) schedule();
  };
  const schedule = () => {
    if (turning) return;
    turning = true;
    // A moment of true time, so that sockets keep up with the simulated one.
    setTimeout(turn, 1);
  };
  return {
    clock: { nowMs: () => nowMs },
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        waiting.push({ untilMs: nowMs + ms, wake: resolve });
        schedule();
      }),
  };
}

describe('a drill over real sockets', () => {
  it('plays the beginning of the demo: every phone and tracker is heard, in order, where its person is', async () => {
    got.length = 0;
    const plan = world.plan('demo')!;
    const stop = new AbortController();
    const progress: DrillProgress[] = [];
    const drill = await startDrill({
      ...quickTime(),
      devices: access(),
      baseUrl,
      play: { plan, cast: world.cast },
      signal: stop.signal,
      onProgress: (p) => {
        progress.push(p);
        if (p.kind === 'step' && p.elapsedMs > 100_000) stop.abort();
      },
    });
    await drill.done;
    const heard = new Set(got.map((g) => g.device));
    expect([...heard].sort()).toEqual(world.cast.devices.map((d) => d.key).sort());
    expect(got.every((g) => g.rejected === null)).toBe(true);
    for (const device of world.cast.devices) {
      const own = got.filter((g) => g.device === device.key);
      const times = own.map((g) => g.fixedAtMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      const life = plan.actors.get(device.person)!;
      const near = own.filter((g) => {
        const truth = life.at(g.fixedAtMs - EPOCH_MS).point;
        return distanceM(toPlane(g), truth) < 120;
      });
      expect(near.length / own.length, device.key).toBeGreaterThan(0.9);
    }
    expect(progress.filter((p) => p.kind === 'step').length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(progress)).not.toMatch(/latDeg|lonDeg|token-/);
    expect(drill.delivered).toBeGreaterThan(100);
  });

  it('keeps what a failing server did not take and delivers it, oldest first, when it is back', async () => {
    got.length = 0;
    status = 503;
    const stop = new AbortController();
    const failing = new Set<string>();
    const drill = await startDrill({
      ...quickTime(),
      devices: access().filter((d) => d.castKey === 'h1-device' || d.castKey === 'p1-device'),
      baseUrl,
      play: { plan: world.plan('approach-by-car')!, cast: world.cast },
      signal: stop.signal,
      onProgress: (p) => {
        if (p.kind === 'failing') {
          expect(p.why).toBe('503');
          failing.add(p.device);
        }
        if (p.kind === 'step' && p.elapsedMs > 20_000 && p.elapsedMs < 60_000) status = 200;
        if (p.kind === 'step' && p.elapsedMs > 100_000) stop.abort();
      },
    });
    await drill.done;
    status = 200;
    expect(failing).toEqual(new Set(['p1-device']));
    const own = got.filter((g) => g.device === 'p1-device').map((g) => g.fixedAtMs - EPOCH_MS);
    expect(own[0]).toBeLessThan(6_000);
    expect(own).toEqual([...own].sort((a, b) => a - b));
    expect(own.length).toBeGreaterThan(12);
  });

  it('plays faster: people and their speeds, not their reports', async () => {
    got.length = 0;
    const stop = new AbortController();
    const time = quickTime();
    const drill = await startDrill({
      ...time,
      devices: access().filter((d) => d.castKey === 'w1-device'),
      baseUrl,
      play: { plan: world.plan('approach-by-car')!, cast: world.cast },
      speed: 4,
      signal: stop.signal,
      onProgress: (p) => {
        if (p.kind === 'finished') expect(time.clock.nowMs() - EPOCH_MS).toBeLessThan(12 * 60_000);
      },
    });
    await drill.done;
    expect(Math.max(...got.map((g) => g.speedMps ?? 0))).toBeGreaterThan(20);
    const gaps = got.slice(1).map((g, i) => g.fixedAtMs - got[i]!.fixedAtMs);
    expect(gaps.filter((gap) => Math.abs(gap - 5_000) < 50).length / gaps.length).toBeGreaterThan(0.9);
  });

  it('a tracker is asked, obeys, and says so; of one that is asked to have a twin two speak at once', async () => {
    got.length = 0;
    asks = { kind: 'set-interval', intervalS: 20 };
    const stop = new AbortController();
    const told: string[] = [];
    const drill = await startDrill({
      ...quickTime(),
      devices: access().filter(({ castKey }) => castKey === 'w2-device' || castKey === 'w3-device'),
      play: { plan: { ...world.plan('clock-error')!, happenings: [] }, cast: world.cast },
      twins: new Set(['w2-device']),
      signal: stop.signal,
      onProgress: (p) => {
        if (p.kind === 'told') told.push(`${p.device} ${p.command}`);
        if (got.length > 60) stop.abort();
        if (p.kind === 'step' && p.elapsedMs > 300_000) stop.abort();
      },
    });
    await drill.done;
    asks = null;
    expect(told.sort()).toEqual(['w2-device set-interval', 'w2-device set-interval']);
    const times = got.filter((g) => g.device === 'w2-device').map((g) => g.fixedAtMs);
    const counts = [...Map.groupBy(times, (ms) => ms).values()].map((same) => same.length);
    expect(new Set(counts)).toEqual(new Set([2]));
    const gaps = [...new Set(times)].sort((a, b) => a - b).map((ms, i, all) => ms - (all[i - 1] ?? ms));
    expect(gaps.slice(-5).every((ms) => Math.abs(ms - 20_000) < 1_500)).toBe(true);
  });

  it('stops when asked, twice too', async () => {
    const drill = await startDrill({
      ...quickTime(),
      devices: access(),
      baseUrl,
      play: { plan: world.plan('demo')!, cast: world.cast },
    });
    await drill.stop();
    await drill.stop();
    await drill.done;
  });
});
