import { expect, test } from 'vitest';
import { describeCapturedFrames, type KnownDifferences, readCapturedFrames } from '../captured-frames.test-helper.ts';
import { eelink } from './protocol.ts';

const CLOCK = 'the answer to a login carries the time at which it was captured';
const KNOWN: KnownDifferences = {
  2: {
    fields: ['cells', 'wifi'],
    why: 'levels are signed bytes (-82 and -90 dBm, not -174 and -166), and the cell is the four bytes before its physical number',
  },
  4: { fields: ['replies'], why: CLOCK },
  14: { fields: ['device', 'replies'], why: `a login names its device, also in a session that has one; ${CLOCK}` },
};

describeCapturedFrames(eelink, KNOWN);

const captured = readCapturedFrames('eelink');

test.runIf(captured !== null).each([4, 14])('line %i: the same answer at the same time', (line) => {
  const { hex, replies } = captured![line - 1]!;
  const receivedAtMs = Number.parseInt(replies[0]!.slice(14, 22), 16) * 1_000;
  const { reply } = eelink.openSession().decode(Buffer.from(hex, 'hex'), receivedAtMs);
  expect([Buffer.from(reply).toString('hex')]).toEqual(replies);
});
