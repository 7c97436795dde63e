/**
 * What a code does to an SOS. Pure. Fails toward the SOS: once under duress it stays so whatever comes after, and taking back an older
 * call takes back none that was made since.
 */

export type SosOutcome = 'open' | 'cancelled' | 'duress';

export interface Resolution {
  /** What becomes of the call itself. */
  readonly outcome: SosOutcome;
  /** What its incidents are told; null: nothing new. */
  readonly event: 'cancelled' | 'duress' | null;
}

/**
 * `said`: which code it was. `overtaken`: the person called again since. `incidentIsUnderDuress`: an earlier cancelling was forced.
 */
export function decideSosCode(
  before: SosOutcome,
  said: 'cancel' | 'duress',
  about: { readonly overtaken: boolean; readonly incidentIsUnderDuress: boolean },
): Resolution {
  // HAZARD H-181: an SOS that the person was made to cancel is closed as if they had.
  if (said === 'duress') return { outcome: 'duress', event: before === 'duress' ? null : 'duress' };
  if (before === 'duress') return { outcome: 'duress', event: null };
  if (before === 'cancelled') return { outcome: before, event: null };
  // A later call into the same incident: whoever forced the first may have found the other code out.
  if (about.incidentIsUnderDuress) return { outcome: 'duress', event: null };
  if (about.overtaken) return { outcome: 'cancelled', event: null };
  return { outcome: 'cancelled', event: 'cancelled' };
}
