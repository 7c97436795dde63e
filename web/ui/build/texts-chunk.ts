/** Catalogues that the protected person's page draws with at once: one file a language, so that the first sight waits for one. */
const FIRST = ['access', 'app', 'common', 'easy', 'home', 'household', 'safety', 'sos'];
/** Catalogues of its map, hints and screens: fetched together a moment later, so that no screen waits twice. */
const LATER = ['contacts', 'learn', 'map', 'order', 'own', 'places'];

/** The chunk of a module that holds texts; null for any other. For `codeSplitting.groups`. */
export function textsChunk(id: string): string | null {
  const [, folder = '', language] = /\/web\/ui\/messages\/([a-z]+)\/([a-z]{2})\.ts$/.exec(id) ?? [];
  if (language === undefined) return null;
  if (FIRST.includes(folder)) return `texts-${language}`;
  return LATER.includes(folder) ? `texts-later-${language}` : `texts-${folder}-${language}`;
}
