/** What the encoders write, the decoders read: so a drill's phone says what its script meant. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { get, post } from './http-frame.fixture.ts';
import { osmandJson, osmandUrl } from './osmand/encode.ts';
import { osmand } from './osmand/protocol.ts';
import { owntracksEncrypted, owntracksHeaders, owntracksLocation } from './owntracks/encode.ts';
import { owntracks } from './owntracks/protocol.ts';
import { keyFromSecret } from './owntracks/secret-key.ts';
import type { Decoded } from './types.ts';

// Hundreds of runs a test: a busy machine is no counter-example.
vi.setConfig({ testTimeout: 60_000 });

const reportArb = fc.record({
  fixedAtMs: fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }),
  latDeg: fc.double({ min: -89, max: 89, noNaN: true }),
  lonDeg: fc.double({ min: -179.9, max: 179.9, noNaN: true }).filter((lonDeg) => Math.abs(lonDeg) > 1e-6),
  accuracyM: fc.option(fc.double({ min: 1, max: 5_000, noNaN: true })),
  speedMps: fc.option(fc.double({ min: 0, max: 90, noNaN: true })),
  courseDeg: fc.option(fc.double({ min: 0, max: 359.4, noNaN: true })),
  batteryPct: fc.option(fc.integer({ min: 0, max: 100 })),
  charging: fc.option(fc.boolean()),
});
type SentReport = typeof reportArb extends fc.Arbitrary<infer T> ? T : never;
interface Tolerance {
  readonly timeMs: number;
  readonly speedMps: number;
  readonly accuracyM: number;
  readonly courseDeg: number;
}

const FINE: Tolerance = { timeMs: 0, speedMps: 1e-3, accuracyM: 0.01, courseDeg: 0.01 };
const WHOLE: Tolerance = { timeMs: 1_000, speedMps: 0.2, accuracyM: 0.51, courseDeg: 0.51 };

test('OsmAnd, query', () => {
  fc.assert(
    fc.property(reportArb, (report) => {
      const url = osmandUrl('http://127.0.0.1:5055', 'someone', report);
      expectSame(osmand.decode(get(`${url.pathname}${url.search}`), Number.NaN, null), report, FINE);
    }),
  );
});

test('OsmAnd, JSON', () => {
  fc.assert(
    fc.property(reportArb, (report) => {
      expectSame(osmand.decode(post(osmandJson('someone', report)), Number.NaN, null), report, FINE);
    }),
  );
});

test('OwnTracks, plain and encrypted', () => {
  const key = keyFromSecret('not a real secret')!;
  fc.assert(
    fc.property(reportArb, fc.uint8Array({ minLength: 24, maxLength: 24 }), (report, nonce) => {
      const plain = owntracksLocation(report);
      const headers = owntracksHeaders('some', 'one', 'token');
      expectSame(owntracks.decode(post(plain, headers), Number.NaN, null), report, WHOLE);
      const encrypted = post(owntracksEncrypted(plain, key, nonce), headers);
      expectSame(owntracks.decode(encrypted, Number.NaN, key), report, WHOLE);
    }),
  );
});

test('an alarm is sent with the position', () => {
  const report = { fixedAtMs: 1_700_000_000_000, latDeg: 36, lonDeg: 124.5, event: 'sos' } as const;
  const events = [{ kind: 'sos', atMs: report.fixedAtMs }];
  expect(osmand.decode(get(`/${osmandUrl('http://a.test', 'x', report).search}`), Number.NaN, null).events).toEqual(
    events,
  );
  expect(osmand.decode(post(osmandJson('x', report)), Number.NaN, null).events).toEqual(events);
});

function expectSame(decoded: Decoded, report: SentReport, tolerance: Tolerance): void {
  expect(decoded.rejected).toBeNull();
  expect(decoded.fixes).toHaveLength(1);
  const fix = decoded.fixes[0]!;
  expect(report.fixedAtMs - fix.fixedAtMs).toBeGreaterThanOrEqual(0);
  expect(report.fixedAtMs - fix.fixedAtMs).toBeLessThanOrEqual(Math.max(0, tolerance.timeMs - 1));
  expectNear(fix.latDeg, report.latDeg, 1e-6);
  expectNear(fix.lonDeg, report.lonDeg, 1e-6);
  expectNear(fix.accuracyM, report.accuracyM, tolerance.accuracyM);
  expectNear(fix.speedMps, report.speedMps, tolerance.speedMps);
  expectNear(fix.courseDeg, report.courseDeg, tolerance.courseDeg);
  expectNear(decoded.status.batteryPct, report.batteryPct, 0.1);
  expect(decoded.status.charging).toBe(report.charging);
}

function expectNear(got: number | null, sent: number | null, tolerance: number): void {
  if (sent === null || got === null) expect(got).toBe(sent);
  else expect(Math.abs(got - sent)).toBeLessThanOrEqual(tolerance);
}
