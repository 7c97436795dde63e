/**
 * Challenges of WebAuthn and of a phone's own key. A challenge carries who may answer it, what for and until when, under a MAC: asking for one
 * costs no row, so that a flood of askers fills nothing. The first answer spends it. The key lives as long as the process:
 * what a restart cuts off is asked for again. Fails toward refusing.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Sql } from '../../core/database.ts';
import { MINUTE_MS } from '../../core/time.ts';

export const CHALLENGE_LIFE_MS = 5 * MINUTE_MS;

const RANDOM_BYTES = 16;
const TIME_BYTES = 6;
const MAC_BYTES = 32;

/** What a challenge is for; `binding`: the session, and the act where there is one. */
export interface ChallengeFor {
  readonly purpose: 'sign-in' | 'register' | 'step-up' | 'unlock' | 'device';
  readonly binding: readonly string[];
}

export class Challenges {
  readonly #key: Uint8Array;
  readonly #randomBytes: (count: number) => Uint8Array;
  readonly #clock: Clock;

  constructor(deps: { readonly randomBytes: (count: number) => Uint8Array; readonly clock: Clock }) {
    this.#key = deps.randomBytes(MAC_BYTES);
    this.#randomBytes = deps.randomBytes;
    this.#clock = deps.clock;
  }

  /** Bytes to be answered within five minutes. */
  issue(wanted: ChallengeFor): Buffer {
    const head = Buffer.alloc(RANDOM_BYTES + TIME_BYTES);
    head.set(this.#randomBytes(RANDOM_BYTES));
    head.writeUIntBE(this.#clock.nowMs() + CHALLENGE_LIFE_MS, RANDOM_BYTES, TIME_BYTES);
    return Buffer.concat([head, this.#mac(head, wanted)]);
  }

  /** Whether it was issued here for this, and is not over. `challenge`: base64url. Says nothing of whether it was answered before. */
  isFor(challenge: string, wanted: ChallengeFor): boolean {
    const bytes = Buffer.from(challenge, 'base64url');
    if (bytes.length !== RANDOM_BYTES + TIME_BYTES + MAC_BYTES) return false;
    const head = bytes.subarray(0, RANDOM_BYTES + TIME_BYTES);
    if (!timingSafeEqual(bytes.subarray(head.length), this.#mac(head, wanted))) return false;
    return this.#clock.nowMs() < head.readUIntBE(RANDOM_BYTES, TIME_BYTES);
  }

  // HAZARD H-481: an answer that was overheard or kept is given a second time
  /** Spends it, in the transaction of what it allows; false: it was answered before. */
  async spend(tx: Sql, challenge: string): Promise<boolean> {
    const nowMs = this.#clock.nowMs();
    await tx.query(`delete from server.spent_challenge where expires_at_ms < $1`, [nowMs]);
    const hash = createHash('sha256').update(challenge, 'utf8').digest();
    const { rowCount } = await tx.query(
      `insert into server.spent_challenge (challenge_hash, expires_at_ms) values ($1, $2) on conflict do nothing`,
      [hash, nowMs + CHALLENGE_LIFE_MS],
    );
    return rowCount === 1;
  }

  /** A token of our own that a browser brings back: `until` and a MAC over it and what it is bound to. */
  seal(kind: string, text: string, untilMs: number): string {
    const body = Buffer.from(JSON.stringify([text, untilMs])).toString('base64url');
    return `${body}.${this.#macOf([kind, body])}`;
  }

  /** What `seal` was given; null: not ours, of another kind, or over. */
  opened(kind: string, token: string): string | null {
    const [body = '', mac = ''] = token.split('.');
    const expected = Buffer.from(this.#macOf([kind, body]));
    const given = Buffer.from(mac);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const [text, untilMs] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [string, number];
    return this.#clock.nowMs() < untilMs ? text : null;
  }

  #macOf(parts: readonly string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(parts)).digest('base64url');
  }

  #mac(head: Uint8Array, { purpose, binding }: ChallengeFor): Buffer {
    return createHmac('sha256', this.#key)
      .update(head)
      .update(JSON.stringify([purpose, ...binding]))
      .digest();
  }
}
