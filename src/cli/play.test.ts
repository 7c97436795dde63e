import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findHttpProtocol } from '../ingest/protocols/registry.ts';
import type { Decoded } from '../ingest/protocols/types.ts';
import { capturedIo } from './captured-io.ts';
import type { Pace } from './play/pace.ts';
import { runUntil } from './play.ts';

const START_MS = Date.UTC(2026, 8, 1, 12);
const TOKEN = 'mJ3wq9Zt0LxVb7Rk2Yp5Ec';
const GPX = `<?xml version="1.0"?>
<gpx version="1.1" creator="magpie test" xmlns="http://www.topografix.com/GPX/1/1" xmlns:x="urn:x"><trk><trkseg>
<trkpt lat="36.001" lon="124.501"><ele>2</ele><time>2020-01-01T00:00:00Z</time><hdop>2</hdop></trkpt>
<trkpt lat="36.002" lon="124.502"><time>2020-01-01T00:00:20Z</time>
  <extensions><x:TrackPointExtension><x:speed>1.5</x:speed><x:course>90</x:course></x:TrackPointExtension></extensions></trkpt>
</trkseg><trkseg>
<trkpt lat="36.003" lon="124.503"><time>2020-01-01T00:01:00Z</time></trkpt>
</trkseg></trk></gpx>`;

let folder: string;
let server: Server;
let url: string;
let received: Decoded[];
let sockets: Set<number | undefined>;
let answers: (number | 'drop')[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-play-'));
  received = [];
  sockets = new Set();
  answers = [];
  server = createServer((request, response) => {
    void take(request).then((decoded) => {
      const answer = answers.shift() ?? 200;
      if (answer === 'drop') return request.socket.destroy();
      if (answer === 200) received.push(decoded);
      response.writeHead(answer).end('[]');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** The server's side reads with the real registry, as the listener does. */
async function take(request: IncomingMessage): Promise<Decoded> {
  sockets.add(request.socket.remotePort);
  const body = new TextEncoder().encode(await readText(request));
  const headers = request.headers as Record<string, string>;
  const frame = { method: request.method!, uri: request.url!, headers, body };
  const protocol = findHttpProtocol(frame)!;
  expect(protocol.identify(frame).token).toBe(TOKEN);
  return protocol.decode(frame, Number.NaN, null);
}

/** Time stands still but for the sleeps, which take none. */
function fakePace(onSleep: () => void = () => undefined): Pace & { readonly slept: number[] } {
  let nowMs = START_MS;
  const slept: number[] = [];
  return {
    slept,
    nowMs: () => nowMs,
    sleep: (ms) => {
      slept.push(ms);
      nowMs += ms;
      onSleep();
      return Promise.resolve();
    },
  };
}

async function play(track: string, args: string[], pace: Pace = fakePace(), signal = new AbortController().signal) {
  const path = join(folder, 'track');
  await writeFile(path, track);
  const io = capturedIo();
  const code = await runUntil([path, '--device', TOKEN, '--url', url, ...args], io, pace, signal);
  return { code, lines: io.lines(), out: io.out(), err: io.err() };
}

const sentFixes = () => received.flatMap(({ fixes }) => fixes);

describe('a GPX track', () => {
  test('happens now: order kept, spacing divided, each fix with its own present time, over one connection', async () => {
    const { code, lines, err } = await play(GPX, ['--speed', '10']);
    expect(code).toBe(0);
    expect(sentFixes()).toMatchObject([
      { fixedAtMs: START_MS, latDeg: 36.001, lonDeg: 124.501, accuracyM: 10, altitudeM: 2, speedMps: null },
      { fixedAtMs: START_MS + 2_000, latDeg: 36.002, courseDeg: 90, accuracyM: null },
      { fixedAtMs: START_MS + 6_000, latDeg: 36.003 },
    ]);
    expect(sentFixes()[1]!.speedMps).toBeCloseTo(15, 3);
    expect(sockets.size).toBe(1);
    expect(lines).toEqual([
      { index: 1, fixedAt: '2026-09-01T12:00:00.000Z', status: 200, attempts: 1 },
      { index: 2, fixedAt: '2026-09-01T12:00:02.000Z', status: 200, attempts: 1 },
      { index: 3, fixedAt: '2026-09-01T12:00:06.000Z', status: 200, attempts: 1 },
    ]);
    expect(err).toContain('3 of 3 sent');
  });

  test('as OwnTracks', async () => {
    await play(GPX, ['--protocol', 'owntracks', '--speed', '1']);
    expect(sentFixes().map(({ fixedAtMs }) => fixedAtMs - START_MS)).toEqual([0, 20_000, 60_000]);
  });

  test('a point that cannot be sent is left out by its number, never by its place', async () => {
    const bad = GPX.replace('lat="36.002"', 'lat="96.002"').replace('<time>2020-01-01T00:01:00Z</time>', '');
    const { code, err } = await play(bad, []);
    expect(code).toBe(1);
    expect(sentFixes()).toHaveLength(1);
    expect(err).toContain('point 2: impossible-value lat');
    expect(err).toContain('point 3: no time');
    expect(err).not.toContain('96.002');
  });

  test('a recorded time that goes back does not reorder the track', async () => {
    await play(GPX.replace('00:00:20Z', '00:02:00Z'), ['--speed', '10']);
    expect(sentFixes().map(({ fixedAtMs }) => fixedAtMs - START_MS)).toEqual([0, 12_000, 12_000]);
  });

  test('a cut-off file is played as far as it goes, and said to be', async () => {
    const { code, err } = await play(GPX.slice(0, GPX.indexOf('<trkseg>\n<trkpt lat="36.003"')), []);
    expect(code).toBe(1);
    expect(sentFixes()).toHaveLength(2);
    expect(err).toContain('not well-formed');
  });
});

describe('recorded fixes', () => {
  const line = (person: string, second: number) =>
    JSON.stringify({ person, fixedAt: `2020-01-01T00:00:0${second}Z`, latDeg: 36, lonDeg: 124.5, speedMps: 1 });

  test('are played; events are passed over, a bad line is named', async () => {
    const event = '{"person":"w1","at":"2020-01-01T00:00:02Z","event":"strap-open"}';
    const { code, err } = await play([line('w1', 0), event, '{"latDeg":1}', line('w1', 5)].join('\n'), [
      '--speed',
      '1',
    ]);
    expect(sentFixes().map(({ fixedAtMs }) => fixedAtMs - START_MS)).toEqual([0, 5_000]);
    expect(code).toBe(1);
    expect(err).toContain('line 3: fixedAt');
  });

  test('of several people need a choice', async () => {
    const both = [line('w1', 0), line('p1', 1), line('w1', 2)].join('\n');
    expect(await play(both, [])).toMatchObject({ code: 1 });
    expect(sentFixes()).toHaveLength(0);
    expect(await play(both, ['--person', 'w1'])).toMatchObject({ code: 0 });
    expect(sentFixes()).toHaveLength(2);
  });
});

describe('a server in trouble', () => {
  test('5xx and lost connections are tried again with growing pauses, and the fix keeps its time', async () => {
    answers = [503, 'drop', 500, 200];
    const pace = fakePace();
    const { code, lines, err } = await play(GPX, ['--speed', '1000'], pace);
    expect(code).toBe(0);
    expect(pace.slept.slice(0, 3)).toEqual([500, 1_000, 2_000]);
    expect(sentFixes()).toHaveLength(3);
    expect(sentFixes()[0]!.fixedAtMs).toBe(START_MS);
    expect(lines[0]).toMatchObject({ status: 200, attempts: 4 });
    expect(err).toContain('the server answered 503; trying again');
    expect(err).toContain('ECONNRESET');
  });

  test('nobody there: gives up after a while, with one clear line', async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const pace = fakePace();
    const io = capturedIo();
    await writeFile(join(folder, 'track'), GPX);
    const args = [join(folder, 'track'), '--device', TOKEN, '--url', `http://127.0.0.1:${port}`];
    expect(await runUntil(args, io, pace, new AbortController().signal)).toBe(1);
    expect(io.err()).toContain('ECONNREFUSED');
    expect(io.err()).toContain('gave up after 0 of 3');
    expect(Math.max(...pace.slept)).toBe(30_000);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  test('4xx ends it at once, with one clear line that holds no secret', async () => {
    answers = [200, 400];
    const { code, lines, out, err } = await play(GPX, ['--speed', '1000']);
    expect(code).toBe(1);
    expect(lines.map(({ status }) => status)).toEqual([200, 400]);
    expect(err).toContain('refused with 400 after 1 of 3');
    expect(out + err).not.toContain(TOKEN);
    expect(out + err).not.toMatch(/36\.00|124\.50/);
  });
});

test('Ctrl-C stops between two fixes, cleanly', async () => {
  const stop = new AbortController();
  const pace = fakePace(() => stop.abort());
  const { code, lines, err } = await play(GPX, [], pace, stop.signal);
  expect(code).toBe(0);
  expect(lines).toHaveLength(1);
  expect(err).toContain('stopped: 1 of 3 sent');
});

test.each([
  [['--speed', '0']],
  [['--speed', 'fast']],
  [['--url', 'ftp://127.0.0.1']],
  [['--protocol', 'constructor']],
  [['--nope']],
  [['another']],
  [['--device', '']],
])('wrong usage: %j', async (args) => {
  const { code, out, err } = await play(GPX, args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain('usage: magpie play');
  expect(received).toHaveLength(0);
});
