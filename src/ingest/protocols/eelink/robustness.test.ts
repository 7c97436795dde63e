/** No bytes make the decoder throw, and a stream gives the same frames however it arrives. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { cutStream } from '../captured-frames.test-helper.ts';
import { commandContent } from './commands.ts';
import { AT_MS, CELL, container, DEVICE, fields, NEIGHBOUR, pack, position, wifi } from './eelink.fixture.ts';
import { FRAME_BYTES_MAX } from './frame.ts';
import { eelink } from './protocol.ts';

// Hundreds of runs a test: a busy machine is no counter-example.
vi.setConfig({ testTimeout: 60_000 });

const LOCATION = pack(0x12, 7, position(0x17, ...CELL, ...NEIGHBOUR, ...wifi(1, -61)), fields([0x0589, 2], [4100, 2]));
const WARNING = pack(0x14, 8, position(0x02, ...CELL), fields([0x25, 1], [0x0408, 2]));
const HEARTBEAT = pack(0x03, 10, fields([0x0180, 2]));
const GOOD = [
  pack(0x01, 1, Buffer.from(`0${DEVICE}0100`, 'hex')),
  LOCATION,
  WARNING,
  pack(0x80, 9, commandContent(1, 'Lat:N36.5,Lon:E124.5,DateTime:2026-06-24 01:02:03')),
  container(DEVICE, LOCATION, WARNING, LOCATION),
];
const goodArb = fc.constantFrom(...GOOD);
const editsArb = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
const mutatedArb = fc.tuple(goodArb, editsArb, fc.nat()).map(([bytes, edits, cut]) => mutate(bytes, edits, cut));
/** Past the checksum: broken packages in a container that is whole. */
const wrappedArb = fc
  .tuple(fc.constantFrom(LOCATION, WARNING), editsArb, fc.nat())
  .map(([bytes, edits, cut]) => container(DEVICE, mutate(bytes, edits, cut)));
const oddArb = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 90 }))
  .map(([kind, content]) => pack(kind, 1, content));

function mutate(bytes: Uint8Array, edits: readonly (readonly [number, number])[], cut: number): Buffer {
  const copy = Buffer.from(bytes);
  for (const [at, byte] of edits) copy[at % copy.length] = byte;
  return cut % 3 === 0 ? copy.subarray(0, cut % copy.length) : copy;
}

test('nothing makes it throw, and a rejection holds no digit', () => {
  const anyArb = fc.oneof(mutatedArb, wrappedArb, oddArb, fc.uint8Array({ maxLength: 80 }));
  fc.assert(
    fc.property(fc.array(anyArb, { maxLength: 8 }), fc.constantFrom(AT_MS, Number.NaN), (frames, receivedAtMs) => {
      const session = eelink.openSession();
      for (const bytes of frames) {
        const { fixes, events, rejected, reply } = session.decode(bytes, receivedAtMs);
        expect(rejected?.detail ?? '').not.toMatch(/\d/);
        expect(reply).toBeInstanceOf(Uint8Array);
        for (const { atMs } of events) expect(Number.isFinite(atMs)).toBe(true);
        for (const { latDeg, lonDeg, fixedAtMs } of fixes) {
          expect(Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 && (latDeg !== 0 || lonDeg !== 0)).toBe(true);
          expect(() => new Date(fixedAtMs).toISOString()).not.toThrow();
        }
        session.encodeCommand({ kind: 'report-now' });
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a stream gives the same frames byte by byte as at once', () => {
  const piecesArb = fc.array(fc.oneof(goodArb, mutatedArb, fc.constantFrom(Buffer.from('gEL'), Buffer.from('gg'))));
  fc.assert(
    fc.property(piecesArb, fc.integer({ min: 2, max: 50 }), (pieces, pieceBytes) => {
      const stream = Buffer.concat(pieces);
      const whole = cutStream(eelink, stream, Math.max(1, stream.length));
      expect(cutStream(eelink, stream, 1)).toEqual(whole);
      expect(cutStream(eelink, stream, pieceBytes)).toEqual(whole);
    }),
  );
});

describe('a stream', () => {
  const framesOf = (...pieces: readonly Uint8Array[]) => cutStream(eelink, Buffer.concat(pieces), 7).frames;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

  test.each([
    ['good ones one after another', GOOD, GOOD],
    ['garbage between', [Buffer.from('GET / ELO\r\n'), LOCATION, Buffer.from('gE'), WARNING], [LOCATION, WARNING]],
    ['a giant length', [fields([0x676712ff, 4], [0xff, 1]), LOCATION], [LOCATION]],
    ['a length of nothing', [fields([0x67671200, 4], [1, 1]), LOCATION], [LOCATION]],
    ['a mark begun twice', [Buffer.from('g'), HEARTBEAT, LOCATION], [HEARTBEAT, LOCATION]],
    ['a giant container', [Buffer.from('EL'), fields([0xffff, 2]), Buffer.alloc(10), LOCATION], [LOCATION]],
    ['a container of nothing', [Buffer.from('EL'), fields([16, 2]), Buffer.alloc(10), LOCATION], [LOCATION]],
    ['a container of no packages', [Buffer.from('EL'), fields([60, 2]), Buffer.alloc(11), LOCATION], [LOCATION]],
  ])('gives its frames: %s', (_, pieces, expected) => {
    expect(framesOf(...pieces)).toEqual(expected.map(hex));
  });

  test('the longest frame is one, a longer one is garbage', () => {
    const longest = pack(0x1f, 1, Buffer.alloc(FRAME_BYTES_MAX - 7));
    expect(framesOf(longest, LOCATION)).toEqual([hex(longest), hex(LOCATION)]);
    expect(framesOf(pack(0x1f, 1, Buffer.alloc(FRAME_BYTES_MAX - 6)), LOCATION)).toEqual([hex(LOCATION)]);
  });

  test('hostile beginnings take time in proportion', () => {
    const begin = process.hrtime.bigint();
    cutStream(eelink, Buffer.from('EL\u0000Egg\u0012'.repeat(100_000), 'latin1'), 1_000);
    cutStream(eelink, Buffer.alloc(500_000, 'g'), 1_000);
    expect(Number(process.hrtime.bigint() - begin) / 1e9).toBeLessThan(5);
  });
});
