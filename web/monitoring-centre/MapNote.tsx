import type { IncidentJson } from '../../src/incidents/contract.ts';
import type { Shelf } from '../ui/live/live-state.ts';
import css from './CentreMap.module.css';
import { clockText } from './numbers.ts';
import type { Words } from './words.ts';

interface MapNoteProps {
  readonly words: Words;
  readonly selected: IncidentJson | null;
  readonly shelf: Shelf | null;
}

/** Says on the map itself why the chosen case has no position on it: an empty place must not read as "nobody there". */
export function MapNote({ words, selected, shelf }: MapNoteProps) {
  if (selected === null) return null;
  const text = noteText(words, shelf);
  if (text === null) return null;
  return (
    <p className={css.note}>
      <b>{selected.label}</b> {text}
    </p>
  );
}

function noteText({ t, language, reason }: Words, shelf: Shelf | null): string | null {
  if (shelf === null) return null;
  if (shelf.kind === 'withdrawn') return t(shelf.statement === 'no-order' ? 'story.no-order' : 'story.refused');
  if (shelf.lapsed) return t('story.lapsed', { time: clockText(language, shelf.picture.validUntilMs) });
  for (const shown of [shelf.picture.wearer, shelf.picture.protected]) {
    if (shown.kind !== 'unknown') continue;
    const since = shown.sinceMs === null ? null : t('reports.silent', { time: clockText(language, shown.sinceMs) });
    return [reason(shown.reason), since].filter((part) => part !== null).join(' · ');
  }
  const nothing = shelf.picture.wearer.kind === 'nothing' && shelf.picture.protected.kind !== 'point';
  return nothing ? t('reports.none') : null;
}
