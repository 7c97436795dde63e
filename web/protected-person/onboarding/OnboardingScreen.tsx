import { ChevronRight, Circle, CircleCheck } from 'lucide-react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import card from '../../ui/parts/Card.module.css';
import { useNavigation } from '../NavigationProvider.tsx';
import { NotReady } from '../safety/NotReady.tsx';
import styles from './OnboardingScreen.module.css';
import { SCREEN_OF } from './steps.ts';
import { useSetUp } from './use-set-up.ts';

/** The steps of setting up, each with its state; in any order, whenever there is time. */
export function OnboardingScreen() {
  const t = useMessages(safetyMessages);
  const { open } = useNavigation();
  const { loaded, reload, mark } = useSetUp();
  if (loaded.kind !== 'ready') return <NotReady loaded={loaded} onAgain={() => void reload()} />;
  const steps = loaded.data.steps.map(({ step, doneAt }) => ({
    step,
    isDone: doneAt !== null,
    screen: SCREEN_OF[step],
  }));
  return (
    <div className={card.stack}>
      <p>{t('set-up.intro')}</p>
      <p className={card.small}>
        {t('set-up.count', { done: steps.filter(({ isDone }) => isDone).length, of: steps.length })}
      </p>
      <ol className={styles.steps}>
        {steps.map(({ step, isDone, screen }) => (
          <li key={step} className={styles.step}>
            <Button className={cx(styles.open)} onPress={() => open(screen)}>
              {isDone ? <CircleCheck size={24} aria-hidden="true" /> : <Circle size={24} aria-hidden="true" />}
              <span>
                {t(`step.${step}`)}
                <small>{t(isDone ? 'step.done' : `step.${step}.why`)}</small>
              </span>
              <ChevronRight size={20} aria-hidden="true" />
            </Button>
            <Button
              className={cx(styles.mark)}
              aria-label={`${t(isDone ? 'step.not-done' : 'step.mark')}: ${t(`step.${step}`)}`}
              onPress={() => void mark(step, !isDone)}
            >
              {t(isDone ? 'step.not-done' : 'step.mark')}
            </Button>
          </li>
        ))}
      </ol>
      <p className={card.small}>{t('set-up.never-blocks')}</p>
    </div>
  );
}
