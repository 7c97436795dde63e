/** A finding as a line of `magpie replay`. Field order is part of the contract: the same input gives the same bytes. */
import { toIso } from '../../core/time.ts';
import { sentence } from '../../proximity/explanations.ts';
import type { Finding } from '../../proximity/types.ts';

/** A line with what it is sorted by among those of the same instant: pairs, then zones, then people. */
export interface Line {
  readonly group: 0 | 1 | 2;
  readonly key: string;
  readonly text: string;
}

export function formatFinding(finding: Finding): Line {
  const { subject } = finding;
  switch (subject.kind) {
    case 'pair':
      return { group: 0, key: subject.pairId, text: lineOf({ pair: subject.pairId }, finding) };
    case 'zone': {
      const [zone = '', wearer = ''] = subject.zoneId.split('\u0000');
      return { group: 1, key: subject.zoneId, text: lineOf({ wearer, zone }, finding) };
    }
    case 'person':
      return { group: 2, key: subject.personId, text: lineOf({ person: subject.personId }, finding) };
  }
}

/** Pairs, zones, people; each by name, in code-unit order. Stable for lines of one subject. */
export function compareLines(a: Line, b: Line): number {
  if (a.group !== b.group) return a.group - b.group;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function lineOf(subject: Readonly<Record<string, string>>, finding: Finding): string {
  const { kind } = finding;
  const tail = { basis: finding.basis, why: sentence(finding.why) };
  const head = { at: toIso(finding.atMs), ...subject, kind };
  if (kind === 'device' || kind === 'pattern') return JSON.stringify({ ...head, name: finding.name, ...tail });
  const numbers = {
    distanceM: finding.distanceM,
    gapM: finding.gapM,
    etaS: finding.etaS,
    closingMps: finding.closingMps,
  };
  if (kind === 'ring') {
    return JSON.stringify({ ...head, name: finding.name, inside: finding.inside, ...numbers, ...tail });
  }
  const { level, reason, earliestContactS, wearerShare } = finding;
  const since = finding.sinceMs === null ? null : toIso(finding.sinceMs);
  return JSON.stringify({ ...head, level, reason, since, ...numbers, earliestContactS, wearerShare, ...tail });
}
