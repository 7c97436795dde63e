import { useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { ownMessages } from '../../ui/messages/own/catalogue.ts';
import styles from './OwnPosition.module.css';
import { useOwnPosition } from './use-own-position.ts';

/** The text that is agreed to, and the press that agrees. The server refuses a press on another text than it holds now. */
export function ConsentPart() {
  const t = useMessages(ownMessages);
  const { state, store } = useOwnPosition();
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const { known } = state;
  if (known === null || (known.sharing.kind !== 'never' && known.sharing.kind !== 'withdrawn')) return null;
  const give = async () => {
    setBusy(true);
    const body = { act: 'given', textVersion: known.textVersion };
    const acted = await store.act('/api/me/consent', { method: 'POST', body });
    setBusy(false);
    setFailed(acted.kind !== 'done');
  };
  return (
    <section className={styles.stack}>
      <h2>{t('consent.title')}</h2>
      {(['why', 'who', 'kept', 'stop'] as const).map((part) => (
        <p key={part}>{t(`consent.${part}`)}</p>
      ))}
      <Button className={cx(styles.strong)} isDisabled={isBusy} onPress={() => void give()}>
        {t('consent.give')}
      </Button>
      {hasFailed && (
        <p role="alert" className={styles.failed}>
          {t('failed.act')}
        </p>
      )}
    </section>
  );
}
