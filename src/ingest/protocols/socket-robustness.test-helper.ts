/**
 * No bytes make a socket protocol throw or stand still, and whatever it gives is within bounds: fast-check looks for the
 * counter-example among junk, damaged good frames and damaged streams.
 */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { DEVICE_EVENT_KINDS } from '../../proximity/types.ts';
import { cutStream } from './captured-frames.test-helper.ts';
import { type Decoded, REJECTION_REASONS, type SocketProtocol } from './types.ts';

const RUNS = { numRuns: 500 };
const RECEIVED_MS = Date.UTC(2026, 5, 24);

/** `goodFrames`: one of every kind that is read. `seal`, where there is a checksum, sets it right again after the damage. */
export function describeRobustness(
  protocol: SocketProtocol,
  goodFrames: readonly Uint8Array[],
  seal: ((damaged: Uint8Array) => Uint8Array) | null,
): void {
  // Hundreds of runs a test: a busy machine is no counter-example.
  vi.setConfig({ testTimeout: 60_000 });
  const editsArb = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 });
  const damagedArb = fc
    .tuple(fc.constantFrom(...goodFrames), editsArb, fc.nat({ max: 3 }), fc.nat())
    .map(([frame, edits, cut, at]) => damage(frame, edits, cut === 0 ? at : null));

  test.each([
    ['junk', fc.uint8Array({ maxLength: 200 })],
    ['damaged frames', damagedArb],
    ['damaged frames with their checksum set right', damagedArb.map((frame) => seal?.(frame) ?? frame)],
  ] as const)('%s', (_name, framesArb: fc.Arbitrary<Uint8Array>) => {
    fc.assert(
      fc.property(framesArb, fc.constantFrom(RECEIVED_MS, Number.NaN), fc.boolean(), (frame, atMs, isLoggedIn) => {
        const session = protocol.openSession();
        if (isLoggedIn) for (const good of goodFrames) session.decode(good, RECEIVED_MS);
        expectPlausible(session.decode(frame, atMs));
        const framing = protocol.frame(frame);
        if (framing.kind === 'incomplete') return;
        expect(framing.bytes).toBeGreaterThan(0);
        expect(framing.bytes).toBeLessThanOrEqual(frame.length);
        if (framing.kind === 'frame') expect(framing.bytes).toBeLessThanOrEqual(protocol.frameBytesMax);
      }),
      RUNS,
    );
  });

  test('a stream gives the same frames in pieces as at once, whatever is between them', () => {
    const partArb = fc.oneof(fc.constantFrom(...goodFrames), damagedArb, fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(partArb, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (parts, pieceBytes) => {
        const stream = Buffer.concat(parts);
        const whole = cutStream(protocol, stream, Math.max(1, stream.length));
        expect(cutStream(protocol, stream, pieceBytes).frames).toEqual(whole.frames);
        expect(cutStream(protocol, stream, 1).frames).toEqual(whole.frames);
      }),
      { numRuns: 150 },
    );
  });

  test('what repeats a beginning for ever is cut in time', () => {
    const heads = new Set(goodFrames.map((frame) => Buffer.from(frame.subarray(0, 4)).toString('hex')));
    for (const head of [...heads].slice(0, 4)) {
      const bytes = Buffer.from(head, 'hex');
      for (const unit of [bytes, bytes.subarray(0, 1), bytes.subarray(0, 2), Buffer.from([0xff])]) {
        cutStream(protocol, Buffer.alloc(50_000, unit), 8_192);
      }
    }
  }, 20_000);
}

function damage(frame: Uint8Array, edits: readonly (readonly [number, number])[], cutAt: number | null): Uint8Array {
  const copy = Buffer.from(frame);
  for (const [at, byte] of edits) copy[at % copy.length] = byte;
  return cutAt === null ? copy : copy.subarray(0, cutAt % copy.length);
}

export function expectPlausible({ fixes, events, status, rejected, reply, device }: Decoded): void {
  for (const fix of fixes) {
    expect(Math.abs(fix.latDeg)).toBeLessThanOrEqual(90);
    expect(Math.abs(fix.lonDeg)).toBeLessThanOrEqual(180);
    expect(fix.latDeg === 0 && fix.lonDeg === 0).toBe(false);
    expect(Number.isInteger(fix.fixedAtMs) && fix.fixedAtMs >= 0).toBe(true);
    expect(() => new Date(fix.fixedAtMs).toISOString()).not.toThrow();
    expect(fix.accuracyM === null || fix.accuracyM > 0).toBe(true);
    expect(fix.speedMps === null || (fix.speedMps >= 0 && fix.speedMps <= 1_000)).toBe(true);
    expect(fix.courseDeg === null || (fix.courseDeg >= 0 && fix.courseDeg < 360)).toBe(true);
    expect(fix.altitudeM === null || Number.isFinite(fix.altitudeM)).toBe(true);
  }
  for (const { kind, atMs } of events) expect(DEVICE_EVENT_KINDS.includes(kind) && Number.isFinite(atMs)).toBe(true);
  expect(status.batteryPct === null || (status.batteryPct >= 0 && status.batteryPct <= 100)).toBe(true);
  for (const { mcc, mnc, lac, cid } of status.cells)
    expect([mcc, mnc, lac, cid].every(Number.isSafeInteger)).toBe(true);
  for (const { mac } of status.wifi) expect(mac).toMatch(/^(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$/);
  expect(device === null || device.length > 0).toBe(true);
  expect(rejected === null || REJECTION_REASONS.includes(rejected.reason)).toBe(true);
  // INVARIANT: a rejection names fields; no digit of a value can be in it.
  expect(rejected?.detail ?? '').not.toMatch(/\d/);
  expect(reply).toBeInstanceOf(Uint8Array);
}
