import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type SightAct, sightSchema } from '../../../src/disclosure/sight/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { orderMessages } from '../../ui/messages/order/catalogue.ts';
import { sendApi, useApi } from '../../ui/use-api.ts';
import styles from './Order.module.css';
import { dayText } from './use-orders.ts';

/** Whether the wearer's place is shown on this person's screen at all, which is theirs to say, and what the mark over it can and cannot do. */
export function SightPart({ zone }: { zone: string }) {
  const t = useMessages(orderMessages);
  const { language } = useLanguage();
  const { loaded: state, set, reload } = useApi('/api/me/sight', sightSchema);
  const [hasFailed, setFailed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const act = async (to: SightAct) => {
    setBusy(true);
    const sent = await sendApi('POST', '/api/me/sight', { act: to }, sightSchema);
    setFailed(sent.kind !== 'ready');
    if (sent.kind === 'ready') set(sent);
    setBusy(false);
  };
  if (state.kind !== 'ready') {
    return (
      <section>
        <h2>{t('sight.title')}</h2>
        <p role="status">{t(state.kind === 'loading' ? 'loading' : 'failed')}</p>
        {state.kind !== 'loading' && (
          <Button className={cx(styles.button)} onPress={() => void reload()}>
            {t('again')}
          </Button>
        )}
      </section>
    );
  }
  const { isHidden, sinceMs } = state.data;
  return (
    <>
      <section className={styles.undertaking}>
        <h2>{t('sight.title')}</h2>
        <p aria-live="polite">
          {isHidden && sinceMs !== null
            ? t('sight.hidden', { date: dayText(language, sinceMs, zone) })
            : t('sight.line')}
        </p>
        <p>{t('sight.kept')}</p>
        {hasFailed && <p role="alert">{t('sight.failed')}</p>}
        <Button
          className={cx(isHidden ? styles.strong : styles.button)}
          isDisabled={isBusy}
          onPress={() => void act(isHidden ? 'show' : 'hide')}
        >
          {t(isHidden ? 'sight.show' : 'sight.hide')}
        </Button>
      </section>
      <section className={styles.undertaking}>
        <h2>{t('mark.title')}</h2>
        <p>{t('mark.line')}</p>
        <p>{t('mark.limits')}</p>
      </section>
    </>
  );
}
