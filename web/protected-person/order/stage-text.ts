import type { OrderKey } from '../../ui/messages/order/catalogue.ts';
import type { Translate } from '../../ui/messages/translate.ts';
import type { endingSoon } from './expiry.ts';

type Soon = NonNullable<ReturnType<typeof endingSoon>>['standing'];

/** When an order ends, in words; empty while that is far away. */
export function stageText({ stage, daysLeft }: Soon, date: string, t: Translate<OrderKey>): string {
  switch (stage) {
    case 'today':
    case 'tomorrow':
      return t(`expiry.${stage}`);
    case 'week':
    case 'two-weeks':
      return t(`expiry.${stage}`, { count: daysLeft, date });
    case 'calm':
      return '';
  }
}
