import type { LocalDate } from '../../../../core/local-time.ts';
import type { OrderParty, PdfLanguage } from '../content.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ms } from './ms.ts';

/** Words of the paper. ko, ja and ms were not yet reviewed by native speakers. */
export interface PdfTexts {
  readonly title: string;
  readonly caseNumber: string;
  readonly orderNumber: string;
  readonly label: string;
  readonly version: string;
  readonly measure: string;
  readonly roles: Readonly<Record<OrderParty['role'], string>>;
  readonly period: string;
  readonly fromTo: (from: string, lastDay: string) => string;
  readonly fromOn: (from: string) => string;
  readonly fromService: string;
  readonly order: string;
  readonly keepAway: (distance: string) => string;
  readonly noContact: string;
  readonly device: string;
  readonly warning: string;
  readonly placesIntro: string;
  readonly always: string;
  readonly circle: (radius: string) => string;
  readonly area: string;
  readonly map: string;
  readonly mapAlt: (count: number) => string;
  readonly mapNote: string;
  /** Where no place has an address. */
  readonly mapNoteNames: string;
  readonly north: string;
  readonly duties: string;
  readonly reasons: string;
  readonly changes: string;
  readonly appeal: string;
  readonly appealLastDay: (date: string) => string;
  readonly appealLastDayIf: (date: string, knownOn: string) => string;
  readonly documents: string;
  readonly sha256: string;
  readonly judge: string;
  readonly verifyTitle: string;
  readonly verify: string;
  readonly code: string;
  readonly qrAlt: string;
  readonly page: (page: number, pages: number) => string;
  readonly exercise: string;
  readonly date: (date: LocalDate) => string;
}

export const PDF_TEXTS: Readonly<Record<PdfLanguage, PdfTexts>> = { en, ko, ja, ms };
