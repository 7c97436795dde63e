/**
 * The wearer sets out to where the protected person is: from each of their places and from random points around, by each means, at hours of
 * the protected person's week. How long before they are within the restraint distance was anybody told? Pure. It says what the distances and
 * devices can do, never what this person will do.
 */
import { type LatLon, moved } from '../../core/geo.ts';
import { between, type Rng } from '../../core/rng.ts';
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { Failure, Means } from './contract.ts';
import { FEASIBILITY_LIMITS as LIMITS } from './limits.ts';
import { type Lives, livesOf, rngOf, type Setting } from './setting.ts';
import { ON_THE_WAY, type Piece, type Track, TrackBuilder } from './track.ts';
import { addTrip, lengthM } from './trip.ts';
import { type Observer, World } from './world.ts';

export const RANDOM_POINTS = 4;
export const RANDOM_M_MIN = 3_000;
export const RANDOM_M_MAX = 10_000;
/** Both are known to the engine before the wearer sets out. */
const LEAD_IN_MS = 15 * MINUTE_MS;
/** They arrive not just as the protected person comes or goes. */
const MARGIN_MS = 5 * MINUTE_MS;
const AFTER_MS = 2 * MINUTE_MS;

/**
 * `reached`: they came within the restraint distance, so many seconds after the first warning or danger (`warnedS`), or that or unknown (`toldS`).
 * `inside`: the origin lies within the warn distance, where a warning stands already. `missed`: the protected person was no longer there.
 */
export type Ending =
  | { readonly ending: 'reached'; readonly warnedS: number; readonly toldS: number }
  | { readonly ending: 'inside' | 'missed' };

export type Draw = Ending & {
  readonly seedIndex: number;
  readonly place: number;
  readonly by: Means;
  readonly failure: Failure;
};

export function approachMeans({ request }: Setting): Means[] {
  if (request.approachBy !== undefined) return [...new Set(request.approachBy)];
  const used = request.wearer.stays.flatMap(({ by, backBy }) => (backBy === undefined ? [by] : [by, backBy]));
  return [...new Set<Means>(['walk', 'car', ...used])];
}

export function failuresOf({ request }: Setting): Failure[] {
  return request.gaps.length > 0
    ? ['none', 'gaps', 'wearer-off', 'protected-off']
    : ['none', 'wearer-off', 'protected-off'];
}

/** All draws of all seeds, in a fixed order. */
export function simulateApproaches(setting: Setting, seeds: readonly number[]): Draw[] {
  const means = approachMeans(setting);
  const failures = failuresOf(setting);
  return seeds.flatMap((seed, seedIndex) => {
    const lives = livesOf(setting, seed);
    const places = setting.request.protected.places
      .map((_, i) => i)
      .filter((i) => staysAt(lives.protected, i).length > 0);
    const each = Math.floor(LIMITS.approaches / (seeds.length * places.length * means.length * failures.length));
    return places.flatMap((place) => {
      const origins = originsOf(setting, place, rngOf(seed, 10, place), Math.max(2, each));
      return means.flatMap((by, m) =>
        origins.flatMap((origin, o) =>
          failures.map((failure): Draw => {
            // The same draw for each failure, so that only the failure makes a difference.
            const chance = (name: number) => rngOf(seed, name, place, m, o);
            return { seedIndex, place, by, failure, ...approach(setting, lives, place, by, origin, failure, chance) };
          }),
        ),
      );
    });
  });
}

/** The wearer's places and random points, at most `count`, places and points by turns. */
function originsOf(setting: Setting, place: number, rng: Rng, count: number): LatLon[] {
  const target = setting.request.protected.places[place]!;
  const points = Array.from({ length: RANDOM_POINTS }, () => {
    const angle = between(rng, 0, 2 * Math.PI);
    const awayM = between(rng, RANDOM_M_MIN, RANDOM_M_MAX);
    return moved(target, awayM * Math.sin(angle), awayM * Math.cos(angle));
  });
  const own = setting.request.wearer.places;
  const turns = Array.from({ length: Math.max(own.length, points.length) }, (_, i) => [own[i], points[i]]);
  return turns
    .flat()
    .filter((origin) => origin !== undefined)
    .slice(0, count);
}

function staysAt(track: Track, place: number): Piece[] {
  return track.filter((piece) => piece.place === place && piece.untilMs - piece.fromMs > 4 * MARGIN_MS);
}

function approach(
  setting: Setting,
  lives: Lives,
  place: number,
  by: Means,
  origin: LatLon,
  failure: Failure,
  chance: (name: number) => Rng,
): Ending {
  const { request, travel } = setting;
  const target = request.protected.places[place]!;
  if (lengthM(origin, target) < request.warnM) return { ending: 'inside' };
  const rng = chance(20);
  const trip = new TrackBuilder(0, origin);
  addTrip(trip, travel, rng, by, target);
  const departMs = Math.round(arrivalMs(lives.protected, place, rng) - trip.atMs);
  const startMs = departMs - LEAD_IN_MS;
  const way = trip.pieces.map((p) => ({ ...p, fromMs: p.fromMs + departMs, untilMs: p.untilMs + departMs }));
  const waiting = { fromMs: startMs, untilMs: departMs, from: origin, to: origin, surroundings: 'indoors' as const };
  const endMs = departMs + trip.atMs + AFTER_MS;
  const gapped = failure === 'gaps';
  const sides = {
    wearer: {
      ...{
        track: [{ ...waiting, place: ON_THE_WAY }, ...way],
        rng: chance(21),
        gaps: gapped ? setting.wearerGaps : [],
      },
      offAtMs: failure === 'wearer-off' ? departMs : Number.POSITIVE_INFINITY,
    },
    protected: {
      ...{ track: lives.protected, rng: chance(22), gaps: gapped ? setting.protectedGaps : [] },
      offAtMs: failure === 'protected-off' ? departMs : Number.POSITIVE_INFINITY,
    },
  };
  const watch = new Watch(departMs, request.restraintM);
  new World(request, [], sides, startMs, watch).run(startMs, endMs);
  return watch.ending();
}

/** Evenly over the time that the protected person spends there. */
function arrivalMs(track: Track, place: number, rng: Rng): number {
  const stays = staysAt(track, place);
  const total = stays.reduce((sum, stay) => sum + stay.untilMs - stay.fromMs, 0);
  let left = between(rng, 0, total);
  const stay = stays.find((one) => {
    left -= one.untilMs - one.fromMs;
    return left < 0;
  });
  const chosen = stay ?? stays.at(-1)!;
  return between(rng, chosen.fromMs + MARGIN_MS, chosen.untilMs - MARGIN_MS);
}

/** The warning that stood unbroken until contact, as the detection bench measures it; one from before setting out counts from then. */
class Watch implements Observer {
  readonly #departMs: number;
  readonly #restraintM: number;
  #alertingFromMs: number | null = null;
  #warnedFromMs: number | null = null;
  #contactMs: number | null = null;

  constructor(departMs: number, restraintM: number) {
    this.#departMs = departMs;
    this.#restraintM = restraintM;
  }

  onTick(nowMs: number, world: World): void {
    const { level } = world;
    const isWarned = level === 'warning' || level === 'danger';
    if (!isWarned && level !== 'unknown') {
      this.#alertingFromMs = null;
      this.#warnedFromMs = null;
    } else {
      this.#alertingFromMs ??= nowMs;
      if (isWarned) this.#warnedFromMs ??= nowMs;
    }
    if (nowMs < this.#departMs || world.trueDistanceM(nowMs) > this.#restraintM) return;
    this.#contactMs = nowMs;
    world.stop();
  }

  ending(): Ending {
    const contactMs = this.#contactMs;
    if (contactMs === null) return { ending: 'missed' };
    const lead = (sinceMs: number | null) =>
      sinceMs === null ? 0 : Math.round((contactMs - Math.max(sinceMs, this.#departMs)) / SECOND_MS);
    return { ending: 'reached', warnedS: lead(this.#warnedFromMs), toldS: lead(this.#alertingFromMs) };
  }
}
