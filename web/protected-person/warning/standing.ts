/**
 * Which of the warnings that nobody has marked as seen still stand, in which order they are shown, and since when each is felt. Pure. Fails
 * toward warning: a level counts as fallen only where the server said so, and what has fallen never hides or silences what stands.
 */
import type { Warning } from '../../ui/live/live-state.ts';
import { type Level, urgencyOf } from '../../ui/parts/level.ts';
import { alarmSteps } from './alarm-timeline.ts';

/** One pair at one level, from when it came on the screen. Begun once, however many warnings say it. */
export interface Begun {
  readonly key: string;
  readonly level: Level;
  /** Page time. */
  readonly fromMs: number;
  /** Which step of its timeline comes next; the alarm counts it on, so that no other sheet begins it anew. */
  next: number;
}

export interface Watched {
  /** Ids of warnings whose level has become less since. */
  readonly fallen: ReadonlySet<string>;
  readonly begun: ReadonlyMap<string, Begun>;
}

export const NOTHING_WATCHED: Watched = { fallen: new Set(), begun: new Map() };

/**
 * `levelOf`: a pair's level now; null: it cannot be said. HAZARD H-174: an alarm that begins anew at each flap of the connection is turned
 * off for good - so what fell stays so until a level that is known contradicts it.
 */
export function followWarnings(
  before: Watched,
  warnings: readonly Warning[],
  levelOf: (pairId: string) => Level | null,
  nowMs: number,
): Watched {
  const fallen = new Set<string>();
  const begun = new Map<string, Begun>();
  for (const { warningId, pairId, level } of warnings) {
    const now = levelOf(pairId);
    const isFallen = now === null || now === 'unknown' ? before.fallen.has(warningId) : hasFallen(level, now);
    const key = `${pairId} ${level}`;
    if (isFallen) fallen.add(warningId);
    else begun.set(key, begun.get(key) ?? before.begun.get(key) ?? { key, level, fromMs: nowMs, next: 0 });
  }
  return { fallen, begun };
}

/** Whether the danger that a warning told of has become less since. "Not known" is never less. */
export function hasFallen(warned: Level, now: Level | null): boolean {
  return (now === 'clear' || now === 'notice') && urgencyOf(now) < urgencyOf(warned);
}

export interface Picked extends Watched {
  readonly top: Warning;
  readonly rest: readonly Warning[];
}

/** What stands comes first, then the highest level, of equal ones the latest; null when there is none. */
export function pickWarning(warnings: readonly Warning[], watched: Watched): Picked | null {
  const fell = ({ warningId }: Warning) => Number(watched.fallen.has(warningId));
  const [top, ...rest] = [...warnings].sort(
    (a, b) => fell(a) - fell(b) || urgencyOf(b.level) - urgencyOf(a.level) || b.atMs - a.atMs,
  );
  return top === undefined ? null : { top, rest, ...watched };
}

/** Whose turn it is to be felt: of those that have not ended by themselves the highest level, of equal ones the latest. */
export function feltOf({ begun }: Pick<Watched, 'begun'>): Begun | null {
  const going = [...begun.values()].filter(({ level, next }) => next < alarmSteps(level).length);
  const [first] = going.sort((a, b) => urgencyOf(b.level) - urgencyOf(a.level) || b.fromMs - a.fromMs);
  return first ?? null;
}
