/** The biggest number of a row: how long until the two could meet. Pure. */
import type { Picture } from '../../src/disclosure/contract.ts';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { contactAtMs } from './urgency.ts';

export type TimeLeft =
  /** Seconds until the restraint distance is reached at the present closing. */
  | { readonly kind: 'contact'; readonly leftS: number }
  /** A side is silent: the soonest it could physically happen. */
  | { readonly kind: 'earliest'; readonly leftS: number }
  /** Measured, and they do not close. */
  | { readonly kind: 'not-closing' }
  /** This kind of incident has none. */
  | { readonly kind: 'none' };

/**
 * From the live picture of the pair when there is a valid one, else counted on from the incident's last change. `picture` must be
 * null when it lapsed.
 */
export function timeLeft(incident: IncidentJson, picture: Picture | null, nowMs: number): TimeLeft {
  if (incident.kind !== 'approach' && incident.kind !== 'zone') return { kind: 'none' };
  if (incident.state === 'closed') return { kind: 'none' };
  const shown = incident.kind === 'approach' ? picture?.wearer : undefined;
  if (shown?.kind === 'point' || shown?.kind === 'band') {
    return shown.etaS === null ? { kind: 'not-closing' } : { kind: 'contact', leftS: shown.etaS };
  }
  if (shown?.kind === 'unknown' && shown.earliestContactAtMs !== null) {
    return { kind: 'earliest', leftS: Math.max(0, (shown.earliestContactAtMs - nowMs) / 1_000) };
  }
  const atMs = contactAtMs(incident);
  if (atMs === null) return incident.level === 'unknown' ? { kind: 'none' } : { kind: 'not-closing' };
  const leftS = Math.max(0, (atMs - nowMs) / 1_000);
  return incident.etaS === null ? { kind: 'earliest', leftS } : { kind: 'contact', leftS };
}
