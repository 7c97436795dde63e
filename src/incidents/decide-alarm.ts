/**
 * Alarms about devices: what opens, returns and re-opens one, and when one is suppressed by design (ISA-18.2). Pure. Fails
 * toward the alarm: only what a device lies about is ever suppressed, never what a person needs or what the engine finds of two
 * people; and what is suppressed comes back by itself.
 */
import { type Incident, type IncidentState, isAlerting, type Suppression } from './incident.ts';

/** Whose alarms of what kinds a custody or an approved removal explains. Everything else is never suppressed. */
const SUPPRESSED: ReadonlySet<string> = new Set([
  'device:strap-open',
  'device:tamper',
  'device:separation',
  'device:power-off',
  'device:power-cut',
  'device:low-battery',
  'device:connection-lost',
  'health:no-contact',
  'health:no-position',
  'health:battery-forecast',
  'health:removal-overrun',
  'health:not-fitted',
  'pattern:spoofing-suspected',
  'pattern:clock-error',
]);

// HAZARD H-137: an SOS, an approach or a zone is hidden because its wearer is said to be in custody.
export function isSuppressible(kind: string): boolean {
  return SUPPRESSED.has(kind);
}

/**
 * Whether the period explains the incident as it stands. HAZARD H-192: a warning is hidden because the protected person paused their
 * position: an approach recedes only if it never asked for anything more than `unknown`, and a custody or removal never covers one.
 */
function explains(cover: Suppression, { kind, level, highestLevel }: SuppressedAbout): boolean {
  if (cover.reason !== 'not-sharing') return isSuppressible(kind);
  const wasWarning = [level, highestLevel].some((one) => one === 'warning' || one === 'danger');
  return kind === 'approach' && !wasWarning;
}

type SuppressedAbout = Pick<Incident, 'kind' | 'level' | 'highestLevel'>;

export interface AlarmChange {
  readonly event: 'opened' | 'changed' | 'returned';
  readonly state: IncidentState;
  /** When the cause ended; null while it stands. */
  readonly isReturned: boolean;
}

/** What the word on a cause does to its open incident; null when nothing. A person closes it, and nothing else does (I-6). */
export function decideAlarm(
  open: Pick<Incident, 'state' | 'returnedAtMs'> | null,
  cause: 'stands' | 'ended',
): AlarmChange | null {
  if (open === null) return cause === 'stands' ? { event: 'opened', state: 'unacknowledged', isReturned: false } : null;
  const isReturned = open.returnedAtMs !== null;
  if (cause === 'ended') return isReturned ? null : { event: 'returned', state: open.state, isReturned: true };
  return isReturned ? { event: 'changed', state: 'unacknowledged', isReturned: false } : null;
}

export interface SuppressionChange {
  readonly event: 'suppressed' | 'unsuppressed';
  readonly state: IncidentState;
  readonly suppression: Suppression | null;
}

/** What a period that covers the wearer does to an incident; `cover` null: none does. Null: it stays as it is. */
export function decideSuppression(
  incident: SuppressedAbout & Pick<Incident, 'state' | 'returnedAtMs' | 'suppression'>,
  cover: Suppression | null,
): SuppressionChange | null {
  const wanted = cover !== null && explains(cover, incident) ? cover : null;
  const held = incident.suppression;
  if (wanted === null) {
    if (held === null) return null;
    // Its cause stands, and nobody was asked to look while it was suppressed: now they are.
    const stands = incident.returnedAtMs === null && isAlerting(incident.level);
    const state = stands ? 'unacknowledged' : incident.state;
    return { event: 'unsuppressed', state, suppression: null };
  }
  if (held !== null && held.reason === wanted.reason && held.untilMs === wanted.untilMs) return null;
  return { event: 'suppressed', state: incident.state, suppression: wanted };
}
