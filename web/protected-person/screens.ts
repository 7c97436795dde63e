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
} as const satisfies Readonly<Record<string, ScreenEntry>>;

export type ScreenId = keyof typeof SCREENS;
