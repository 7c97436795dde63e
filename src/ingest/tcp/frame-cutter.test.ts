import { expect, it } from 'vitest';
import { LIMITS } from '../limits.ts';
import type { SocketProtocol } from '../protocols/types.ts';
import { FrameCutter, type Piece } from './frame-cutter.ts';
import { lineProtocol } from './line-protocol.test-helper.ts';

const text = (pieces: readonly Piece[]): string[] =>
  pieces.map(({ kind, bytes }) => `${kind} ${Buffer.from(bytes).toString()}`);

it('cuts the same frames out of one piece and out of single bytes', () => {
  const stream = Buffer.from('a,1,1\n***b\nc,2,2\n');
  const whole = text(new FrameCutter(lineProtocol).push(stream));
  expect(whole).toEqual(['frame a,1,1\n', 'garbage ***', 'frame b\n', 'frame c,2,2\n']);
  const cutter = new FrameCutter(lineProtocol);
  const single = [...stream].flatMap((byte) => cutter.push(Buffer.from([byte])));
  expect(text(single.filter(({ kind }) => kind === 'frame'))).toEqual(whole.filter((one) => one.startsWith('frame')));
  expect(cutter.isWaiting).toBe(false);
});

it('HAZARD H-141: gives up a frame that does not end, and holds nothing of it', () => {
  const cutter = new FrameCutter(lineProtocol);
  expect(cutter.push(Buffer.alloc(60, 97))).toEqual([]);
  expect(cutter.isWaiting).toBe(true);
  const [piece] = cutter.push(Buffer.alloc(10, 97));
  expect(piece).toMatchObject({ kind: 'garbage', isHopeless: true });
  expect(cutter.isWaiting).toBe(false);
});

it('HAZARD H-153: gives up a long frame that comes in crumbs, and takes one that comes in small pieces', () => {
  const long: SocketProtocol = { ...lineProtocol, frameBytesMax: 65_536 };
  const crumbs = new FrameCutter(long);
  let fed = 0;
  while (crumbs.push(Buffer.alloc(1, 97)).length === 0) fed += 1;
  expect(fed).toBeLessThan(LIMITS.crumbsFromBytes + 2 * LIMITS.crumbsFree);
  const small = new FrameCutter(long);
  for (let bytes = 0; bytes < 60_000; bytes += LIMITS.crumbBytes) {
    expect(small.push(Buffer.alloc(LIMITS.crumbBytes, 97))).toEqual([]);
  }
  expect(small.push(Buffer.from('\n'))).toMatchObject([{ kind: 'frame' }]);
});

it('HAZARD H-153: asks no further where all is garbage', () => {
  const [...pieces] = new FrameCutter(lineProtocol).push(Buffer.from('*a\n'.repeat(20_000)));
  expect(pieces.filter(({ kind }) => kind === 'garbage')).toHaveLength(LIMITS.garbagePieces + 2);
  expect(pieces.at(-1)).toMatchObject({ isHopeless: true });
});
