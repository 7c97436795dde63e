import { catalogue } from '../catalogue.ts';
import type { en } from './en.ts';

export const secondMessages = catalogue<keyof typeof en>({
  en: async () => (await import('./en.ts')).en,
  ko: async () => (await import('./ko.ts')).ko,
  ja: async () => (await import('./ja.ts')).ja,
  ms: async () => (await import('./ms.ts')).ms,
});
export type SecondKey = keyof typeof en;
