import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { SessionKind } from './viewer.ts';

export const SESSION_LIMITS = {
  /** A one-time sign-in link. */
  codeLifeMs: 24 * HOUR_MS,
  /** Staff sign in for a shift; a phone that must warn stays signed in as long as it is used. */
  sessionLifeMs: {
    protected: 90 * DAY_MS,
    household: 90 * DAY_MS,
    officer: 12 * HOUR_MS,
    supporter: 12 * HOUR_MS,
    police: 12 * HOUR_MS,
    prosecutor: 12 * HOUR_MS,
    judge: 12 * HOUR_MS,
    clerk: 12 * HOUR_MS,
    wearer: 12 * HOUR_MS,
    lawyer: 12 * HOUR_MS,
    overseer: 12 * HOUR_MS,
  } satisfies Record<SessionKind, number>,
  /** Whoever gives no sign of being there: a new proof is asked for. By a link there is none to give but another link. */
  absentAfterMs: 30 * MINUTE_MS,
  linkAbsentAfterMs: 2 * HOUR_MS,
  /** A fresh proof for one act. */
  stepUpLifeMs: 5 * MINUTE_MS,
  /** How long a proof of the phone's own key serves its requests, and a stream that was opened with it. */
  deviceProofMs: 10 * MINUTE_MS,
  deviceStreamMs: HOUR_MS,
  /** From signing in by a link: a passkey may be added without another. */
  enrolWithinMs: 15 * MINUTE_MS,
  /** Passkeys of one person. */
  passkeysMax: 10,
  /** A sliding session is prolonged by its use, at most this often. */
  renewedEveryMs: DAY_MS,
  /** "Last seen" is this exact. */
  seenEveryMs: 5 * MINUTE_MS,
  /** Both secrets: 256 bits. */
  secretBytes: 32,
  /** Attempts to sign in, per address and minute. */
  signInsPerMinute: 30,
  /** Phones or sessions that a list shows. */
  phonesListed: 50,
  /** A visible page says that often that it is in use. */
  activeEveryMs: 30 * SECOND_MS,
  /** Shortest time after which a phone that no longer says so is locked: two signs of life may be lost. */
  activeKeptMs: 90 * SECOND_MS,
} as const;
