import type { CommonKey } from '../messages/common/catalogue.ts';
import type { Translate } from '../messages/translate.ts';

/** Metres as a person would round them: 10 m below 200, 50 m below 1 km, 100 m below 10 km, then whole kilometres. */
export function roundDistanceM(distanceM: number): number {
  if (distanceM < 195) return Math.round(distanceM / 10) * 10;
  if (distanceM < 975) return Math.round(distanceM / 50) * 50;
  if (distanceM < 9_950) return Math.round(distanceM / 100) * 100;
  return Math.round(distanceM / 1_000) * 1_000;
}

/** "800 m", "1.2 km", "less than 20 m"; the unit never wraps away from its number. Whether "about" stands before it is the sentence's business. */
export function distanceText(t: Translate<CommonKey>, language: string, distanceM: number): string {
  const roundedM = roundDistanceM(distanceM);
  if (roundedM < 20) return t('distance.under', { metres: 20 });
  if (roundedM < 1_000) return t('distance.metres', { metres: roundedM });
  const kilometres = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(roundedM / 1_000);
  return t('distance.kilometres', { kilometres });
}

/** Radius of a precision circle, rounded up: 5 m steps below 100, 50 m below 1 km, then tenths of a kilometre. At least 5 m. */
export function precisionText(t: Translate<CommonKey>, language: string, radiusM: number): string {
  if (radiusM <= 95) return t('distance.metres', { metres: Math.max(5, Math.ceil(radiusM / 5) * 5) });
  if (radiusM <= 950) return t('distance.metres', { metres: Math.ceil(radiusM / 50) * 50 });
  const kilometres = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(
    Math.ceil(radiusM / 100) / 10,
  );
  return t('distance.kilometres', { kilometres });
}
