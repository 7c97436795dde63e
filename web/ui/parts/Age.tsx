import { useServerNowMs } from '../live/LiveProvider.tsx';
import { commonMessages } from '../messages/common/catalogue.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { ageText } from '../words/age.ts';

/** How long ago something was, in server time, counting by itself. Null reads "never". */
export function Age({ sinceMs }: { sinceMs: number | null }) {
  const t = useMessages(commonMessages);
  const nowMs = useServerNowMs();
  if (sinceMs === null) return <span>{t('age.never')}</span>;
  return <time dateTime={new Date(sinceMs).toISOString()}>{ageText(t, nowMs - sinceMs)}</time>;
}
