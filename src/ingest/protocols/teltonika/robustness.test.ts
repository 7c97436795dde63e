import { expect, test } from 'vitest';
import { cutStream } from '../captured-frames.test-helper.ts';
import { describeRobustness } from '../socket-robustness.test-helper.ts';
import { ANSWER, textPacket } from './commands.ts';
import { crcIbm } from './crc.ts';
import { teltonikaDevice } from './encode.ts';
import { CODEC_8, CODEC_13, CODEC_14, CODEC_16, sealPacket } from './frame.ts';
import { teltonika } from './protocol.ts';

const device = teltonikaDevice.open('000000000000017');
const report = { fixedAtMs: 1_700_000_000_000, latDeg: 36.001, lonDeg: 124.502, event: 'sos', batteryPct: 50 } as const;
const reported = device.report(report);
const position = [...reported.subarray(10, 34)];
const eight = sealPacket(
  CODEC_8,
  2,
  Array(2)
    .fill([...position, 236, 1, 1, 236, 1, 0, 0, 0])
    .flat(),
);
const sixteen = sealPacket(CODEC_16, 1, [...position, 0, 236, 1, 1, 1, 0, 236, 1, 0, 0, 0]);
const texts = [CODEC_13, CODEC_14].map((codec) => sealPacket(codec, 1, [6, 0, 0, 0, 9, ...Array(9).fill(65)]));

function seal(damaged: Uint8Array): Uint8Array {
  const frame = Buffer.from(damaged);
  if (frame.length < 20) return frame;
  frame.writeUInt32BE(0, 0);
  frame.writeUInt32BE(frame.length - 12, 4);
  frame.writeUInt32BE(crcIbm(frame.subarray(8, -4)), frame.length - 4);
  return frame;
}

const goodFrames = [device.hello(), reported, eight, sixteen, textPacket(ANSWER, 'Param ID:1 New Val:2'), ...texts];
describeRobustness(teltonika, goodFrames, seal);

test('the stream is found again after garbage, a cut login and a length or codec that cannot be', () => {
  const good = Buffer.from(reported);
  for (const damage of [
    'aabb',
    '00',
    '000f3132',
    '00000000ffffffff',
    '00000000ffffffff08',
    '000000000000002007',
    '0000000000000001',
    '0000',
  ]) {
    const cut = cutStream(teltonika, Buffer.concat([Buffer.from(damage, 'hex'), good, good]), 1);
    expect(cut.frames).toContain(good.toString('hex'));
  }
  expect(cutStream(teltonika, Buffer.concat([Buffer.from([0xff, 0xff]), good]), 3)).toEqual({
    frames: ['ff', 'ff', good.toString('hex')],
    garbageBytes: 0,
    waitingBytes: 0,
  });
});
