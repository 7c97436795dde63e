/**
 * What the agency keeps of orders that are over, and erasing it before its time. Fails toward saying so: without an answer it shows what it had and as
 * of when, and without a connection nothing can be asked for.
 */
import type { KeptOrderJson } from '../../../src/server/retention/contract.ts';
import { cx } from '../../ui/cx.ts';
import { erasingMessages } from '../../ui/messages/erasing/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { LanguageSwitch } from '../../ui/parts/LanguageSwitch.tsx';
import { timeText } from '../../ui/words/age.ts';
import conduct from '../conduct/ConductView.module.css';
import panes from '../Panes.module.css';
import { useServerClock } from '../use-live-snapshot.ts';
import type { Words } from '../words.ts';
import { KeptPart } from './KeptPart.tsx';
import { useKept } from './use-kept.ts';

interface RetentionViewProps {
  readonly words: Words;
  readonly offline: boolean;
}

export function RetentionView({ words: { language }, offline }: RetentionViewProps) {
  const t = useMessages(erasingMessages);
  const clock = useServerClock();
  const { data, error } = useKept();
  const day = (atMs: number) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: data?.timeZone ?? 'UTC' }).format(atMs);
  return (
    <main className={cx(panes.list, conduct.view)}>
      <header className={panes.head}>
        <h2>{t('title')}</h2>
      </header>
      {error === null ? null : (
        <p className={panes.error} role="alert">
          <b>{t('failed')}</b>{' '}
          {data === undefined ? null : t('old', { time: timeText(language, data.serverTimeMs, clock()) })}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <div className={conduct.body} tabIndex={0}>
        <p className={conduct.lead}>{t('lead')}</p>
        {data === undefined ? null : (
          <p className={conduct.lead}>{data.article === null ? t('no-rule') : t('rule', { article: data.article })}</p>
        )}
        {offline ? <p role="status">{t('offline')}</p> : null}
        {data === undefined && error === null ? <p role="status">{t('loading')}</p> : null}
        {data?.orders.length === 0 ? <p>{t('none')}</p> : null}
        {data?.orders.map((order) => (
          <Order key={order.orderId} order={order} may={data.article !== null && !offline} day={day} />
        ))}
        {data?.isWhole === false ? <p>{t('cut')}</p> : null}
        <LanguageSwitch />
      </div>
    </main>
  );
}

interface OrderProps {
  readonly order: KeptOrderJson;
  readonly may: boolean;
  readonly day: (atMs: number) => string;
}

function Order({ order: { orderId, label, endedAtMs, parts }, may, day }: OrderProps) {
  const t = useMessages(erasingMessages);
  return (
    <article
      className={conduct.review}
      data-waits={parts.some(({ waiting }) => waiting !== null && !waiting.isMine)}
      aria-label={label}
    >
      <header>
        <h3>{label}</h3>
        <small>{t('ended', { day: day(endedAtMs) })}</small>
      </header>
      {parts.map((part) => (
        <KeptPart key={part.part} orderId={orderId} part={part} may={may} day={day} />
      ))}
    </article>
  );
}
