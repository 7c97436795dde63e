import { useEffect, useRef } from 'react';
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
import type { Level } from '../../ui/parts/level.ts';
import { timeText } from '../../ui/words/age.ts';
import type { AlarmSound } from '../alarm-sound.ts';
import { DockNotes, DockRow } from '../Dock.tsx';
import { useAppSentences } from '../easy/easy-reading.ts';
import { SmallPrint } from '../easy/SmallPrint.tsx';
import { SpokenStatus } from '../home/SpokenStatus.tsx';
import { SoundControl } from '../SoundControl.tsx';
import type { SosState } from '../sos.ts';
import { useWakeLock } from '../use-wake-lock.ts';
import type { Status } from '../voice.ts';
import { WhatToDo } from '../what-to-do/WhatToDo.tsx';
import { feltOf, isVibrationWanted } from './felt.ts';
import { loudnessNow, type QuietPlan } from './plan.ts';
import { hasFallen, type Picked } from './standing.ts';
import { useAlarm } from './use-alarm.ts';
import { useDisplayed } from './use-displayed.ts';
import { useFocusInside } from './use-focus-inside.ts';
import styles from './WarningSheet.module.css';

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
  const { picked, plan, nowMs } = props;
  const felt = useAlarm(picked, (level) => loudnessNow(level, plan, nowMs), props.sound);
  useWakeLock(felt);
  const sheet = useRef<HTMLElement>(null);
  useFocusInside(sheet);
  return (
    <ModalOverlay className={cx(styles.overlay)} isOpen isKeyboardDismissDisabled>
      <Modal className={cx(styles.modal)}>
        <Dialog
          ref={sheet}
          role="alertdialog"
          className={cx(styles.dialog)}
          aria-describedby="warning-sentence warning-do"
        >
          <Content {...props} felt={felt} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface Said {
  readonly level: Level;
  readonly word: string;
  readonly at: string;
  readonly sentence: string;
}

/** stands: as it was warned of; lower: it is known to be less; held: it was less, and how it is now is not known. */
type Standing = 'stands' | 'lower' | 'held';

function standingOf({ picked, status }: WarningSheetProps): Standing {
  const { top, fallen } = picked;
  if (!fallen.has(top.warningId)) return 'stands';
  return hasFallen(top.level, status?.level ?? null) ? 'lower' : 'held';
}

function useSaid({ picked: { top }, status, nowMs }: WarningSheetProps, standing: Standing): Said {
  const t = useAppSentences();
  const home = useMessages(homeMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  const time = timeText(language, top.atMs, nowMs);
  const was = home('warning.was', { level: common(`level.${top.level}`), time });
  const now = status?.level ?? null;
  if (standing === 'held') {
    const sentence = status !== null && now === 'unknown' ? status.headline : t('nothing.unknown');
    return { level: 'unknown', word: common('level.unknown'), at: was, sentence };
  }
  const headline = status?.headline ?? t(`nothing.${top.level}`);
  if (standing === 'lower') {
    return { level: now ?? top.level, word: home('warning.lower'), at: was, sentence: headline };
  }
  // What is true now may have changed since the warning: then it says "now".
  const sentence = status !== null && now !== top.level ? t('warning.now', { headline }) : headline;
  return { level: top.level, word: common(`level.${top.level}`), at: t('warning.at', { time }), sentence };
}

function Content(props: WarningSheetProps & { readonly felt: boolean }) {
  const { picked, status, picture, sound, plan, sos, nowMs, lost } = props;
  const { top, rest } = picked;
  const t = useAppSentences();
  const home = useMessages(homeMessages);
  const common = useMessages(commonMessages);
  const { language } = useLanguage();
  const area = useRef<HTMLDivElement>(null);
  useDisplayed(
    area,
    [top, ...rest].map((warning) => warning.warningId),
    props.onDisplayed,
  );
  const standing = standingOf(props);
  const { level, word, at, sentence } = useSaid(props, standing);
  const also = rest.map((one) => `${common(`level.${one.level}`)} ${timeText(language, one.atMs, nowMs)}`);
  const more = also.length > 0 ? t('warning.more', { list: also.join(', ') }) : '';
  const stillStands = rest.some(({ warningId }) => !picked.fallen.has(warningId));
  return (
    <>
      {props.exercise ? <ExerciseBand /> : <span />}
      <div className={styles.area} ref={area}>
        <header className={styles.head} data-level={level} data-shows={top.warningId}>
          <LevelShape level={level} sizePx={standing === 'stands' ? 72 : 44} />
          <div>
            <Heading slot="title" className={cx(styles.word)}>
              {word}
            </Heading>
            <span className={styles.at}>{at}</span>
          </div>
        </header>
        <div className={styles.body}>
          {lost !== null && <p className={styles.lost}>{lost}</p>}
          <p className={styles.sentence} id="warning-sentence">
            {sentence}
          </p>
          {more !== '' && (
            <p
              className={stillStands ? styles.also : styles.small}
              data-shows={rest.map(({ warningId }) => warningId).join(' ')}
            >
              {more}
            </p>
          )}
          <SpokenStatus
            said={{
              level,
              picture,
              stale: lost !== null,
              headline: `${word}. ${lost ?? ''} ${sentence} ${more}`,
              lines: [],
            }}
            isUrgent={standing !== 'lower'}
          />
          {status?.lines.map((line) => (
            <p key={line} className={styles.line}>
              {line}
            </p>
          ))}
          <WhatToDo level={level}>
            <Notes sos={sos} nowMs={nowMs} />
            {props.basis.length > 0 && (
              <SmallPrint>
                <p className={styles.small}>{props.basis.join(' · ')}</p>
              </SmallPrint>
            )}
            {standing === 'stands' && (
              <Loud loudness={loudnessNow(top.level, plan, nowMs)} felt={props.felt} sound={sound} />
            )}
          </WhatToDo>
        </div>
      </div>
      <div className={styles.foot}>
        <Button className={cx(styles.seen)} onPress={props.onSeen}>
          {standing === 'lower' ? home('warning.put-away') : t('warning.seen')}
        </Button>
        <DockRow sos={sos} onSos={props.onSos} />
      </div>
    </>
  );
}

/** What becomes of an SOS comes into sight by itself: large type leaves no room for it beside the dock. */
function Notes({ sos, nowMs }: { sos: SosState; nowMs: number }) {
  const end = useRef<HTMLDivElement>(null);
  const { kind } = sos;
  useEffect(() => {
    if (kind !== 'idle') end.current?.scrollIntoView({ block: 'end' });
  }, [kind]);
  return (
    <div ref={end} className={styles.notes}>
      <DockNotes sos={sos} nowMs={nowMs} />
    </div>
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
