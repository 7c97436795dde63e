/** Findings as the outside reads them: rounded, with their basis, and with no coordinate in any field. */
import { toIso } from '../core/time.ts';
import { wearerShare } from './motion.ts';
import type { PersonState, Relative } from './state.ts';
import type { Explanation, Finding, FindingKind, Level, Subject, UnknownReason } from './types.ts';

/** Changes when findings may: it is stored with each, so that an old one can be computed again with the same rules. */
export const ENGINE_VERSION = '0.4.0';

/** Where and when a finding is made. */
export interface Moment {
  readonly inputPosition: number;
  readonly nowMs: number;
}

export interface FindingParts {
  readonly subject: Subject;
  readonly kind: FindingKind;
  readonly level?: Level;
  readonly previousLevel?: Level;
  readonly reason?: UnknownReason | null;
  readonly sinceMs?: number | null;
  readonly name?: string;
  readonly inside?: boolean;
  readonly numbers?: Numbers;
  readonly earliestContactS?: number | null;
  readonly basis: readonly string[];
  readonly why: Explanation;
}

/** The numbers of a finding or view, rounded as `types.ts` says. */
export interface Numbers {
  readonly distanceM: number | null;
  readonly gapM: number | null;
  readonly etaS: number | null;
  readonly closingMps: number | null;
  readonly wearerShare: number | null;
}

const NO_NUMBERS: Numbers = { distanceM: null, gapM: null, etaS: null, closingMps: null, wearerShare: null };

export function newFinding(moment: Moment, parts: FindingParts): Finding {
  return {
    engineVersion: ENGINE_VERSION,
    inputPosition: moment.inputPosition,
    atMs: moment.nowMs,
    subject: parts.subject,
    kind: parts.kind,
    level: parts.level ?? null,
    previousLevel: parts.previousLevel ?? null,
    reason: parts.reason ?? null,
    sinceMs: parts.sinceMs ?? null,
    name: parts.name ?? null,
    inside: parts.inside ?? null,
    ...(parts.numbers ?? NO_NUMBERS),
    earliestContactS: parts.earliestContactS ?? null,
    basis: parts.basis,
    why: parts.why,
  };
}

/** Numbers of a relation that was just computed. */
export function numbersOf(relative: Relative): Numbers {
  const share = wearerShare(relative);
  return {
    distanceM: whole(relative.distanceM),
    gapM: whole(relative.gapM),
    etaS: relative.closing ? whole(relative.tauS) : null,
    closingMps: tenth(relative.closingMps),
    wearerShare: share === null ? null : Math.round(share * 100) / 100,
  };
}

/**
 * Puts the findings from `from` on in their order: pairs by id, then zones by id, by code units and so the same on every machine.
 * Those of one pair or zone stay as they were found. The order of binding never shows.
 */
export function sortFindings(findings: Finding[], from: number): void {
  if (findings.length - from < 2) return;
  const found = findings.splice(from).map((finding) => ({ finding, key: sortKey(finding.subject) }));
  found.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  for (const { finding } of found) findings.push(finding);
}

function sortKey(subject: Subject): string {
  switch (subject.kind) {
    case 'person':
      return `0 ${subject.personId}`;
    case 'pair':
      return `1 ${subject.pairId}`;
    case 'zone':
      return `2 ${subject.zoneId}`;
  }
}

/** Whole metres or seconds; never -0. */
export function whole(value: number): number {
  return Math.round(value) + 0;
}

/** Tenths of a metre a second; never -0. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}

/** The fixes a finding rests on: the newest two that were believed, of each person named. */
export function basisOf(...people: readonly PersonState[]): string[] {
  const basis: string[] = [];
  for (const person of people) {
    for (const atMs of [person.beforeFixedAtMs, person.fixedAtMs]) {
      if (!Number.isNaN(atMs)) basis.push(`${person.personId}@${toIso(atMs)}`);
    }
  }
  return basis;
}
