/** No bytes make the decoder throw, and a stream gives the same messages however it arrives. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { cutStream } from '../captured-frames.test-helper.ts';
import { FRAME_BYTES_MAX } from './frame.ts';
import { watch } from './protocol.ts';
import { LOCATION, message, NETWORK, NOWHERE, numbered, WIFI } from './watch.fixture.ts';

// Hundreds of runs a test: a busy machine is no counter-example.
vi.setConfig({ testTimeout: 60_000 });

const GOOD = [
  message(`UD_LTE,${LOCATION},${NETWORK},${WIFI},12.5`),
  message(`AL,${NOWHERE},00110000,${NETWORK},0`),
  message('LK,1,2,3'),
  numbered('0001', `UD2,${LOCATION},0,0`),
  numbered('ffff', 'JXTK,0,voice,1,1,#!AMR'),
];
const goodArb = fc.constantFrom(...GOOD);
const mutatedArb = fc
  .tuple(goodArb, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }), fc.nat())
  .map(([bytes, edits, cut]) => {
    const copy = Buffer.from(bytes);
    for (const [at, byte] of edits) copy[at % copy.length] = byte;
    return cut % 3 === 0 ? copy.subarray(0, cut % copy.length) : copy;
  });
const oddFieldArb = fc.oneof(
  fc.constantFrom('', '-', '1e999', 'NaN', '-0', '99999999999', '0x10', '\u0000', ' 1 ', 'A', 'N', 'ffffffff'),
  fc.string({ maxLength: 5 }),
);
const oddArb = fc
  .tuple(fc.constantFrom('UD', 'AL_LTE', 'WT', 'LK', 'CR'), fc.array(oddFieldArb, { maxLength: 60 }))
  .map(([type, fields]) => message([type, ...fields].join(',')));

test('nothing makes it throw, and a rejection holds no digit', () => {
  const framesArb = fc.array(fc.oneof(mutatedArb, oddArb, fc.uint8Array({ maxLength: 80 })), { maxLength: 8 });
  fc.assert(
    fc.property(framesArb, fc.constantFrom(1_782_262_923_000, Number.NaN), (frames, receivedAtMs) => {
      const session = watch.openSession();
      for (const bytes of frames) {
        const { fixes, events, rejected, reply } = session.decode(bytes, receivedAtMs);
        expect(rejected?.detail ?? '').not.toMatch(/\d/);
        expect(reply).toBeInstanceOf(Uint8Array);
        for (const { atMs } of events) expect(Number.isFinite(atMs)).toBe(true);
        for (const { latDeg, lonDeg } of fixes) {
          expect(Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 && (latDeg !== 0 || lonDeg !== 0)).toBe(true);
        }
        session.encodeCommand({ kind: 'report-now' });
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a stream gives the same messages byte by byte as at once', () => {
  const piecesArb = fc.array(fc.oneof(goodArb, mutatedArb, fc.constant(Buffer.from('[3G*12*[ZJ*')), fc.uint8Array()));
  fc.assert(
    fc.property(piecesArb, fc.integer({ min: 2, max: 50 }), (pieces, pieceBytes) => {
      const stream = Buffer.concat(pieces);
      const whole = cutStream(watch, stream, Math.max(1, stream.length));
      expect(cutStream(watch, stream, 1).frames).toEqual(whole.frames);
      expect(cutStream(watch, stream, pieceBytes).frames).toEqual(whole.frames);
    }),
  );
});

describe('a stream', () => {
  const lk = message('LK');
  const framesOf = (stream: Uint8Array) => cutStream(watch, stream, stream.length).frames;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

  const bracket = message(`UD,${LOCATION},0,0,1,[ab,02:00:5e:00:53:01,-61`);
  const boastful = Buffer.from('[3G*9900000017*FFFF*LK]');

  test.each([
    ['between garbage', [Buffer.from('GET / [\r\n'), lk, Buffer.from('\r\n'), lk, Buffer.from('[[')], [lk, lk]],
    ['after one that was cut off', [message('UD,1,2,3').subarray(0, 20), lk], [lk]],
    ['after one of nobody', [Buffer.from('[3G**0002*LK]'), lk], [lk]],
    ['with a bracket in the name of a network', [bracket], [bracket]],
    ['with a length that says too much', [boastful, lk], [boastful, lk]],
  ])('gives its messages %s', (_, pieces, expected) => {
    expect(framesOf(Buffer.concat(pieces))).toEqual(expected.map(hex));
  });

  test('one message too long is left out, and the next is found', () => {
    const long = Buffer.concat([Buffer.from('[3G*9900000017*0002*TK,'), Buffer.alloc(FRAME_BYTES_MAX, 0x61), lk]);
    expect(framesOf(long)).toEqual([hex(lk)]);
  });

  test('the longest message is one', () => {
    const longest = message('x'.repeat(0xffff));
    expect(longest.length).toBeLessThanOrEqual(FRAME_BYTES_MAX);
    expect(framesOf(longest)).toEqual([hex(longest)]);
    expect(watch.openSession().decode(longest, Number.NaN).rejected).toBeNull();
    const longer = Buffer.from(`[3G*9900000017*0002*${'x'.repeat(FRAME_BYTES_MAX)}]`);
    expect(watch.openSession().decode(longer, Number.NaN).rejected).toEqual({ reason: 'malformed', detail: 'frame' });
  });

  test('HAZARD H-153: content of nothing but brackets costs no more than other content', () => {
    const behind = (brackets: number) => Buffer.from(`[3G*1*0002*[3G*2*0002*${'['.repeat(brackets)}`);
    expect(watch.frame(behind(1_000)).kind).toBe('garbage');
    // So many are not looked through to find the header before them.
    expect(watch.frame(behind(2_000)).kind).toBe('incomplete');
  });

  test('hostile brackets take time in proportion', () => {
    const hostile = Buffer.from('[3G*1'.repeat(100_000));
    const begin = process.hrtime.bigint();
    cutStream(watch, hostile, 1_000);
    expect(Number(process.hrtime.bigint() - begin) / 1e9).toBeLessThan(5);
  });
});
