import { describeCapturedFrames, type KnownDifferences } from '../captured-frames.test-helper.ts';
import { gl200 } from './protocol.ts';

/** README.md, "Differences". */
const KNOWN: KnownDifferences = {
  23: { fields: ['cells'], why: 'the other decoder tells the levels, which have no unit, as so many dBm below zero' },
  68: { fields: ['framing'], why: 'the end mark was lost when it was captured' },
};

describeCapturedFrames(gl200, KNOWN);
