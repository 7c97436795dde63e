import type { NoticeJson } from '../../../src/orders/linking/contract.ts';
import { cx } from '../../ui/cx.ts';
import parts from '../parts.module.css';
import css from './LinkingView.module.css';
import { useLinkingAct } from './use-linking.ts';
import type { LinkingWords } from './use-linking-words.ts';

interface NoticesProps {
  readonly words: LinkingWords;
  readonly notices: readonly NoticeJson[];
  readonly offline: boolean;
}

/** Wearers whose device does not protect in another matter about them yet, why, and what would change that. */
export function Notices({ words, notices, offline }: NoticesProps) {
  const { t } = words;
  const act = useLinkingAct();
  if (notices.length === 0) return null;
  return (
    <section className={css.group} aria-labelledby="linking-notices">
      <h3 id="linking-notices">{t('list.notices')}</h3>
      {act.error === null ? null : (
        <p className={cx(parts.error, css.error)} role="alert">
          {words.error(act.error)}
        </p>
      )}
      <ul>
        {notices.map((notice) => (
          <li key={notice.noticeId} className={css.notice} data-seen={notice.seenAtMs !== null}>
            <p>
              <b>{t('notice.title', { worn: notice.wornUnder, matter: notice.matter ?? t('notice.matter') })}</b>
              {t(`notice.${notice.reason}`, { time: notice.fromMs === null ? '' : words.moment(notice.fromMs) })}
            </p>
            {notice.seenAtMs === null ? (
              <button
                type="button"
                aria-disabled={offline || act.isPending}
                onClick={() => {
                  if (offline || act.isPending) return;
                  act.mutate({ path: `/api/desk/linking/notices/${notice.noticeId}/seen`, body: {} });
                }}
              >
                {t('act.seen')}
              </button>
            ) : (
              <small>{t('row.seen')}</small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
