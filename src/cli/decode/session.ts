/** What `magpie decode` needs of a protocol: one session, fed line by line. */
import type { Decoded } from '../../ingest/protocols/types.ts';

export interface SessionOptions {
  /** Of an encrypted payload; null without `--key`. */
  readonly payloadKey: Uint8Array | null;
  /** NaN without `--received-at`: what a frame does not say stays unknown, so that the same input gives the same output. */
  readonly receivedAtMs: number;
  /** Lines are literal text, not hex (`--text`). Requests are always JSON. */
  readonly isText: boolean;
}

export interface FrameSession {
  /** Never throws: a line that is no frame is `rejected`. State may pass from line to line. */
  decodeLine(line: string): Decoded;
}
