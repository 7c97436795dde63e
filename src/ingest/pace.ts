/**
 * How much one device may say: a stolen name or a broken device must not fill the journal. A bucket each, refilled steadily and
 * large enough for any honest backlog. Fails toward "come again": what is over it was not taken, and the device keeps it.
 */
import { SECOND_MS } from '../core/time.ts';
import { LIMITS } from './limits.ts';

interface Bucket {
  left: number;
  atMs: number;
}

/** Buckets are forgotten this often, when they are full again. */
const FORGET_EVERY_MS = 5 * 60 * SECOND_MS;

export class Pace {
  readonly #buckets = new Map<string, Bucket>();
  #forgottenAtMs = 0;

  get size(): number {
    return this.#buckets.size;
  }

  /** False when the device has said too much of late: then nothing of it is counted either. */
  take(deviceId: string, inputs: number, nowMs: number): boolean {
    if (nowMs - this.#forgottenAtMs > FORGET_EVERY_MS) this.#forgetFull(nowMs);
    let bucket = this.#buckets.get(deviceId);
    if (bucket === undefined) {
      bucket = { left: LIMITS.deviceInputsBurst, atMs: nowMs };
      this.#buckets.set(deviceId, bucket);
    }
    bucket.left = refilled(bucket, nowMs);
    bucket.atMs = nowMs;
    if (bucket.left < inputs) return false;
    bucket.left -= inputs;
    return true;
  }

  #forgetFull(nowMs: number): void {
    this.#forgottenAtMs = nowMs;
    for (const [deviceId, bucket] of this.#buckets) {
      if (refilled(bucket, nowMs) >= LIMITS.deviceInputsBurst) this.#buckets.delete(deviceId);
    }
  }
}

/** A clock that was set back refills nothing. */
function refilled({ left, atMs }: Bucket, nowMs: number): number {
  const sinceS = Math.max(0, nowMs - atMs) / SECOND_MS;
  return Math.min(LIMITS.deviceInputsBurst, left + sinceS * LIMITS.deviceInputsPerS);
}
