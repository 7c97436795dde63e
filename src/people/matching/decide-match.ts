/**
 * Whether two wearer records are of the same man. Pure and symmetric. Fails toward asking a person: only an equal identifier that
 * nothing contradicts links by itself, and what cannot be compared is no contradiction.
 */
import type { MatchReason } from './contract.ts';
import { namesAlike } from './names-alike.ts';
import { normaliseIdentifier } from './normalise.ts';

/** Where a record belongs: those of two scopes are never compared. */
export interface MatchScope {
  readonly jurisdiction: string;
  readonly exercise: boolean;
}

export interface MatchFacts {
  readonly scope: MatchScope;
  readonly name: string;
  /** ISO date; null: not known. */
  readonly birthDate: string | null;
  readonly identifier: string | null;
}

export interface Match {
  readonly found: 'same' | 'review';
  /** In the order of `MATCH_REASONS`. */
  readonly reasons: readonly MatchReason[];
}

// INVARIANT: never across exercise and real people, and never across jurisdictions (H-302).
/** Null: nothing says that they are the same. */
export function decideMatch(a: MatchFacts, b: MatchFacts): Match | null {
  if (a.scope.exercise !== b.scope.exercise || a.scope.jurisdiction !== b.scope.jurisdiction) return null;
  const identifier = compared(keyOf(a.identifier), keyOf(b.identifier));
  const birth = compared(a.birthDate, b.birthDate);
  const likeness = namesAlike(a.name, b.name);
  if (identifier === 'equal') {
    const nameContradicts = likeness === 'different' && birth !== 'equal';
    const reasons: MatchReason[] = ['identifier'];
    if (birth === 'equal') reasons.push('birth');
    if (likeness === 'equal') reasons.push('name');
    if (likeness === 'similar') reasons.push('name-similar');
    if (likeness === 'other-script') reasons.push('name-other-script');
    if (birth === 'different') reasons.push('birth-contradicts');
    if (nameContradicts) reasons.push('name-contradicts');
    return { found: birth === 'different' || nameContradicts ? 'review' : 'same', reasons };
  }
  // HAZARD H-301: a record from before birth dates were asked for is found by its name. Not against another number.
  if (birth === 'unknown' && likeness === 'equal' && identifier === 'unknown') {
    return { found: 'review', reasons: ['name', 'birth-unknown'] };
  }
  if (birth !== 'equal' || likeness === 'different') return null;
  const reasons: MatchReason[] = ['birth'];
  if (likeness === 'equal') reasons.push('name');
  if (likeness === 'similar') reasons.push('name-similar');
  if (likeness === 'other-script') reasons.push('name-other-script');
  // Two numbers may be of two kinds, a national one and a case system's: they speak against it and decide nothing.
  if (identifier === 'different') reasons.push('identifier-contradicts');
  return { found: 'review', reasons };
}

function keyOf(identifier: string | null): string | null {
  const plain = identifier === null ? '' : normaliseIdentifier(identifier);
  return plain === '' ? null : plain;
}

function compared(a: string | null, b: string | null): 'equal' | 'different' | 'unknown' {
  if (a === null || b === null) return 'unknown';
  return a === b ? 'equal' : 'different';
}
