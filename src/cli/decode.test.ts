import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { traccarPosition } from '../ingest/protocols/traccar/encode.ts';
import { capturedIo } from './captured-io.ts';
import { help, run } from './decode.ts';

const AT = '2026-06-24T01:02:03.000Z';
const GOOD = JSON.stringify({
  method: 'GET',
  uri: `/?id=phone&timestamp=${AT}&lat=36.0000015&lon=124.5&speed=10&cell=450,8,16,2223,-90&wifi=02-00-5e-10-00-01,-80&alarm=sos`,
  headers: {},
  body: '',
});

async function decode(args: string[], stdin = '') {
  const io = capturedIo(stdin);
  const code = await run(args, io);
  return { code, lines: io.lines(), out: io.out(), err: io.err() };
}

describe('the output contract', () => {
  test('names and their order', async () => {
    const { code, out } = await decode(['osmand'], `${GOOD}\n`);
    expect(code).toBe(0);
    expect(out).toBe(
      '{"line":1,"device":"phone","fixes":[{"fixedAt":"2026-06-24T01:02:03.000Z","latDeg":36.0000015,"lonDeg":124.5,' +
        '"accuracyM":null,"speedMps":5.144444444444445,"courseDeg":null,"altitudeM":null,"source":null,"valid":null}],' +
        '"events":[{"kind":"sos","at":"2026-06-24T01:02:03.000Z"}],"status":{"batteryPct":null,"charging":null,' +
        '"satellites":null,"strap":null,"cells":[{"mcc":450,"mnc":8,"lac":16,"cid":2223,"rssiDbm":-90}],' +
        '"wifi":[{"mac":"02:00:5E:10:00:01","rssiDbm":-80}]},"replyHex":"","rejected":null}\n',
    );
  });

  test('blank lines are skipped but counted; a bad line is a line, the rest is processed, exit 1', async () => {
    const { code, lines, err } = await decode(['osmand'], `\n${GOOD}\r\n7878\n[]\n{"uri":7}\n\n${GOOD}`);
    expect(code).toBe(1);
    expect(lines.map(({ line, rejected }) => [line, rejected])).toEqual([
      [2, null],
      [3, { reason: 'malformed', detail: 'line is no JSON request' }],
      [4, { reason: 'malformed', detail: 'line is no JSON request' }],
      [5, { reason: 'malformed', detail: 'line: uri' }],
      [7, null],
    ]);
    expect(err).toContain('3 of 7');
  });

  test('the same input gives the same output: a frame without a time is refused, unless the time of receipt is given', async () => {
    const line = JSON.stringify({ uri: '/?id=phone&lat=36&lon=124.5' });
    expect((await decode(['osmand'], line)).lines[0]).toMatchObject({ rejected: { detail: 'timestamp' } });
    expect((await decode(['osmand', '--received-at', AT], line)).lines[0]).toMatchObject({ fixes: [{ fixedAt: AT }] });
    const own = JSON.stringify({ uri: '/?id=phone&lat=36&lon=124.5', receivedAt: AT });
    expect((await decode(['osmand'], own)).lines[0]).toMatchObject({ fixes: [{ fixedAt: AT }] });
  });

  test('header names in any case, the reply in hex, several devices in one session', async () => {
    const body = '{"_type":"location","lat":36,"lon":124.5,"tst":1750000000}';
    const lines = ['X-LIMIT-U', 'x-limit-u'].map((name, index) =>
      JSON.stringify({ method: 'POST', uri: '/', headers: { [name]: `u${index}`, 'X-Limit-D': 'd' }, body }),
    );
    const decoded = await decode(['owntracks', '--text'], lines.join('\n'));
    expect(decoded.lines).toMatchObject([
      { device: 'u0/d', replyHex: '5b5d' },
      { device: 'u1/d', replyHex: '5b5d' },
    ]);
    expect(decoded.code).toBe(0);
  });

  test('a reader that has seen enough ends it', async () => {
    const io = capturedIo(`${GOOD}\n`.repeat(2_000));
    let written = 0;
    const stdout = new Writable({
      write(_chunk, _encoding, callback) {
        written += 1;
        callback(written === 3 ? Object.assign(new Error('gone'), { code: 'EPIPE' }) : null);
      },
    });
    stdout.on('error', () => undefined);
    expect(await run(['osmand'], { ...io, stdout })).toBe(0);
    expect(written).toBe(3);
  });

  test('a file instead of standard input', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'magpie-decode-'));
    await writeFile(join(folder, 'frames.ndjson'), `\uFEFF${GOOD}\n`);
    expect((await decode(['osmand', join(folder, 'frames.ndjson')])).lines).toHaveLength(1);
    expect((await decode(['osmand', join(folder, 'absent')])).code).toBe(2);
    await rm(folder, { recursive: true });
  });

  test.each([
    [[]],
    [['gopher']],
    [['constructor']],
    [['osmand', 'a', 'b']],
    [['osmand', '--nope']],
    [['owntracks', '--key', '']],
    [['osmand', '--received-at', 'noon']],
  ])('wrong usage: %j', async (args) => {
    const { code, out, err } = await decode(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('usage: magpie decode');
  });

  test('help', async () => {
    const io = capturedIo();
    expect(await run(['--help'], io)).toBe(0);
    expect(io.out()).toBe(help);
  });
});

test('traccar: a position that an earlier line told is no new fix; no secret is needed here', async () => {
  const report = { fixedAtMs: Date.parse(AT), latDeg: 36, lonDeg: 124.5, batteryPct: 50 };
  const later = { deviceTime: '2026-06-24T01:03:03.000+00:00', outdated: undefined };
  const frame = (more: object) =>
    JSON.stringify({ method: 'POST', uri: '/traccar', body: JSON.parse(traccarPosition('unit', report, more)) });
  const { code, lines } = await decode(['traccar'], [frame({}), frame(later)].join('\n'));
  expect([code, lines.map(({ fixes }) => (fixes as unknown[]).length)]).toEqual([0, [1, 0]]);
  expect(lines[1]).toMatchObject({ device: 'unit', status: { batteryPct: 50 }, rejected: null });
});

/** Real captures lie beside the checkout, not in it. */
const FRAMES = new URL('../../../shared/frames/', import.meta.url);
const isPresent = existsSync(FRAMES);
const MPS_PER_KNOT = 1852 / 3600;

interface Captured {
  readonly uri: string;
  readonly deviceId?: string;
  readonly oracle?: {
    readonly fixTime: string;
    readonly outdated: boolean;
    readonly latitude: number;
    readonly longitude: number;
    readonly altitude: number;
    readonly speedKnots: number;
    readonly course: number;
    readonly attributes: { readonly batteryLevel?: number };
    readonly network?: { readonly cellTowers: readonly unknown[]; readonly wifiAccessPoints: readonly unknown[] };
  };
}

// The captured frames are data to test against, no part of the product: a clone without them has nothing to compare.
describe.skipIf(!isPresent)(`captured frames${isPresent ? '' : ' (skipped: ../shared/frames is absent)'}`, () => {
  test.each(['osmand', 'owntracks'])('%s: as the established decoder has it', async (protocol) => {
    const frames = JSON.parse(readFileSync(new URL(`${protocol}.json`, FRAMES), 'utf8')) as Captured[];
    const { lines } = await decode([protocol], frames.map((frame) => JSON.stringify(frame)).join('\n'));
    expect(lines).toHaveLength(frames.length);
    for (const [index, { deviceId, oracle }] of frames.entries()) {
      const line = lines[index]!;
      if (oracle === undefined) {
        expect(line).toMatchObject({ device: null, fixes: [], rejected: { reason: 'malformed', detail: 'id' } });
        continue;
      }
      expect(line).toMatchObject({ device: deviceId, rejected: null });
      const { cells, wifi } = line.status as { cells: unknown[]; wifi: unknown[] };
      expect(cells).toHaveLength(oracle.network?.cellTowers.length ?? 0);
      expect(wifi).toHaveLength(oracle.network?.wifiAccessPoints.length ?? 0);
      expect((line.status as { batteryPct: number | null }).batteryPct).toBe(oracle.attributes.batteryLevel ?? null);
      expectFix(line.fixes as Record<string, unknown>[], oracle);
    }
  });

  test('the encrypted vector', async () => {
    const vector = JSON.parse(readFileSync(new URL('owntracks-encrypted-vector.json', FRAMES), 'utf8')) as {
      readonly secret: string;
      readonly plaintext: string;
      readonly payload: object;
    };
    const line = JSON.stringify({ method: 'POST', uri: '/', headers: {}, body: JSON.stringify(vector.payload) });
    const plain = JSON.parse(vector.plaintext) as { lat: number; lon: number; acc: number; tst: number };
    const opened = await decode(['owntracks', '--key', vector.secret], line);
    expect(opened.lines[0]).toMatchObject({
      device: 'victim/phone',
      fixes: [
        {
          latDeg: plain.lat,
          lonDeg: plain.lon,
          accuracyM: plain.acc,
          fixedAt: new Date(plain.tst * 1e3).toISOString(),
        },
      ],
      rejected: null,
    });
    const shut = await decode(['owntracks'], line);
    expect(shut).toMatchObject({ code: 1, lines: [{ fixes: [], rejected: { reason: 'undecryptable' } }] });
  });
});

/** The other decoder writes 0 for unknown; ours writes null. */
function expectFix(fixes: readonly Record<string, unknown>[], oracle: NonNullable<Captured['oracle']>): void {
  expect(fixes).toHaveLength(oracle.outdated ? 0 : 1);
  const [fix] = fixes;
  if (fix === undefined) return;
  expect(fix).toMatchObject({ fixedAt: oracle.fixTime, latDeg: oracle.latitude, lonDeg: oracle.longitude });
  expect(fix.speedMps ?? 0).toBeCloseTo(oracle.speedKnots * MPS_PER_KNOT, 6);
  expect(fix.courseDeg ?? 0).toBe(oracle.course);
  expect(fix.altitudeM ?? 0).toBe(oracle.altitude);
}
