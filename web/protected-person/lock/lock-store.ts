/**
 * How this page is locked. The server judges; this only never shows more than the server allows, and closes sooner: at once when the
 * page goes out of sight, where that was chosen. Time, calls and events are passed in. Fails toward locked where a lock is known to
 * be set, and stands before no warning.
 */
import type { Clock } from '../../../src/core/clock.ts';
import {
  type LockJson,
  lockSchema,
  type UnlockedJson,
  unlockedSchema,
} from '../../../src/server/sessions/lock/contract.ts';
import { type Loaded, loadApi, sendApi } from '../../ui/use-api.ts';
import { unlockByPhone } from './by-phone.ts';

export type LockState =
  /** Not asked yet, and a lock is known to be set on this phone. */
  | { readonly kind: 'checking' }
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly afterMs: number }
  /** `offline`: it cannot be opened now, since the server cannot be asked. */
  | { readonly kind: 'locked'; readonly offline: boolean }
  | { readonly kind: 'decoy' };

export interface LockParts {
  readonly clock: Clock;
  /** Whether this phone knows of a lock: looked at before the server has answered. */
  readonly known: { get(): boolean; set(known: boolean): void };
  load(): Promise<Loaded<LockJson>>;
  /** `now`: lock at once; `active`: still in use. Not waited for. */
  tell(what: 'now' | 'active'): void;
  unlock(pin: string): Promise<Loaded<UnlockedJson>>;
  /** By what the phone knows its owner by; null: the person closed its question. */
  unlockByPhone(): Promise<Loaded<UnlockedJson> | null>;
}

export interface LockStore {
  state(): LockState;
  subscribe(listener: () => void): () => void;
  /** Asks the server; also when the network is back. */
  check(isFirst?: boolean): Promise<void>;
  /** The page went out of sight, or came back. */
  away(): void;
  back(): void;
  /** Every half minute while the page is in sight. */
  beat(): void;
  tryPin(pin: string): Promise<Loaded<UnlockedJson>>;
  /** Whether the phone itself may open it, beside the PIN. */
  byPhone(): boolean;
  tryPhone(): Promise<Loaded<UnlockedJson> | null>;
  /** After a change in the settings. */
  took(afterMs: number | null): void;
}

export function createLockStore(parts: LockParts): LockStore {
  let state: LockState = parts.known.get() ? { kind: 'checking' } : { kind: 'none' };
  let awayAtMs: number | null = null;
  /** This page locked itself: only a PIN opens it, whatever the server, which may not have heard of it yet, says. */
  let needsPin = false;
  let byPhone = false;
  const listeners = new Set<() => void>();

  function become(next: LockState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function lock(): void {
    needsPin = true;
    become({ kind: 'locked', offline: false });
    parts.tell('now');
  }

  async function check(isFirst = false): Promise<void> {
    const loaded = await parts.load();
    if (loaded.kind !== 'ready') {
      // Signed out, or not for this person: there is nothing to lock, and nothing that is shown.
      if (loaded.kind === 'failed' && (loaded.status === 401 || loaded.status === 403)) become({ kind: 'none' });
      else if (parts.known.get() && state.kind !== 'decoy') become({ kind: 'locked', offline: true });
      return;
    }
    const { state: said, afterMs } = loaded.data;
    byPhone = loaded.data.byPhone && !loaded.data.needsName;
    parts.known.set(said !== 'none');
    if (said === 'none' || afterMs === null) {
      needsPin = false;
      return become({ kind: 'none' });
    }
    // HAZARD H-200: the question overtakes the word that this page is locked, or that word was lost.
    if (needsPin && said !== 'locked') return lock();
    if (said === 'decoy') return become({ kind: 'decoy' });
    if (said === 'locked') return become({ kind: 'locked', offline: false });
    // "At once": a page that was loaded again had been left.
    if (isFirst && afterMs === 0) return lock();
    become({ kind: 'open', afterMs });
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    check,
    away() {
      awayAtMs = parts.clock.nowMs();
      // The harmless view is left for the PIN, so that the right one can be entered.
      if (state.kind === 'decoy' || (state.kind === 'open' && state.afterMs === 0)) lock();
    },
    back() {
      const awayMs = awayAtMs === null ? 0 : parts.clock.nowMs() - awayAtMs;
      awayAtMs = null;
      if (state.kind === 'open' && awayMs >= state.afterMs) return lock();
      if (state.kind === 'open') parts.tell('active');
      void check();
    },
    beat() {
      if (state.kind === 'locked' && state.offline) void check();
      if (awayAtMs !== null && state.kind === 'open' && parts.clock.nowMs() - awayAtMs >= state.afterMs) return lock();
      if (awayAtMs === null && (state.kind === 'open' || state.kind === 'decoy')) parts.tell('active');
    },
    byPhone: () => byPhone,
    async tryPhone() {
      const answer = await parts.unlockByPhone();
      if (answer?.kind !== 'ready' || (answer.data.result !== 'open' && answer.data.result !== 'none')) return answer;
      needsPin = false;
      await check();
      return answer;
    },
    async tryPin(pin) {
      const answer = await parts.unlock(pin);
      if (answer.kind === 'no-connection') become({ kind: 'locked', offline: true });
      if (answer.kind !== 'ready') return answer;
      if (answer.data.result !== 'wrong' && answer.data.result !== 'wait') needsPin = false;
      if (answer.data.result === 'decoy') become({ kind: 'decoy' });
      if (answer.data.result === 'open' || answer.data.result === 'none') await check();
      return answer;
    },
    took(afterMs) {
      parts.known.set(afterMs !== null);
      become(afterMs === null ? { kind: 'none' } : { kind: 'open', afterMs });
    },
  };
}

export const lockCalls = {
  load: () => loadApi('/api/me/lock', lockSchema),
  unlock: (pin: string) => sendApi('POST', '/api/me/lock/unlock', { pin }, unlockedSchema),
  unlockByPhone,
};
