import { expect, it } from 'vitest';
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
