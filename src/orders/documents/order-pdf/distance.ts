import type { PdfLanguage } from './content.ts';

/** As it is written in an order: exact, in metres, from one kilometre on in kilometres where that is exact. */
export function distanceText(metres: number, language: PdfLanguage): string {
  const isKilometres = metres >= 1_000 && metres % 100 === 0;
  const unit = isKilometres ? 'km' : 'm';
  const value = isKilometres ? metres / 1_000 : metres;
  const digits = String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return language === 'ja' || language === 'ko' ? `${digits}${unit}` : `${digits} ${unit}`;
}
