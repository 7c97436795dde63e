/**
 * What a simulated person does, leg after leg, as a pure function of elapsed time. Built once from a seed; then `at(ms)`
 * answers for any instant in any order. Marks name the moments that scenarios speak of.
 */
import { assert } from '../../core/assert.ts';
import type { Surroundings } from '../../core/receiver.ts';
import { between, type Rng } from '../../core/rng.ts';
import type { City, Place, Stop, TransitLine } from '../city/city.ts';
import { distanceM, type PlanePoint } from '../city/plane.ts';
import { findRoute } from '../city/route.ts';
import type { Motion } from './motion.ts';
import { type StreetMode, streetMotion, transitMotion } from './travel.ts';
import type { Mode, TrueState } from './true-state.ts';

interface Leg {
  readonly fromMs: number;
  readonly durationMs: number;
  /** `ms` from the beginning of the leg. */
  at(ms: number): TrueState;
}

export interface Itinerary {
  readonly durationMs: number;
  readonly marks: ReadonlyMap<string, number>;
  /** Before the beginning: the first state; after the end: the last. */
  at(elapsedMs: number): TrueState;
}

/** Where someone is and could set out from. */
export type Where = Pick<Place, 'point' | 'spot'>;

export interface TravelChoice {
  readonly pace?: number;
  readonly greenLights?: boolean;
}

export interface RideChoice {
  /** The train stands still between stations: at this share of the way, for this long. */
  readonly heldAtShare?: number;
  readonly heldMs?: number;
}

export interface ItineraryBuilder {
  stay(durationMs: number, surroundings?: 'open' | 'indoors'): ItineraryBuilder;
  go(mode: StreetMode, to: Where, choice?: TravelChoice): ItineraryBuilder;
  /** Walks to `from`, rides to `to`, comes up to the street there. */
  ride(line: TransitLine, from: Stop, to: Stop, choice?: RideChoice): ItineraryBuilder;
  mark(name: string): ItineraryBuilder;
  /** Later marks get this in front, so that one life can hold several scenarios. */
  prefix(words: string): ItineraryBuilder;
  /** Stays until `elapsedMs` of the whole; nothing when that is past. */
  until(elapsedMs: number, surroundings?: 'open' | 'indoors'): ItineraryBuilder;
  readonly elapsedMs: number;
  build(): Itinerary;
}

/** Tall streets reach this far around the station square. */
const CANYON_M = 620;
const PLATFORM_M = 70;
/** Fidgets of somebody who stays: a few metres, slowly. */
const FIDGET_M = 3;
const FIDGET_MS = 190_000;

export function buildItinerary(city: City, rng: Rng, start: Where): ItineraryBuilder {
  const legs: Leg[] = [];
  const marks = new Map<string, number>();
  const me = { pace: between(rng, 0.9, 1.1), phase: between(rng, 0, 2 * Math.PI) };
  let here = start;
  let nowMs = 0;
  let prefix = '';
  const push = (durationMs: number, at: Leg['at']) => {
    if (durationMs <= 0) return;
    legs.push({ fromMs: nowMs, durationMs, at });
    nowMs += durationMs;
  };
  const moved = (motion: Motion | null, mode: Mode, around: (alongM: number, point: PlanePoint) => Surroundings) => {
    if (!motion) return;
    push(motion.durationMs, (ms) => {
      const { alongM, ...state } = motion.at(ms);
      return { ...state, mode, surroundings: around(alongM, state.point), charging: mode === 'drive' };
    });
  };
  const builder: ItineraryBuilder = {
    get elapsedMs() {
      return nowMs;
    },
    stay(durationMs, surroundings = 'indoors') {
      const home = here.point;
      push(durationMs, (ms) => stillAt(home, ms, durationMs, me.phase, surroundings));
      return builder;
    },
    until(elapsedMs, surroundings = 'indoors') {
      return builder.stay(elapsedMs - nowMs, surroundings);
    },
    go(mode, to, choice = {}) {
      const travel = mode === 'walk' || mode === 'cycle' ? 'walk' : 'drive';
      const route = findRoute(city.graph, here.spot, to.spot, travel);
      const options = {
        pace: choice.pace ?? me.pace,
        greenLights: choice.greenLights ?? false,
        door: { from: here.point, to: to.point },
      };
      moved(streetMotion(route, mode, options, rng), mode, (_, point) => outdoors(city, point));
      here = to;
      return builder;
    },
    ride(line, from, to, choice = {}) {
      builder.go('walk', from);
      const span = to.offsetM - from.offsetM;
      const held = choice.heldMs
        ? { offsetM: from.offsetM + span * (choice.heldAtShare ?? 0.5), waitMs: choice.heldMs }
        : null;
      const motion = transitMotion(line, from.offsetM, to.offsetM, held, rng);
      moved(motion, 'train', (alongM, point) =>
        line.network === 'rail' ? outdoors(city, point) : below(line, from.offsetM + Math.sign(span) * alongM),
      );
      here = to;
      return builder;
    },
    mark(name) {
      marks.set(prefix + name, nowMs);
      return builder;
    },
    prefix(words) {
      prefix = words;
      return builder;
    },
    build: () => sealed(legs, marks, nowMs),
  };
  return builder;
}

function outdoors(city: City, point: PlanePoint): Surroundings {
  return distanceM(point, city.square.point) < CANYON_M ? 'canyon' : 'open';
}

function below(line: TransitLine, offsetM: number): Surroundings {
  return line.stops.some((stop) => Math.abs(stop.offsetM - offsetM) < PLATFORM_M) ? 'platform' : 'tunnel';
}

/** Comes back to the very spot at both ends, so that legs join without a jump. */
function stillAt(
  home: PlanePoint,
  ms: number,
  durationMs: number,
  phase: number,
  surroundings: Surroundings,
): TrueState {
  const edge = Math.min(1, ms / 60_000, (durationMs - ms) / 60_000);
  const r = FIDGET_M * Math.max(0, edge);
  const angle = (ms / FIDGET_MS) * 2 * Math.PI + phase;
  return {
    point: { xM: home.xM + r * Math.cos(angle), yM: home.yM + r * Math.sin(2 * angle) },
    speedMps: 0,
    courseDeg: null,
    mode: 'still',
    surroundings,
    charging: surroundings === 'indoors',
  };
}

function sealed(legs: readonly Leg[], marks: ReadonlyMap<string, number>, durationMs: number): Itinerary {
  assert(legs.length > 0, 'an itinerary needs a leg');
  return {
    durationMs,
    marks: new Map(marks),
    at(elapsedMs) {
      const ms = Math.min(durationMs, Math.max(0, elapsedMs));
      let low = 0;
      let high = legs.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (legs[middle]!.fromMs <= ms) low = middle;
        else high = middle - 1;
      }
      const leg = legs[low]!;
      return leg.at(Math.min(leg.durationMs, ms - leg.fromMs));
    },
  };
}

/** Round and round; the itinerary must end where it began. */
export function looped(once: Itinerary): Itinerary {
  return {
    durationMs: Infinity,
    marks: once.marks,
    at: (elapsedMs) => once.at(elapsedMs < 0 ? 0 : elapsedMs % once.durationMs),
  };
}
