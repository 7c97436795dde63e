import { type ReactNode, useId, useState } from 'react';
import { accessMessages } from '../../ui/messages/access/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { useEasyReading } from './easy-reading.ts';
import styles from './SmallPrint.module.css';

/** What a sentence rests on: there at once, or behind a button for whoever chose easy reading. */
export function SmallPrint({ children }: { children: ReactNode }) {
  const t = useMessages(accessMessages);
  const isEasy = useEasyReading();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (!isEasy) return children;
  return (
    <div className={styles.block}>
      <button
        type="button"
        className={styles.more}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'more.hide' : 'more.show')}
      </button>
      <div id={id} hidden={!isOpen}>
        {children}
      </div>
    </div>
  );
}
