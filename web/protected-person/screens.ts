/**
 * The screens behind the home screen, as a table: the menu lists them, the navigation opens them. Each is loaded when it is first
 * opened, so that none of them slows the first sight of the home screen; the service worker keeps them all for a dead network.
 */
import { type ComponentType, lazy } from 'react';
import type { AppKey } from '../ui/messages/app/catalogue.ts';
import type { AlarmSound } from './alarm-sound.ts';

/** What every screen gets. */
export interface ScreenProps {
  readonly sound: AlarmSound;
}

export interface ScreenEntry {
  readonly title: AppKey;
  /** Under which heading the menu lists it; null: it is reached from elsewhere. */
  readonly group: 'act' | 'set-up' | 'learn' | null;
  /** Whose menu lists it; absent: everybody's. */
  readonly whose?: 'protected' | 'household';
  readonly Screen: ComponentType<ScreenProps>;
}

export const SCREENS = {
  places: {
    title: 'places.open',
    group: 'act',
    Screen: lazy(async () => ({ default: (await import('./safe-places/SafePlacesScreen.tsx')).SafePlacesScreen })),
  },
  sos: {
    title: 'sos.open',
    group: 'set-up',
    Screen: lazy(async () => ({ default: (await import('./sos/SosSettingsScreen.tsx')).SosSettingsScreen })),
  },
  contacts: {
    title: 'contacts.open',
    group: 'set-up',
    Screen: lazy(async () => ({ default: (await import('./contacts/ContactsScreen.tsx')).ContactsScreen })),
  },
  'own-position': {
    title: 'own-position.title',
    group: 'set-up',
    Screen: lazy(async () => ({ default: (await import('./own-position/OwnPositionScreen.tsx')).OwnPositionScreen })),
  },
  'phone-set-up': {
    title: 'phone-set-up.title',
    group: null,
    Screen: lazy(async () => ({ default: (await import('./own-position/PhoneScreen.tsx')).PhoneScreen })),
  },
  order: {
    title: 'order.title',
    group: 'learn',
    Screen: lazy(async () => ({ default: (await import('./order/OrderScreen.tsx')).OrderScreen })),
  },
  petition: {
    title: 'petition.title',
    group: 'learn',
    whose: 'protected',
    Screen: lazy(async () => ({ default: (await import('./petition/PetitionScreen.tsx')).PetitionScreen })),
  },
  warnings: {
    title: 'warnings.open',
    group: 'set-up',
    Screen: lazy(async () => ({ default: (await import('./warnings/WarningsScreen.tsx')).WarningsScreen })),
  },
  settings: {
    title: 'settings.open',
    group: 'set-up',
    Screen: lazy(async () => ({ default: (await import('./settings/SettingsScreen.tsx')).SettingsScreen })),
  },
  'set-up': {
    title: 'screen.set-up',
    group: 'set-up',
    whose: 'protected',
    Screen: lazy(async () => ({ default: (await import('./onboarding/OnboardingScreen.tsx')).OnboardingScreen })),
  },
  disguise: {
    title: 'screen.disguise',
    group: 'set-up',
    Screen: lazy(async () => ({ default: (await import('./disguise/DisguiseScreen.tsx')).DisguiseScreen })),
  },
  lock: {
    title: 'screen.lock',
    group: 'set-up',
    Screen: lazy(async () => ({ default: (await import('./lock/LockSettings.tsx')).LockSettings })),
  },
  phones: {
    title: 'screen.phones',
    group: 'set-up',
    Screen: lazy(async () => ({ default: (await import('./safety/PhonesScreen.tsx')).PhonesScreen })),
  },
  household: {
    title: 'screen.household',
    group: 'set-up',
    whose: 'protected',
    Screen: lazy(async () => ({ default: (await import('./household/HouseholdScreen.tsx')).HouseholdScreen })),
  },
  supporters: {
    title: 'screen.supporters',
    group: 'set-up',
    whose: 'protected',
    Screen: lazy(async () => ({ default: (await import('./household/SupportersScreen.tsx')).SupportersScreen })),
  },
  'taking-part': {
    title: 'screen.taking-part',
    group: 'set-up',
    whose: 'household',
    Screen: lazy(async () => ({ default: (await import('./household/TakingPartScreen.tsx')).TakingPartScreen })),
  },
  'phone-check': {
    title: 'screen.phone-check',
    group: 'learn',
    Screen: lazy(async () => ({ default: (await import('./onboarding/PhoneCheckScreen.tsx')).PhoneCheckScreen })),
  },
  practice: {
    title: 'practice.title',
    group: 'learn',
    Screen: lazy(async () => ({ default: (await import('./learn/PracticeScreen.tsx')).PracticeScreen })),
  },
  help: {
    title: 'help.title',
    group: 'learn',
    Screen: lazy(async () => ({ default: (await import('./learn/HelpScreen.tsx')).HelpScreen })),
  },
  feedback: {
    title: 'feedback.title',
    group: 'learn',
    Screen: lazy(async () => ({ default: (await import('./learn/FeedbackScreen.tsx')).FeedbackScreen })),
  },
} as const satisfies Readonly<Record<string, ScreenEntry>>;

export type ScreenId = keyof typeof SCREENS;
