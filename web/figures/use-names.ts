import type { Figures } from '../../src/insight/applications/contract.ts';
import { type FiguresKey, figuresMessages } from '../ui/messages/figures/catalogue.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';

/** What a row's key is called: measures by the law's own name for those who read its language. */
export function useNames({ names, group, jurisdiction }: Figures): (key: string) => string {
  const t = useMessages(figuresMessages);
  const { language } = useLanguage();
  return (key) => {
    if (key === 'all') return t('all');
    const named = names[key];
    if (named !== undefined) return OWN[jurisdiction] === language ? named.name : named.nameEn;
    return group === 'applicant' ? t(`role.${key}` as FiguresKey) : key;
  };
}

/** Whose law is written in which language. */
const OWN: Readonly<Record<string, string>> = { kr: 'ko', jp: 'ja', my: 'ms' };
