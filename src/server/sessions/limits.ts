import { HOUR_MS } from '../../core/time.ts';

export const SESSION_LIMITS = {
  /** A one-time sign-in link. */
  codeLifeMs: 24 * HOUR_MS,
  sessionLifeMs: 12 * HOUR_MS,
  /** Both secrets: 256 bits. */
  secretBytes: 32,
  /** Attempts to sign in, per address and minute. */
  signInsPerMinute: 30,
} as const;
