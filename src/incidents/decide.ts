/**
 * What a finding or a person's act does to an incident. Pure: the state in, the change out.
 * Fails toward warning: a finding that asks for attention opens, raises or re-alarms; nothing but a person closes (I-6).
 */
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { Finding, Level } from '../proximity/types.ts';
import { type CLOSE_REASONS, CLOSES_WHILE_ALERTING } from './contract.ts';
import { type EventKind, type Incident, type IncidentState, isAlerting, severity } from './incident.ts';

/** The kind under which there is at most one open incident a subject. */
export function incidentKind(finding: Finding): string {
  if (finding.kind === 'approach' || finding.kind === 'zone') return finding.kind;
  // A strap that closes again is news of the strap's incident, not one of its own.
  const name = finding.name === 'strap-closed' ? 'strap-open' : (finding.name ?? 'unnamed');
  return `${finding.kind}:${name}`;
}

export function incidentSubject(finding: Finding): string {
  const { subject } = finding;
  if (subject.kind === 'pair') return `pair:${subject.pairId}`;
  if (subject.kind === 'zone') return `zone:${subject.zoneId}`;
  return `person:${subject.personId}`;
}

/** What is to be written; null when nothing changes. */
export interface Change {
  readonly event: EventKind;
  readonly state: IncidentState;
  readonly level: Level | null;
  readonly highestLevel: Level | null;
  /** The protected side is told: the level asks more of people than it did. */
  readonly warns: boolean;
}

/** What a finding does to the open incident of its subject and kind; `open` is null when there is none. */
export function decideFinding(
  open: Pick<Incident, 'state' | 'level' | 'highestLevel'> | null,
  finding: Finding,
): Change | null {
  // What a device is asked for asks nothing of anybody.
  if (finding.kind === 'reporting') return null;
  const ends = endsWithoutLevel(finding);
  if (open === null) {
    if (ends || (finding.level !== null && !isAlerting(finding.level))) return null;
    return {
      event: 'opened',
      state: 'unacknowledged',
      level: finding.level,
      highestLevel: finding.level,
      warns: warns(finding),
    };
  }
  if (finding.level === null) {
    return {
      event: ends ? 'lowered' : 'changed',
      state: ends ? open.state : 'unacknowledged',
      level: null,
      highestLevel: null,
      warns: false,
    };
  }
  const before = severity(open.level);
  const after = severity(finding.level);
  const raised = after > before;
  // Seeing less is not being safer: from a warning to unknown is a change, never a lowering.
  const event = raised ? 'raised' : after < before && finding.level !== 'unknown' ? 'lowered' : 'changed';
  const state = raised && isAlerting(finding.level) ? 'unacknowledged' : open.state;
  const highestLevel = severity(open.highestLevel) >= after ? open.highestLevel : finding.level;
  return { event, state, level: finding.level, highestLevel, warns: warns(finding) };
}

/** Findings without a level that tell of an end: out of a ring, the strap closed again. */
function endsWithoutLevel(finding: Finding): boolean {
  return (finding.kind === 'ring' && finding.inside === false) || finding.name === 'strap-closed';
}

/**
 * Whether the protected side is told: their pair asks for attention, and not less than before. Known from the finding alone,
 * so that the warning on open streams, which waits for no database, and the recorded one are the same.
 */
export function warns(finding: Finding): boolean {
  if (finding.kind !== 'approach' || !isAlerting(finding.level)) return false;
  return finding.level === 'unknown' || severity(finding.level) > severity(finding.previousLevel ?? 'clear');
}

export type CloseReason = (typeof CLOSE_REASONS)[number];

const CLOSED_ALREADY = refuse('conflict', 'This incident is closed already.');

export function decideAcknowledge(incident: Pick<Incident, 'state'>): Outcome<'acknowledged' | 'nothing', Refusal> {
  if (incident.state === 'closed') return CLOSED_ALREADY;
  return ok(incident.state === 'acknowledged' ? 'nothing' : 'acknowledged');
}

export function decideClose(
  incident: Pick<Incident, 'state' | 'level'> & { readonly duressAtMs?: number | null },
  reason: CloseReason,
  text: string,
): Outcome<'closed', Refusal> {
  if (incident.state === 'closed') return CLOSED_ALREADY;
  if (reason === 'other' && text.trim() === '') return refuse('words-needed', 'Say in words why it is closed.');
  const alerting = incident.level !== null && isAlerting(incident.level);
  // HAZARD H-181: an SOS that the person was made to cancel is closed as if they had.
  if ((incident.duressAtMs ?? null) !== null && !CLOSES_WHILE_ALERTING.has(reason)) {
    return refuse('still-alerting', 'This SOS was cancelled under duress: only whoever has it in hand closes it.');
  }
  if (alerting && !CLOSES_WHILE_ALERTING.has(reason)) {
    return refuse('still-alerting', 'The level is still warning, danger or unknown: this reason cannot close it yet.');
  }
  return ok('closed');
}
