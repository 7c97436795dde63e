import { TriangleAlert, WifiOff } from 'lucide-react';
import { useLiveClient } from '../ui/live/LiveProvider.tsx';
import type { LiveState } from '../ui/live/live-state.ts';
import css from './Banners.module.css';
import { clockText } from './numbers.ts';
import type { Words } from './words.ts';

/** What is wrong with Magpie itself, across the whole width, since when and what it means. */
export function Banners({ live, words }: { live: LiveState; words: Words }) {
  const client = useLiveClient();
  const { t, common, language } = words;
  const { connection } = live;
  return (
    <div role="alert">
      {connection.kind === 'no-connection' || connection.kind === 'bad-frame' ? (
        <p className={`${css.banner} ${css.lost}`}>
          <WifiOff size="1.25em" aria-hidden="true" />
          <strong>
            {connection.kind === 'bad-frame'
              ? common('connection.bad-frame')
              : common('connection.lost', { time: clockText(language, connection.sinceMs) })}
          </strong>
          <span>
            {t('connection.lost.more')}{' '}
            {common(connection.kind === 'bad-frame' ? 'connection.bad-frame.remedy' : 'connection.retrying')}
          </span>
          <button type="button" className={css.button} onClick={() => client.retryNow()}>
            {common('connection.retry')}
          </button>
        </p>
      ) : null}
      {[...live.troubles].map(([part, sinceMs]) => (
        <p key={part} className={`${css.banner} ${css.trouble}`}>
          <TriangleAlert size="1.25em" aria-hidden="true" />
          <strong>{common(`trouble.${part}`, { time: clockText(language, sinceMs) })}</strong>
          <span>{t(`trouble.${part}.more`)}</span>
        </p>
      ))}
    </div>
  );
}
