import { ageText } from '../ui/words/age.ts';
import { useSecond } from './use-live-snapshot.ts';
import type { Words } from './words.ts';

/** As the shared part, but at the centre's own pace: it is not drawn again at every frame of the stream. */
export function Age({ words, sinceMs }: { words: Words; sinceMs: number | null }) {
  const nowMs = useSecond();
  if (sinceMs === null) return <span>{words.common('age.never')}</span>;
  return <time dateTime={new Date(sinceMs).toISOString()}>{ageText(words.common, nowMs - sinceMs)}</time>;
}
