/**
 * What became of each pair's level while the page was watching, so that "has turned away" can be said, once, and only when true.
 * Pure. Fails toward not saying it: a page that was reloaded, a pair that came back from "not known", a fault - none of them is a
 * turning away.
 */
import { MINUTE_MS } from '../../src/core/time.ts';
import type { Picture } from '../../src/disclosure/contract.ts';
import type { Shelf } from '../ui/live/live-state.ts';
import { FRESH_MS_MAX } from '../ui/map/freshness.ts';
import type { Level } from '../ui/parts/level.ts';

export interface Course {
  readonly level: Level | null;
  /** Server time since when the level has been this or higher, without a rise; null: no level. */
  readonly sinceMs: number | null;
  /** Server time at which the level fell from warning or danger; null: it did not, or rose again since. */
  readonly fellAtMs: number | null;
}

export type Courses = ReadonlyMap<string, Course>;

/** How long after the fall it is still news. */
const NEWS_MS = 10 * MINUTE_MS;
const HEIGHT: Readonly<Record<Exclude<Level, 'unknown'>, number>> = { clear: 0, notice: 1, warning: 2, danger: 3 };

/** The courses after the shelves of now. The same map when nothing changed. */
export function followCourses(before: Courses, pairs: ReadonlyMap<string, Shelf>, nowMs: number): Courses {
  const after = new Map<string, Course>();
  let changed = before.size !== pairs.size;
  for (const [pairId, shelf] of pairs) {
    const old = before.get(pairId);
    const course = next(old, pictureOf(shelf), nowMs);
    after.set(pairId, course);
    changed ||= course !== old;
  }
  return changed ? after : before;
}

function pictureOf(shelf: Shelf): Picture | null {
  return shelf.kind === 'picture' && !shelf.lapsed ? shelf.picture : null;
}

function next(old: Course | undefined, picture: Picture | null, nowMs: number): Course {
  const level = picture?.level ?? null;
  if (old !== undefined && old.level === level) return old;
  const was = old?.level ?? null;
  const begins = { level, sinceMs: picture?.levelSinceMs ?? null, fellAtMs: null };
  if (old === undefined || level === null || level === 'unknown' || was === null || was === 'unknown') return begins;
  if (HEIGHT[level] > HEIGHT[was]) return begins;
  const alerted = was === 'warning' || was === 'danger';
  return { level, sinceMs: old.sinceMs, fellAtMs: alerted ? nowMs : old.fellAtMs };
}

/** HAZARD H-171: "has turned away" - the level fell, the picture says "moving away", and what it rests on is fresh. */
export function hasTurnedAway(course: Course | undefined, picture: Picture, nowMs: number): boolean {
  const fellAtMs = course?.fellAtMs ?? null;
  if (fellAtMs === null || nowMs - fellAtMs > NEWS_MS || course?.level !== picture.level) return false;
  const { wearer } = picture;
  if (wearer.kind !== 'band' && wearer.kind !== 'point') return false;
  if (wearer.trend !== 'receding') return false;
  const atMs = wearer.kind === 'point' ? wearer.point.fixedAtMs : wearer.lastReportAtMs;
  return atMs !== null && nowMs - atMs < FRESH_MS_MAX;
}
