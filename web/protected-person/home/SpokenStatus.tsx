import { useRef } from 'react';
import type { Hero } from '../hero.ts';
import { isNews, meaningOf, type Spoken } from './meaning.ts';

/** Says the sentence and what belongs to it to screen readers, when it means something new. */
export function SpokenStatus({ hero }: { hero: Hero }) {
  const last = useRef<Spoken | null>(null);
  const said = useRef('');
  const now = meaningOf(hero);
  if (isNews(last.current, now)) {
    last.current = now;
    said.current = [hero.headline, ...hero.lines].join(' ');
  }
  return (
    <p className="visually-hidden" aria-live="polite">
      {said.current}
    </p>
  );
}
