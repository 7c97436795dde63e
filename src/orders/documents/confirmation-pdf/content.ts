/** What the paper says on which an office confirms that nothing is left of location data that it was not to have. It holds no place and no name of a side. */
import type { PdfLanguage } from '../order-pdf/content.ts';

export interface ConfirmationContent {
  readonly language: PdfLanguage;
  /** Of the request. */
  readonly number: string;
  readonly exercise: boolean;
  readonly timeZone: string;
  readonly issuedAtMs: number;
  readonly office: string;
  readonly court: string;
  readonly orderLabel: string;
  /** The officer, by their number in the register. */
  readonly by: string;
  readonly destroyed: readonly { readonly atMs: number; readonly because: string; readonly positions: number }[];
  readonly outside: 'none' | 'destroyed';
  /** How many files were taken away. */
  readonly exports: number;
  readonly words: string;
  readonly code: string;
}
