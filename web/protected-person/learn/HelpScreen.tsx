import { useEmergencyNumber } from '../../ui/emergency.ts';
import { learnMessages } from '../../ui/messages/learn/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { LevelBadge } from '../../ui/parts/LevelBadge.tsx';
import styles from './HelpScreen.module.css';

const LEVELS = ['clear', 'notice', 'warning', 'danger', 'unknown'] as const;
const TOPICS = ['call', 'see', 'age', 'why-less', 'wearer', 'others', 'phone'] as const;

/** What the words mean, what is seen and what is not, and what to do; opened one at a time. */
export function HelpScreen() {
  const number = useEmergencyNumber();
  const t = useMessages(learnMessages);
  return (
    <div className={styles.help}>
      <section>
        <h2>{t('help.levels')}</h2>
        <dl className={styles.levels}>
          {LEVELS.map((level) => (
            <div key={level}>
              <dt>
                <LevelBadge level={level} />
              </dt>
              <dd>{t(`help.${level}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {TOPICS.map((topic) => (
        <details key={topic} className={styles.topic}>
          <summary>{t(`help.${topic}.title`)}</summary>
          <p>{t(`help.${topic}`, { number })}</p>
        </details>
      ))}
    </div>
  );
}
