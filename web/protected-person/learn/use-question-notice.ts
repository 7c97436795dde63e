import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { learnMessages } from '../../ui/messages/learn/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import type { HomeNotice, NoticeProps } from '../home/notice.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import { useQuestions } from './use-questions.ts';

/** A question is due; only while there is no warning: nobody is asked how it went while it goes on. */
export function useQuestionNotice({ state }: NoticeProps): HomeNotice | null {
  const t = useMessages(learnMessages);
  const home = useMessages(homeMessages);
  const { open } = useNavigation();
  const { state: asked } = useQuestions();
  const isCalm =
    state.connection.kind === 'live' &&
    [...state.pairs.values()].every((shelf) => shelf.kind === 'picture' && shelf.picture.level === 'clear');
  if (!isCalm || asked.kind !== 'asked' || asked.questions.length === 0) return null;
  return {
    id: 'question',
    urgency: 'know',
    text: t('notice.question'),
    action: { label: home('notices.open'), onPress: () => open('feedback') },
  };
}
