import type { LiveClient } from '../../ui/live/live-client.ts';
import type { LiveState } from '../../ui/live/live-state.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import type { AlarmSound } from '../alarm-sound.ts';
import type { Courses } from '../course.ts';
import { statusNow } from '../hero.ts';
import type { SosState } from '../sos.ts';
import { ageLines } from '../status.ts';
import type { Status, Voice } from '../voice.ts';
import type { QuietPlan } from './plan.ts';
import type { Picked } from './standing.ts';
import { WarningSheet } from './WarningSheet.tsx';

interface WarningsProps {
  readonly state: LiveState;
  readonly live: LiveClient;
  /** What stands; null: nothing. */
  readonly picked: Picked | null;
  readonly courses: Courses;
  readonly lost: string | null;
  readonly voice: Voice;
  readonly sound: AlarmSound;
  readonly plan: QuietPlan | null;
  readonly sos: SosState;
  /** Why nothing of the picture may be shown; null: it may. */
  readonly bare: 'locked' | 'key-gone' | 'withheld' | null;
  onSos(): void;
}

/**
 * The sheet for what stands, with what is true of its pair now; nothing of it when the stream is not live, nor while the app is locked, this
 * phone has not proven its key, or a member of the household has not said that they take part: then its level, and what to do.
 */
export function Warnings({ state, live, picked, courses, bare, ...rest }: WarningsProps) {
  const { voice } = rest;
  const safety = useMessages(safetyMessages);
  if (picked === null) return null;
  const { level, pairId } = picked.top;
  const shelf = state.connection.kind === 'live' && bare === null ? state.pairs.get(pairId) : undefined;
  const picture = shelf?.kind === 'picture' && !shelf.lapsed ? shelf.picture : null;
  const why = { locked: [safety('lock.warned')], 'key-gone': [voice.app('unproven.warned')], withheld: [] };
  const lines = bare === null ? [] : why[bare];
  const bareStatus: Status = { level, headline: voice.app(`nothing.${level}`), lines };
  const status = shelf === undefined ? null : statusNow(state, shelf, voice, courses);
  return (
    <WarningSheet
      {...rest}
      picked={picked}
      status={bare === null ? status : bareStatus}
      picture={picture}
      basis={picture === null ? [] : ageLines(picture, voice)}
      exercise={state.exercise}
      nowMs={voice.nowMs}
      onDisplayed={live.displayed}
      onSeen={() => {
        for (const warning of state.warnings) live.seen(warning.warningId);
      }}
    />
  );
}
