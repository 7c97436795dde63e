/** Which screen each step of setting up opens. */
import type { SetUpStep } from '../../../src/server/sessions/set-up/contract.ts';
import type { ScreenId } from '../screens.ts';

export const SCREEN_OF: Readonly<Record<SetUpStep, ScreenId>> = {
  language: 'settings',
  'phone-check': 'phone-check',
  'disguise-lock': 'disguise',
  warnings: 'warnings',
  position: 'own-position',
  drill: 'practice',
  undertaking: 'order',
};
