import { useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { type OwnKey, ownMessages } from '../../ui/messages/own/catalogue.ts';
import type { Translate } from '../../ui/messages/translate.ts';
import { browserClock } from '../../ui/page-clock.ts';
import { timeText } from '../../ui/words/age.ts';
import type { HomeNotice } from '../home/notice.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import { type PositionNotice, positionNotice } from './position-notice.ts';
import { useOwnPosition } from './use-own-position.ts';

/** Something about one's own position is missing. */
export function useOwnPositionNotice(): HomeNotice | null {
  const t = useMessages(ownMessages);
  const home = useMessages(homeMessages);
  const { language } = useLanguage();
  const { open } = useNavigation();
  const nowMs = useServerNowMs(10_000);
  const { state, store } = useOwnPosition();
  const notice = positionNotice({ ...state, nowMs, pageNowMs: browserClock.nowMs() });
  if (notice === null) return null;
  const text = noticeText(notice, t, (atMs) => timeText(language, atMs, nowMs));
  if (notice.kind === 'pause-ended') {
    const action = { label: t('notice.ok'), onPress: () => store.readPauseEnded() };
    return { id: 'own-position', urgency: 'know', text, action };
  }
  const action = { label: home('notices.open'), onPress: () => open('own-position') };
  return { id: 'own-position', urgency: 'less-protection', text, action };
}

function noticeText(notice: PositionNotice, t: Translate<OwnKey>, time: (atMs: number) => string): string {
  switch (notice.kind) {
    case 'paused':
      return notice.untilMs === null
        ? t('notice.paused.open')
        : t('notice.paused.until', { time: time(notice.untilMs) });
    case 'app-silent':
    case 'not-arriving':
      return t(`notice.${notice.kind}`, { time: time(notice.sinceMs) });
    default:
      return t(`notice.${notice.kind}`);
  }
}
