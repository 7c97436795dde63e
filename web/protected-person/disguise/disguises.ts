/**
 * The looks that the app can have: name, icon, installed form and the page of quick exit. All of our own drawing, none that of a
 * known product. `tools/disguises` makes the files. Pure.
 */
import type { Language } from '../../ui/messages/catalogue.ts';

export const DISGUISES = ['memo', 'list', 'study', 'recipes'] as const;
export type Disguise = (typeof DISGUISES)[number];

/** Memo's have the plain names: they are what the page names before its script runs. */
export function iconPath(disguise: Disguise, form: 'svg' | '192' | '512'): string {
  const name = disguise === 'memo' ? 'icon' : `icon-${disguise}`;
  return form === 'svg' ? `/app/${name}.svg` : `/app/${name}-${form}.png`;
}

export function manifestPath(disguise: Disguise, language: Language): string {
  if (disguise === 'memo' && language === 'en') return '/app/manifest.webmanifest';
  return `/app/manifest-${disguise}-${language}.webmanifest`;
}

/** Within the app's own scope: an installed app opens other addresses in a browser's window, with the address on top. */
export function exitPath(disguise: Disguise, language: Language): string {
  return `/app/exit-${disguise}-${language}.html`;
}
