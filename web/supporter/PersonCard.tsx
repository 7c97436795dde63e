import { Circle, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { SupportedJson } from '../../src/people/support/contract.ts';
import { cx } from '../ui/cx.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { type SupporterKey, supporterMessages } from '../ui/messages/supporter/catalogue.ts';
import card from '../ui/parts/Card.module.css';
import leaf from '../ui/parts/Leaf.module.css';
import { doneApi } from '../ui/use-api.ts';
import { dayText } from '../ui/words/day.ts';
import { NewLink } from './NewLink.tsx';
import styles from './SupporterPage.module.css';

/** One person: set-up state and nothing else. */
export function PersonCard({ person, onChanged }: { person: SupportedJson; onChanged: () => void }) {
  const t = useMessages(supporterMessages);
  const { language } = useLanguage();
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    const done = await doneApi('DELETE', `/api/help/people/${person.supportId}`);
    setFailed(!done);
    if (done) onChanged();
  };
  const push = person.pushWorks === null ? 'push.unknown' : person.pushWorks ? 'push.yes' : 'push.no';
  const { lastReportMinutes, orders } = person;
  return (
    <li className={card.card}>
      <h2>{person.name}</h2>
      {person.wantsHelpSince !== null && <p className={card.big}>{t('wants-help')}</p>}
      <ul className={styles.steps}>
        {person.steps.map(({ step, doneAt }) => (
          <li key={step}>
            {doneAt === null ? <Circle size={18} aria-hidden="true" /> : <CircleCheck size={18} aria-hidden="true" />}
            <span>
              {t(`step.${step}` as SupporterKey)}: {t(doneAt === null ? 'step.open' : 'step.done')}
            </span>
          </li>
        ))}
      </ul>
      <dl className={cx(leaf.facts, styles.facts)}>
        <dt>{t('phone')}</dt>
        <dd>
          {t(`phone.${person.phone}`)}
          {lastReportMinutes !== null && ` · ${t('phone.age', { count: lastReportMinutes })}`}
        </dd>
        <dt>{t('push')}</dt>
        <dd>{t(push)}</dd>
        <dt>{t('orders')}</dt>
        <dd>
          {orders.length === 0
            ? t('orders.none')
            : orders.map(({ from, until }) => `${dayText(language, from)} – ${dayText(language, until)}`).join(', ')}
        </dd>
        <dt>{t('until')}</dt>
        <dd>{dayText(language, person.until)}</dd>
      </dl>
      {failed && <p role="alert">{t('failed')}</p>}
      <NewLink supportId={person.supportId} />
      <div className={card.row}>
        <Button className={cx(card.button)} onPress={() => void leave()}>
          {t('leave')}
        </Button>
      </div>
    </li>
  );
}
