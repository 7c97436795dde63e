import { useState } from 'react';
import { Button } from 'react-aria-components';
import { ownConductSchema } from '../../../src/disclosure/conduct/contract.ts';
import { cx } from '../../ui/cx.ts';
import { conductMessages } from '../../ui/messages/conduct/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { sendApi, useApi } from '../../ui/use-api.ts';
import styles from './Order.module.css';
import { dayText } from './use-orders.ts';

/** What the office decided about what this person is shown: why, by which article, until when - and that they may contest it. Nothing while nothing was decided. */
export function ConductPart({ zone }: { zone: string }) {
  const t = useMessages(conductMessages);
  const { language } = useLanguage();
  const { loaded, set } = useApi('/api/me/conduct', ownConductSchema, 60_000);
  const [hasFailed, setFailed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const contest = async (reviewId: string) => {
    setBusy(true);
    const sent = await sendApi('POST', `/api/me/conduct/${reviewId}/contest`, null, ownConductSchema);
    setFailed(sent.kind !== 'ready');
    if (sent.kind === 'ready') set(sent);
    setBusy(false);
  };
  if (loaded.kind !== 'ready') return null;
  return loaded.data.restrictions.map(({ reviewId, untilMs, article, reason, isContested }) => (
    <section key={reviewId} className={styles.undertaking} data-due={!isContested}>
      <h2>{t('own.title')}</h2>
      <p>{t('own.line', { date: dayText(language, untilMs - 1, zone), reason: t(`reason.${reason}`), article })}</p>
      <p>{t('own.warned')}</p>
      {hasFailed && <p role="alert">{t('own.failed')}</p>}
      {isContested ? (
        <p role="status">{t('own.contested')}</p>
      ) : (
        <Button className={cx(styles.button)} isDisabled={isBusy} onPress={() => void contest(reviewId)}>
          {t('own.contest')}
        </Button>
      )}
    </section>
  ));
}
