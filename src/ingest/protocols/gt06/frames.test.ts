import { describeCapturedFrames } from '../captured-frames.test-helper.ts';
import { gt06 } from './protocol.ts';

const CHECKSUM =
  'the checksum does not fit (the number in it was changed before it was published): nothing of it is believed';
const NO_CELL = 'a cell of zeros is no cell';

describeCapturedFrames(gt06, {
  4: { fields: ['cells'], why: 'the cell has an area of four bytes and a number of eight: its length says so' },
  21: {
    fields: ['altitude', 'charge', 'cells'],
    why: 'the cell number has four bytes; read as eight, the height is made of the checksum',
  },
  22: { fields: ['cells'], why: 'the cell number has four bytes; read as eight it is larger than any' },
  24: {
    fields: ['altitude', 'events', 'battery', 'cells'],
    why: 'the cell number has four bytes; read as eight, the height is made of the stop bytes and the power cut is missed',
  },
  32: { fields: ['battery'], why: 'the two bytes are a voltage of 12 V, as in the same device 0x12: no level' },
  35: { fields: ['cells'], why: NO_CELL },
  36: { fields: ['events', 'battery', 'charge', 'cells', 'replies', 'rejected'], why: CHECKSUM },
  37: {
    fields: ['fixes', 'events', 'battery', 'charge', 'satellites', 'cells', 'replies', 'rejected'],
    why: CHECKSUM,
  },
  38: {
    fields: ['fixes', 'events', 'battery', 'charge', 'satellites', 'cells', 'replies', 'rejected'],
    why: CHECKSUM,
  },
  39: {
    fields: ['framing', 'fixes', 'satellites', 'replies', 'rejected'],
    why: 'the length is one short, the serial number lacks a byte, and no checksum fits',
  },
  44: { fields: ['cells'], why: NO_CELL },
  53: { fields: ['cells', 'replies', 'rejected'], why: CHECKSUM },
  69: { fields: ['fixes'], why: 'zeros for time and place, not valid: there is no position' },
  71: { fields: ['framing'], why: 'the last stop byte is missing in the capture: more is waited for' },
});
