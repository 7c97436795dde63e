import { describeCapturedFrames, type KnownDifferences } from '../captured-frames.test-helper.ts';
import { megastek } from './protocol.ts';

/** README.md, "Differences": the tower is the same, its signal's number is not told. */
const SIGNAL = 'the other decoder tells the number of the signal, which has no unit, as so many dBm below zero';
const NO_END = 'the end mark was lost when it was captured';

const KNOWN: KnownDifferences = {
  ...Object.fromEntries(
    [1, 2, 3, 4, 6, 8, 9, 11, 15].map((line) => [line, { fields: ['cells'] as const, why: SIGNAL }]),
  ),
  13: { fields: ['framing', 'cells'], why: `${NO_END}; ${SIGNAL}` },
  14: { fields: ['framing', 'cells'], why: `${NO_END}; ${SIGNAL}` },
};

describeCapturedFrames(megastek, KNOWN);
