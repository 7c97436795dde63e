import { useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import styles from './HomeNotices.module.css';
import { type NoticeProps, rankNotices } from './notice.ts';
import { NOTICE_SOURCES } from './notice-sources.ts';

/** More would push the map off a phone's screen. */
const SHOWN_MAX = 2;

/** Hints under the status, the two most urgent; the others open at a touch. */
export function HomeNotices(props: NoticeProps) {
  const t = useMessages(homeMessages);
  const [all, setAll] = useState(false);
  // biome-ignore lint/correctness/useHookAtTopLevel: the list of sources never changes, so each hook keeps its place
  const notices = rankNotices(NOTICE_SOURCES.map((useNotice) => useNotice(props)));
  if (notices.length === 0) return null;
  const shown = all ? notices : notices.slice(0, SHOWN_MAX);
  const more = notices.length - shown.length;
  return (
    <ul className={styles.notices} aria-label={t('notices.label')}>
      {shown.map(({ id, urgency, text, action }) => (
        <li key={id} className={styles.notice} data-urgency={urgency}>
          <span>{text}</span>
          {action !== null && (
            <Button className={cx(styles.action)} onPress={action.onPress}>
              {action.label}
            </Button>
          )}
        </li>
      ))}
      {more > 0 && (
        <li>
          <Button className={cx(styles.more)} onPress={() => setAll(true)}>
            {t('notices.more', { count: more })}
          </Button>
        </li>
      )}
    </ul>
  );
}
