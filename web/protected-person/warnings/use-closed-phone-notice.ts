import { useEffect } from 'react';
import { deliveryMessages } from '../../ui/messages/delivery/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import type { HomeNotice } from '../home/notice.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import { keepPush } from './push.ts';
import { useClosedReach } from './use-my-plan.ts';

/** Nothing can reach the phone once the page is closed. */
export function useClosedPhoneNotice(): HomeNotice | null {
  const t = useMessages(deliveryMessages);
  const { language } = useLanguage();
  const { open } = useNavigation();
  const closed = useClosedReach();
  useEffect(() => void keepPush(language), [language]);
  if (closed !== false) return null;
  const action = { label: t('hint.button'), onPress: () => open('warnings') };
  return { id: 'closed-phone', urgency: 'warning-at-risk', text: t('hint.text'), action };
}
