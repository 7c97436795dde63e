/** A person's day: places to be at by a time, how to get there, and a path through all of it. */
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import { PLACES, type Place, type Track } from '../case.ts';
import type { StreetMap } from '../maps/street-map.ts';
import { awayM, chance, type Point } from '../plane.ts';
import type { Leg } from './drive.ts';
import { type Mode, travel } from './travel.ts';

export interface Visit {
  readonly at: Point;
  /** To be there by then if one can; a time already past means at once. */
  readonly byS: number;
  /** Not on the way again before this long; 0: only passes through. */
  readonly stayS: number;
  readonly mode: Mode;
  /** What surrounds one there. */
  readonly place: Place;
}

/** Within a building or along a pavement. */
const STROLL_MPS = 1.1;

/** Writes a path second by second until it is full. */
export class Path {
  readonly track: Track;
  readonly #rng: Rng;
  #s = 0;
  #here: Point;
  /** The place one stays at or has come to: rooms and steps around it do not count. */
  at: Point;

  constructor(rng: Rng, lengthS: number, start: Point) {
    this.#rng = rng;
    this.at = start;
    this.#here = start;
    this.track = {
      xM: new Float64Array(lengthS),
      yM: new Float64Array(lengthS),
      place: new Uint8Array(lengthS),
    };
  }

  get atS(): number {
    return this.#s;
  }

  get isFull(): boolean {
    return this.#s >= this.track.xM.length;
  }

  /** Stays about here: people indoors change rooms now and then, people outdoors stroll a few steps. */
  rest(untilS: number, place: Place): void {
    const roomM = place === 'indoors' ? 6 : 12;
    let room: Point = this.at;
    while (this.#s < untilS && !this.isFull) {
      if (chance(this.#rng, 1 / 600)) {
        room = { xM: this.at.xM + normal(this.#rng) * roomM, yM: this.at.yM + normal(this.#rng) * roomM };
      }
      this.#write(steppedTo(this.#here, room), place);
    }
  }

  follow(leg: Leg): void {
    const [first] = leg.points;
    while (first !== undefined && awayM(this.#here, first) > STROLL_MPS && !this.isFull) {
      this.#write(steppedTo(this.#here, first), leg.place);
    }
    for (const point of leg.points) this.#write(point, leg.place);
    this.at = leg.points.at(-1) ?? this.at;
  }

  #write(point: Point, place: Place): void {
    if (this.isFull) return;
    this.track.xM[this.#s] = point.xM;
    this.track.yM[this.#s] = point.yM;
    this.track.place[this.#s] = PLACES.indexOf(place);
    this.#here = point;
    this.#s++;
  }
}

/** A second's stroll from `from` towards `to`. */
function steppedTo(from: Point, to: Point): Point {
  const m = awayM(from, to);
  if (m <= STROLL_MPS) return to;
  const share = STROLL_MPS / m;
  return { xM: from.xM + (to.xM - from.xM) * share, yM: from.yM + (to.yM - from.yM) * share };
}

/** Lives the visits in turn, beginning at `home`, leaving each place just in time for the next. */
export function live(
  rng: Rng,
  map: StreetMap,
  lengthS: number,
  home: Point,
  homePlace: Place,
  visits: readonly Visit[],
): Track {
  const path = new Path(rng, lengthS, home);
  let place = homePlace;
  for (const visit of visits) {
    const legs = awayM(path.at, visit.at) < 1 ? [] : travel(rng, map, path.at, visit.at, visit.mode, visit.stayS === 0);
    const travelS = legs.reduce((sum, leg) => sum + leg.points.length, 0);
    path.rest(visit.byS - travelS, place);
    for (const leg of legs) path.follow(leg);
    place = visit.place;
    path.rest(path.atS + visit.stayS * between(rng, 0.95, 1.05), place);
    if (path.isFull) break;
  }
  path.rest(lengthS, place);
  return path.track;
}
