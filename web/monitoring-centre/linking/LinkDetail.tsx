import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { type LinkJson, NOT_SAME_REASONS } from '../../../src/orders/linking/contract.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import css from '../Detail.module.css';
import { ReasonForm } from './ReasonForm.tsx';
import { Sides } from './Sides.tsx';
import { useLinkingAct } from './use-linking.ts';
import type { LinkingWords } from './use-linking-words.ts';
import { Waiting } from './Waiting.tsx';

interface LinkDetailProps {
  readonly words: LinkingWords;
  readonly link: LinkJson;
  readonly keysOn: boolean;
  readonly offline: boolean;
  readonly onBack: () => void;
}

/** A link that holds: which record goes on, by what, and how it is ended. */
export function LinkDetail({ words, link, keysOn, offline, onBack }: LinkDetailProps) {
  const { t } = words;
  const [isSplitting, setSplitting] = useState(false);
  const act = useLinkingAct();
  const maySplit = link.waiting === null || link.waiting.mayApprove;
  const begin = () => {
    if (offline || !maySplit) return;
    act.reset();
    setSplitting(true);
  };
  useKeys({ x: begin }, keysOn && !isSplitting);
  return (
    <article className={css.detail} aria-label={t('list.links')}>
      <header className={css.head}>
        <button type="button" className={css.back} onClick={onBack}>
          <ArrowLeft size="1.1em" aria-hidden="true" /> {t('detail.back')}
        </button>
        <h2>{words.cases(link.into.cases)}</h2>
        <p className={css.sub}>
          <span>{t('row.linked', { time: words.moment(link.atMs) })}</span>
          <span>{t(`link.${link.how}`)}</span>
          {link.how === 'automatic' ? null : <span>{link.reasons.map(words.reason).join(', ')}</span>}
        </p>
      </header>
      <section className={css.block}>
        <Sides words={words} titles={[t('record.goes-on'), t('record.merged')]} a={link.into} b={link.merged} />
      </section>
      {link.waiting === null ? null : <Waiting words={words} waiting={link.waiting} offline={offline} />}
      {isSplitting ? (
        <ReasonForm
          words={words}
          label={t('act.split')}
          more={t('split.more')}
          reasons={NOT_SAME_REASONS}
          isSending={act.isPending}
          failed={act.error}
          onSubmit={(reason) =>
            act.mutate(
              { path: `/api/desk/linking/links/${link.linkId}/split`, body: { reason } },
              { onSuccess: () => setSplitting(false) },
            )
          }
          onCancel={() => setSplitting(false)}
        />
      ) : (
        <section className={css.block}>
          <button
            type="button"
            className={css.small}
            aria-keyshortcuts="x"
            aria-disabled={offline || !maySplit}
            onClick={begin}
          >
            {t('act.split')} <KeyCap>X</KeyCap>
          </button>
        </section>
      )}
    </article>
  );
}
