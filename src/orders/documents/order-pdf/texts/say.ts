import type { DUTIES } from '../../../packs/pack.ts';
import type { Ending } from '../../../packs/procedure.ts';
import type { DocumentUse } from '../../document.ts';
import type { PdfLanguage } from '../content.ts';
import { en } from './say-en.ts';
import { ja } from './say-ja.ts';
import { ko } from './say-ko.ts';
import { ms } from './say-ms.ts';

export const DISTANCE_NAMES = [
  'restraintM',
  'warnM',
  'noticeM',
  'ring',
  'wearerIntervalS',
  'protectedIntervalS',
] as const;
export type DistanceName = (typeof DISTANCE_NAMES)[number];

/** Sentences by which an order is said, out of what stands in it as codes. ko, ja and ms were not yet reviewed by native speakers. */
export interface SayTexts {
  readonly detained: string;
  readonly leaveHome: string;
  /** Where the order has places to stay in: they are the wearer's own, and this paper goes to others too. */
  readonly stayIn: string;
  /** Only distances that the order itself names. */
  readonly noticedAt: (distance: string) => string;
  readonly warnedAt: (distance: string) => string;
  readonly toldAt: (distance: string) => string;
  readonly duties: Readonly<Record<(typeof DUTIES)[number], string>>;
  readonly days: readonly string[];
  /** `to` null: one day. */
  readonly dayRange: (from: string, to: string | null) => string;
  readonly listOf: (items: readonly string[]) => string;
  /** `nextDay`: it reaches into the next day. */
  readonly hours: (days: string, from: string, until: string, nextDay: boolean) => string;
  readonly period: (length: { readonly count: number; readonly unit: 'hours' | 'days' | 'months' }) => string;
  readonly appeal: (period: string, article: string, suspends: boolean) => string;
  readonly added: (measure: string) => string;
  readonly begins: (measure: string, date: string) => string;
  readonly lasts: (measure: string, was: string | null, is: string) => string;
  readonly ended: (measure: string, how: string) => string;
  readonly endings: Readonly<Record<Ending, string>>;
  readonly names: Readonly<Record<DistanceName, string>>;
  readonly seconds: (count: number) => string;
  /** Null: as the law has it. */
  readonly changed: (name: string, was: string | null, is: string | null) => string;
  readonly placeAdded: string;
  readonly placeRemoved: string;
  readonly documents: Readonly<Record<DocumentUse, string>>;
}

export const SAY_TEXTS: Readonly<Record<PdfLanguage, SayTexts>> = { en, ko, ja, ms };
