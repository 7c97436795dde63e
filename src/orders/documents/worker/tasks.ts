/** What the worker is asked and answers, as messages. */
import type { Outcome } from '../../../core/outcome.ts';
import type { Refusal } from '../../../core/refusal.ts';
import type { ConfirmationContent } from '../confirmation-pdf/content.ts';
import type { MediaType } from '../document.ts';
import type { OrderPdfContent } from '../order-pdf/content.ts';

export type Task =
  | { readonly kind: 'check'; readonly bytes: Uint8Array }
  | { readonly kind: 'order-pdf'; readonly content: OrderPdfContent }
  | { readonly kind: 'confirmation-pdf'; readonly content: ConfirmationContent };

export interface Answers {
  readonly check: Outcome<MediaType, Refusal>;
  readonly 'order-pdf': Outcome<Uint8Array, Refusal>;
  readonly 'confirmation-pdf': Outcome<Uint8Array, Refusal>;
}

export interface Asked {
  readonly number: number;
  readonly task: Task;
}

/** `failed`: a defect, by its name and place; never its message, which may quote a document. */
export type Answered =
  | { readonly number: number; readonly answer: Answers[Task['kind']] }
  | { readonly number: number; readonly failed: string };
