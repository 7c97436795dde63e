import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { type DeliveryJson, trialSchema } from '../../../src/notify/contract.ts';
import { cx } from '../../ui/cx.ts';
import { deliveryMessages } from '../../ui/messages/delivery/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { DeliveryList } from '../../ui/parts/DeliveryList.tsx';
import { callApi } from '../../ui/session.ts';
import { outcomeText } from '../../ui/words/delivery.ts';
import styles from './Warnings.module.css';

const LOOK_MS = 1_000;
/** A trial whose last call is not answered has ended by then. */
const LOOKS_MAX = 150;
const NOTHING_AFTER = 4;

/** Sends a trial, and shows each step of it while it happens. */
export function TryIt() {
  const t = useMessages(deliveryMessages);
  const [delivery, setDelivery] = useState<DeliveryJson | null>(null);
  const [looks, setLooks] = useState(0);
  const [failed, setFailed] = useState<'phone.failed' | 'try.too-many' | null>(null);
  const isOn = delivery !== null && delivery.outcome === 'going-on' && looks < LOOKS_MAX;
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = window.setTimeout(() => {
      void readTrial(`/api/me/try-warning/${delivery.warningId}`).then((next) => {
        setLooks(looks + 1);
        if (typeof next === 'object') setDelivery(next);
      });
    }, LOOK_MS);
    return () => window.clearTimeout(timer);
  }, [isOn, delivery, looks]);
  const send = async () => {
    setFailed(null);
    const next = await readTrial('/api/me/try-warning', { method: 'POST', body: '{}' });
    if (typeof next === 'object') {
      setDelivery(next);
      setLooks(0);
    } else setFailed(next);
  };
  const hasNothing = delivery !== null && delivery.attempts.length === 0 && (looks >= NOTHING_AFTER || !isOn);
  return (
    <section>
      <h2>{t('try.title')}</h2>
      <p>{t('try.note')}</p>
      <Button className={cx(styles.button)} onPress={() => void send()}>
        {t('try.button')}
      </Button>
      {failed !== null && <p role="alert">{t(failed)}</p>}
      {delivery !== null && (
        <div className={styles.trial} role="status">
          {hasNothing ? <p>{t('try.nothing')}</p> : <DeliveryList delivery={delivery} />}
          {!hasNothing && <p>{outcomeText(t, delivery)}</p>}
        </div>
      )}
    </section>
  );
}

async function readTrial(path: string, init?: RequestInit): Promise<DeliveryJson | 'phone.failed' | 'try.too-many'> {
  const answer = await callApi(path, init);
  if (answer?.status === 429) return 'try.too-many';
  const parsed = answer?.ok === true ? trialSchema.safeParse(await answer.json().catch(() => null)) : null;
  return parsed?.success === true ? parsed.data.delivery : 'phone.failed';
}
