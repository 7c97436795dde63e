/** Which screen each step of setting up opens. A step whose screen is not part of this app is not listed. Pure. */
import type { SetUpStep } from '../../../src/server/sessions/set-up/contract.ts';

const SCREEN_OF: Readonly<Record<SetUpStep, string>> = {
  language: 'settings',
  'phone-check': 'phone-check',
  'disguise-lock': 'disguise',
  warnings: 'warnings',
  position: 'own-position',
  drill: 'practice',
  undertaking: 'order',
};

/** Null: this app has no screen for it. */
export function screenOf(step: SetUpStep, screens: ReadonlySet<string>): string | null {
  return screens.has(SCREEN_OF[step]) ? SCREEN_OF[step] : null;
}
