/**
 * Conduct towards a wearer: what a person has to look at, and their decision. Fails toward saying so: without an answer it shows what it had and as of
 * when, and without a connection nothing can be decided.
 */
import { useState } from 'react';
import type { ConductReviewJson } from '../../../src/disclosure/conduct/contract.ts';
import { cx } from '../../ui/cx.ts';
import { conductMessages } from '../../ui/messages/conduct/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { LanguageSwitch } from '../../ui/parts/LanguageSwitch.tsx';
import { timeText } from '../../ui/words/age.ts';
import panes from '../Panes.module.css';
import parts from '../parts.module.css';
import { useServerClock } from '../use-live-snapshot.ts';
import type { Words } from '../words.ts';
import css from './ConductView.module.css';
import { DecisionForm } from './DecisionForm.tsx';
import { useConduct } from './use-conduct.ts';

interface ConductViewProps {
  readonly words: Words;
  readonly offline: boolean;
}

export function ConductView({ words: { language }, offline }: ConductViewProps) {
  const t = useMessages(conductMessages);
  const clock = useServerClock();
  const { data, error } = useConduct();
  const time = (atMs: number) => timeText(language, atMs, clock());
  return (
    <main className={cx(panes.list, css.view)}>
      <header className={panes.head}>
        <h2>{t('title')}</h2>
      </header>
      {error === null ? null : (
        <p className={panes.error} role="alert">
          <b>{t('failed')}</b> {data === undefined ? null : t('old', { time: time(data.serverTimeMs) })}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <div className={css.body} tabIndex={0}>
        <p className={css.lead}>{t('lead')}</p>
        {offline ? <p role="status">{t('offline')}</p> : null}
        {data === undefined && error === null ? <p role="status">{t('loading')}</p> : null}
        {data?.reviews.length === 0 ? <p>{t('none')}</p> : null}
        {data?.reviews.map((review) => (
          <Review key={review.reviewId} review={review} offline={offline} time={time} />
        ))}
        <LanguageSwitch />
      </div>
    </main>
  );
}

interface ReviewProps {
  readonly review: ConductReviewJson;
  readonly offline: boolean;
  readonly time: (atMs: number) => string;
}

function Review({ review, offline, time }: ReviewProps) {
  const t = useMessages(conductMessages);
  const [isOpen, setOpen] = useState(false);
  const { label, facts, state, untilMs, article, reason, isOwnDecision, openedAtMs } = review;
  const waits = state === 'open' || state === 'contested';
  return (
    <article className={css.review} data-waits={waits} aria-label={label}>
      <header>
        <h3>{label}</h3>
        <b>{t(`state.${state}`, { time: untilMs === null ? '' : time(untilMs) })}</b>
        <small>{t('opened', { time: time(openedAtMs) })}</small>
      </header>
      <ul>
        {facts.map(({ kind, days, minutes }) => (
          <li key={kind}>{t(`fact.${kind}`, { days, minutes })}</li>
        ))}
      </ul>
      {reason === null ? null : (
        <p>
          {t(`reason.${reason}` as 'reason.explained')} {article === null ? null : `(${article})`}
        </p>
      )}
      {isOwnDecision ? <p>{t('contested.own')}</p> : null}
      {isOpen ? (
        <DecisionForm review={review} offline={offline} onDone={() => setOpen(false)} />
      ) : (
        <div className={css.open}>
          <button
            type="button"
            className={parts.submit}
            disabled={offline || isOwnDecision}
            onClick={() => setOpen(true)}
          >
            {t('decide')}
          </button>
        </div>
      )}
    </article>
  );
}
