import type { Language } from '../messages/catalogue.ts';

/** A day in the reader's way of writing: "28 Dec 2026". */
export function dayText(language: Language, iso: string): string {
  return new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric' }).format(Date.parse(iso));
}
