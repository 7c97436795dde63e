import { describeCapturedFrames } from '../captured-frames.test-helper.ts';
import { r16h } from './protocol.ts';

describeCapturedFrames(r16h, {});
