import { ChevronDown, ChevronUp } from 'lucide-react';
import { KeyCap } from '../ui/parts/KeyCap.tsx';
import css from './parts.module.css';
import type { Words } from './words.ts';

/** To the row above and below. */
export function StepButtons({ words, step }: { words: Words; step: (by: 1 | -1) => void }) {
  const { t } = words;
  return (
    <>
      <button
        type="button"
        className={css.step}
        aria-keyshortcuts="k"
        aria-label={t('act.previous')}
        title={t('act.previous')}
        onClick={() => step(-1)}
      >
        <ChevronUp size="1.1em" aria-hidden="true" /> <KeyCap>K</KeyCap>
      </button>
      <button
        type="button"
        className={css.step}
        aria-keyshortcuts="j"
        aria-label={t('act.next')}
        title={t('act.next')}
        onClick={() => step(1)}
      >
        <ChevronDown size="1.1em" aria-hidden="true" /> <KeyCap>J</KeyCap>
      </button>
    </>
  );
}
