import { BellOff, BellRing } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { deliveryMessages } from '../../ui/messages/delivery/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { type PushState, platformOf, pushState, turnOffPush, turnOnPush } from './push.ts';
import { loadMyPlan } from './use-my-plan.ts';
import styles from './Warnings.module.css';

/** Whether this very phone is reached, and what to do where it is not. */
export function ThisPhone() {
  const t = useMessages(deliveryMessages);
  const { language } = useLanguage();
  const [state, setState] = useState<PushState>('loading');
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const look = () => void pushState().then(setState);
    look();
    // They may have changed it in the phone's own settings.
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  const act = async (work: () => Promise<boolean>) => {
    setBusy(true);
    setFailed(false);
    setFailed(!(await work()));
    setState(await pushState());
    setBusy(false);
    await loadMyPlan();
  };
  const turnOn = () => act(async () => (await turnOnPush(language)) !== 'failed');
  return (
    <section>
      <h2>{t('phone.title')}</h2>
      {state === 'on' && (
        <p className={styles.said}>
          <BellRing size={20} aria-hidden="true" />
          {t('phone.on')}
        </p>
      )}
      {(state === 'off' || state === 'denied') && (
        <p className={styles.said}>
          <BellOff size={20} aria-hidden="true" />
          {t('phone.off')}
        </p>
      )}
      {state === 'off' && (
        <>
          <Button className={cx(styles.button, styles.strong)} isDisabled={isBusy} onPress={() => void turnOn()}>
            {t(isBusy ? 'phone.working' : 'phone.turn-on')}
          </Button>
          {!hasFailed && <p>{t('phone.ask')}</p>}
        </>
      )}
      {state === 'on' && (
        <Button className={cx(styles.button)} isDisabled={isBusy} onPress={() => void act(turnOffPush)}>
          {t(isBusy ? 'phone.working' : 'phone.turn-off')}
        </Button>
      )}
      <Advice state={state} />
      {hasFailed && <p role="alert">{t('phone.failed')}</p>}
    </section>
  );
}

function Advice({ state }: { state: PushState }) {
  const t = useMessages(deliveryMessages);
  if (state === 'unsupported') return <p>{t('phone.unsupported')}</p>;
  if (state === 'denied') {
    return (
      <>
        <p>{t('phone.denied')}</p>
        <p>{t(`phone.denied.${platformOf(navigator)}`)}</p>
      </>
    );
  }
  if (state !== 'install') return null;
  return (
    <>
      <p>{t('phone.install')}</p>
      <ol className={styles.steps}>
        <li>{t('phone.install.1')}</li>
        <li>{t('phone.install.2')}</li>
        <li>{t('phone.install.3')}</li>
      </ol>
    </>
  );
}
