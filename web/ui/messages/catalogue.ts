/**
 * Message catalogues: one folder a surface, one file a language. English is the type: a key that another language lacks fails
 * `tsc`, one that only another language has fails too. Texts are ICU MessageFormat.
 */
export const LANGUAGES = ['en', 'ko', 'ja', 'ms'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  ko: '한국어',
  ja: '日本語',
  ms: 'Bahasa Melayu',
};

/** Languages whose texts no native speaker has reviewed yet; the page says so. */
export const UNREVIEWED: ReadonlySet<Language> = new Set<Language>(['ko', 'ja', 'ms']);

export type Texts<Key extends string> = Readonly<Record<Key, string>>;
export type Catalogue<Key extends string> = Readonly<Record<Language, Texts<Key>>>;

export type MessageValues = Readonly<Record<string, string | number>>;
