import { useRef } from 'react';
import type { Hero } from '../hero.ts';
import { isNews, meaningOf, type Spoken } from './meaning.ts';

interface SpokenStatusProps {
  readonly said: Pick<Hero, 'level' | 'headline' | 'stale' | 'picture' | 'lines'>;
  /** Interrupts what is being read. */
  readonly isUrgent?: boolean;
}

/** Says the sentence and what belongs to it to screen readers, when it means something new. */
export function SpokenStatus({ said, isUrgent = false }: SpokenStatusProps) {
  const last = useRef<Spoken | null>(null);
  const text = useRef('');
  const now = meaningOf(said);
  if (isNews(last.current, now)) {
    last.current = now;
    text.current = [said.headline, ...said.lines].join(' ');
  }
  return (
    <p className="visually-hidden" aria-live={isUrgent ? 'assertive' : 'polite'}>
      {text.current}
    </p>
  );
}
