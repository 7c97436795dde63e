import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import { setExit } from '../quick-exit.ts';
import { loadDisguise, storeDisguise } from './chosen.ts';
import { type Disguise, exitPath, iconPath, manifestPath } from './disguises.ts';
import { storeLook } from './store-look.ts';

interface DisguiseChoice {
  readonly disguise: Disguise;
  /** What the app calls itself. */
  readonly name: string;
  choose(disguise: Disguise): void;
}

const DisguiseContext = createContext<DisguiseChoice | null>(null);

/** Puts the chosen look on: title, icon, installed form, page of quick exit. */
export function DisguiseProvider({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  const t = useMessages(safetyMessages);
  const [disguise, setDisguise] = useState(loadDisguise);
  const name = t(`disguise.${disguise}`);
  useEffect(() => {
    document.title = name;
    link('link[rel="manifest"]', manifestPath(disguise, language));
    link('link[rel="icon"]', iconPath(disguise, 'svg'));
    link('link[rel="apple-touch-icon"]', iconPath(disguise, '192'));
    document.querySelector('meta[name="apple-mobile-web-app-title"]')?.setAttribute('content', name);
    setExit(exitPath(disguise, language));
    void storeLook({ disguise, language });
  }, [disguise, language, name]);
  const choose = useCallback((chosen: Disguise) => {
    storeDisguise(chosen);
    setDisguise(chosen);
  }, []);
  const choice = useMemo(() => ({ disguise, name, choose }), [disguise, name, choose]);
  return <DisguiseContext value={choice}>{children}</DisguiseContext>;
}

function link(selector: string, href: string): void {
  document.querySelector(selector)?.setAttribute('href', href);
}

export function useDisguise(): DisguiseChoice {
  const choice = useContext(DisguiseContext);
  if (choice === null) throw new Error('useDisguise outside DisguiseProvider');
  return choice;
}
