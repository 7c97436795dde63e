import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from 'react';
import { I18nProvider } from 'react-aria-components';
import { deviceStorage } from '../storage.ts';
import { type Catalogue, type Language, loadKnown } from './catalogue.ts';
import { loadLanguage, storeLanguage } from './language.ts';
import { type Lookup, translator } from './translate.ts';

interface LanguageChoice {
  readonly language: Language;
  /** Changes once the texts are there; the old ones stay until then, and for good where they cannot be had. */
  setLanguage(language: Language): void;
  /** A language that was chosen and whose texts could not be loaded. */
  readonly failed: Language | null;
}

const LanguageContext = createContext<LanguageChoice | null>(null);

/** The language that this page starts in. */
export function firstLanguage(): Language {
  return loadLanguage(deviceStorage(), navigator.languages);
}

/** Wraps a page: language detection, `lang` on the root element, and the locale of the controls. */
export function MessagesProvider({ children }: { children: ReactNode }) {
  const [language, setState] = useState<Language>(firstLanguage);
  const [failed, setFailed] = useState<Language | null>(null);
  const [, startTransition] = useTransition();
  const wished = useRef(language);
  const setLanguage = useCallback((chosen: Language) => {
    wished.current = chosen;
    setFailed(null);
    loadKnown(chosen).then(
      () => {
        if (wished.current !== chosen) return;
        storeLanguage(deviceStorage(), chosen);
        startTransition(() => setState(chosen));
      },
      (error: unknown) => {
        console.warn('a language could not be loaded:', error instanceof Error ? error.name : '');
        if (wished.current === chosen) setFailed(chosen);
      },
    );
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(() => ({ language, setLanguage, failed }), [language, setLanguage, failed]);
  return (
    <LanguageContext value={choice}>
      <I18nProvider locale={language}>{children}</I18nProvider>
    </LanguageContext>
  );
}

export function useLanguage(): LanguageChoice {
  const choice = useContext(LanguageContext);
  if (choice === null) throw new Error('useLanguage outside MessagesProvider');
  return choice;
}

/**
 * `const t = useMessages(appMessages); t('sos.hold')`. Suspends while the language is not there. That is so for screens that
 * are loaded later only: `boot` waits for every catalogue that the page itself imports.
 */
export function useMessages<Key extends string>(catalogue: Catalogue<Key>): Lookup<Key> {
  const { language } = useLanguage();
  // In every drawing, loaded or not: React draws again what waited, and calls its hooks by what the first try called.
  use(catalogue.load(language));
  return useMemo(() => translator(catalogue, language), [catalogue, language]);
}
