import { useSyncExternalStore } from 'react';
import { appMessages } from '../../ui/messages/app/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import type { HomeNotice, NoticeProps } from './notice.ts';

/** While a warning would be silent. */
export function useSoundNotice({ sound }: NoticeProps): HomeNotice | null {
  const t = useMessages(appMessages);
  const state = useSyncExternalStore(sound.subscribe, sound.state);
  if (state === 'on') return null;
  const action = state === 'none' ? null : { label: t('sound.turn-on'), onPress: sound.turnOn };
  return { id: 'sound', urgency: 'warning-at-risk', text: t(`sound.${state}`), action };
}
