/** What a simulation stands on: the request with what the pack adds, the way people travel, and the instants of the weeks. */
import type { LocalDate } from '../../core/local-time.ts';
import { type Rng, seededRng } from '../../core/rng.ts';
import type { RuleSource } from '../../disclosure/rule.ts';
import type { FeasibilityRequest } from './contract.ts';
import { type IsInside, insideOf } from './device.ts';
import { lifeTrack } from './life-track.ts';
import type { Travel } from './means.ts';
import { instantMs, mondayOf, parseDate } from './timetable.ts';
import type { Track } from './track.ts';
import type { Zone } from './world.ts';

/** What is needed of a jurisdiction's pack. Plain data: it is sent to a worker. */
export interface PackPart extends RuleSource {
  readonly jurisdiction: string;
  readonly timeZone: string;
  readonly zone: { readonly warnM: number; readonly noticeM: number };
}

export interface Setting {
  readonly request: FeasibilityRequest;
  readonly pack: PackPart;
  readonly travel: Travel;
  readonly monday: LocalDate;
  /** Beginning of each week, and the end of the last. */
  readonly weekStartsMs: readonly number[];
  readonly zones: readonly Zone[];
  readonly wearerGaps: readonly IsInside[];
  readonly protectedGaps: readonly IsInside[];
}

export function settingOf(request: FeasibilityRequest, pack: PackPart, travel: Travel): Setting {
  const monday = mondayOf(parseDate(request.startsOn));
  const starts = Array.from({ length: request.weeks + 1 }, (_, week) => instantMs(monday, week, 0, pack.timeZone));
  const gapsOf = (side: 'wearer' | 'protected') =>
    request.gaps.filter(({ whose }) => whose === 'both' || whose === side).map(({ area }) => insideOf(area));
  return {
    ...{ request, pack, travel, monday, weekStartsMs: starts },
    zones: request.prohibited.map(({ id, area, warnM, noticeM }) => ({
      ...{
        id,
        area,
        warnM: warnM ?? pack.zone.warnM,
        noticeM: noticeM ?? Math.max(pack.zone.noticeM, (warnM ?? 0) + 1),
      },
    })),
    wearerGaps: gapsOf('wearer'),
    protectedGaps: gapsOf('protected'),
  };
}

export interface Lives {
  readonly wearer: Track;
  readonly protected: Track;
}

/** Both lives over all weeks, for one seed. */
export function livesOf(setting: Setting, seed: number): Lives {
  const { request, travel, monday, pack } = setting;
  const weeks = { monday, count: request.weeks, timeZone: pack.timeZone };
  return {
    wearer: lifeTrack(request.wearer, weeks, travel, rngOf(seed, 1)),
    protected: lifeTrack(request.protected, weeks, travel, rngOf(seed, 2)),
  };
}

/** Chance of its own for each thing that is drawn, so that one drawn more or less changes no other. */
export function rngOf(seed: number, ...names: readonly number[]): Rng {
  let mixed = seed >>> 0;
  for (const name of names) {
    mixed = Math.imul(mixed ^ (name + 0x9e3779b9), 0x85ebca6b) >>> 0;
    mixed = (mixed ^ (mixed >>> 13)) >>> 0;
  }
  return seededRng(mixed);
}
