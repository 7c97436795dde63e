import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { WarningPlan } from '../../../src/notify/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useLive } from '../../ui/live/LiveProvider.tsx';
import { deliveryMessages } from '../../ui/messages/delivery/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { PlanWays } from './PlanWays.tsx';
import { PlanWords } from './PlanWords.tsx';
import { platformOf } from './push.ts';
import { SaveQueue, type SaveState } from './save-queue.ts';
import { ThisPhone } from './ThisPhone.tsx';
import { TryIt } from './TryIt.tsx';
import { loadMyPlan, saveMyPlan, useMyPlan } from './use-my-plan.ts';
import styles from './Warnings.module.css';

/** How warnings reach the person while the page is closed: this phone, the ways, the words, a trial, and what cannot be done. */
export function WarningsScreen() {
  const t = useMessages(deliveryMessages);
  const { exercise } = useLive().state;
  const mine = useMyPlan();
  const [{ wanted, isSaved: saved }, setSave] = useState<SaveState<WarningPlan>>({ wanted: null, isSaved: null });
  const [queue] = useState(() => new SaveQueue<WarningPlan>(saveMyPlan, setSave));
  const change = (plan: WarningPlan) => queue.change(plan);
  if (mine.kind === 'loading') return <p role="status">{t('loading')}</p>;
  if (mine.kind === 'failed') {
    return (
      <div className={styles.sections} role="alert">
        <p>{t('failed')}</p>
        <Button className={cx(styles.button)} onPress={() => void loadMyPlan()}>
          {t('retry')}
        </Button>
      </div>
    );
  }
  const { reach } = mine.mine;
  const plan = wanted ?? mine.mine.plan;
  return (
    <div className={styles.sections}>
      <ThisPhone />
      <PlanWays plan={plan} reach={reach} exercise={exercise} onChange={change} />
      <p className={styles.saved} role="status" data-bad={saved === false || undefined}>
        {saved === null ? '' : t(saved ? 'saved' : 'not-saved')}
      </p>
      <PlanWords
        key={`${plan.notification.title}|${plan.notification.body}`}
        plan={plan}
        exercise={exercise}
        onChange={change}
      />
      <TryIt />
      <Limits />
    </div>
  );
}

function Limits() {
  const t = useMessages(deliveryMessages);
  const platform = platformOf(navigator);
  return (
    <section>
      <h2>{t('limits.title')}</h2>
      <ul className={styles.limits}>
        <li>{t('limits.shown')}</li>
        <li>{t('limits.silent')}</li>
        <li>{t(`limits.${platform}`)}</li>
        <li>{t('limits.battery')}</li>
      </ul>
    </section>
  );
}
