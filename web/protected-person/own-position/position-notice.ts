/**
 * What is missing of one's own position, as facts: the first that matters. Pure. Fails toward saying that something is missing: what is not
 * known to work is not called working.
 */
import type { OwnPositionJson, PositionSourceJson } from '../../../src/people/contract.ts';
import { OWN_LIMITS } from './limits.ts';
import type { PlaceState } from './page-reporter.ts';

/** Of the browser; `unknown` where it does not say. */
export type Permission = 'granted' | 'prompt' | 'denied' | 'unknown';

export interface PositionFacts {
  /** Null: not known yet. */
  readonly known: OwnPositionJson | null;
  readonly place: PlaceState;
  readonly permission: Permission;
  /** Server time. */
  readonly nowMs: number;
  /** By the page's clock, which no change of the phone's clock sets back. */
  readonly pageNowMs: number;
  /** When a pause ended by itself, as long as that was not read; null: none did. */
  readonly pauseEndedMs: number | null;
}

export type PositionNotice =
  | { readonly kind: 'never' | 'withdrawn' | 'pause-ended' | 'needs-permission' | 'denied' | 'unavailable' }
  | { readonly kind: 'paused'; readonly untilMs: number | null }
  | { readonly kind: 'app-silent' | 'not-arriving'; readonly sinceMs: number };

/** Null: nothing is missing, or nothing is asked (no order, not known yet). */
export function positionNotice(facts: PositionFacts): PositionNotice | null {
  const { known, place, permission, pauseEndedMs, nowMs, pageNowMs } = facts;
  if (known === null || !known.isProtected) return null;
  const { sharing } = known;
  if (sharing.kind === 'never' || sharing.kind === 'withdrawn') return { kind: sharing.kind };
  if (sharing.kind === 'paused') return { kind: 'paused', untilMs: sharing.untilMs };
  // What the server has not had for so long counts as not reported, whatever the page still tries.
  const lastMs = place.kind === 'reporting' ? (place.sentAtMs ?? place.sinceMs) : null;
  const isArriving = lastMs !== null && pageNowMs - lastMs <= silentAfterMs(known);
  if (isArriving || isAppAlive(known, nowMs)) {
    const isNews = pauseEndedMs !== null && nowMs - pauseEndedMs < OWN_LIMITS.endedSaidMs;
    return isNews ? { kind: 'pause-ended' } : null;
  }
  if (lastMs !== null) return { kind: 'not-arriving', sinceMs: nowMs - (pageNowMs - lastMs) };
  if (place.kind === 'unavailable') return { kind: 'unavailable' };
  const silentMs = appLastMs(known);
  if (silentMs !== null && place.kind !== 'asking') return { kind: 'app-silent', sinceMs: silentMs };
  if (place.kind === 'denied' || permission === 'denied' || place.kind === 'unsupported') return { kind: 'denied' };
  return place.kind === 'off' && permission !== 'granted' ? { kind: 'needs-permission' } : null;
}

/** Of the newest app; null: none reported yet. */
export function appLastMs(known: OwnPositionJson): number | null {
  return newest(known.sources.filter(({ kind }) => kind === 'app'));
}

/** The newest position of all ways, and by which it came; null: there was none. */
export function lastPosition(known: OwnPositionJson): { readonly atMs: number; readonly by: 'page' | 'app' } | null {
  const atMs = newest(known.sources);
  if (atMs === null) return null;
  const by = known.sources.find(({ lastPositionMs }) => lastPositionMs === atMs)?.kind ?? 'page';
  return { atMs, by };
}

/** Whether an app reports as often as it is counted on to. */
export function isAppAlive(known: OwnPositionJson, nowMs: number): boolean {
  const atMs = appLastMs(known);
  return atMs !== null && nowMs - atMs <= silentAfterMs(known);
}

/** Whether where they are is known now, by any way. */
export function isKnownNow(known: OwnPositionJson, nowMs: number): boolean {
  const last = lastPosition(known);
  return known.sharing.kind === 'shared' && last !== null && nowMs - last.atMs <= silentAfterMs(known);
}

function silentAfterMs({ orderedIntervalS }: OwnPositionJson): number {
  return Math.max(OWN_LIMITS.silentMsMin, OWN_LIMITS.silentIntervals * 1_000 * (orderedIntervalS ?? 0));
}

function newest(sources: readonly PositionSourceJson[]): number | null {
  const times = sources.flatMap(({ lastPositionMs }) => (lastPositionMs === null ? [] : [lastPositionMs]));
  return times.length === 0 ? null : Math.max(...times);
}
