import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { UndertakingJson } from '../../../src/orders/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useEmergencyNumber } from '../../ui/emergency.ts';
import { useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { orderMessages } from '../../ui/messages/order/catalogue.ts';
import { ConductPart } from './ConductPart.tsx';
import styles from './Order.module.css';
import { OrderCard } from './OrderCard.tsx';
import { ordersStore } from './orders-store.ts';
import { SightPart } from './SightPart.tsx';
import { dayText, useOrders } from './use-orders.ts';

/** The orders that protect the person, with their dates and rights, and what holds for what they are shown. */
export function OrderScreen() {
  const number = useEmergencyNumber();
  const t = useMessages(orderMessages);
  const nowMs = useServerNowMs(10_000);
  const { known, hasFailed } = useOrders();
  if (known === null) {
    return hasFailed ? (
      <div className={styles.sections}>
        <p role="alert">{t('failed')}</p>
        <Button className={cx(styles.button)} onPress={() => void ordersStore.refresh()}>
          {t('again')}
        </Button>
      </div>
    ) : (
      <p role="status">{t('loading')}</p>
    );
  }
  const { orders, undertaking, agencyName } = known;
  return (
    <div className={styles.sections}>
      {hasFailed && (
        <p role="alert" className={styles.failed}>
          {t('failed')}
        </p>
      )}
      <ConductPart zone={orders[0]?.timeZone ?? 'UTC'} />
      {undertaking?.isDue === true && <Undertaking undertaking={undertaking} zone={orders[0]?.timeZone ?? 'UTC'} />}
      {orders.length === 0 && (
        <section>
          <h2>{t('none')}</h2>
          <p>{t('none.line', { number })}</p>
        </section>
      )}
      {orders.map((order, i) => (
        <OrderCard
          // An order has no name here; its dates tell it apart.
          key={`${order.fromMs}-${order.untilMs}-${order.jurisdiction}`}
          order={order}
          number={orders.length > 1 ? i + 1 : null}
          agencyName={agencyName}
          nowMs={nowMs}
        />
      ))}
      {undertaking?.isDue === false && <Undertaking undertaking={undertaking} zone={orders[0]?.timeZone ?? 'UTC'} />}
      <SightPart zone={orders[0]?.timeZone ?? 'UTC'} />
    </div>
  );
}

function Undertaking({ undertaking, zone }: { undertaking: UndertakingJson; zone: string }) {
  const t = useMessages(orderMessages);
  const { language } = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const { yearsMax, fineMax, currency, article, acceptedAtMs, isDue, holds, untilMs } = undertaking;
  const until = untilMs === null ? null : dayText(language, untilMs - 1, zone);
  const fine = new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 }).format(
    fineMax,
  );
  const accept = async () => {
    setBusy(true);
    await ordersStore.accept(undertaking);
    setBusy(false);
  };
  return (
    <section className={styles.undertaking} data-due={isDue}>
      <h2>{t('undertaking.title')}</h2>
      <p>{t('undertaking.line')}</p>
      <p>{t('undertaking.penalty', { years: yearsMax, fine, article })}</p>
      <p>{t('undertaking.may')}</p>
      {isDue && holds && until !== null ? (
        <p>{t('undertaking.again', { date: until })}</p>
      ) : (
        <p>{t('undertaking.anyway')}</p>
      )}
      {isDue ? (
        <Button className={cx(styles.strong)} isDisabled={isBusy} onPress={() => void accept()}>
          {t('undertaking.accept')}
        </Button>
      ) : (
        acceptedAtMs !== null && (
          <p>
            {t('undertaking.accepted', { date: dayText(language, acceptedAtMs, zone) })}{' '}
            {until !== null && t('undertaking.until', { date: until })}
          </p>
        )
      )}
    </section>
  );
}
