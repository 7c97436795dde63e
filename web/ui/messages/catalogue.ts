/**
 * Message catalogues: one folder a surface, one file a language. English is the type: a key that another language lacks fails
 * `tsc`, one that only another language has fails too. Texts are ICU MessageFormat. A page loads only the language in use.
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
type Loaders<Key extends string> = Readonly<Record<Language, () => Promise<Texts<Key>>>>;

export type MessageValues = Readonly<Record<string, string | number>>;

/** Every catalogue whose module this page has loaded: they come and change language together. */
const known = new Set<Pick<Catalogue<string>, 'load'>>();

/** A language that could not be fetched is asked for again after this, not before. */
const AGAIN_MS = 2_000;

/** The texts of one surface, each language fetched when it is first asked for. */
export class Catalogue<Key extends string> {
  readonly #loaders: Loaders<Key>;
  readonly #texts = new Map<Language, Texts<Key>>();
  readonly #loading = new Map<Language, Promise<Texts<Key>>>();

  constructor(loaders: Loaders<Key>) {
    this.#loaders = loaders;
    known.add(this);
  }

  /**
   * The same promise for everybody who waits. One that failed stands for a moment, or a page drawing again would ask without end. One that
   * was kept says so in `status`, which React's `use` reads: what is there is drawn at once.
   */
  load(language: Language): Promise<Texts<Key>> {
    const before = this.#loading.get(language);
    if (before !== undefined) return before;
    const loading = this.#loaders[language]();
    this.#loading.set(language, loading);
    loading.then(
      (value) => {
        this.#texts.set(language, value);
        Object.assign(loading, { status: 'fulfilled', value });
      },
      () => setTimeout(() => this.#loading.delete(language), AGAIN_MS),
    );
    return loading;
  }

  /** Throws when the language was not loaded: a caller that cannot wait has loaded it before. */
  texts(language: Language): Texts<Key> {
    const texts = this.#texts.get(language);
    if (texts === undefined) throw new Error(`the texts of ${language} were not loaded`);
    return texts;
  }
}

export function catalogue<Key extends string>(loaders: Loaders<Key>): Catalogue<Key> {
  return new Catalogue(loaders);
}

/** Loads every catalogue that the page knows in one language; throws when one cannot be had. */
export async function loadKnown(language: Language): Promise<void> {
  await Promise.all([...known].map((one) => one.load(language)));
}

/** Loads every known catalogue in all languages: for tools and tests, which read without waiting. */
export async function loadEveryLanguage(): Promise<void> {
  await Promise.all(LANGUAGES.map(loadKnown));
}
