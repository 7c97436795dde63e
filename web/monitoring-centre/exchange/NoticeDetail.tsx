import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { NoticeJson } from '../../../src/orders/exchange/contract.ts';
import { cx } from '../../ui/cx.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import shared from '../Detail.module.css';
import parts from '../parts.module.css';
import { useSecond } from '../use-live-snapshot.ts';
import css from './NoticeDetail.module.css';
import { ToldForm } from './ToldForm.tsx';
import { useExchangeAct, useNoticeDetail } from './use-exchange.ts';
import type { ExchangeWords } from './use-exchange-words.ts';

interface NoticeDetailProps {
  readonly words: ExchangeWords;
  readonly notice: NoticeJson;
  readonly keysOn: boolean;
  readonly offline: boolean;
  readonly onBack: () => void;
}

/** One notice: its basis, what was tried, and what a person can do about it. The server decides again. */
export function NoticeDetail({ words, notice, keysOn, offline, onBack }: NoticeDetailProps) {
  const { t } = words;
  const act = useExchangeAct();
  const [isTelling, setTelling] = useState(false);
  const nowMs = useSecond();
  const isOpen = notice.state !== 'received';
  const isOurs = notice.direction === 'out';
  const on = `notices/${notice.noticeId}`;
  const send = (path: string) => {
    if (!offline && !act.isPending) act.mutate({ path: `${on}/${path}`, body: {} });
  };
  const canTell = isOpen && isOurs;
  const canSend = canTell && notice.way !== 'hand' && notice.way !== 'desk';
  const canConfirm = isOpen && !isOurs;
  useKeys(
    {
      ...(canTell ? { t: () => !offline && setTelling(true) } : {}),
      ...(canSend ? { r: () => send('again') } : {}),
      ...(canConfirm ? { o: () => send('confirm') } : {}),
    },
    keysOn && !isTelling,
  );
  return (
    <>
      <div className={cx(shared.head, css.top)}>
        <button type="button" className={shared.back} onClick={onBack}>
          <ArrowLeft size="1.1em" aria-hidden="true" /> {t('detail.back')}
        </button>
        <h2>{words.what(notice)}</h2>
        <p className={shared.sub}>
          <span>{words.other(notice)}</span>
          <span>{notice.caseLabel ?? ''}</span>
        </p>
        <p className={shared.mark} data-kind={notice.overdue === null ? 'plain' : 'overdue'}>
          {[words.state(notice), words.due(notice, nowMs)].filter((text) => text !== '').join(' · ')}
        </p>
      </div>
      {isTelling ? (
        <ToldForm words={words} notice={notice} act={act} onDone={() => setTelling(false)} />
      ) : (
        <div className={cx(shared.block, shared.acts)}>
          {canConfirm ? (
            <Act
              label={t('act.confirm')}
              keyName="O"
              offline={offline}
              isPending={act.isPending}
              onPress={() => send('confirm')}
            />
          ) : null}
          {canTell ? (
            <Act
              label={t('act.told')}
              keyName="T"
              offline={offline}
              isPending={false}
              onPress={() => setTelling(true)}
            />
          ) : null}
          {canSend ? (
            <Act
              label={t('act.again')}
              keyName="R"
              offline={offline}
              isPending={act.isPending}
              onPress={() => send('again')}
            />
          ) : null}
        </div>
      )}
      {act.error === null || isTelling ? null : (
        <p className={css.error} role="alert">
          {words.error(act.error)}
        </p>
      )}
      {offline ? <p className={css.note}>{t('act.offline')}</p> : null}
      <Facts words={words} notice={notice} />
      <Told words={words} noticeId={notice.noticeId} />
    </>
  );
}

interface ActProps {
  readonly label: string;
  readonly keyName: string;
  readonly offline: boolean;
  readonly isPending: boolean;
  readonly onPress: () => void;
}

function Act({ label, keyName, offline, isPending, onPress }: ActProps) {
  return (
    <button
      type="button"
      className={shared.act}
      aria-keyshortcuts={keyName.toLowerCase()}
      aria-disabled={offline}
      aria-busy={isPending}
      onClick={() => {
        if (!offline) onPress();
      }}
    >
      {label} <KeyCap>{keyName}</KeyCap>
    </button>
  );
}

function Facts({ words, notice }: { words: ExchangeWords; notice: NoticeJson }) {
  const { t, moment } = words;
  const rows: [string, string][] = [
    [t('detail.article'), notice.article],
    [t('detail.happened'), moment(notice.happenedAtMs)],
    [t('detail.due'), moment(notice.dueAtMs)],
    [t('detail.way'), t(`way.${notice.way}`)],
  ];
  if (notice.way !== 'hand' && notice.way !== 'desk') {
    rows.push([t('detail.tries'), t('detail.tries.count', { count: notice.tries })]);
  }
  if (notice.deliveredAtMs !== null) rows.push([t('detail.delivered'), moment(notice.deliveredAtMs)]);
  if (notice.receivedAtMs !== null) rows.push([t('detail.received'), moment(notice.receivedAtMs)]);
  if (notice.failReason !== null) rows.push([t('detail.failed'), words.coded('fail', notice.failReason)]);
  return (
    <dl className={cx(shared.block, shared.facts)}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Names and numbers only when somebody asks for them. */
function Told({ words, noticeId }: { words: ExchangeWords; noticeId: string }) {
  const { t } = words;
  const [isAsked, setAsked] = useState(false);
  const detail = useNoticeDetail(noticeId, isAsked);
  return (
    <section className={cx(shared.block, css.told)}>
      <h3>{t('detail.facts')}</h3>
      {isAsked ? null : (
        <>
          <button type="button" className={parts.small} onClick={() => setAsked(true)}>
            {t('detail.facts.show')}
          </button>
          <p className={css.note}>{t('detail.facts.logged')}</p>
        </>
      )}
      {detail.error === null ? null : (
        <p className={css.error} role="alert">
          {words.error(detail.error)}
        </p>
      )}
      {detail.data?.details === null ? <p className={css.note}>{t('detail.facts.none')}</p> : null}
      {detail.data?.details == null ? null : <pre className={css.said}>{plain(detail.data.details)}</pre>}
    </section>
  );
}

/** `a.b: value`, a line each: what was told, in the other side's own words. */
function plain(value: unknown, path = ''): string {
  if (typeof value !== 'object' || value === null) return `${path}: ${String(value)}`;
  return Object.entries(value)
    .map(([name, inner]) => plain(inner, path === '' ? name : `${path}.${name}`))
    .join('\n');
}
