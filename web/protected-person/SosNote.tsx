import { EMERGENCY_NUMBER } from '../ui/emergency.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { timeText } from '../ui/words/age.ts';
import styles from './SosNote.module.css';
import type { SosState } from './sos.ts';

/** What became of the SOS, said at once to screen readers too. */
export function SosNote({ sos, nowMs }: { sos: SosState; nowMs: number }) {
  const t = useMessages(appMessages);
  const { language } = useLanguage();
  const number = EMERGENCY_NUMBER;
  return (
    <div role="alert">
      {sos.kind === 'sent' && (
        <p className={`${styles.note} ${styles.sent}`}>
          <strong>{t('sos.sent', { time: timeText(language, sos.atMs, nowMs) })}</strong>
          {t('sos.sent.line', { number })}
        </p>
      )}
      {sos.kind === 'failed' && (
        <p className={`${styles.note} ${styles.failed}`}>
          <strong>{t('sos.failed')}</strong>
          {t(sos.final ? 'sos.failed.final' : 'sos.failed.line', { number })}
        </p>
      )}
    </div>
  );
}
