import { useSyncExternalStore } from 'react';
import { commonMessages } from '../messages/common/catalogue.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { onTooMany, waits } from '../too-many.ts';
import css from './TooMany.module.css';

/** Above every page, while the server asks it to wait. Takes no touch: what lies below stays in reach. */
export function TooMany() {
  const t = useMessages(commonMessages);
  const isShown = useSyncExternalStore(onTooMany, waits);
  return isShown ? (
    <p role="status" className={css.note}>
      {t('too-many')}
    </p>
  ) : null;
}
