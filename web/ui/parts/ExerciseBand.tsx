import { commonMessages } from '../messages/common/catalogue.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import styles from './ExerciseBand.module.css';

/** Shown on every screen that stems from an exercise (drills, training): nobody on it is real. */
export function ExerciseBand() {
  const t = useMessages(commonMessages);
  return (
    <aside className={styles.band} aria-label={t('exercise')}>
      <span className={styles.word}>{t('exercise.long')}</span>
    </aside>
  );
}
