/**
 * Carries a symbol from its last measured position to the next over a short moment, so that the eye can follow. Never beyond a
 * measured position and never ahead of it: nothing is extrapolated.
 */
import type { MapFix } from './types.ts';

export const TWEEN_MS = 450;
/** A jump longer than this (degrees, about 2 km) is shown as a jump. */
const JUMP_DEG = 0.02;

interface Moving {
  from: MapFix;
  to: MapFix;
  startedMs: number;
}

/** One per map. `frameMs` is the animation frame's time (performance clock), not the server's. */
export class Tween {
  readonly #moving = new Map<string, Moving>();
  #lastEndMs = 0;

  /** The position to draw now for the symbol `key`. */
  at(key: string, fix: MapFix, frameMs: number, still: boolean): MapFix {
    const moving = this.#moving.get(key);
    if (moving === undefined || still) {
      this.#moving.set(key, { from: fix, to: fix, startedMs: frameMs - TWEEN_MS });
      return fix;
    }
    if (moving.to.latDeg !== fix.latDeg || moving.to.lonDeg !== fix.lonDeg || moving.to.radiusM !== fix.radiusM) {
      const from = between(moving, frameMs);
      const jump = Math.abs(from.latDeg - fix.latDeg) + Math.abs(from.lonDeg - fix.lonDeg) > JUMP_DEG;
      moving.from = jump ? fix : from;
      moving.to = fix;
      moving.startedMs = frameMs;
      this.#lastEndMs = Math.max(this.#lastEndMs, frameMs + TWEEN_MS);
    } else {
      moving.to = fix;
    }
    return between(moving, frameMs);
  }

  /** True while something is on its way: the next frame must be drawn too. */
  isMoving(frameMs: number): boolean {
    return frameMs < this.#lastEndMs;
  }

  /** Forgets symbols that are no longer drawn. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.#moving.keys()) if (!keys.has(key)) this.#moving.delete(key);
  }
}

function between(moving: Moving, frameMs: number): MapFix {
  const share = Math.max(0, Math.min(1, (frameMs - moving.startedMs) / TWEEN_MS));
  if (share >= 1) return moving.to;
  const eased = 1 - (1 - share) ** 3;
  return {
    ...moving.to,
    latDeg: moving.from.latDeg + (moving.to.latDeg - moving.from.latDeg) * eased,
    lonDeg: moving.from.lonDeg + (moving.to.lonDeg - moving.from.lonDeg) * eased,
    radiusM: moving.from.radiusM + (moving.to.radiusM - moving.from.radiusM) * eased,
  };
}
