/** Which screen each step of setting up opens. A step whose screen is not part of this app is not listed. Pure. */
import type { SetUpStep } from '../../../src/server/sessions/set-up/contract.ts';

/** By preference: the first that exists. */
const SCREENS_OF: Readonly<Record<SetUpStep, readonly string[]>> = {
  language: ['settings'],
  'phone-check': ['phone-check'],
  'disguise-lock': ['disguise'],
  warnings: ['channels', 'reach', 'warnings', 'notifications'],
  position: ['own-position', 'position'],
  drill: ['drill', 'first-drill'],
  undertaking: ['undertaking', 'rights'],
};

/** Null: this app has no screen for it. */
export function screenOf(step: SetUpStep, screens: ReadonlySet<string>): string | null {
  return SCREENS_OF[step].find((id) => screens.has(id)) ?? null;
}
