import type { Language } from '../messages/catalogue.ts';

/** Day and time in the reader's way of writing: "28 Dec, 14:03". */
export function momentText(language: Language, iso: string): string {
  const parts = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(language, parts).format(Date.parse(iso));
}
