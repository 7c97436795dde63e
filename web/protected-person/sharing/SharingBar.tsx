import { Radio } from 'lucide-react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { sosMessages } from '../../ui/messages/sos/catalogue.ts';
import { timeText } from '../../ui/words/age.ts';
import { useHelpParts, useSharing } from '../sos/HelpProvider.tsx';
import styles from './Sharing.module.css';

/** On every screen for as long as the person shares where they are, with the way to stop. */
export function SharingBar({ nowMs }: { nowMs: number }) {
  const t = useMessages(sosMessages);
  const { language } = useLanguage();
  const { sharing } = useHelpParts();
  const { last, isOld, wish } = useSharing();
  const on = last?.sharing ?? null;
  // It never lasts longer, whatever this page did not hear.
  if (on === null || nowMs >= on.untilMs) return null;
  const stopping = wish === 'stop';
  return (
    <section className={styles.bar} aria-live="polite">
      <Radio size={22} aria-hidden="true" />
      <p>
        <strong>{t(isOld ? 'share.old' : 'share.on')}</strong>
        <span>
          {stopping ? t('share.stopping') : t('share.until', { time: timeText(language, on.untilMs, nowMs) })}
        </span>
      </p>
      <Button className={cx(styles.stop)} isDisabled={stopping} onPress={sharing.stop}>
        {t('share.stop')}
      </Button>
    </section>
  );
}
