/**
 * What needs a human first. Pure. Fails toward attention: a kind that is not known here ranks as a warning, never last.
 */
import { type IncidentJson, isCallForHelp } from '../../src/incidents/contract.ts';

type Level = NonNullable<IncidentJson['level']>;
type Ranked = Pick<
  IncidentJson,
  | 'kind'
  | 'level'
  | 'state'
  | 'etaS'
  | 'earliestContactS'
  | 'changedAtMs'
  | 'openedAtMs'
  | 'label'
  | 'incidentId'
  | 'wearerId'
  | 'returnedAtMs'
  | 'duress'
>;

const LEVEL_RANK: Readonly<Record<Level, number>> = { danger: 0, warning: 1, unknown: 2, notice: 3, clear: 4 };

/** Incidents without a level: which level they stand beside. */
const KIND_RANK: readonly { readonly start: string; readonly level: Level }[] = [
  { start: 'device:sos', level: 'danger' },
  { start: 'device:fall', level: 'warning' },
  { start: 'device:strap-open', level: 'warning' },
  { start: 'device:tamper', level: 'warning' },
  { start: 'device:power-off', level: 'unknown' },
  { start: 'health:removal-overrun', level: 'warning' },
  { start: 'health:no-contact', level: 'unknown' },
  { start: 'health:no-position', level: 'unknown' },
  { start: 'health:not-fitted', level: 'unknown' },
  { start: 'health:', level: 'notice' },
  { start: 'device:', level: 'notice' },
  { start: 'pattern:spoofing-suspected', level: 'unknown' },
  { start: 'ring:', level: 'notice' },
  { start: 'pattern:', level: 'notice' },
];

/** The level an incident is treated as in the queue. */
export function urgencyLevel(
  incident: Pick<IncidentJson, 'kind' | 'level'> & Partial<Pick<IncidentJson, 'returnedAtMs' | 'duress'>>,
): Level {
  if (incident.level !== null) return incident.level;
  // Taken back by the person: they are asked all the same, before what merely is not known.
  if (incident.kind === 'device:sos' && incident.duress !== true && (incident.returnedAtMs ?? null) !== null)
    return 'warning';
  return KIND_RANK.find(({ start }) => incident.kind.startsWith(start))?.level ?? 'warning';
}

/**
 * The instant (epoch ms, server time) at which the two could meet as of the incident's last change: tau when they close, else the
 * earliest contact that silence allows. Null: neither is known, so no time can be counted down.
 */
export function contactAtMs(incident: Pick<IncidentJson, 'etaS' | 'earliestContactS' | 'changedAtMs'>): number | null {
  const leftS = incident.etaS ?? incident.earliestContactS;
  return leftS === null ? null : incident.changedAtMs + leftS * 1_000;
}

/** Calls for help first of all; then the level, then what nobody has taken on yet, then time left, then the longest waiting. Total: no two incidents tie. */
export function compareUrgency(a: Ranked, b: Ranked): number {
  // HAZARD H-180: an SOS waits below other cases.
  const calls = Number(isCallForHelp(b)) - Number(isCallForHelp(a));
  if (calls !== 0) return calls;
  const level = LEVEL_RANK[urgencyLevel(a)] - LEVEL_RANK[urgencyLevel(b)];
  if (level !== 0) return level;
  const taken = Number(a.state === 'acknowledged') - Number(b.state === 'acknowledged');
  if (taken !== 0) return taken;
  const left = (contactAtMs(a) ?? Number.MAX_SAFE_INTEGER) - (contactAtMs(b) ?? Number.MAX_SAFE_INTEGER);
  if (left !== 0) return left;
  return a.openedAtMs - b.openedAtMs || compareText(a.label, b.label) || compareText(a.incidentId, b.incidentId);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Most urgent first; the given list stays as it is. */
export function byUrgency<T extends Ranked>(incidents: readonly T[]): T[] {
  return [...incidents].sort(compareUrgency);
}
