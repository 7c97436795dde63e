/** What SMS and voice providers tell of a message, in whatever words they use: which of them mean what is set by whoever runs Magpie. */
import type { Heard } from './attempts.sql.ts';

/** Members of the provider's call, and the values of `status` by what they mean; compared without case. */
export interface CallbackWords {
  readonly statusField: string;
  readonly digitsField: string;
  readonly delivered: readonly string[];
  readonly answered: readonly string[];
  readonly unanswered: readonly string[];
  readonly failed: readonly string[];
}

export const USUAL_WORDS: CallbackWords = {
  statusField: 'status',
  digitsField: 'digits',
  delivered: ['delivered', 'delivrd'],
  answered: ['answered', 'in-progress'],
  unanswered: ['no-answer', 'unanswered', 'busy', 'canceled', 'cancelled', 'completed'],
  failed: ['failed', 'undelivered', 'undeliv', 'rejected', 'rejectd', 'expired'],
};

const CONFIRMING_DIGIT = '1';

/** Null: it says nothing that counts here. A key that was pressed says more than any status. */
export function heardOf(channel: 'sms' | 'call', told: unknown, words: CallbackWords): Heard | null {
  if (typeof told !== 'object' || told === null) return null;
  const textOf = (field: string): string =>
    String(Reflect.get(told, field) ?? '')
      .trim()
      .toLowerCase();
  if (channel === 'call' && textOf(words.digitsField).startsWith(CONFIRMING_DIGIT)) return 'confirmed';
  const status = textOf(words.statusField);
  if (status === '') return null;
  if (words.failed.includes(status)) return 'failed';
  if (channel === 'sms') return words.delivered.includes(status) ? 'delivered' : null;
  if (words.answered.includes(status)) return 'answered';
  return words.unanswered.includes(status) ? 'unanswered' : null;
}
