/**
 * Which key of the key store wraps a data key: one a basis and a part of what is kept under it, so that a part goes when its own clock has
 * run out, and one person's registration without another's. Pure. Fails toward finer parts: what shares no key is never lost with another.
 */

export interface Target {
  readonly subject: string;
  readonly scope: string;
  /** Is to be erased before its basis, and has keys of its own therefore. */
  readonly alone?: boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** An hour of a protected person's own positions: never under a key that outlives its day, whoever wraps it anew. */
const OWN_HOUR = /^own-\d+$/;

/** 'register': what is kept by the right of a statutory register. 'location': where somebody was, and the places and parameters of an order. 'papers': documents, words, notices. */
export function partOf(target: Target, basis: string): string {
  const { subject, scope } = target;
  const [kind] = basis.split(':');
  if (kind === 'registration') return subject;
  // Words and papers of a warrant, which one clock destroys.
  if (kind === 'register') return 'register';
  if (kind !== 'order' && kind !== 'proceeding') return `${subject}|${scope}`;
  if (target.alone === true || OWN_HOUR.test(scope)) return `${subject}|${scope}`;
  if (kind === 'order' && (DAY.test(scope) || scope === 'parameters' || scope === basis)) return 'location';
  return 'papers';
}
