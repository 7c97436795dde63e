import type { ExchangeJson } from '../../../src/orders/exchange/contract.ts';
import { cx } from '../../ui/cx.ts';
import panes from '../Panes.module.css';
import parts from '../parts.module.css';
import css from './ExchangeView.module.css';
import { useExchangeAct } from './use-exchange.ts';
import type { ExchangeWords } from './use-exchange-words.ts';

/** How other agencies' systems do. */
export function Systems({ words, endpoints }: { words: ExchangeWords; endpoints: ExchangeJson['endpoints'] }) {
  const { t } = words;
  return (
    <section className={cx(panes.card, css.systems)}>
      <h3>{t('systems.title')}</h3>
      {endpoints.length === 0 ? <p className={css.note}>{t('systems.none')}</p> : null}
      <ul>
        {endpoints.map((endpoint) => (
          <li key={endpoint.endpointId} data-failing={endpoint.failingSinceMs !== null && endpoint.state === 'active'}>
            <b>{endpoint.agencyName}</b>
            <span>
              {endpoint.kind === 'webhook' ? t('systems.webhook', { host: endpoint.host ?? '' }) : t('systems.folder')}
              {endpoint.exercise ? ` · ${t('systems.exercise')}` : ''}
            </span>
            <i>{howItDoes(words, endpoint)}</i>
          </li>
        ))}
      </ul>
    </section>
  );
}

function howItDoes({ t, moment }: ExchangeWords, endpoint: ExchangeJson['endpoints'][number]): string {
  const { state, failingSinceMs, deliveredAtMs } = endpoint;
  if (state === 'stopped') return t('systems.stopped');
  if (failingSinceMs !== null) return t('systems.failing', { time: moment(failingSinceMs) });
  return deliveredAtMs === null ? t('systems.new') : t('systems.well', { time: moment(deliveredAtMs) });
}

interface HeldProps {
  readonly words: ExchangeWords;
  readonly held: ExchangeJson['held'];
  readonly offline: boolean;
}

/** What came signed and could not be acted on: a person takes it up with whoever sent it. */
export function Held({ words, held, offline }: HeldProps) {
  const { t, coded, moment } = words;
  const act = useExchangeAct();
  if (held.length === 0) return null;
  return (
    <section className={cx(panes.card, css.systems)} data-held="true">
      <h3>{t('held.title')}</h3>
      {act.error === null ? null : (
        <p className={panes.error} role="alert">
          {words.error(act.error)}
        </p>
      )}
      <ul>
        {held.map(({ heldId, kind, agencyName, reason, problems, receivedAtMs }) => (
          <li key={heldId}>
            <b>{t('held.from', { kind: coded('held.kind', kind ?? 'unknown'), name: agencyName })}</b>
            <span>
              {coded('held.reason', reason)} · {moment(receivedAtMs)}
            </span>
            {problems.map(({ pointer, message }) => (
              <code key={`${pointer} ${message}`}>
                {pointer} {message}
              </code>
            ))}
            <button
              type="button"
              className={parts.small}
              aria-disabled={offline}
              onClick={() => {
                if (!offline && !act.isPending) act.mutate({ path: `held/${heldId}/seen`, body: {} });
              }}
            >
              {t('held.seen')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
