import type { WaitingJson } from '../../../src/orders/linking/contract.ts';
import { cx } from '../../ui/cx.ts';
import css from '../Detail.module.css';
import parts from '../parts.module.css';
import { useLinkingAct } from './use-linking.ts';
import type { LinkingWords } from './use-linking-words.ts';

interface WaitingProps {
  readonly words: LinkingWords;
  readonly waiting: WaitingJson;
  readonly offline: boolean;
}

/** What one officer said and another has to say as well: until when, why two, and how to say no. */
export function Waiting({ words, waiting, offline }: WaitingProps) {
  const { t } = words;
  const act = useLinkingAct();
  const { actId, isMine, mayApprove, askedAtMs, expiresAtMs, article } = waiting;
  const which = isMine ? 'waiting.mine' : mayApprove ? 'waiting.theirs' : 'waiting.colleague';
  const end = () => {
    if (!offline && !act.isPending) act.mutate({ path: `/api/desk/two-person/${actId}/end`, body: {} });
  };
  return (
    <section className={css.block} aria-label={t('row.waiting')}>
      <p className={css.mark}>
        <b>{t('row.waiting')}.</b> {t(which, { asked: words.moment(askedAtMs), until: words.moment(expiresAtMs) })}
      </p>
      <p className={css.note}>{t('waiting.why', { article })}</p>
      {isMine || mayApprove ? (
        <button type="button" className={css.small} aria-disabled={offline || act.isPending} onClick={end}>
          {t(isMine ? 'act.take-back' : 'act.second-no')}
        </button>
      ) : null}
      {act.error === null ? null : (
        <p className={cx(parts.error, css.error)} role="alert">
          {words.error(act.error)}
        </p>
      )}
    </section>
  );
}
