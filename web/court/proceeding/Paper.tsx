import { Download, FileText } from 'lucide-react';
import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import buttons from '../parts/Buttons.module.css';
import { usePaper } from '../use-court.ts';
import type { CourtWords } from '../words.ts';
import css from './Documents.module.css';
import { paperState } from './paper-state.ts';

/** The order on paper: the bench makes it, in the language that it reads; police and monitoring fetch it; each with its number. */
export function Paper({ words, detail }: { words: CourtWords; detail: ProceedingDetailJson }) {
  const { t, language } = words;
  const paper = usePaper(detail.proceedingId);
  const { kind, version } = paperState(detail);
  if (kind === 'none') return null;
  if (kind === 'wait') return <p className={css.facts}>{t('paper.wait')}</p>;
  const error = paper.error === null ? null : words.error(paper.error);
  return (
    <div className={css.paper} data-screen-only>
      {kind === 'make' ? <p className={css.facts}>{t('paper.once')}</p> : null}
      <button
        type="button"
        className={kind === 'make' ? buttons.strong : buttons.button}
        aria-disabled={paper.isPending}
        onClick={() => {
          if (!paper.isPending) paper.mutate(language);
        }}
      >
        <FileText size="1.1em" aria-hidden="true" />
        {paper.isPending ? t('paper.making') : t(`paper.${kind}`, { version })}
      </button>
      <div role="status">
        {paper.data === undefined ? null : (
          <>
            <p>
              <b>{t('paper.ready', { number: paper.data.number, version: paper.data.version })}</b>
            </p>
            {paper.data.isNew ? null : <p>{t('paper.before', { time: words.moment(paper.data.issuedAtMs) })}</p>}
            {paper.data.isNewest ? null : <p>{t('paper.older')}</p>}
            <a href={`/api/documents/${paper.data.documentId}`} download className={buttons.button}>
              <Download size="1.1em" aria-hidden="true" /> {t('paper.save')}
            </a>
          </>
        )}
      </div>
      {error === null ? null : (
        <p role="alert" className={css.refused}>
          {error.said} {error.message === '' ? null : <q lang="en">{error.message}</q>}
        </p>
      )}
    </div>
  );
}
