import { ArrowLeft, Eye } from 'lucide-react';
import { useState } from 'react';
import { NOT_SAME_REASONS, type ReviewJson, SAME_REASONS } from '../../../src/orders/linking/contract.ts';
import { cx } from '../../ui/cx.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import css from '../Detail.module.css';
import parts from '../parts.module.css';
import { ReasonForm } from './ReasonForm.tsx';
import { Sides } from './Sides.tsx';
import { useLinkingAct, useOpenReview } from './use-linking.ts';
import type { LinkingWords } from './use-linking-words.ts';
import { Waiting } from './Waiting.tsx';

interface ReviewDetailProps {
  readonly words: LinkingWords;
  readonly review: ReviewJson;
  readonly keysOn: boolean;
  readonly offline: boolean;
  readonly onBack: () => void;
}

type Decision = 'same' | 'not-same';

/** One question: two records, why it is asked, and the answer. Names are shown only once the officer opens them. */
export function ReviewDetail({ words, review, keysOn, offline, onBack }: ReviewDetailProps) {
  const { t } = words;
  const [decision, setDecision] = useState<Decision | null>(null);
  const opening = useOpenReview();
  const act = useLinkingAct();
  const opened = opening.data ?? null;
  const bothWear = review.a.wearsDevice && review.b.wearsDevice;
  const open = () => {
    if (opened === null && !opening.isPending && !offline) opening.mutate(review.reviewId);
  };
  /** Nobody decides upon two people whom they have not looked at. */
  const canDecide = opened !== null && !offline;
  const { waiting } = review;
  const maySaySame = !bothWear && (waiting === null || waiting.mayApprove);
  const choose = (one: Decision) => {
    if (!canDecide || (one === 'same' && !maySaySame)) return;
    act.reset();
    setDecision(one);
  };
  useKeys({ o: open, y: () => choose('same'), n: () => choose('not-same') }, keysOn && decision === null);
  const against = words.reasonsAgainst(review.reasons);
  return (
    <article className={css.detail} aria-label={t('title')}>
      <header className={css.head}>
        <button type="button" className={css.back} onClick={onBack}>
          <ArrowLeft size="1.1em" aria-hidden="true" /> {t('detail.back')}
        </button>
        <h2>{t('title')}</h2>
        <p className={css.sub}>{t('row.found', { time: words.moment(review.foundAtMs) })}</p>
      </header>
      <section className={css.block}>
        <Sides
          words={words}
          titles={[t('record.first'), t('record.second')]}
          {...{ opened }}
          a={review.a}
          b={review.b}
        />
        {opened === null ? (
          <p className={css.note}>
            <button type="button" className={css.small} aria-keyshortcuts="o" aria-disabled={offline} onClick={open}>
              <Eye size="1.1em" aria-hidden="true" /> {t('detail.open')} <KeyCap>O</KeyCap>
            </button>
          </p>
        ) : null}
        <p className={css.note}>{t(opened === null ? 'detail.open.more' : 'detail.same.effect')}</p>
        {opening.error === null ? null : (
          <p className={cx(parts.error, css.error)} role="alert">
            {words.error(opening.error)}
          </p>
        )}
      </section>
      <Reasons title={t('detail.why')} reasons={words.reasonsFor(review.reasons)} />
      {against.length === 0 ? null : <Reasons title={t('detail.against')} reasons={against} />}
      {bothWear ? <p className={css.mark}>{t('detail.both-wear')}</p> : null}
      {waiting === null ? null : <Waiting words={words} waiting={waiting} offline={offline} />}
      {decision === null ? (
        <section className={css.block}>
          <div className={css.acts}>
            <button
              type="button"
              className={css.act}
              aria-keyshortcuts="y"
              aria-disabled={!canDecide || !maySaySame}
              onClick={() => choose('same')}
            >
              {t('act.same')} <KeyCap>Y</KeyCap>
            </button>
            <button
              type="button"
              className={css.act}
              aria-keyshortcuts="n"
              aria-disabled={!canDecide}
              onClick={() => choose('not-same')}
            >
              {t('act.not-same')} <KeyCap>N</KeyCap>
            </button>
          </div>
        </section>
      ) : (
        <ReasonForm
          key={decision}
          words={words}
          label={t(`act.${decision}`)}
          more={t(`${decision}.more`)}
          reasons={decision === 'same' ? SAME_REASONS : NOT_SAME_REASONS}
          isSending={act.isPending}
          failed={act.error}
          onSubmit={(reason) =>
            act.mutate(
              { path: `/api/desk/linking/reviews/${review.reviewId}`, body: { decision, reason } },
              // It may wait for a second, and is shown again then.
              { onSuccess: () => setDecision(null) },
            )
          }
          onCancel={() => setDecision(null)}
        />
      )}
    </article>
  );
}

function Reasons({ title, reasons }: { readonly title: string; readonly reasons: readonly string[] }) {
  return (
    <section className={css.block}>
      <h3>{title}</h3>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </section>
  );
}
