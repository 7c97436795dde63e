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
  settings: {
    title: 'settings.open',
    group: 'set-up',
    Screen: lazy(async () => ({ default: (await import('./settings/SettingsScreen.tsx')).SettingsScreen })),
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
