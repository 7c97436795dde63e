/** A life's weeks as a track: from stay to stay, home between them where there is time for it. Pure; chance is an argument. */
import type { LatLon } from '../../core/geo.ts';
import type { LocalDate } from '../../core/local-time.ts';
import { normal, type Rng } from '../../core/rng.ts';
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { Life, Means } from './contract.ts';
import { meanTravelS, type Travel } from './means.ts';
import { instantMs, type WeeklyStay, weeklyStays } from './timetable.ts';
import { type Track, TrackBuilder } from './track.ts';
import { addTrip, lengthM } from './trip.ts';

/** They go home between two stays only when it leaves them this long there. */
const HOME_MIN = 30;
/** People are early or late by about so much, and never by more than three times it. */
const JITTER_MIN = 4;

export interface Weeks {
  readonly monday: LocalDate;
  readonly count: number;
  readonly timeZone: string;
}

/** The stays and the track of one person over all weeks. */
export function lifeTrack(life: Life, weeks: Weeks, travel: Travel, rng: Rng): Track {
  const home = homeOf(life);
  const weekly = weeklyStays(life);
  const startMs = instantMs(weeks.monday, 0, 0, weeks.timeZone);
  const endMs = instantMs(weeks.monday, weeks.count, 0, weeks.timeZone);
  const track = new TrackBuilder(startMs, life.places[home]!);
  let here = home;
  let backBy: Means = 'walk';
  for (let week = 0; week < weeks.count; week += 1) {
    for (const stay of weekly) {
      const fromMs = instantMs(weeks.monday, week, stay.fromMin, weeks.timeZone) + jitterMs(rng);
      const untilMs = instantMs(weeks.monday, week, stay.untilMin, weeks.timeZone) + jitterMs(rng);
      const gapS = (fromMs - track.atMs) / SECOND_MS;
      if (here !== home && gapS >= viaHomeS(life, travel, here, backBy, stay)) {
        travelTo(track, life, travel, rng, backBy, home);
        here = home;
      }
      const aheadMs = wayS(life, travel, here, stay.place, stay.by) * SECOND_MS;
      track.stayUntil(fromMs - aheadMs, here, 'indoors');
      if (here !== stay.place) travelTo(track, life, travel, rng, stay.by, stay.place);
      track.stayUntil(untilMs, stay.place, 'indoors');
      here = stay.place;
      backBy = stay.backBy;
    }
  }
  if (here !== home) travelTo(track, life, travel, rng, backBy, home);
  track.stayUntil(endMs, home, 'indoors');
  return track.pieces;
}

export function homeOf(life: Life): number {
  return life.places.findIndex(({ kind }) => kind === 'home');
}

/** Mean seconds from place to place; 0 when they are the same. */
export function wayS(life: Life, travel: Travel, from: number, to: number, by: Means): number {
  return from === to ? 0 : meanTravelS(travel, by, lengthM(life.places[from]!, life.places[to]!));
}

/** Seconds between two stays from which on they go home in between. */
function viaHomeS(life: Life, travel: Travel, here: number, backBy: Means, next: WeeklyStay): number {
  const home = homeOf(life);
  return wayS(life, travel, here, home, backBy) + HOME_MIN * 60 + wayS(life, travel, home, next.place, next.by);
}

function travelTo(track: TrackBuilder, life: Life, travel: Travel, rng: Rng, by: Means, place: number): void {
  const to: LatLon = life.places[place]!;
  addTrip(track, travel, rng, by, to);
}

function jitterMs(rng: Rng): number {
  return Math.max(-3, Math.min(3, normal(rng))) * JITTER_MIN * MINUTE_MS;
}
