import { useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { orderMessages } from '../../ui/messages/order/catalogue.ts';
import type { HomeNotice } from '../home/notice.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import { endingSoon } from './expiry.ts';
import { stageText } from './stage-text.ts';
import { dayText, useOrders } from './use-orders.ts';

/** An order ends soon, or the undertaking waits to be read; the more urgent one. */
export function useOrderNotice(): HomeNotice | null {
  const t = useMessages(orderMessages);
  const home = useMessages(homeMessages);
  const { language } = useLanguage();
  const { open } = useNavigation();
  const nowMs = useServerNowMs(60_000);
  const { known } = useOrders();
  if (known === null) return null;
  const soon = endingSoon(known.orders, nowMs);
  const isDue = known.undertaking?.isDue === true;
  if (soon === null && !isDue) return null;
  const isWithheld = known.undertaking?.holds === false;
  const text =
    soon === null
      ? t(isWithheld ? 'undertaking.withheld' : 'undertaking.due')
      : stageText(soon.standing, dayText(language, soon.order.untilMs - 1, soon.order.timeZone), t);
  const action = { label: home('notices.open'), onPress: () => open('order') };
  return { id: 'order', urgency: soon === null && isWithheld ? 'less-protection' : 'to-do', text, action };
}
