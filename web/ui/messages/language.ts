import { LANGUAGES, type Language } from './catalogue.ts';

const STORED = 'language';

/** First of the browser's wished languages that has a catalogue; English when none has. */
export function detectLanguage(wished: readonly string[]): Language {
  for (const tag of wished) {
    const primary = tag.toLowerCase().split('-')[0];
    const found = LANGUAGES.find((language) => language === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The language chosen on this device, else the browser's. Storage may be forbidden: then the choice lasts as long as the page. */
export function loadLanguage(storage: Pick<Storage, 'getItem'> | null, wished: readonly string[]): Language {
  const stored = storage?.getItem(STORED) ?? null;
  return LANGUAGES.find((language) => language === stored) ?? detectLanguage(wished);
}

export function storeLanguage(storage: Pick<Storage, 'setItem'> | null, language: Language): void {
  storage?.setItem(STORED, language);
}
