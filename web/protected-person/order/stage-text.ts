import type { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import type { orderMessages } from '../../ui/messages/order/catalogue.ts';
import type { endingSoon } from './expiry.ts';

type Soon = NonNullable<ReturnType<typeof endingSoon>>['standing'];

/** When an order ends, in words; empty while that is far away. */
export function stageText(
  { stage, daysLeft }: Soon,
  date: string,
  t: ReturnType<typeof useMessages<keyof (typeof orderMessages)['en']>>,
): string {
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
