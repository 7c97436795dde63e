import { useEffect, useRef } from 'react';
import type { LiveState } from '../../ui/live/live-state.ts';
import type { AlarmSound } from '../alarm-sound.ts';
import { type Courses, hasTurnedAway } from '../course.ts';
import { vibrateLower } from '../vibration.ts';
import { loudnessNow, type QuietPlan } from './plan.ts';

interface Means {
  readonly sound: AlarmSound;
  readonly plan: QuietPlan | null;
  readonly nowMs: number;
  /** A warning is felt now, perhaps of another pair: nothing soft may stop its sound. */
  readonly isAlarming: boolean;
}

/** "Has turned away" is told once for each fall of a level, softly; hushed, or under a warning that is felt, it only shows. */
export function useTurnedAway(state: LiveState, courses: Courses, { sound, plan, nowMs, isAlarming }: Means): void {
  const told = useRef(new Set<string>());
  const turned = [...state.pairs.values()]
    .filter((shelf) => shelf.kind === 'picture' && !shelf.lapsed)
    .filter(
      (shelf) => shelf.kind === 'picture' && hasTurnedAway(courses.get(shelf.picture.pairId), shelf.picture, nowMs),
    )
    .map((shelf) => (shelf.kind === 'picture' ? shelf.picture.pairId : shelf.pairId))
    .map((pairId) => `${pairId} ${courses.get(pairId)?.fellAtMs}`)
    .join(',');
  const loud = !isAlarming && loudnessNow('unknown', plan, nowMs) === 'full';
  useEffect(() => {
    const fresh = turned.split(',').filter((key) => key !== '' && !told.current.has(key));
    if (fresh.length === 0) return;
    for (const key of fresh) told.current.add(key);
    if (loud) sound.playLower();
    if (loud) vibrateLower();
  }, [turned, loud, sound]);
}
