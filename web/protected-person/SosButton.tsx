import { appMessages } from '../ui/messages/app/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import styles from './SosButton.module.css';
import type { SosState } from './sos.ts';
import { useHold } from './use-hold.ts';

/** A plain button of its own: it lives from the length of a press, which ready-made buttons hide. */
export function SosButton({ sos, onSend }: { sos: SosState; onSend: () => void }) {
  const t = useMessages(appMessages);
  const { state, handlers } = useHold(onSend);
  const sending = sos.kind === 'sending';
  const hint = sending
    ? t('sos.sending')
    : state === 'holding'
      ? t('sos.keep')
      : state === 'confirm'
        ? t('sos.press-again')
        : t('sos.hold');
  return (
    <button type="button" className={styles.sos} data-state={state} aria-disabled={sending} {...handlers}>
      <span className={styles.progress} />
      <span className={styles.word}>{t('sos.label')}</span>
      <span className={styles.hint} aria-live="polite">
        {hint}
      </span>
      <span className="visually-hidden">{t('sos.help')}</span>
    </button>
  );
}
