import { Check, ChevronRight, MapPin, MapPinOff } from 'lucide-react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { ownMessages } from '../../ui/messages/own/catalogue.ts';
import { timeText } from '../../ui/words/age.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import styles from './OwnPosition.module.css';
import { type PositionNotice, positionNotice } from './position-notice.ts';
import { useOwnPosition, useOwnPositionRun } from './use-own-position.ts';

/** One line for the home screen when something about one's own position is missing; it also keeps the page reporting. */
export function OwnPositionNotice() {
  useOwnPositionRun();
  const t = useMessages(ownMessages);
  const { language } = useLanguage();
  const { open } = useNavigation();
  const nowMs = useServerNowMs(10_000);
  const { state, store } = useOwnPosition();
  const notice = positionNotice({ ...state, nowMs });
  if (notice === null) return null;
  const isEnd = notice.kind === 'pause-ended';
  return (
    <Button
      className={cx(styles.notice)}
      data-tone={isEnd ? 'said' : 'unknown'}
      onPress={() => (isEnd ? store.readPauseEnded() : open('own-position'))}
    >
      {isEnd ? <MapPin size={20} aria-hidden="true" /> : <MapPinOff size={20} aria-hidden="true" />}
      <span aria-live="polite">{noticeText(notice, t, (atMs) => timeText(language, atMs, nowMs))}</span>
      {isEnd ? <Check size={20} aria-label={t('notice.ok')} /> : <ChevronRight size={20} aria-hidden="true" />}
    </Button>
  );
}

function noticeText(
  notice: PositionNotice,
  t: ReturnType<typeof useMessages<keyof (typeof ownMessages)['en']>>,
  time: (atMs: number) => string,
): string {
  switch (notice.kind) {
    case 'paused':
      return notice.untilMs === null
        ? t('notice.paused.open')
        : t('notice.paused.until', { time: time(notice.untilMs) });
    case 'app-silent':
      return t('notice.app-silent', { time: time(notice.sinceMs) });
    default:
      return t(`notice.${notice.kind}`);
  }
}
