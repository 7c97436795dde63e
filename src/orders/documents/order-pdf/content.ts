/**
 * What the paper of an order says, as data. Whoever puts it together answers for what may stand in it: the paper is served on the wearer
 * too, so it names no place but those from which the order keeps them away.
 */
import type { LocalDate } from '../../../core/local-time.ts';
import type { Shape } from '../../../proximity/types.ts';

export const PDF_LANGUAGES = ['en', 'ko', 'ja', 'ms'] as const;
export type PdfLanguage = (typeof PDF_LANGUAGES)[number];

export type OrderCondition =
  /** Of the person, and of home and work when `places` says so. */
  | { readonly kind: 'keep-away'; readonly distanceM: number; readonly article: string }
  | { readonly kind: 'no-contact'; readonly article: string }
  /** Carried by the wearer, and what it tells is used as the law says. */
  | { readonly kind: 'device'; readonly article: string }
  | { readonly kind: 'warning'; readonly article: string }
  /** In the court's own words. */
  | { readonly kind: 'other'; readonly text: string; readonly article: string };

export interface OrderPlace {
  /** As the order calls it. */
  readonly name: string;
  /** Null: the name says where it is. */
  readonly address: string | null;
  readonly shape: Shape;
  /** When it holds, in words; null: always. */
  readonly when: string | null;
}

export interface OrderParty {
  readonly role: 'wearer' | 'protected' | 'household' | 'petitioner';
  readonly name: string;
}

/** `from` null: it begins with service, which has not been. `lastDay` null: until the matter ends, or not known before service. */
export interface OrderPeriod {
  readonly from: LocalDate | null;
  readonly lastDay: LocalDate | null;
}

/** Dates are those of the jurisdiction's own calendar. */
export interface OrderSayings {
  readonly language: PdfLanguage;
  readonly exercise: boolean;
  readonly court: string;
  readonly caseNumber: string;
  /** The order's short name on screens. */
  readonly label: string;
  readonly version: number;
  /** Against the version before; empty for the first. */
  readonly changes: readonly string[];
  readonly measures: readonly {
    readonly name: string;
    readonly article: string;
    /** Null: the order's own. */
    readonly period: OrderPeriod | null;
  }[];
  readonly parties: readonly OrderParty[];
  readonly period: OrderPeriod;
  readonly conditions: readonly OrderCondition[];
  readonly places: readonly OrderPlace[];
  readonly duties: readonly string[];
  /** The court's reasons, a paragraph each; may be none. */
  readonly reasons: readonly string[];
  /** Null: there is none. */
  readonly appeal: {
    readonly instruction: string;
    readonly lastDay: LocalDate;
    /** The last day is counted from this one, should the decision be made known on it; null: it is counted from service. */
    readonly knownOn: LocalDate | null;
  } | null;
  readonly documents: readonly { readonly name: string; readonly hash: string }[];
  /** What the abbreviations of the articles stand for. */
  readonly laws: readonly { readonly abbreviation: string; readonly title: string }[];
  readonly decidedOn: LocalDate;
  readonly judge: string;
}

/** With what the paper is checked by. */
export interface OrderPdfContent extends OrderSayings {
  readonly number: string;
  /** As printed, in groups. */
  readonly code: string;
  /** Of the page at which a paper is checked, without number and code. */
  readonly verifyAddress: string;
  /** When it was put on paper: the document's own date. */
  readonly issuedAtMs: number;
}
