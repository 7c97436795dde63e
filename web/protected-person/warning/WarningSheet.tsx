import { useRef } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Picture } from '../../../src/disclosure/contract.ts';
import type { Loudness } from '../../../src/notify/contract.ts';
import { cx } from '../../ui/cx.ts';
import { accessMessages } from '../../ui/messages/access/catalogue.ts';
import { commonMessages } from '../../ui/messages/common/catalogue.ts';
import { homeMessages } from '../../ui/messages/home/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { ExerciseBand } from '../../ui/parts/ExerciseBand.tsx';
import { LevelShape } from '../../ui/parts/LevelShape.tsx';
import { timeText } from '../../ui/words/age.ts';
import type { AlarmSound } from '../alarm-sound.ts';
import { Dock } from '../Dock.tsx';
import { useAppSentences } from '../easy/easy-reading.ts';
import { SmallPrint } from '../easy/SmallPrint.tsx';
import { SoundControl } from '../SoundControl.tsx';
import type { SosState } from '../sos.ts';
import { useWakeLock } from '../use-wake-lock.ts';
import type { Status } from '../voice.ts';
import { WhatToDo } from '../what-to-do/WhatToDo.tsx';
import { feltOf, isVibrationWanted } from './felt.ts';
import { loudnessNow, type QuietPlan } from './plan.ts';
import { useAlarm } from './use-alarm.ts';
import { useDisplayed } from './use-displayed.ts';
import { useFocusInside } from './use-focus-inside.ts';
import styles from './WarningSheet.module.css';
import { hasFallen, type Picked } from './warning-pick.ts';

export interface WarningSheetProps {
  readonly picked: Picked;
  /** What is true of the pair now; null when nothing of it may be said. */
  readonly status: Status | null;
  /** What may be shown of it now. */
  readonly picture: Picture | null;
  /** How old and how exact that is. */
  readonly basis: readonly string[];
  /** "No connection since 14:02"; null while the stream is live. */
  readonly lost: string | null;
  readonly exercise: boolean;
  readonly sound: AlarmSound;
  readonly plan: QuietPlan | null;
  readonly sos: SosState;
  readonly nowMs: number;
  onSos(): void;
  onDisplayed(warningId: string): void;
  onSeen(): void;
}

/**
 * A warning over everything else, until the person says that they have seen it. When the level falls it says so and steps back; SOS,
 * the call and quick exit stand on it as on every screen.
 */
export function WarningSheet(props: WarningSheetProps) {
  const { picked, status, sound, nowMs } = props;
  const { top, rest } = picked;
  const sheet = useRef<HTMLElement>(null);
  useFocusInside(sheet);
  const t = useAppSentences();
  const home = useMessages(homeMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  useDisplayed(
    [top, ...rest].map((warning) => warning.warningId),
    props.onDisplayed,
  );
  const loudness = loudnessNow(top.level, props.plan, nowMs);
  const fallen = hasFallen(top.level, status?.level ?? null);
  // A level that holds goes on by one timeline, however many warnings say it.
  const felt = useAlarm(fallen ? null : `${top.pairId} ${top.level}`, top.level, loudness, sound);
  useWakeLock(felt);
  // What is true now may have changed since the warning: then it says "now".
  const changed = status !== null && status.level !== top.level;
  const headline = status?.headline ?? t(`nothing.${top.level}`);
  const level = fallen && status?.level != null ? status.level : top.level;
  const at = timeText(language, top.atMs, nowMs);
  const also = rest.map((one) => `${common(`level.${one.level}`)} ${timeText(language, one.atMs, nowMs)}`);
  return (
    <ModalOverlay className={cx(styles.overlay)} isOpen isKeyboardDismissDisabled>
      <Modal className={cx(styles.modal)}>
        <Dialog ref={sheet} role="alertdialog" className={cx(styles.dialog)} aria-describedby="warning-do">
          {props.exercise ? <ExerciseBand /> : <span />}
          <header className={styles.head} data-level={level}>
            <LevelShape level={level} sizePx={fallen ? 44 : 72} />
            <div>
              <Heading slot="title" className={cx(styles.word)}>
                {fallen ? home('warning.lower') : common(`level.${level}`)}
              </Heading>
              <span className={styles.at}>
                {fallen
                  ? home('warning.was', { level: common(`level.${top.level}`), time: at })
                  : t('warning.at', { time: at })}
              </span>
            </div>
          </header>
          <div className={styles.body}>
            {props.lost !== null && <p className={styles.lost}>{props.lost}</p>}
            <p className={styles.sentence} aria-live={fallen ? 'polite' : 'assertive'}>
              {changed && !fallen ? t('warning.now', { headline }) : headline}
            </p>
            <WhatToDo level={level} picture={props.picture} />
            {status?.lines.map((line) => (
              <p key={line} className={styles.line}>
                {line}
              </p>
            ))}
            {props.basis.length > 0 && (
              <SmallPrint>
                <p className={styles.small}>{props.basis.join(' · ')}</p>
              </SmallPrint>
            )}
            {also.length > 0 && <p className={styles.small}>{t('warning.more', { list: also.join(', ') })}</p>}
            {!fallen && <Loud loudness={loudness} felt={felt} sound={sound} />}
          </div>
          <div className={styles.foot}>
            <Button className={cx(styles.seen)} onPress={props.onSeen}>
              {fallen ? home('warning.put-away') : t('warning.seen')}
            </Button>
            <Dock sos={props.sos} onSos={props.onSos} nowMs={nowMs} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Why there is no sound: one's own choice, a phone that cannot, or that it has gone on for long enough. */
function Loud({ loudness, felt, sound }: { loudness: Loudness; felt: boolean; sound: AlarmSound }) {
  const home = useMessages(homeMessages);
  const access = useMessages(accessMessages);
  if (loudness !== 'full') return <p className={styles.small}>{home(`warning.${loudness}`)}</p>;
  if (feltOf(sound.state(), isVibrationWanted()) === 'screen')
    return <p className={styles.small}>{access('warning.screen-only')}</p>;
  if (sound.state() !== 'on') return <SoundControl sound={sound} />;
  return felt ? null : <p className={styles.small}>{home('warning.quiet')}</p>;
}
