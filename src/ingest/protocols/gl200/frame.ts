/** `+RESP:GT…`, `+BUFF:GT…` or `+ACK:GT…` begins a frame, `$` ends it; a NUL does where a device leaves the mark out. */
import { frameBetween, frameText, headOfWords, type Marks, utcMsOfDigits } from '../ascii.ts';
import type { Framing } from '../types.ts';

/** The longest are lists of a device's whole configuration and of what its sensors say. */
export const FRAME_BYTES_MAX = 8_192;

/** `$`, NUL. */
const ENDS = [0x24, 0x00];
const MARKS: Marks = {
  headBytes: headOfWords(['+RESP:GT', '+BUFF:GT', '+ACK:GT']),
  ends: ENDS,
  bytesMax: FRAME_BYTES_MAX,
};

export function frameGl200(bytes: Uint8Array): Framing {
  return frameBetween(bytes, MARKS);
}

export interface Message {
  /** A report of now, one that was kept while there was no network, or the answer to a command. */
  readonly kind: 'RESP' | 'BUFF' | 'ACK';
  /** Three letters: `FRI`, `SOS`. */
  readonly type: string;
  /** Names the model by its first two characters, or by its first six where there are ten. */
  readonly version: string;
  /** Empty where what stands there is none. */
  readonly imei: string;
  /** All fields, counted from the head. */
  readonly fields: readonly string[];
  /** By the device's own clock, in the zone that it is set to: UTC as it leaves the factory. */
  readonly sentAtMs: number | null;
  /** Of this frame, to be acknowledged by; null where a cut-off frame has none. */
  readonly count: string | null;
}

/** Null when it is no frame of this protocol. */
export function readMessage(frame: Uint8Array): Message | null {
  if (frame.length > FRAME_BYTES_MAX) return null;
  const fields = frameText(frame, ENDS).split(',');
  const head = /^\+(RESP|BUFF|ACK):GT([A-Z0-9]{3})$/.exec(fields[0]!);
  if (head === null) return null;
  const imei = fields[2] ?? '';
  const count = fields.at(-1)!;
  return {
    kind: head[1] as Message['kind'],
    type: head[2]!,
    version: fields[1] ?? '',
    imei: /^(?:\d{15}|[0-9A-F]{14})$/.test(imei) ? imei : '',
    fields,
    sentAtMs: utcMsOf(fields.at(-2)),
    count: /^[0-9A-F]{4}$/.test(count) ? count : null,
  };
}

/** `yyyymmddhhmmss`. */
export function utcMsOf(digits: string | undefined): number | null {
  return digits?.length === 14 ? utcMsOfDigits(digits.slice(0, 8), digits.slice(8)) : null;
}
