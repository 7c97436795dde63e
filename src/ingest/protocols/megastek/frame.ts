/** `$MGV` begins a frame, with or without four digits of length before it; `!` ends it, or a line end where that is left out. */
import { frameBetween, frameText, headOfWords, type Marks } from '../ascii.ts';
import type { Framing } from '../types.ts';

export const FRAME_BYTES_MAX = 2_048;

const MAGIC = '$MGV';
const LENGTH_DIGITS = 4;
/** `!`, CR, LF. */
const ENDS = [0x21, 0x0d, 0x0a];
const headOfMagic = headOfWords([MAGIC]);

const MARKS: Marks = { headBytes, ends: ENDS, bytesMax: FRAME_BYTES_MAX };

/** The length is not believed: the mark at the end says the same, and a wrong length would swallow the next frame. */
export function frameMegastek(bytes: Uint8Array): Framing {
  return frameBetween(bytes, MARKS);
}

/** The comma-separated fields, the first `$MGVnnn`; null when the frame is too long, or does not begin like one. */
export function fieldsOf(frame: Uint8Array): readonly string[] | null {
  if (frame.length > FRAME_BYTES_MAX) return null;
  const text = frameText(frame, ENDS).replace(/^\d{4}(?=\$)/, '');
  return text.startsWith(MAGIC) ? text.split(',') : null;
}

function headBytes(bytes: Uint8Array, at: number): number {
  let digits = 0;
  while (digits < LENGTH_DIGITS && isDigit(bytes[at + digits])) digits += 1;
  if (digits === 0) return headOfMagic(bytes, at);
  if (at + digits === bytes.length) return -1;
  if (digits < LENGTH_DIGITS) return 0;
  const magicBytes = headOfMagic(bytes, at + digits);
  return magicBytes > 0 ? digits + magicBytes : magicBytes;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
