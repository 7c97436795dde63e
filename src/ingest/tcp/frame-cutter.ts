/**
 * Cuts what arrives on a connection into the frames of its protocol. Holds at most one frame that is not whole yet.
 * Fails toward leaving out: what belongs to no frame is handed on as garbage, never lost unseen.
 */
import { LIMITS } from '../limits.ts';
import type { SocketProtocol } from '../protocols/types.ts';

export type Piece =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  /** Bytes of no frame; `isHopeless` when more could only be garbage too. */
  | { readonly kind: 'garbage'; readonly bytes: Uint8Array; readonly isHopeless: boolean };

const EMPTY = Buffer.alloc(0);

export class FrameCutter {
  readonly #protocol: SocketProtocol;
  #held: Buffer = EMPTY;
  /** Pieces of the network in which the rest of a long frame came so far. */
  #crumbs = 0;

  constructor(protocol: SocketProtocol) {
    this.#protocol = protocol;
  }

  /** Whether a frame has begun that is not whole. */
  get isWaiting(): boolean {
    return this.#held.length > 0;
  }

  get heldBytes(): number {
    return this.#held.length;
  }

  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let garbagePieces = 0;
    let rest = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    while (rest.length > 0) {
      const framing = this.#protocol.frame(rest);
      if (framing.kind === 'incomplete') break;
      const bytes = rest.subarray(0, framing.bytes);
      if (framing.kind === 'frame') pieces.push({ kind: 'frame', bytes });
      else {
        pieces.push({ kind: 'garbage', bytes, isHopeless: false });
        garbagePieces += 1;
      }
      rest = rest.subarray(framing.bytes);
      if (garbagePieces > LIMITS.garbagePieces) break;
    }
    if (pieces.length > 0) this.#crumbs = 0;
    if (rest.length > LIMITS.crumbsFromBytes) this.#crumbs += 1;
    // HAZARD H-153: each piece that arrives has the whole frame looked at again.
    const isCrumbled = this.#crumbs > LIMITS.crumbsFree + rest.length / LIMITS.crumbBytes;
    // HAZARD H-141: a frame that never ends holds memory without end.
    const isEndless = rest.length > this.#protocol.frameBytesMax;
    if (rest.length > 0 && (isEndless || isCrumbled || garbagePieces > LIMITS.garbagePieces)) {
      pieces.push({ kind: 'garbage', bytes: rest, isHopeless: true });
      rest = EMPTY;
    }
    // A copy, so that a few bytes do not keep a whole network buffer.
    this.#held = rest.length === 0 ? EMPTY : Buffer.from(rest);
    return pieces;
  }
}
