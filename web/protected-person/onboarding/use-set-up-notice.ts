import { useEffect, useRef } from 'react';
import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import type { HomeNotice, NoticeProps } from '../home/notice.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import { useSetUp } from './use-set-up.ts';

/** Steps of setting up are left. */
export function useSetUpNotice({ state }: NoticeProps): HomeNotice | null {
  const t = useMessages(safetyMessages);
  const home = useMessages(homeMessages);
  const { place, open } = useNavigation();
  const { loaded, reload } = useSetUp();
  const wasAway = useRef(false);
  useEffect(() => {
    // Whoever comes back from a step has perhaps done it.
    if (place === 'home' && wasAway.current) void reload();
    wasAway.current = place !== 'home';
  }, [place, reload]);
  if (state.viewer?.kind !== 'protected' || loaded.kind !== 'ready') return null;
  const left = loaded.data.steps.filter(({ doneAt }) => doneAt === null);
  if (left.length === 0) return null;
  const action = { label: home('notices.open'), onPress: () => open('set-up') };
  return { id: 'set-up', urgency: 'to-do', text: t('set-up.left', { count: left.length }), action };
}
