/**
 * Levels: raised at once, lowered slowly. A level stands until nothing has called for it for a holding time *and* good fixes of
 * both sides, newer than the last reason for it, show that it is over. `unknown` lies over what stands beneath, and uncovers it again.
 * Fails toward the higher level.
 */
import type { Assessment, LevelState, Rank } from './state.ts';

/** How long a call for a warning outweighs doubt in what it rests on: it must not go to unknown and back with every fix. */
const DOUBTED_CALL_MS = 180_000;

/** Takes an assessment into the state; true when the level or the reason of `unknown` changed. */
export function applyAssessment(levels: LevelState, found: Assessment, nowMs: number): boolean {
  if (found.raise >= 2) levels.calledMs = nowMs;
  if (found.raise >= 2 && found.reason !== null) levels.doubtedCallMs = nowMs;
  if (found.keep >= 1) levels.noticeMs = nowMs;
  if (found.keep >= 2) levels.warningMs = nowMs;
  if (found.keep >= 3) levels.dangerMs = nowMs;
  if (found.raise >= levels.base) {
    levels.base = found.raise;
  } else if (!found.isBlind) {
    levels.base = lowered(levels, found, nowMs);
  } else if (found.isSurelyOff) {
    levels.base = withoutDanger(levels, found, nowMs);
  }
  const rank = shownRank(levels, found, nowMs);
  // HAZARD H-120: still unknown, for the reason it was.
  const reason = rank === 4 ? (found.reason ?? levels.reason) : null;
  if (rank === levels.rank && reason === levels.reason) return false;
  if (rank !== levels.rank) levels.sinceMs = nowMs;
  // That was of the side and the reason that stood.
  levels.heardFromMs = Number.NaN;
  if (levels.rank === 4 && rank !== 4 && found.reason === null) levels.knownAgainMs = nowMs;
  levels.rank = rank;
  levels.reason = reason;
  if (reason === null) levels.reasonSinceMs = Number.NaN;
  else if (found.reason !== null) levels.reasonSinceMs = found.reasonSinceMs;
  return true;
}

/**
 * Fresh evidence of a warning or danger is shown even from a side that is not fully trusted. What is known again rests on a good
 * fix of each side.
 */
function shownRank(levels: LevelState, found: Assessment, nowMs: number): Rank {
  if (levels.base >= 2 && nowMs - levels.doubtedCallMs <= DOUBTED_CALL_MS) return levels.base;
  if (found.reason !== null) return 4;
  // A failure is over when it no longer fails, and tells nothing of the sides.
  const isDoubted = levels.rank === 4 && levels.reason !== 'evaluation-failed';
  return isDoubted && Number.isNaN(found.newestGoodMs) ? 4 : levels.base;
}

function lowered(levels: LevelState, found: Assessment, nowMs: number): Rank {
  let rank = withoutDanger(levels, found, nowMs);
  if (rank === 2 && isOver(levels.warningMs, found.warningHoldMs, found.goodAtMs, nowMs)) rank = 1;
  if (rank === 1 && isOver(levels.noticeMs, found.noticeHoldMs, found.goodAtMs, nowMs)) rank = 0;
  return rank < found.raise ? found.raise : rank;
}

/** Danger is about now: one good fix of each side ends it, in a warning. To be calm takes two. */
function withoutDanger(levels: LevelState, found: Assessment, nowMs: number): Rank {
  const isPast = levels.base === 3 && isOver(levels.dangerMs, found.dangerHoldMs, found.newestGoodMs, nowMs);
  return isPast ? 2 : levels.base;
}

/** Held long enough, and good fixes of both sides have come since anything last called for it: a coarse one clears nothing. */
function isOver(lastMs: number, holdMs: number, goodAtMs: number, nowMs: number): boolean {
  return nowMs - lastMs >= holdMs && goodAtMs > lastMs;
}

/** The whole evaluation failed: `unknown`, whatever stood. True when that is a change. */
export function applyFailure(levels: LevelState, nowMs: number): boolean {
  if (levels.rank === 4 && levels.reason === 'evaluation-failed') return false;
  if (levels.rank !== 4) levels.sinceMs = nowMs;
  levels.rank = 4;
  levels.reason = 'evaluation-failed';
  levels.reasonSinceMs = nowMs;
  return true;
}
