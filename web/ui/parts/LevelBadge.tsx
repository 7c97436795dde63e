import { commonMessages } from '../messages/common/catalogue.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import styles from './LevelBadge.module.css';
import { LevelShape } from './LevelShape.tsx';
import type { Level } from './level.ts';

/** A level as word, shape and colour together. */
export function LevelBadge({ level, sizePx = 16 }: { level: Level; sizePx?: number }) {
  const t = useMessages(commonMessages);
  return (
    <span className={styles.badge} data-level={level} style={{ fontSize: sizePx }}>
      <LevelShape level={level} sizePx={Math.round(sizePx * 1.1)} />
      <span className={styles.word}>{t(`level.${level}`)}</span>
    </span>
  );
}
