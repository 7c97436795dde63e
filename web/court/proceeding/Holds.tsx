/**
 * What the court keeps from being erased under the orders of this proceeding. Under a law that knows no hold there is nothing here. Fails toward
 * saying so.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { type HoldListJson, holdListSchema } from '../../../src/server/retention/contract.ts';
import { type CallFailed, call } from '../../ui/call.ts';
import { erasingMessages } from '../../ui/messages/erasing/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import buttons from '../parts/Buttons.module.css';
import { Section } from '../parts/Section.tsx';
import type { CourtWords } from '../words.ts';
import css from './Documents.module.css';
import { HoldForm } from './HoldForm.tsx';

type Order = HoldListJson['orders'][number];
export type Send = (path: string, body: object) => void;

export function Holds({ words, detail }: { words: CourtWords; detail: ProceedingDetailJson }) {
  const t = useMessages(erasingMessages);
  const client = useQueryClient();
  const path = `/api/proceedings/${detail.proceedingId}/holds`;
  const key = ['proceeding', detail.proceedingId, 'holds'];
  const found = useQuery<HoldListJson, CallFailed>({ queryKey: key, queryFn: () => call(path, holdListSchema) });
  const act = useMutation<unknown, CallFailed, { readonly at: string; readonly body: object }>({
    mutationFn: ({ at, body }) => call<unknown>(at, null, { method: 'POST', body: JSON.stringify(body) }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  const { rules, orders } = found.data ?? { rules: [], orders: [] };
  if (found.error === null && (rules.length === 0 || orders.length === 0)) return null;
  const send: Send = (at, body) => {
    if (!act.isPending) act.mutate({ at, body });
  };
  return (
    <Section id="holds" title={t('hold.title')}>
      <p className={css.facts}>{t('hold.lead')}</p>
      <Failed said={t('failed')} error={found.error} />
      <Failed said={t('not-done')} error={act.error} />
      {found.data !== undefined && orders.every(({ holds, waiting }) => holds.length + waiting.length === 0) ? (
        <p>{t('hold.none')}</p>
      ) : null}
      <ul className={css.documents}>
        {orders.map((order) => (
          <Held key={order.orderId} words={words} detail={detail} order={order} path={path} send={send} />
        ))}
      </ul>
      {found.data === undefined ? null : (
        <HoldForm words={words} detail={detail} list={found.data} onAsk={(body) => send(path, body)} />
      )}
    </Section>
  );
}

/** With the server's own words. */
function Failed({ said, error }: { said: string; error: CallFailed | null }) {
  if (error === null) return null;
  return (
    <p role="alert">
      {said} {error.message === '' ? null : <q lang="en">{error.message}</q>}
    </p>
  );
}

interface HeldProps {
  readonly words: CourtWords;
  readonly detail: ProceedingDetailJson;
  readonly order: Order;
  readonly path: string;
  readonly send: Send;
}

function Held({ words, detail, order, path, send }: HeldProps) {
  const t = useMessages(erasingMessages);
  const { orderId, label, holds, waiting } = order;
  const [asksLift, setAsksLift] = useState(false);
  if (holds.length + waiting.length === 0) return null;
  return (
    <li>
      {holds.map(({ article, untilMs }) => (
        <p key={`${article} ${untilMs}`}>{t('hold.on', { label, day: words.end(untilMs), article })}</p>
      ))}
      {holds.length === 0 ? null : asksLift ? (
        <>
          <p role="alert">{t('hold.lift.sure')}</p>
          <p className={buttons.row}>
            <button type="button" className={buttons.strong} onClick={() => send(`${path}/lift`, { orderId })}>
              {t('hold.lift')}
            </button>
            <button type="button" className={buttons.button} onClick={() => setAsksLift(false)}>
              {t('cancel')}
            </button>
          </p>
        </>
      ) : (
        <button type="button" className={buttons.button} onClick={() => setAsksLift(true)}>
          {t('hold.lift')}
        </button>
      )}
      {waiting.map((one) => {
        const values = {
          ...{ label, article: one.article, asked: words.moment(one.askedAtMs) },
          ...{ until: words.moment(one.expiresAtMs), day: words.end(one.untilMs) },
        };
        const document = detail.documents.find(({ documentId }) => documentId === one.documentId);
        const again = { orderId, article: one.article, until: new Date(one.untilMs).toISOString() };
        return (
          <div key={one.actId}>
            <p>{t(one.isMine ? 'hold.mine' : 'hold.theirs', values)}</p>
            {document === undefined ? null : <p className={css.facts}>{document.name ?? document.documentId}</p>}
            <p className={buttons.row}>
              {one.isMine || document === undefined ? null : (
                <button
                  type="button"
                  className={buttons.strong}
                  onClick={() => send(path, { ...again, documentId: document.documentId })}
                >
                  {t('hold.confirm')}
                </button>
              )}
              <button
                type="button"
                className={buttons.button}
                onClick={() => send(`/api/desk/two-person/${one.actId}/end`, {})}
              >
                {t(one.isMine ? 'take-back' : 'refuse')}
              </button>
            </p>
          </div>
        );
      })}
    </li>
  );
}
