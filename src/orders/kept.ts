/** What is kept under an order, by parts with a clock each, and why two people have one erased before its time. */

export const KEPT_PARTS = ['location', 'papers'] as const;

/** By code: it stands in the certificate. */
export const EARLY_REASONS = ['asked-by-person', 'ordered-by-court', 'entered-by-mistake'] as const;
export type EarlyReason = (typeof EARLY_REASONS)[number];
