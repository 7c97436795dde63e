/** `@` and four capital letters begin a frame, `$` ends it; a line end does too, for firmware that leaves the mark out. */
import { frameBetween, frameText, type Marks } from '../ascii.ts';
import type { Framing } from '../types.ts';

export const FRAME_BYTES_MAX = 512;

const AT = 0x40;
const COMMA = 0x2c;
const NAME_LETTERS = 4;
/** `$`, CR, LF. */
const ENDS = [0x24, 0x0d, 0x0a];

const MARKS: Marks = { headBytes, ends: ENDS, bytesMax: FRAME_BYTES_MAX };

export function frameR16h(bytes: Uint8Array): Framing {
  return frameBetween(bytes, MARKS);
}

/** The comma-separated fields of one frame, the first with its `@`; null when it is too long to be one. */
export function fieldsOf(frame: Uint8Array): readonly string[] | null {
  return frame.length > FRAME_BYTES_MAX ? null : frameText(frame, ENDS).split(',');
}

function headBytes(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== AT) return 0;
  for (let letter = 1; letter <= NAME_LETTERS; letter += 1) {
    const byte = bytes[at + letter];
    if (byte === undefined) return -1;
    if (byte < 0x41 || byte > 0x5a) return 0;
  }
  const after = bytes[at + NAME_LETTERS + 1];
  return after === undefined ? -1 : after === COMMA ? NAME_LETTERS + 2 : 0;
}
