import { useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useEmergencyNumber } from '../../ui/emergency.ts';
import { useLive, useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import type { LiveState } from '../../ui/live/live-state.ts';
import { appMessages } from '../../ui/messages/app/catalogue.ts';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { learnMessages } from '../../ui/messages/learn/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { ExerciseBand } from '../../ui/parts/ExerciseBand.tsx';
import { heroOf } from '../hero.ts';
import { StatusPanel } from '../StatusPanel.tsx';
import type { ScreenProps } from '../screens.ts';
import { ageLines } from '../status.ts';
import { useSos } from '../use-sos.ts';
import type { Voice } from '../voice.ts';
import { useStanding } from '../warning/use-standing.ts';
import { WarningSheet } from '../warning/WarningSheet.tsx';
import { useQuietPlan } from '../warnings/use-my-plan.ts';
import styles from './PracticeScreen.module.css';
import {
  practiceCourses,
  practiceState,
  practiceWarning,
  STEPS,
  type Stage,
  type Step,
  stageUnder,
} from './practice.ts';

/** How a warning feels, with a made-up wearer. Whatever is real comes first: a warning ends it, and SOS is real all along. */
export function PracticeScreen({ sound }: ScreenProps) {
  const { state } = useLive();
  const t = useMessages(learnMessages);
  const nowMs = useServerNowMs();
  const [stage, setStage] = useState<Stage>({ kind: 'before' });
  // HAZARD H-211: practice covers what is real; without a stream nothing real could be told
  const real = { isLive: state.connection.kind === 'live', isAlerting: isAlerting(state) };
  const under = stageUnder(stage, real);
  if (under !== stage) setStage(under);
  if (!real.isLive) return <p role="status">{t('practice.lost')}</p>;
  if (real.isAlerting) return <p role="status">{t(under.kind === 'ended' ? 'practice.real' : 'practice.not-now')}</p>;
  const go = (step: Step | undefined) =>
    setStage(step === undefined ? { kind: 'done' } : { kind: 'at', step, sinceMs: nowMs });
  const leave = () => setStage({ kind: 'before' });
  if (stage.kind !== 'at') {
    return (
      <div className={styles.practice}>
        {stage.kind === 'ended' && <p role="status">{t('practice.real')}</p>}
        <p>{t(stage.kind === 'done' ? 'practice.done' : 'practice.intro')}</p>
        {stage.kind === 'before' && <p className={styles.small}>{t('practice.sos')}</p>}
        <Button className={cx(styles.strong)} onPress={() => go(STEPS[0])}>
          {t(stage.kind === 'done' ? 'practice.again' : 'practice.start')}
        </Button>
      </div>
    );
  }
  const { step, sinceMs } = stage;
  const next = () => go(STEPS[STEPS.indexOf(step) + 1]);
  return (
    <div className={styles.practice}>
      {/* Where the page has one, or the sheet shows its own, a second would only confuse. */}
      {!state.exercise && practiceWarning(step, sinceMs) === null && <ExerciseBand />}
      <p className={styles.small}>{t('practice.step', { step: STEPS.indexOf(step) + 1, of: STEPS.length })}</p>
      <p role="status">{t(`practice.${step}`)}</p>
      <Shown key={step} {...{ step, sinceMs, sound }} onSeen={next} />
      <div className={styles.buttons}>
        <Button className={cx(styles.strong)} onPress={next}>
          {t('practice.next')}
        </Button>
        <Button className={cx(styles.button)} onPress={leave}>
          {t('practice.stop')}
        </Button>
      </div>
    </div>
  );
}

/** A warning waits for them, or a level asks for attention. */
function isAlerting(state: LiveState): boolean {
  if (state.warnings.length > 0) return true;
  return [...state.pairs.values()].some(
    (shelf) => shelf.kind === 'picture' && shelf.picture.level !== 'clear' && shelf.picture.level !== 'notice',
  );
}

interface ShownProps extends ScreenProps {
  readonly step: Step;
  readonly sinceMs: number;
  onSeen(): void;
}

/** The real panel and the real sheet, fed with what is made up. */
function Shown({ step, sinceMs, sound, onSeen }: ShownProps) {
  const { state } = useLive();
  const app = useMessages(appMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  const nowMs = useServerNowMs();
  const plan = useQuietPlan(true);
  const { sos, send } = useSos();
  const emergencyNumber = useEmergencyNumber();
  const voice: Voice = { app, common, language, emergencyNumber, nowMs };
  const viewer = state.viewer?.kind === 'household' ? 'household' : 'protected';
  const made = practiceState(step, viewer, nowMs);
  const hero = heroOf(made, voice, false, practiceCourses(step, nowMs));
  const warning = practiceWarning(step, sinceMs);
  const picked = useStanding(warning === null ? [] : [warning], () => hero.level);
  return (
    <>
      <StatusPanel hero={hero} />
      {picked !== null && (
        <WarningSheet
          picked={picked}
          status={hero}
          picture={hero.picture}
          basis={hero.picture === null ? [] : ageLines(hero.picture, voice)}
          lost={null}
          exercise={true}
          {...{ sound, plan, sos, nowMs, onSeen }}
          onSos={send}
          onDisplayed={() => undefined}
        />
      )}
    </>
  );
}
