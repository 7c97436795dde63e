/**
 * What the page says of one pair: one true sentence and the lines under it. Pure. Never more certain than the data: a wide
 * precision reads "less than", an old position reads "was", and what is not known is said to be not known.
 */
import { unreachable } from '../../src/core/assert.ts';
import type { Picture, Shown } from '../../src/disclosure/contract.ts';
import type { Shelf, Viewer } from '../ui/live/live-state.ts';
import { STALE_MS_MIN } from '../ui/map/freshness.ts';
import type { Level } from '../ui/parts/level.ts';
import { ageText, spanText } from '../ui/words/age.ts';
import { distanceText, precisionText } from '../ui/words/distance.ts';
import { unknownStatus } from './status-unknown.ts';
import { type Status, timeOf, type Voice } from './voice.ts';

/** Bands end here where the pack's last edge is "anywhere on earth". */
const BAND_M_MAX = 1_000_000;
/** Nearer than this no figure is given but "less than". */
const NEAR_M = 20;

/** True when the picture is about somebody else than the viewer: a member of the household without an order of their own. */
export function isAboutAnother(picture: Picture, viewer: Viewer['kind']): boolean {
  return viewer === 'household' && picture.protected.kind === 'nothing';
}

/** `turned`: the level fell from an alerting one and the wearer moves away since; said only where the picture itself says so. */
export function statusOfShelf(shelf: Shelf, viewer: Viewer['kind'], voice: Voice, turned = false): Status {
  if (shelf.kind === 'withdrawn') {
    return shelf.statement === 'no-order' ? noOrder(voice) : withdrawn(voice);
  }
  if (shelf.lapsed)
    return { level: 'unknown', headline: voice.app('unknown.failed'), lines: [voice.app('lost.lapsed')] };
  return statusOfPicture(shelf.picture, viewer, voice, turned);
}

export function statusOfPicture(picture: Picture, viewer: Viewer['kind'], voice: Voice, turned = false): Status {
  const { wearer, level } = picture;
  const other = isAboutAnother(picture, viewer);
  switch (wearer.kind) {
    case 'nothing':
      return nothingStatus(wearer, level, voice);
    case 'band':
      return bandStatus(wearer, level, { other, turned }, voice);
    case 'point':
      return pointStatus(picture, wearer, { other, turned }, voice);
    case 'unknown':
      return { level, ...unknownStatus(wearer, other, voice) };
    default:
      return unreachable(wearer);
  }
}

/** That it ended is said where the orders themselves say so: a pair may be gone from the stream for other reasons. */
export function noOrder(voice: Voice): Status {
  const { orderEndedAtMs: endedAtMs = null, emergencyNumber: number } = voice;
  if (endedAtMs !== null) {
    const line = voice.app('nothing.ended.line', { number, time: timeOf(voice, endedAtMs) });
    return { level: null, headline: voice.app('nothing.ended'), lines: [line] };
  }
  const line = voice.app('nothing.no-order.line', { number: voice.emergencyNumber });
  return { level: null, headline: voice.app('nothing.no-order'), lines: [line] };
}

function withdrawn(voice: Voice): Status {
  return {
    level: 'unknown',
    headline: voice.app('withdrawn.refused'),
    lines: [voice.app('withdrawn.refused.line')],
  };
}

function nothingStatus(shown: Extract<Shown, { kind: 'nothing' }>, level: Level, voice: Voice): Status {
  const { app } = voice;
  switch (shown.statement) {
    case 'no-order':
      return noOrder(voice);
    case 'no-warning':
      return { level, headline: app(`nothing.${level}`), lines: [reportedLine(shown.lastReportAtMs, voice)] };
    case 'not-allowed':
      return { level, headline: app(`nothing.${level}`), lines: [app('nothing.not-allowed.line')] };
    case 'refused': {
      // A refusal at `clear` must not read "no warning": the refusal itself says that something is amiss.
      const headline = level === 'clear' ? app('nothing.refused') : app(`nothing.${level}`);
      return { level: level === 'clear' ? 'unknown' : level, headline, lines: [app('nothing.refused.line')] };
    }
    default:
      return unreachable(shown.statement);
  }
}

function reportedLine(atMs: number | null, voice: Voice): string {
  if (atMs === null) return voice.app('reported.unknown');
  return voice.app('reported.ago', { age: ageText(voice.common, voice.nowMs - atMs) });
}

function distance(voice: Voice, metres: number): string {
  return distanceText(voice.common, voice.language, metres);
}

interface About {
  readonly other: boolean;
  readonly turned: boolean;
}

function bandStatus(shown: Extract<Shown, { kind: 'band' }>, level: Level, about: About, voice: Voice): Status {
  const suffix = about.other ? '.other' : '';
  const { app } = voice;
  const text =
    shown.fromM <= 0
      ? app(`distance.under${suffix}`, { distance: distance(voice, shown.toM) })
      : shown.toM > BAND_M_MAX
        ? app(`distance.over${suffix}`, { distance: distance(voice, shown.fromM) })
        : app(`distance.between${suffix}`, { from: distance(voice, shown.fromM), to: distance(voice, shown.toM) });
  if (shown.lastReportAtMs !== null && isOldPlace(shown, voice.nowMs)) {
    return { level, headline: wasHeadline(text, shown.lastReportAtMs, voice), lines: [] };
  }
  return { level, headline: withMotion(text, shown, about.turned, voice), lines: motionLines(shown, level, voice) };
}

/** Whether a place is too old for what moves to be said of it. */
export function isOldPlace(shown: Extract<Shown, { kind: 'band' | 'point' }>, nowMs: number): boolean {
  const atMs = shown.kind === 'point' ? shown.point.fixedAtMs : shown.lastReportAtMs;
  return atMs !== null && nowMs - atMs >= STALE_MS_MIN;
}

/** HAZARD H-170: of an old place neither a pace nor a direction may be read. */
function wasHeadline(text: string, atMs: number, voice: Voice): string {
  return voice.app('headline.was', { distance: text, age: ageText(voice.common, voice.nowMs - atMs) });
}

type Motion = Pick<Extract<Shown, { kind: 'band' }>, 'trend' | 'octant' | 'etaS'>;

/** Who does what, how far away, on which side: one sentence, of what is known. */
function withMotion(text: string, shown: Motion, turned: boolean, voice: Voice): string {
  const { trend, octant } = shown;
  const { app, common } = voice;
  if (trend === 'approaching') {
    if (octant === null) return app('headline.approaching', { distance: text });
    return app('headline.approaching-from', { distance: text, from: app(`from.${octant}`) });
  }
  const doing = trend === 'receding' && turned ? 'turned' : trend;
  if (octant === null) return app(`headline.${doing}`, { distance: text });
  return app(`headline.${doing}-octant`, { distance: text, octant: common(`octant.${octant}`) });
}

/** At `danger` the time left is no news any more: they are close. */
function motionLines(shown: Motion, level: Level, voice: Voice): string[] {
  if (shown.trend === 'unclear') return [voice.app('direction.none')];
  if (shown.trend !== 'approaching' || shown.etaS === null || level === 'danger') return [];
  if (shown.etaS < 60) return [voice.app('eta.soon')];
  return [voice.app('eta.span', { span: spanText(voice.common, shown.etaS) })];
}

function pointStatus(picture: Picture, shown: Extract<Shown, { kind: 'point' }>, about: About, voice: Voice): Status {
  const { app } = voice;
  const { level } = picture;
  const { fixedAtMs, radiusM } = shown.point;
  if (shown.distanceM === null) {
    const age = ageText(voice.common, voice.nowMs - fixedAtMs);
    return { level, headline: app('distance.none'), lines: [app('distance.none.why', { age })] };
  }
  const suffix = about.other ? '.other' : '';
  const own = picture.protected.kind === 'point' ? picture.protected.point.radiusM : 0;
  const spreadM = radiusM + own;
  const wide = spreadM > shown.distanceM / 2 || shown.distanceM < NEAR_M;
  const text = wide
    ? app(`distance.under${suffix}`, { distance: distance(voice, Math.max(shown.distanceM + spreadM, NEAR_M)) })
    : app(`distance.about${suffix}`, { distance: distance(voice, shown.distanceM) });
  if (isOldPlace(shown, voice.nowMs)) return { level, headline: wasHeadline(text, fixedAtMs, voice), lines: [] };
  return { level, headline: withMotion(text, shown, about.turned, voice), lines: motionLines(shown, level, voice) };
}

/** How old and how exact. */
export function ageLines(picture: Picture, voice: Voice): string[] {
  const { app, common, nowMs } = voice;
  const { wearer, protected: own } = picture;
  const measured = (key: 'basis.wearer' | 'basis.self', point: Extract<Shown, { kind: 'point' }>['point']) =>
    app(key, {
      age: ageText(common, nowMs - point.fixedAtMs),
      precision: precisionText(common, voice.language, point.radiusM),
    });
  const lines: string[] = [];
  if (wearer.kind === 'point') lines.push(measured('basis.wearer', wearer.point));
  else if (wearer.kind !== 'nothing' && wearer.lastReportAtMs !== null) {
    lines.push(app('basis.reported', { age: ageText(common, nowMs - wearer.lastReportAtMs) }));
  }
  if (own.kind === 'point') lines.push(measured('basis.self', own.point));
  return lines;
}

/** The small print: how old and how exact, and by which article it is shown. */
export function basisLines(picture: Picture, voice: Voice): string[] {
  return [...ageLines(picture, voice), voice.app('basis.article', { article: picture.wearer.basis.article })];
}
