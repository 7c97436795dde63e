import { useEffect, useState } from 'react';
import { deliveryMessages } from '../../ui/messages/delivery/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import type { HomeNotice } from '../home/notice.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import { keepPush, type PushState, pushState } from './push.ts';
import { reachesHere } from './reaches-here.ts';
import { useMyPlan } from './use-my-plan.ts';

/** Nothing can reach the phone once the page is closed. */
export function useClosedPhoneNotice(): HomeNotice | null {
  const t = useMessages(deliveryMessages);
  const { language } = useLanguage();
  const { open } = useNavigation();
  const mine = useMyPlan();
  const push = usePushState(mine);
  useEffect(() => void keepPush(language), [language]);
  if (mine.kind !== 'known' || reachesHere(mine.mine, push) !== false) return null;
  const action = { label: t('hint.button'), onPress: () => open('warnings') };
  return { id: 'closed-phone', urgency: 'warning-at-risk', text: t('hint.text'), action };
}

/** Of this browser; asked anew when the page comes back (settings may have been changed) and when `again` changes. */
function usePushState(again: unknown): PushState {
  const [push, setPush] = useState<PushState>('loading');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes elsewhere asks anew
  useEffect(() => {
    const look = () => void pushState().then(setPush);
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [again]);
  return push;
}
