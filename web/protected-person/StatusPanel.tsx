import { appMessages } from '../ui/messages/app/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { LevelBadge } from '../ui/parts/LevelBadge.tsx';
import { StatusSentence } from '../ui/parts/StatusSentence.tsx';
import { useEasyReading } from './easy/easy-reading.ts';
import { SmallPrint } from './easy/SmallPrint.tsx';
import type { Hero } from './hero.ts';
import styles from './StatusPanel.module.css';

/** Level, the one sentence, what belongs to it, and what it rests on. */
export function StatusPanel({ hero }: { hero: Hero }) {
  const t = useMessages(appMessages);
  const isEasy = useEasyReading();
  // That nothing warns a closed phone is no small print.
  const closed = t('closed.line');
  const basis = isEasy ? hero.basis.filter((line) => line !== closed) : hero.basis;
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
      {isEasy && hero.basis.includes(closed) && <p className={styles.line}>{closed}</p>}
      {basis.length > 0 && (
        <SmallPrint>
          <ul className={styles.basis}>
            {basis.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </SmallPrint>
      )}
    </section>
  );
}
