/** A hint of one line under the status, from whatever feature has one. */
import type { LiveState } from '../../ui/live/live-state.ts';
import type { AlarmSound } from '../alarm-sound.ts';

export interface HomeNotice {
  /** Unique among all notices. */
  readonly id: string;
  /**
   * A warning would not be heard or would not reach a closed phone; protection is less than it could be; to do by a day; good to
   * know. The first two stand first.
   */
  readonly urgency: 'warning-at-risk' | 'less-protection' | 'to-do' | 'know';
  /** One sentence of at most some 60 letters. */
  readonly text: string;
  /** What a touch does: opens a screen, turns something on. Null: the line is only read. */
  readonly action: { readonly label: string; onPress(): void } | null;
}

/** What a source of notices may look at, besides contexts of its own. */
export interface NoticeProps {
  readonly sound: AlarmSound;
  readonly state: LiveState;
}

/** A hook: returns its notice, or null while there is none. */
export type NoticeSource = (props: NoticeProps) => HomeNotice | null;

const ORDER: readonly HomeNotice['urgency'][] = ['warning-at-risk', 'less-protection', 'to-do', 'know'];

/** Most urgent first; of equal ones in the order of their sources. */
export function rankNotices(notices: readonly (HomeNotice | null)[]): HomeNotice[] {
  return notices
    .filter((notice) => notice !== null)
    .sort((a, b) => ORDER.indexOf(a.urgency) - ORDER.indexOf(b.urgency));
}
