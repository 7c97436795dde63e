import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { type LinkStateJson, linkSchema, linkStateSchema } from '../../src/people/support/contract.ts';
import { cx } from '../ui/cx.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { supporterMessages } from '../ui/messages/supporter/catalogue.ts';
import card from '../ui/parts/Card.module.css';
import { loadApi, sendApi } from '../ui/use-api.ts';
import styles from './SupporterPage.module.css';

const ASK_AGAIN_MS = 3_000;

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asked'; readonly request: LinkStateJson }
  | { readonly kind: 'link'; readonly path: string }
  | { readonly kind: 'failed' };

/** A new sign-in link, only together with the person or an officer: both see the same number. */
export function NewLink({ supportId }: { supportId: string }) {
  const t = useMessages(supporterMessages);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const request = state.kind === 'asked' ? state.request : null;
  useEffect(() => {
    if (request?.state !== 'asked') return;
    const timer = window.setTimeout(async () => {
      const loaded = await loadApi(`/api/help/links/${request.requestId}`, linkStateSchema);
      // A lost answer is asked for again; what the server says of the request ends it.
      if (loaded.kind === 'ready') setState({ kind: 'asked', request: loaded.data });
      else if (loaded.kind === 'failed') setState({ kind: 'failed' });
      else setState({ kind: 'asked', request: { ...request } });
    }, ASK_AGAIN_MS);
    return () => window.clearTimeout(timer);
  }, [request]);
  const ask = async () => {
    const answer = await sendApi('POST', '/api/help/links', { supportId }, linkStateSchema);
    setState(answer.kind === 'ready' ? { kind: 'asked', request: answer.data } : { kind: 'failed' });
  };
  const take = async (requestId: string) => {
    const answer = await sendApi('POST', `/api/help/links/${requestId}/take`, {}, linkSchema);
    setState(answer.kind === 'ready' ? { kind: 'link', path: answer.data.path } : { kind: 'failed' });
  };
  if (state.kind === 'link') {
    return (
      <section>
        <h3>{t('link.ready')}</h3>
        <p>{t('link.ready.line')}</p>
        <p className={styles.link} dir="ltr">
          {new URL(state.path, window.location.origin).href}
        </p>
      </section>
    );
  }
  if (request !== null && (request.state === 'asked' || request.state === 'confirmed')) {
    return (
      <section aria-live="polite">
        <h3>{t(`link.${request.state}`)}</h3>
        <p className={card.number}>{request.number}</p>
        <p>{t(`link.${request.state}.line`)}</p>
        {request.state === 'confirmed' && (
          <div className={card.row}>
            <Button className={cx(card.button, card.strong)} onPress={() => void take(request.requestId)}>
              {t('link.take')}
            </Button>
          </div>
        )}
      </section>
    );
  }
  return (
    <div>
      {request !== null && <p role="status">{t(request.state === 'refused' ? 'link.refused' : 'link.over')}</p>}
      {state.kind === 'failed' && <p role="alert">{t('failed')}</p>}
      <div className={card.row}>
        <Button className={cx(card.button)} onPress={() => void ask()}>
          {t('link.ask')}
        </Button>
      </div>
    </div>
  );
}
