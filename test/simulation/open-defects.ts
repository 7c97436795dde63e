/**
 * What the checkers find in the engine as it is, and what is not answered yet: each stands in docs/hazards.md under "Open" with the
 * same number, and in `src/proximity/open-defects.test.ts` as a test that must fail. Whoever mends one takes it out of all three.
 */
export interface OpenDefect {
  readonly hazard: string;
  /** Complaints that tell of it, and of nothing else. */
  readonly complaint: RegExp;
}

export const OPEN_DEFECTS: readonly OpenDefect[] = [
  {
    hazard: 'H-120',
    complaint: /^rule 7: approach\.resumed of input \d+: (distanceM|gapM) is 0 in words and null/,
  },
  {
    hazard: 'H-120',
    complaint: /^rule 5: .*: calm on [01] good fixes of \w+ since unknown/,
  },
  {
    hazard: 'H-121',
    complaint: /^rule 5: .* changes from or to unknown in ten minutes/,
  },
  { hazard: 'H-122', complaint: /^at a pole, rule (1, contacts|5|8|9): / },
  {
    hazard: 'H-123',
    complaint: /^rule 1, contacts: zone-\d is \w+ in a breach of .* reports are \d+ s old/,
  },
  {
    hazard: 'H-124',
    complaint: /^rule 2: .* is not silent \((wearer|protected)-untrustworthy\)$/,
  },
];

/** The number of the open defect that a complaint tells of; null when it is news. */
export function openDefectOf(problem: string): string | null {
  const plain = problem.replace(/^at a pole, /, '');
  return OPEN_DEFECTS.find(({ complaint }) => complaint.test(problem) || complaint.test(plain))?.hazard ?? null;
}
