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
  /** Who spoke last; null once that one is gone, until another speaks. */
  current: Speaker | null;
  /** When it took the place. */
  sinceMs: number;
  /** Every open one that was overtaken, and when: the latest is the last. */
  readonly overtaken: Map<Speaker, number>;
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

  /**
   * A frame of the device came over this connection at that time; it is told here after its commit, so perhaps later than one that came
   * after it on another. True when a conflict is to be told: whoever was overtaken is alive, whether
   * the one that overtook it is still open or said its word and went, and however many take turns.
   */
  heard(deviceId: string, speaker: Speaker, nowMs: number): boolean {
    const place = this.#places.get(deviceId);
    if (place === undefined) {
      this.#places.set(deviceId, { current: speaker, sinceMs: nowMs, overtaken: new Map(), conflictMs: Number.NaN });
      return false;
    }
    if (place.current === speaker) return false;
    const overtakenMs = place.overtaken.get(speaker);
    if (overtakenMs === undefined && nowMs < place.sinceMs) {
      place.overtaken.set(speaker, place.sinceMs);
      return false;
    }
    // What an old connection had still under way takes no place from the new one.
    if (overtakenMs !== undefined && nowMs - overtakenMs < STRAGGLER_MS) return false;
    place.overtaken.delete(speaker);
    if (place.current !== null) place.overtaken.set(place.current, nowMs);
    place.current = speaker;
    place.sinceMs = nowMs;
    if (overtakenMs === undefined || nowMs - place.conflictMs < CONFLICT_EVERY_MS) return false;
    place.conflictMs = nowMs;
    return true;
  }

  /** The connection is closed, or speaks for another device now. */
  left(deviceId: string, speaker: Speaker): void {
    const place = this.#places.get(deviceId);
    if (place === undefined) return;
    if (place.current === speaker) place.current = null;
    place.overtaken.delete(speaker);
    if (place.current === null && place.overtaken.size === 0) this.#places.delete(deviceId);
  }

  /** To the connection that spoke last, of those that are open. */
  send(deviceId: string, command: DeviceCommand): Sent {
    const place = this.#places.get(deviceId);
    const speaker = place?.current ?? [...(place?.overtaken.keys() ?? [])].at(-1);
    if (speaker === undefined) return 'not-connected';
    return speaker.send(command) ? 'sent' : 'no-such-command';
  }
}
