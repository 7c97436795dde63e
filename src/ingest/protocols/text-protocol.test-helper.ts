/** What each protocol of plain text must withstand, and what its device side and its decoder must agree on. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEVICE_EVENT_KINDS, type DeviceEventKind } from '../../proximity/types.ts';
import { cutStream } from './captured-frames.test-helper.ts';
import type { DeviceSide, DeviceSideReport } from './device-side.ts';
import { type Decoded, REJECTION_REASONS, type SocketProtocol } from './types.ts';

/** Made up, as all ids in these tests. */
export const IMEI = '866012345678901';
export const OTHER_IMEI = '866012345678902';
export const AT_MS = Date.UTC(2026, 5, 24, 1, 2, 3);
export const RECEIVED_MS = AT_MS + 9_000;

const RUNS = { numRuns: 300 };

export function ascii(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** A walk in the open Yellow Sea, to what the wire can say: whole seconds. */
const reportArb = fc.record({
  fixedAtMs: fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }).map((seconds) => seconds * 1_000),
  latDeg: fc.double({ min: -89.9, max: 89.9, noNaN: true }).filter((latDeg) => Math.abs(latDeg) > 1e-5),
  lonDeg: fc.double({ min: -179.9, max: 179.9, noNaN: true }),
  speedMps: fc.option(fc.double({ min: 0, max: 90, noNaN: true })),
  courseDeg: fc.option(fc.double({ min: 0, max: 359.4, noNaN: true })),
  altitudeM: fc.option(fc.double({ min: -400, max: 9_000, noNaN: true })),
  batteryPct: fc.option(fc.integer({ min: 0, max: 100 })),
});

export interface RoundTrip {
  readonly side: DeviceSide;
  /** Kinds that the device side has words for. */
  readonly kinds: readonly DeviceEventKind[];
  readonly speedMpsTolerance: number;
  readonly courseDegTolerance: number;
  readonly altitudeMTolerance: number;
  /** Whether a report says whether it charges, and whether the strap is closed. */
  readonly saysStrap: boolean;
  readonly saysCharging: boolean;
}

/** Whatever the device side sends is cut whole out of the stream and says again what the report said. */
export function describeRoundTrip(protocol: SocketProtocol, trip: RoundTrip): void {
  const kindArb = fc.option(fc.constantFrom(...trip.kinds));
  const strapArb = fc.constantFrom('closed' as const, 'open' as const);
  test('what the device side sends is cut out of the stream and read back', () => {
    fc.assert(
      fc.property(
        fc.array(reportArb, { minLength: 1, maxLength: 4 }),
        kindArb,
        strapArb,
        fc.boolean(),
        (reports, event, strap, charging) => {
          const device = trip.side.open(IMEI);
          const sent = reports.map((report) => ({ ...report, event, strap, charging }));
          const stream = Buffer.concat([device.hello(), ...sent.map((report) => device.report(report))]);
          const { frames, garbageBytes, waitingBytes } = cutStream(protocol, stream, stream.length);
          expect({ garbageBytes, waitingBytes }).toEqual({ garbageBytes: 0, waitingBytes: 0 });
          const session = protocol.openSession();
          const decoded = frames.map((hex) => session.decode(Buffer.from(hex, 'hex'), RECEIVED_MS));
          expect(decoded.map(({ rejected }) => rejected)).toEqual(decoded.map(() => null));
          const told = decoded.filter(({ fixes }) => fixes.length > 0);
          expect(told).toHaveLength(sent.length);
          for (const [index, report] of sent.entries()) expectSame(told[index]!, report, trip);
        },
      ),
      RUNS,
    );
  });
}

function expectSame(decoded: Decoded, report: DeviceSideReport, trip: RoundTrip): void {
  expect(decoded.device).toBe(IMEI);
  const fix = decoded.fixes[0]!;
  expect(fix.fixedAtMs).toBe(report.fixedAtMs);
  expectNear(fix.latDeg, report.latDeg, 1e-6);
  expectNear(fix.lonDeg, report.lonDeg, 1e-6);
  expectNear(fix.speedMps, report.speedMps, trip.speedMpsTolerance);
  expectNear(fix.courseDeg, report.courseDeg, trip.courseDegTolerance);
  expectNear(fix.altitudeM, report.altitudeM, trip.altitudeMTolerance);
  expect(decoded.status.batteryPct).toBe(report.batteryPct);
  if (trip.saysStrap) expect(decoded.status.strap).toBe(report.strap);
  if (trip.saysCharging) expect(decoded.status.charging).toBe(report.charging);
  const { event } = report;
  expect(decoded.events).toEqual(event ? [{ kind: event, atMs: report.fixedAtMs }] : []);
}

function expectNear(got: number | null, sent: number | null | undefined, tolerance: number): void {
  if (sent === null || sent === undefined || got === null) expect(got).toBe(sent ?? null);
  else expect(Math.abs(got - sent)).toBeLessThanOrEqual(tolerance);
}

/** `good`: whole frames of every kind that the protocol has. */
export function describeAnyBytes(protocol: SocketProtocol, good: readonly string[]): void {
  const whole = good.map((text) => Buffer.from(text, 'latin1'));
  const junkArb = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string().map(ascii));
  const mutatedArb = fc
    .tuple(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from(',.-0$!@+V')))), {
        maxLength: 6,
      }),
      fc.nat(),
      fc.constantFrom(...whole),
    )
    .map(([frame, edits, cut, other]) => {
      const copy = Buffer.from(frame);
      for (const [at, byte] of edits) copy[at % copy.length] = byte;
      if (cut % 4 === 0) return copy.subarray(0, cut % copy.length);
      // Two frames grown together, as when bytes between them were lost.
      return cut % 4 === 1
        ? Buffer.concat([copy.subarray(0, cut % copy.length), other.subarray(cut % other.length)])
        : copy;
    });

  describe('any bytes', () => {
    test.each([
      ['junk', junkArb],
      ['mutated good frames', mutatedArb],
    ] as const)('%s never make it throw, and what it gives is within bounds', (_, frames) => {
      const session = protocol.openSession();
      fc.assert(
        fc.property(frames as fc.Arbitrary<Uint8Array>, fc.constantFrom(RECEIVED_MS, Number.NaN), (frame, atMs) => {
          expectPlausible(session.decode(frame, atMs));
          expectPlausible(protocol.openSession().decode(frame, atMs));
        }),
        { numRuns: 1_000 },
      );
    });

    test('a stream cut anywhere gives the same frames', () => {
      fc.assert(
        fc.property(
          fc.array(fc.oneof(mutatedArb, junkArb, fc.constantFrom(...whole)), { maxLength: 5 }),
          fc.integer({ min: 1, max: 40 }),
          (pieces, pieceBytes) => {
            const stream = Buffer.concat(pieces);
            const { frames } = cutStream(protocol, stream, Math.max(1, stream.length));
            expect(cutStream(protocol, stream, 1).frames).toEqual(frames);
            expect(cutStream(protocol, stream, pieceBytes).frames).toEqual(frames);
          },
        ),
        // A separator belongs to the frame that it stands before, also behind garbage.
        { ...RUNS, examples: [[[Buffer.from([14, 0]), whole[0]!], 1]] },
      );
    });

    test('after garbage, and after a frame whose end was lost, the next frame is found', () => {
      for (const frame of whole) {
        const cut = frame.subarray(0, frame.length - 3);
        const stream = Buffer.concat([Buffer.from('\u0000\u0001 nothing '), frame, Buffer.from('\r\n'), cut, frame]);
        const found = cutStream(protocol, stream, stream.length).frames.map((hex) => textOf(hex));
        expect(found).toEqual([textOf(frame.toString('hex')), textOf(frame.toString('hex'))]);
      }
    });

    test('a frame without an end is garbage once it is longer than any frame, and costs no more than its bytes', () => {
      const head = whole[0]!.subarray(0, whole[0]!.length - 3);
      const endless = Buffer.concat([head, Buffer.alloc(protocol.frameBytesMax, '0')]);
      expect(protocol.frame(endless).kind).toBe('garbage');
      const many = Buffer.concat(Array.from({ length: 20_000 }, () => head));
      const startMs = performance.now();
      expect(cutStream(protocol, many, many.length).frames).toEqual([]);
      expect(performance.now() - startMs).toBeLessThan(5_000);
    });
  });
}

function textOf(hex: string): string {
  return Buffer.from(hex, 'hex').toString('latin1').trim();
}

function expectPlausible({ device, fixes, events, status, rejected, reply }: Decoded): void {
  expect(device === null || /^[0-9A-F]{10,17}$/.test(device)).toBe(true);
  for (const fix of fixes) {
    expect(Math.abs(fix.latDeg)).toBeLessThanOrEqual(90);
    expect(Math.abs(fix.lonDeg)).toBeLessThanOrEqual(180);
    expect(fix.latDeg === 0 && fix.lonDeg === 0).toBe(false);
    expect(Number.isInteger(fix.fixedAtMs)).toBe(true);
    expect(() => new Date(fix.fixedAtMs).toISOString()).not.toThrow();
    expect(fix.speedMps === null || (fix.speedMps >= 0 && fix.speedMps <= 1_000)).toBe(true);
    expect(fix.courseDeg === null || (fix.courseDeg >= 0 && fix.courseDeg < 360)).toBe(true);
  }
  for (const { kind, atMs } of events) expect(DEVICE_EVENT_KINDS.includes(kind) && Number.isFinite(atMs)).toBe(true);
  expect(status.batteryPct === null || (status.batteryPct >= 0 && status.batteryPct <= 100)).toBe(true);
  for (const cell of status.cells) expect([cell.mcc, cell.mnc, cell.lac, cell.cid].every(Number.isInteger)).toBe(true);
  expect(rejected === null || REJECTION_REASONS.includes(rejected.reason)).toBe(true);
  // INVARIANT: a rejection names fields; no digit of a value can be in it.
  expect(rejected?.detail ?? '').not.toMatch(/\d/);
  expect(reply).toBeInstanceOf(Uint8Array);
}
