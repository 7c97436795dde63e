import type { OwnOrderJson } from '../../../src/orders/contract.ts';
import { useEmergencyNumber } from '../../ui/emergency.ts';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { type OrderKey, orderMessages } from '../../ui/messages/order/catalogue.ts';
import type { Translate } from '../../ui/messages/translate.ts';
import { distanceText } from '../../ui/words/distance.ts';
import { type Standing, standingOf } from './expiry.ts';
import styles from './Order.module.css';
import { stageText } from './stage-text.ts';
import { clockText, dayText } from './use-orders.ts';

interface OrderCardProps {
  readonly order: OwnOrderJson;
  /** Null where there is one only. */
  readonly number: number | null;
  readonly agencyName: string;
  readonly nowMs: number;
}

/** One order: until when, what holds, what may be asked, and what its end means. */
export function OrderCard({ order, number, agencyName, nowMs }: OrderCardProps) {
  const t = useMessages(orderMessages);
  const { language } = useLanguage();
  const standing = standingOf(order, nowMs);
  const police = useEmergencyNumber();
  const isOver = standing.kind === 'ended';
  const day = (atMs: number) => dayText(language, atMs, order.timeZone);
  return (
    <article className={styles.order} data-over={isOver}>
      <header className={styles.stack}>
        {number !== null && <p>{t('number', { number })}</p>}
        <h2>{headline(order, standing, t, language)}</h2>
        {standing.kind === 'in-force' && standing.stage === 'calm' && <p>{t('days', { count: standing.daysLeft })}</p>}
        {!isOver && <p>{t('since', { date: day(order.fromMs) })}</p>}
        <p lang={LANGUAGE_OF[order.jurisdiction]}>{t('measure', { ...order.measure })}</p>
      </header>
      {standing.kind === 'in-force' && standing.stage !== 'calm' && (
        <div className={styles.soon} data-stage={standing.stage}>
          <p>{stageText(standing, day(order.untilMs - 1), t)}</p>
          <h3>{t('expiry.steps')}</h3>
          <ol>
            {(['ask', 'say', 'plan'] as const).map((step) => (
              <li key={step}>{t(`expiry.step.${step}`)}</li>
            ))}
          </ol>
        </div>
      )}
      {isOver && <Kept order={order} nowMs={nowMs} />}
      {!isOver && <Holds order={order} />}
      {!isOver && <Asks order={order} agencyName={agencyName} />}
      {!isOver && (
        <section>
          <h3>{t('end.title')}</h3>
          <p>{t('end.line', { number: police })}</p>
          <p>{t('zone', { zone: order.timeZone.replaceAll('_', ' ') })}</p>
        </section>
      )}
    </article>
  );
}

/** The measure's name stands in the law's own language. */
const LANGUAGE_OF: Readonly<Record<string, string>> = { kr: 'ko', jp: 'ja', my: 'ms' };

function headline(order: OwnOrderJson, standing: Standing, t: Translate<OrderKey>, language: string): string {
  const { timeZone, untilMs, fromMs } = order;
  switch (standing.kind) {
    case 'not-begun':
      return t('begins', { date: dayText(language, fromMs, timeZone) });
    case 'ended':
      // Of one that ran out the last day is told, which was the day before the instant.
      return t(`ended.${standing.how}`, {
        date: dayText(language, standing.how === 'expired' ? standing.atMs - 1 : standing.atMs, timeZone),
      });
    case 'in-force': {
      const date = dayText(language, untilMs - 1, timeZone);
      return standing.isWholeDay
        ? t('in-force', { date })
        : t('in-force.time', { date, time: clockText(language, untilMs, timeZone) });
    }
  }
}

/** Until when what was recorded is kept; at once, where the law wants that. */
function Kept({ order, nowMs }: { order: OwnOrderJson; nowMs: number }) {
  const t = useMessages(orderMessages);
  const { language } = useLanguage();
  const { keptUntilMs, timeZone } = order;
  const isAtOnce = keptUntilMs !== null && keptUntilMs <= nowMs;
  return (
    <section>
      <h3>{t('kept.title')}</h3>
      <p>
        {keptUntilMs === null
          ? t('kept.unknown')
          : isAtOnce
            ? t('kept.at-once')
            : t('kept.until', { date: dayText(language, keptUntilMs - 1, timeZone) })}
      </p>
      <p>{t('kept.other')}</p>
    </section>
  );
}

function Holds({ order }: { order: OwnOrderJson }) {
  const t = useMessages(orderMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  const far = (metres: number) => ({ distance: distanceText(common, language, metres) });
  const { restraintM, warnM, noticeM, rings, places } = order;
  const police = rings.police;
  return (
    <section>
      <h3>{t('holds.title')}</h3>
      <ul>
        <li>{t('holds.restraint', far(restraintM))}</li>
        <li>{t('holds.device')}</li>
        <li>{t('holds.warn', far(warnM))}</li>
        {police !== undefined && <li>{t('holds.police', far(police))}</li>}
        <li>{t('holds.notice', far(noticeM))}</li>
        <li>{places > 0 ? t('holds.places', { count: places }) : t('holds.places.none')}</li>
      </ul>
    </section>
  );
}

function Asks({ order, agencyName }: { order: OwnOrderJson; agencyName: string }) {
  const t = useMessages(orderMessages);
  const { countMax, months, askedOf, article } = order.extensions;
  const isNone = askedOf === null || countMax === 0;
  return (
    <section>
      <h3>{t('ask.title')}</h3>
      <ul>
        <li>
          {isNone
            ? t('ask.extension.none')
            : countMax === null
              ? t('ask.extension.open', { months, article })
              : t('ask.extension', { count: countMax, months, article })}
        </li>
        {askedOf !== null && !isNone && <li>{t(`ask.of.${askedOf}`)}</li>}
        <li>{t('ask.change')}</li>
        <li>{t('ask.seen')}</li>
        {agencyName !== '' && <li>{t('ask.whom', { agency: agencyName })}</li>}
      </ul>
    </section>
  );
}
