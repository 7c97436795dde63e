/**
 * Which connection speaks for which device now: to reach it with a command, and to notice when two speak at once. A device that
 * lost its network comes back on a new connection while the old one still looks open, and from another address: that is
 * everyday. That both go on speaking is not.
 */
import type { DeviceCommand } from '../protocols/types.ts';

/** What the directory needs of a connection. */
export interface Speaker {
  /** False when the protocol has no such command. */
  send(command: DeviceCommand): boolean;
}

export type Sent = 'sent' | 'not-connected' | 'no-such-command';

interface Place {
  speaker: Speaker;
  sinceMs: number;
  /** The one before, until it closes. */
  earlier: Speaker | null;
  conflictMs: number;
}

/** A connection that speaks again this long after another took its place is no straggler of the network. */
const STRAGGLER_MS = 5_000;
/** While a conflict lasts it is told so often. */
const CONFLICT_EVERY_MS = 60_000;

export class Sessions {
  readonly #places = new Map<string, Place>();

  get size(): number {
    return this.#places.size;
  }

  /** A frame of the device came over this connection. True when a conflict is to be told. */
  heard(deviceId: string, speaker: Speaker, nowMs: number): boolean {
    const place = this.#places.get(deviceId);
    if (place === undefined) {
      this.#places.set(deviceId, { speaker, sinceMs: nowMs, earlier: null, conflictMs: Number.NaN });
      return false;
    }
    if (place.speaker === speaker) return false;
    const isConflict = place.earlier === speaker && nowMs - place.sinceMs >= STRAGGLER_MS;
    place.earlier = place.speaker;
    place.speaker = speaker;
    place.sinceMs = nowMs;
    if (!isConflict || nowMs - place.conflictMs < CONFLICT_EVERY_MS) return false;
    place.conflictMs = nowMs;
    return true;
  }

  /** The connection is closed, or speaks for another device now. */
  left(deviceId: string, speaker: Speaker): void {
    const place = this.#places.get(deviceId);
    if (place === undefined) return;
    if (place.earlier === speaker) place.earlier = null;
    if (place.speaker !== speaker) return;
    if (place.earlier === null) this.#places.delete(deviceId);
    else {
      place.speaker = place.earlier;
      place.earlier = null;
    }
  }

  /** To the connection that spoke last. */
  send(deviceId: string, command: DeviceCommand): Sent {
    const place = this.#places.get(deviceId);
    if (place === undefined) return 'not-connected';
    return place.speaker.send(command) ? 'sent' : 'no-such-command';
  }
}
