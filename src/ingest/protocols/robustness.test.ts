/** No bytes make a decoder throw, and whatever it gives is within bounds: fast-check looks for the counter-example. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { DEVICE_EVENT_KINDS } from '../../proximity/types.ts';
import { AT_MS } from './http-frame.fixture.ts';
import { osmandForm, osmandJson } from './osmand/encode.ts';
import { owntracksEncrypted, owntracksHeaders, owntracksLocation } from './owntracks/encode.ts';
import { keyFromSecret } from './owntracks/secret-key.ts';
import { HTTP_PROTOCOLS } from './registry.ts';
import { traccarPosition } from './traccar/encode.ts';
import { type Decoded, type HttpFrame, type HttpProtocol, REJECTION_REASONS } from './types.ts';

// Hundreds of runs a test: a busy machine is no counter-example.
vi.setConfig({ testTimeout: 60_000 });

const RUNS = { numRuns: 300 };
const KEY = keyFromSecret('not a real secret')!;
const utf8 = new TextEncoder();

const reportArb = fc.record({
  fixedAtMs: fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }).map((seconds) => seconds * 1_000),
  latDeg: fc.double({ min: 30, max: 40, noNaN: true }),
  lonDeg: fc.double({ min: 120, max: 130, noNaN: true }),
  accuracyM: fc.option(fc.double({ min: 1, max: 10_000, noNaN: true })),
  speedMps: fc.option(fc.double({ min: 0, max: 90, noNaN: true })),
  courseDeg: fc.option(fc.double({ min: 0, max: 359.4, noNaN: true })),
  altitudeM: fc.option(fc.double({ min: -400, max: 9_000, noNaN: true })),
  batteryPct: fc.option(fc.integer({ min: 0, max: 100 })),
  charging: fc.option(fc.boolean()),
  mock: fc.option(fc.boolean()),
  event: fc.option(fc.constantFrom(...DEVICE_EVENT_KINDS.filter((kind) => kind !== 'strap-closed'))),
});

const headersArb = fc.dictionary(
  fc.constantFrom('authorization', 'x-limit-u', 'x-limit-d', 'content-type'),
  fc.oneof(fc.string(), fc.constantFrom('Basic', 'Basic ====', 'application/json')),
);
const uriArb = fc.oneof(
  fc.constant('/'),
  fc.string().map((text) => `/?${text}`),
  fc.webQueryParameters().map((query) => `/?id=1&${query}`),
  fc.string(),
);
const junkArb = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', ''),
  uri: uriArb,
  headers: headersArb,
  body: fc.oneof(
    fc.uint8Array(),
    fc.json().map((text) => utf8.encode(text)),
  ),
});

/** Values that break careless readers, put under the names that readers look for. */
const oddArb = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', 'NaN', '-Infinity', '1e999', 1e308, -0, '٣٦', '0x10', '36,5', '__proto__', [], {}, null, true),
);
const jsonArb = fc
  .record(
    {
      _type: fc.constantFrom('location', 'encrypted', 'lwt', 7),
      ...Object.fromEntries(
        ['lat', 'lon', 'tst', 'acc', 'vel', 'cog', 'batt', 'bs', 'topic', 'tid', 'data'].map((name) => [name, oddArb]),
      ),
      device_id: oddArb,
      location: fc.oneof(
        oddArb,
        fc.record({
          timestamp: oddArb,
          coords: fc.record(
            { latitude: oddArb, longitude: oddArb, speed: oddArb, accuracy: oddArb },
            { requiredKeys: [] },
          ),
          battery: fc.oneof(oddArb, fc.record({ level: oddArb, is_charging: oddArb })),
          extras: fc.record({ alarm: oddArb }),
        }),
      ),
    },
    { requiredKeys: [] },
  )
  .map((value) => ({ method: 'POST', uri: '/', headers: {}, body: utf8.encode(JSON.stringify(value)) }));
const traccarArb = fc
  .record({
    uri: fc.constantFrom('/traccar', '/traccar/events', '/traccar?x', '/traccarx'),
    headers: fc.record({ authorization: fc.constantFrom('Bearer x', 'bearer', 'Bearer  ', 'Basic eDp5') }),
    body: fc.record(
      {
        device: fc.oneof(oddArb, fc.record({ uniqueId: fc.oneof(oddArb, fc.constant('356823031235028')) })),
        position: fc.oneof(
          oddArb,
          fc.record(
            {
              ...Object.fromEntries(
                ['latitude', 'longitude', 'fixTime', 'deviceTime', 'serverTime', 'speed', 'course', 'accuracy'].map(
                  (name) => [name, oddArb],
                ),
              ),
              ...{ valid: oddArb, outdated: oddArb },
              attributes: fc.oneof(oddArb, fc.record({ alarm: fc.constantFrom('sos', 'SOS,tampering', 7, []) })),
              network: fc.oneof(
                oddArb,
                fc.record({
                  cellTowers: fc.oneof(oddArb, fc.array(oddArb)),
                  wifiAccessPoints: fc.array(fc.record({ macAddress: oddArb, signalStrength: oddArb })),
                }),
              ),
            },
            { requiredKeys: [] },
          ),
        ),
        event: fc.oneof(
          oddArb,
          fc.record({ type: fc.constantFrom('alarm', 'x'), attributes: oddArb, eventTime: oddArb }),
        ),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ uri, headers, body }) => ({ method: 'POST', uri, headers, body: utf8.encode(JSON.stringify(body)) }));
const formArb = fc
  .array(
    fc.tuple(
      fc.constantFrom('id', 'lat', 'lon', 'location', 'timestamp', 'speed', 'bearing', 'cell', 'wifi', 'batt', 'alarm'),
      // Not String(): an object may have a `toString` that is no function.
      oddArb.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
    ),
  )
  .map((pairs) => ({ method: 'GET', uri: `/?${new URLSearchParams(pairs)}`, headers: {}, body: new Uint8Array(0) }));

const goodArb: fc.Arbitrary<HttpFrame> = reportArb.chain((report) =>
  fc.constantFrom<HttpFrame>(
    { method: 'GET', uri: `/?${osmandForm('someone', report)}`, headers: {}, body: new Uint8Array(0) },
    { method: 'POST', uri: '/', headers: {}, body: utf8.encode(osmandJson('someone', report)) },
    {
      method: 'POST',
      uri: '/',
      headers: owntracksHeaders('u', 'd', 't'),
      body: utf8.encode(owntracksLocation(report)),
    },
    { method: 'POST', uri: '/traccar', headers: {}, body: utf8.encode(traccarPosition('someone', report)) },
    {
      method: 'POST',
      uri: '/',
      headers: {},
      body: utf8.encode(owntracksEncrypted(owntracksLocation(report), KEY, new Uint8Array(24))),
    },
  ),
);
const mutatedArb = fc
  .tuple(
    goodArb,
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
    fc.nat(),
  )
  .map(([frame, edits, cut]): HttpFrame => {
    const uri = frame.body.length > 0 ? frame.uri : mutate(utf8.encode(frame.uri), edits, cut).toString();
    return { ...frame, uri, body: mutate(frame.body, edits, cut) };
  });

function mutate(bytes: Uint8Array, edits: readonly (readonly [number, number])[], cut: number): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length === 0) return copy;
  for (const [at, byte] of edits) copy[at % copy.length] = byte;
  return cut % 3 === 0 ? copy.subarray(0, cut % copy.length) : copy;
}

describe.each(HTTP_PROTOCOLS.map((protocol) => [protocol.name, protocol] as const))(
  '%s never throws',
  (_, protocol) => {
    test.each([
      ['junk', junkArb],
      ['odd JSON', jsonArb],
      ['odd forms', formArb],
      ['odd forwards', traccarArb],
      ['mutated good frames', mutatedArb],
    ] as const)('%s', (_name, frames: fc.Arbitrary<HttpFrame>) => {
      fc.assert(
        fc.property(
          frames,
          fc.constantFrom(AT_MS, Number.NaN),
          fc.constantFrom(KEY, null, new Uint8Array(3)),
          (frame, atMs, key) => {
            expect(typeof protocol.matches(frame)).toBe('boolean');
            expectIdentity(protocol, frame);
            expectPlausible(protocol.decode(frame, atMs, key));
          },
        ),
        RUNS,
      );
    });
  },
);

test('good frames are good', () => {
  fc.assert(
    fc.property(goodArb, (frame) => {
      const protocol = HTTP_PROTOCOLS.find((candidate) => candidate.matches(frame))!;
      expect(protocol.decode(frame, Number.NaN, KEY)).toMatchObject({ rejected: null, fixes: [{}] });
    }),
    RUNS,
  );
});

function expectIdentity(protocol: HttpProtocol, frame: HttpFrame): void {
  for (const part of Object.values(protocol.identify(frame))) expect(part === null || part.length > 0).toBe(true);
}

function expectPlausible({ fixes, events, status, rejected, reply }: Decoded): void {
  for (const fix of fixes) {
    expect(Math.abs(fix.latDeg)).toBeLessThanOrEqual(90);
    expect(Math.abs(fix.lonDeg)).toBeLessThanOrEqual(180);
    expect(fix.latDeg === 0 && fix.lonDeg === 0).toBe(false);
    expect(() => new Date(fix.fixedAtMs).toISOString()).not.toThrow();
    expect(Number.isInteger(fix.fixedAtMs)).toBe(true);
    expect(fix.accuracyM === null || fix.accuracyM > 0).toBe(true);
    expect(fix.speedMps === null || (fix.speedMps >= 0 && fix.speedMps <= 1_000)).toBe(true);
    expect(fix.courseDeg === null || (fix.courseDeg >= 0 && fix.courseDeg < 360)).toBe(true);
  }
  for (const { kind, atMs } of events) expect(DEVICE_EVENT_KINDS.includes(kind) && Number.isFinite(atMs)).toBe(true);
  expect(status.batteryPct === null || (status.batteryPct >= 0 && status.batteryPct <= 100)).toBe(true);
  expect(rejected === null || REJECTION_REASONS.includes(rejected.reason)).toBe(true);
  // INVARIANT: a rejection names fields; no digit of a value can be in it.
  expect(rejected?.detail ?? '').not.toMatch(/\d/);
  expect(reply).toBeInstanceOf(Uint8Array);
}
