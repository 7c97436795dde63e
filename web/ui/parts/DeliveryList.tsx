import { Bell, Check, Clock, MessageSquare, Phone, X } from 'lucide-react';
import type { DeliveryJson } from '../../../src/notify/contract.ts';
import { deliveryMessages } from '../messages/delivery/catalogue.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type DeliveryTone, linesOf } from '../words/delivery.ts';
import styles from './DeliveryList.module.css';

const ICONS = { push: Bell, sms: MessageSquare, call: Phone } as const;
const MARKS: Readonly<Record<DeliveryTone, typeof Check>> = { reached: Check, waiting: Clock, 'not-reached': X };

/** Every try to reach somebody with one warning, and what is known to have come of it. */
export function DeliveryList({ delivery }: { delivery: DeliveryJson }) {
  const t = useMessages(deliveryMessages);
  return (
    <ul className={styles.list}>
      {linesOf(t, delivery).map(({ key, title, said, after, tone }, i) => {
        const Icon = ICONS[delivery.attempts[i]?.channel ?? 'push'];
        const Mark = MARKS[tone];
        return (
          <li key={key} className={styles.line} data-tone={tone}>
            <Icon size="1.1em" aria-hidden="true" />
            <span className={styles.what}>
              <b>{title}</b>
              <span className={styles.said}>
                <Mark size="0.95em" aria-hidden="true" /> {said}
              </span>
            </span>
            {after === null ? null : <span className={styles.after}>{after}</span>}
          </li>
        );
      })}
    </ul>
  );
}
