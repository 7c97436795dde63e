/**
 * Zones near enough to be evaluated, of which it is sure for a time that each evaluation finds what the last one found: of a wearer
 * who stands, well on one side of everything that counts, or who has fallen silent for good. Ticks pass these over. What they would
 * have noted is how late something still kept the level (`LevelCursor.catchUp`).
 * Fails toward evaluation: whatever is not certain is not steady. A rule of `zone.ts` that looks at something else must be looked
 * at here too (`quiet.test.ts` compares both ways).
 */
import type { Engine } from './new-state.ts';
import type { Parameters } from './parameters.ts';
import { RADIUS68_SIGMAS } from './probability.ts';
import { silenceAfterMs } from './silence.ts';
import type { ZoneCursor } from './zone-record.ts';

/** In standard deviations: further than this from the edge, the error of the distribution function cannot turn a half. */
export const SURE_OF_HALF = 0.001;
/** A hundredth and two metres: what measure, geodesic and carrying differ by, over ways like these. */
const WAY_SLACK = 1.01;
const WAY_SLACK_M = 2;
const WAY_MAX_M = 10_000;

/** How far on the allowed side of the edge one must be before it counts as left. */
export function marginM(p: Parameters, zone: ZoneCursor): number {
  return zone.spec.kind === 'exclusion' ? p.zoneMarginM : p.zoneMarginM / 2;
}

/** Just after the zone was evaluated at `nowMs` with this outlook. */
export function isSteady(engine: Engine, zone: ZoneCursor, nowMs: number): boolean {
  const { parameters: p, found } = engine;
  if (zone.levels.reason === 'evaluation-failed') return false;
  // Called for and doubted at once is true for three minutes: such levels are looked at.
  if (!Number.isNaN(zone.levels.doubtedCallMs)) return false;
  return found.reason === null ? isCertain(engine, zone) : isGone(p, zone, nowMs);
}

/** Unknown, with no fresh report: only a report ends that. Until then nothing is called for, and what is in reach stays so. */
function isGone(p: Parameters, zone: ZoneCursor, nowMs: number): boolean {
  const { wearer, spec } = zone;
  return !(nowMs - wearer.tMs <= silenceAfterMs(p, spec.wearerIntervalS)) && p.soundShare <= 1;
}

/**
 * Known well and trusted for the whole time, at a place from which no range of a rule is crossed, and at rest, so that no rule asks
 * about the way. Beyond the edge the way does not matter.
 */
function isCertain({ parameters: p, found, outlook, motion }: Engine, zone: ZoneCursor): boolean {
  const { levels } = zone;
  if (found.isBlind || outlook.mayBeBlind || levels.rank === 4 || p.probable !== 0.5) return false;
  // What is not called for and not kept comes down in time.
  if (found.keep < levels.base) return false;
  if (!(outlook.mostSigmaM * RADIUS68_SIGMAS <= p.coarseAccuracyM && outlook.wayM <= WAY_MAX_M)) return false;
  // An outline is laid flat anew around each place: how its distance changes is not bounded here.
  if (Number.isNaN(zone.radiusM)) return false;
  const slackM = WAY_SLACK * outlook.wayM + WAY_SLACK_M + SURE_OF_HALF * outlook.mostSigmaM;
  const { toEdgeM } = motion;
  if (toEdgeM < -slackM) return true;
  if (!outlook.stands) return false;
  const { warnM, noticeM } = zone.spec;
  return (
    isClearOf(toEdgeM, 0, slackM) &&
    isClearOf(toEdgeM, marginM(p, zone), slackM) &&
    isClearOf(toEdgeM, warnM, slackM) &&
    isClearOf(toEdgeM, warnM * p.exitFactor, slackM) &&
    isClearOf(toEdgeM, noticeM, slackM) &&
    isClearOf(toEdgeM, noticeM * p.exitFactor, slackM)
  );
}

function isClearOf(toEdgeM: number, rangeM: number, slackM: number): boolean {
  return Math.abs(toEdgeM - rangeM) > slackM;
}
