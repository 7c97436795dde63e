/** The names of the uses of a position; what each means stands in GLOSSARY.md, by which article in each pack. */
export const PURPOSES = [
  /** Investigating the stalking, and its trial. */
  'investigation',
  /** Whether the measure is kept. */
  'compliance',
  /** Extending, changing or cancelling the measure. */
  'measure-change',
  /** Investigating a breach, or tampering. */
  'breach',
  /** Telling the protected side. */
  'notify-protected',
  /** Seeing one's own. */
  'own-position',
  /** Protecting the person whose it is. */
  'protection',
  /** Trying it out with simulated people, where no law allows more. */
  'study',
] as const;

export type PurposeId = (typeof PURPOSES)[number];
