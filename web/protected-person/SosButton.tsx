import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { sosMessages } from '../ui/messages/sos/catalogue.ts';
import styles from './SosButton.module.css';
import type { SosState } from './sos.ts';
import { useHold } from './use-hold.ts';

/** A plain button of its own: it lives from the length of a press, which ready-made buttons hide. */
export function SosButton({ sos, onSend }: { sos: SosState; onSend: () => void }) {
  const t = useMessages(sosMessages);
  const { state, handlers } = useHold(onSend);
  const busy = sos.kind === 'sending' || sos.kind === 'counting';
  const idle = sos.kind === 'sent' || sos.kind === 'cancelled' ? 'again' : 'hold';
  const wait = sos.kind === 'counting' ? 'counting' : 'on-its-way';
  const key = busy ? wait : state === 'holding' ? 'keep' : state === 'confirm' ? 'press-again' : idle;
  return (
    <button type="button" className={styles.sos} data-state={state} aria-disabled={busy} {...handlers}>
      <span className={styles.progress} />
      <span className={styles.word}>{t('label')}</span>
      <span className={styles.hint} aria-live="polite">
        {t(key)}
      </span>
      <span className="visually-hidden">{t('help')}</span>
    </button>
  );
}
