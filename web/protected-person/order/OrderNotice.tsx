import { CalendarClock, ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { orderMessages } from '../../ui/messages/order/catalogue.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import { endingSoon } from './expiry.ts';
import styles from './Order.module.css';
import { dayText, useOrders } from './use-orders.ts';

/** For the home screen: that an order ends soon, or that the undertaking waits to be read. One line, the more urgent one. */
export function OrderNotice() {
  const t = useMessages(orderMessages);
  const { language } = useLanguage();
  const { open } = useNavigation();
  const nowMs = useServerNowMs(60_000);
  const { known } = useOrders();
  if (known === null) return null;
  const soon = endingSoon(known.orders, nowMs);
  const isDue = known.undertaking?.isDue === true;
  if (soon === null && !isDue) return null;
  return (
    <Button className={cx(styles.notice)} data-stage={soon?.standing.stage ?? 'calm'} onPress={() => open('order')}>
      <CalendarClock size={20} aria-hidden="true" />
      <span aria-live="polite">
        {soon === null
          ? t('undertaking.due')
          : stageText(soon.standing, dayText(language, soon.order.untilMs - 1, soon.order.timeZone), t)}
      </span>
      <ChevronRight size={20} aria-hidden="true" />
    </Button>
  );
}

type Soon = NonNullable<ReturnType<typeof endingSoon>>['standing'];

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
