import { appMessages } from '../ui/messages/app/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { LevelBadge } from '../ui/parts/LevelBadge.tsx';
import type { Other } from './hero.ts';
import styles from './Others.module.css';

/** The less urgent pairs, one line each. */
export function Others({ others }: { others: readonly Other[] }) {
  const t = useMessages(appMessages);
  if (others.length === 0) return null;
  return (
    <section className={styles.others}>
      <h2>{t('others')}</h2>
      <ul>
        {others.map(({ pairId, number, status }) => (
          <li key={pairId} className={styles.row}>
            {status.level !== null && <LevelBadge level={status.level} sizePx={13} />}
            <span>{t('pair.number', { number })}</span>
            <span>{status.headline}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
