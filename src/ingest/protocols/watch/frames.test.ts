import { describeCapturedFrames, type KnownDifferences } from '../captured-frames.test-helper.ts';
import { watch } from './protocol.ts';

const NO_POSITION = 'no position, and exactly (0, 0) where one would stand: no fix here, an invalid one there';
const ACCURACY = 'the last field is the accuracy in metres; the other decoder does not read it';
const KNOWN: KnownDifferences = {
  1: { fields: ['fixes'], why: NO_POSITION },
  3: { fields: ['fixes'], why: NO_POSITION },
  7: { fields: ['fixes', 'cells'], why: `${NO_POSITION}; a signal of 0 is none measured` },
  8: { fields: ['framing'], why: 'six messages in one line, decoded as one: only the first is looked at' },
  13: { fields: ['accuracy'], why: ACCURACY },
  14: { fields: ['fixes'], why: NO_POSITION },
  15: { fields: ['fixes'], why: NO_POSITION },
  16: { fields: ['fixes'], why: NO_POSITION },
  17: { fields: ['accuracy'], why: ACCURACY },
  20: { fields: ['framing'], why: 'captured after its escapes were undone: a bracket stands in the voice' },
};

describeCapturedFrames(watch, KNOWN);
