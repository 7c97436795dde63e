import { useEffect } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Picture } from '../../src/disclosure/contract.ts';
import { cx } from '../ui/cx.ts';
import { EMERGENCY_NUMBER } from '../ui/emergency.ts';
import { appMessages } from '../ui/messages/app/catalogue.ts';
import { commonMessages } from '../ui/messages/common/catalogue.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import { LevelShape } from '../ui/parts/LevelShape.tsx';
import type { Level } from '../ui/parts/level.ts';
import { timeText } from '../ui/words/age.ts';
import type { AlarmSound } from './alarm-sound.ts';
import { Dock } from './Dock.tsx';
import { SoundControl } from './SoundControl.tsx';
import type { SosState } from './sos.ts';
import { useDisplayed } from './use-displayed.ts';
import { useWakeLock } from './use-wake-lock.ts';
import { stopVibration, vibrate } from './vibration.ts';
import type { Status } from './voice.ts';
import styles from './WarningSheet.module.css';
import type { Picked } from './warning-pick.ts';
import { WhatToDo } from './what-to-do/WhatToDo.tsx';

export interface WarningSheetProps {
  readonly picked: Picked;
  /** What is true of the pair now; null when nothing of it may be said. */
  readonly status: Status | null;
  /** How old and how exact that is. */
  readonly basis: readonly string[];
  /** The pair's picture while it holds; null: none. */
  readonly picture: Picture | null;
  readonly exercise: boolean;
  readonly sound: AlarmSound;
  readonly sos: SosState;
  readonly nowMs: number;
  onSos(): void;
  onDisplayed(warningId: string): void;
  onSeen(): void;
}

/** A warning over everything else, until the person says that they have seen it. */
export function WarningSheet(props: WarningSheetProps) {
  const { picked, sound, nowMs } = props;
  const { top, rest } = picked;
  const t = useMessages(appMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  useDisplayed(
    [top, ...rest].map((warning) => warning.warningId),
    props.onDisplayed,
  );
  useWakeLock(true);
  const { status } = props;
  // What is true now may have changed since the warning: then it says "now".
  const changed = status !== null && status.level !== top.level;
  const headline = status?.headline ?? t(`nothing.${top.level}`);
  const sentence = changed ? t('warning.now', { headline }) : headline;
  const also = rest.map((one) => `${common(`level.${one.level}`)} ${timeText(language, one.atMs, nowMs)}`);
  return (
    <ModalOverlay className={cx(styles.overlay)} isOpen isKeyboardDismissDisabled>
      <Modal className={cx(styles.modal)}>
        <Dialog role="alertdialog" className={cx(styles.dialog)} aria-describedby="warning-do">
          <Alarm key={top.warningId} level={top.level} sound={sound} />
          {props.exercise ? <ExerciseBand /> : <span />}
          <header className={styles.head} data-level={top.level}>
            <LevelShape level={top.level} sizePx={72} />
            <div>
              <Heading slot="title" className={cx(styles.word)}>
                {common(`level.${top.level}`)}
              </Heading>
              <span className={styles.at}>{t('warning.at', { time: timeText(language, top.atMs, nowMs) })}</span>
            </div>
          </header>
          <div className={styles.body}>
            <p className={styles.sentence} aria-live="assertive">
              {sentence}
            </p>
            <p className={styles.do} id="warning-do">
              {t(`warning.do.${top.level}`, { number: EMERGENCY_NUMBER })}
            </p>
            {status?.lines.map((line) => (
              <p key={line} className={styles.line}>
                {line}
              </p>
            ))}
            <p className={styles.small}>{props.basis.join(' · ')}</p>
            {also.length > 0 && <p className={styles.small}>{t('warning.more', { list: also.join(', ') })}</p>}
            <WarningSound sound={sound} />
            <WhatToDo level={top.level} picture={props.picture} />
          </div>
          <div className={styles.foot}>
            <Button className={cx(styles.seen)} onPress={props.onSeen}>
              {t('warning.seen')}
            </Button>
            <Dock sos={props.sos} onSos={props.onSos} nowMs={nowMs} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Sounds and shakes for as long as one warning is on top; a new one starts anew. */
function Alarm({ level, sound }: { level: Level; sound: AlarmSound }) {
  useEffect(() => {
    sound.play(level);
    vibrate(level);
    return () => {
      sound.stop();
      stopVibration();
    };
  }, [sound, level]);
  return null;
}

/** Only when no sound came: the person should learn why. */
function WarningSound({ sound }: { sound: AlarmSound }) {
  return sound.state() === 'on' ? null : <SoundControl sound={sound} />;
}
