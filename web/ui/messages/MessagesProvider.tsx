import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { deviceStorage } from '../storage.ts';
import type { Catalogue, Language } from './catalogue.ts';
import { loadLanguage, storeLanguage } from './language.ts';
import { type Translate, translator } from './translate.ts';

interface LanguageChoice {
  readonly language: Language;
  setLanguage(language: Language): void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);

/** Wraps a page: language detection, `lang` on the root element, and the locale of the controls. */
export function MessagesProvider({ children }: { children: ReactNode }) {
  const [language, setState] = useState<Language>(() => loadLanguage(deviceStorage(), navigator.languages));
  const setLanguage = useCallback((chosen: Language) => {
    storeLanguage(deviceStorage(), chosen);
    setState(chosen);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
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

/** `const t = useMessages(appMessages); t('sos.hold')`. A page's bundle holds only the catalogues it names. */
export function useMessages<Key extends string>(catalogue: Catalogue<Key>): Translate<Key> {
  const { language } = useLanguage();
  return useMemo(() => translator(catalogue, language), [catalogue, language]);
}
