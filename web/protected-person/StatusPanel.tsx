import { LevelBadge } from '../ui/parts/LevelBadge.tsx';
import { StatusSentence } from '../ui/parts/StatusSentence.tsx';
import type { Hero } from './hero.ts';
import styles from './StatusPanel.module.css';

/** Level, the one sentence, what belongs to it, and what it rests on. */
export function StatusPanel({ hero }: { hero: Hero }) {
  return (
    <section className={styles.panel} data-level={hero.level ?? undefined}>
      {hero.level !== null && (
        <div>
          <LevelBadge level={hero.level} />
        </div>
      )}
      <StatusSentence text={hero.headline} />
      {hero.lines.map((line) => (
        <p key={line} className={styles.line}>
          {line}
        </p>
      ))}
      {hero.basis.length > 0 && (
        <ul className={styles.basis}>
          {hero.basis.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
