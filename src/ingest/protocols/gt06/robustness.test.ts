import { expect, test } from 'vitest';
import { cutStream } from '../captured-frames.test-helper.ts';
import { describeRobustness } from '../socket-robustness.test-helper.ts';
import { crcItu } from './crc.ts';
import { gt06Device } from './encode.ts';
import { sealFrame } from './frame.ts';
import { gt06 } from './protocol.ts';

const device = gt06Device.open('000000000000017');
const report = { fixedAtMs: 1_700_000_000_000, latDeg: 36.001, lonDeg: 124.502, event: 'sos' } as const;
const short = Array.from({ length: 256 }, (_, type) => sealFrame(type, Array(64).fill(1), type));
const long = [0x21, 0x38, 0x70, 0x94].map((type) => sealFrame(type, [0, 0x33, 0, 18, ...Array(18).fill(1)], 1, true));
const place = 'Current position!Lat:N36.001000,Lon:E124.502000,Course:0.00,Speed:0.0000,DateTime:2026-06-24 01:00:00';
const answer = sealFrame(0x15, [4 + place.length, 0, 0, 0, 0, ...Buffer.from(place)], 1);

function seal(damaged: Uint8Array): Uint8Array {
  const frame = Buffer.from(damaged);
  if (frame.length < 10) return frame;
  frame[1] = frame[0]!;
  if (frame[0] === 0x78) frame[2] = Math.min(255, frame.length - 5);
  else frame.writeUInt16BE(frame.length - 6, 2);
  frame.writeUInt16BE(crcItu(frame.subarray(2, frame.length - 4)), frame.length - 4);
  return frame;
}

describeRobustness(gt06, [device.hello(), device.report(report), answer, ...short, ...long], seal);

test('the stream is found again after garbage, a cut frame and a length that cannot be', () => {
  const good = Buffer.from(sealFrame(0x13, [0, 5, 4, 0, 2], 1));
  const frames = [good.toString('hex')];
  const damages = ['00ff', '78', '7979ffff', '787801', good.subarray(0, 9).toString('hex'), '79'];
  for (const damage of damages) {
    // A cut frame swallows the next ones until its end shows that it was none: at most the length of a short frame.
    const stream = Buffer.concat([Buffer.from(damage, 'hex'), ...Array<Buffer>(20).fill(good)]);
    expect(cutStream(gt06, stream, 1).frames.length).toBeGreaterThanOrEqual(19);
  }
  const tooLong = sealFrame(0x70, Array(5_000).fill(1), 1, true);
  expect(cutStream(gt06, Buffer.concat([tooLong, good]), 7)).toEqual({
    frames,
    garbageBytes: tooLong.length,
    waitingBytes: 0,
  });
});
