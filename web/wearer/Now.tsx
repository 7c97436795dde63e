import { Bell, FileDown, Phone } from 'lucide-react';
import type { OverviewJson, OwnOrderJson, OwnProceedingJson } from '../../src/server/wearer/contract.ts';
import card from '../ui/parts/Card.module.css';
import { Lawyers } from './Lawyers.tsx';
import css from './WearerPage.module.css';
import type { Words } from './words.ts';

interface NowProps {
  readonly words: Words;
  readonly query: string;
  readonly overview: OverviewJson;
  readonly onChanged: () => void;
}

/** What is due first; then what holds, how to appeal, whom to call. */
export function Now({ words, query, overview, onChanged }: NowProps) {
  const { t } = words;
  const { reminders, orders, proceedings, lawyers } = overview;
  return (
    <>
      <section className={card.stack} aria-label={t('reminders.title')}>
        <h2>{t('reminders.title')}</h2>
        {reminders.length === 0 && <p>{t('reminders.none')}</p>}
        <ul className={card.list}>
          {reminders.map((one) => (
            <li key={`${one.kind} ${one.atMs}`} className={css.due}>
              <Bell size={18} aria-hidden="true" />
              {reminderText(words, one)}
            </li>
          ))}
        </ul>
      </section>
      <Call words={words} overview={overview} />
      <section className={card.stack} aria-label={t('orders.title')}>
        <h2>{t('orders.title')}</h2>
        {orders.length === 0 && <p>{t('orders.none')}</p>}
        <div className={css.cols}>
          {orders.map((order) => (
            <Order key={order.orderId} words={words} order={order} />
          ))}
          {proceedings.map((one) => (
            <Proceeding key={one.number} words={words} query={query} proceeding={one} />
          ))}
        </div>
      </section>
      {!overview.isLawyer && <Lawyers words={words} lawyers={lawyers} onChanged={onChanged} />}
    </>
  );
}

function reminderText({ t, moment, lastDay }: Words, { kind, atMs }: OverviewJson['reminders'][number]): string {
  if (kind === 'strap') return t('reminder.strap');
  if (kind === 'charge') return atMs === null ? t('reminder.charge') : t('reminder.charge.at', { time: moment(atMs) });
  const byDay = kind === 'appeal' || kind === 'order-ends' || kind === 'answer';
  return t(`reminder.${kind}`, { time: atMs === null ? '' : byDay ? lastDay(atMs) : moment(atMs) });
}

function Call({ words: { t }, overview: { office, emergencyNumber } }: Pick<NowProps, 'words' | 'overview'>) {
  return (
    <section className={card.card}>
      <h3>{t('call.title')}</h3>
      {office.phone === null ? (
        <p>{office.name}</p>
      ) : (
        <a className={css.call} href={`tel:${office.phone.replaceAll(' ', '')}`}>
          <Phone size={18} aria-hidden="true" /> {t('call.office', { office: office.name })} <bdi>{office.phone}</bdi>
        </a>
      )}
      {emergencyNumber === '' ? null : (
        <a className={css.call} href={`tel:${emergencyNumber}`}>
          <Phone size={18} aria-hidden="true" /> {t('call.emergency', { number: emergencyNumber })}
        </a>
      )}
    </section>
  );
}

function Order({ words, order }: { words: Words; order: OwnOrderJson }) {
  const { t, day, lastDay } = words;
  const placed = (kind: 'exclusion' | 'inclusion') => order.places.filter((place) => place.kind === kind);
  return (
    <article className={card.card}>
      <h3>
        {order.label} · {words.measure(order.measure, order.jurisdiction)}
      </h3>
      <p className={css.strong}>
        {order.ended === null
          ? t('order.holds', { until: lastDay(order.untilMs) })
          : t('order.over', { at: day(order.ended.atMs) })}
      </p>
      <p>{t('order.from', { from: day(order.fromMs) })}</p>
      {order.ended === null && <p className={css.strong}>{t('order.keep', { metres: order.restraintM })}</p>}
      {(['exclusion', 'inclusion'] as const).map((kind) =>
        placed(kind).length === 0 ? null : (
          <div key={kind}>
            <p>{t(kind === 'exclusion' ? 'order.places' : 'order.stay')}</p>
            <ul className={css.plain}>
              {placed(kind).map((place, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: places have no id here, and their order stays
                <li key={i}>
                  {place.name ?? t('place.erased')}
                  {place.radiusM !== null && ` (${t('place.radius', { metres: Math.round(place.radiusM) })})`}
                </li>
              ))}
            </ul>
          </div>
        ),
      )}
      <p>{t('order.by', { article: order.measure.article })}</p>
      <p>{t('order.office', { office: order.office.name })}</p>
    </article>
  );
}

function Proceeding({ words, query, proceeding }: { words: Words; query: string; proceeding: OwnProceedingJson }) {
  const { t, lastDay } = words;
  const { appeal, papers, measures, number } = proceeding;
  return (
    <article className={card.card}>
      <h3>{t('measures.title', { number })}</h3>
      <ul className={css.plain}>
        {measures.map((one) => (
          <li key={`${one.name} ${one.fromMs}`}>
            {words.measure(one, proceeding.jurisdiction)} ({one.article}):{' '}
            {!one.inForce
              ? t('measure.over')
              : one.untilMs === null
                ? t('measure.open')
                : t('measure.holds', { until: lastDay(one.untilMs) })}
          </li>
        ))}
      </ul>
      {appeal !== null && (
        <>
          <h3>{t('appeal.title')}</h3>
          <p className={css.strong}>
            {appeal.dueMs === null
              ? t('appeal.any', { article: appeal.article })
              : t('appeal.until', { until: lastDay(appeal.dueMs), article: appeal.article })}
          </p>
          {appeal.court !== null && <p>{t('appeal.where', { court: appeal.court.name })}</p>}
          {appeal.mayMove && <p>{t('appeal.moves')}</p>}
        </>
      )}
      {papers.length > 0 && (
        <>
          <h3>{t('papers.title')}</h3>
          {papers.map(({ documentId, version }) => (
            <a key={documentId} className={css.call} href={`/api/wearer/papers/${documentId}${query}`} download>
              <FileDown size={18} aria-hidden="true" />
              {version === null ? t('paper.get.plain') : t('paper.get', { version })}
            </a>
          ))}
        </>
      )}
    </article>
  );
}
