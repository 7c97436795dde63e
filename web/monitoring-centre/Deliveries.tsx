import { TriangleAlert } from 'lucide-react';
import type { DeliveryJson } from '../../src/notify/contract.ts';
import { deliveryMessages } from '../ui/messages/delivery/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { DeliveryList } from '../ui/parts/DeliveryList.tsx';
import { outcomeText } from '../ui/words/delivery.ts';
import css from './Deliveries.module.css';
import { clockText } from './numbers.ts';
import parts from './parts.module.css';
import { useDeliveries } from './use-incidents.ts';
import type { Words } from './words.ts';

/** How the warnings of an incident reached the protected side: which ways, when, and a clear mark while nothing has. */
export function Deliveries({ words, incidentId }: { words: Words; incidentId: string }) {
  const t = useMessages(deliveryMessages);
  const { data, isError } = useDeliveries(incidentId);
  if (isError) {
    return (
      <div className={parts.part}>
        <h3>{t('line.title')}</h3>
        <p role="alert">{t('line.failed')}</p>
      </div>
    );
  }
  // Incidents that warn nobody (a device's) have nothing to tell here.
  if (data === undefined || data.deliveries.length === 0) return null;
  return (
    <div className={parts.part}>
      <h3>{t('line.title')}</h3>
      <ol className={css.warnings}>
        {data.deliveries.map((delivery) => (
          <li key={delivery.warningId}>
            <One words={words} delivery={delivery} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function One({ words, delivery }: { words: Words; delivery: DeliveryJson }) {
  const t = useMessages(deliveryMessages);
  const { common, language } = words;
  const isLevel = (level: string): level is 'warning' | 'danger' | 'unknown' | 'notice' | 'clear' =>
    ['warning', 'danger', 'unknown', 'notice', 'clear'].includes(level);
  const level = isLevel(delivery.level) ? common(`level.${delivery.level}`) : delivery.level;
  const isOver = delivery.outcome !== 'going-on';
  const hasPush = delivery.attempts.some(({ channel }) => channel === 'push');
  return (
    <>
      <p className={css.head}>
        <b>{t('line.warning', { level, time: clockText(language, delivery.createdAtMs) })}</b>
        <span>{outcomeText(t, delivery)}</span>
      </p>
      {delivery.reached ? null : (
        <p className={css.mark}>
          <TriangleAlert size="1.1em" aria-hidden="true" />
          {t(isOver ? 'line.not-reached.over' : 'line.not-reached')}
          {hasPush ? null : ` · ${t('line.no-phone')}`}
        </p>
      )}
      <DeliveryList delivery={delivery} />
    </>
  );
}
