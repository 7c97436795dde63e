import { describeCapturedFrames } from '../captured-frames.test-helper.ts';
import { teltonika } from './protocol.ts';

describeCapturedFrames(teltonika, {
  8: {
    fields: ['events'],
    why: 'element 252 says that the power was cut: here whatever the model, which no frame names',
  },
  12: {
    fields: ['events'],
    why: 'element 236 is the alarm button of trackers for people: an SOS, not an alarm of any kind',
  },
  15: { fields: ['rejected'], why: 'the checksum does not fit: it was shortened before it was published' },
  20: { fields: ['framing'], why: 'a datagram: no stream holds one, so the framing does not look for it' },
});
