/** The outer bound from the last good fix, in the person's record. */
import { GOOD_AT, GOOD_LAT, GOOD_LON, GOOD_RADIUS, GOOD_SPEED } from './person-layout.ts';
import type { PersonCursor } from './person-record.ts';
import type { Bound } from './state.ts';

export class GoodBound implements Bound {
  readonly #person: PersonCursor;

  constructor(person: PersonCursor) {
    this.#person = person;
  }

  get latDeg(): number {
    return this.#person.f64[this.#person.at64 + GOOD_LAT]!;
  }
  set latDeg(value: number) {
    this.#person.f64[this.#person.at64 + GOOD_LAT] = value;
  }

  get lonDeg(): number {
    return this.#person.f64[this.#person.at64 + GOOD_LON]!;
  }
  set lonDeg(value: number) {
    this.#person.f64[this.#person.at64 + GOOD_LON] = value;
  }

  get radiusM(): number {
    return this.#person.f32[this.#person.at32 + GOOD_RADIUS]!;
  }
  set radiusM(value: number) {
    this.#person.f32[this.#person.at32 + GOOD_RADIUS] = value;
  }

  get speedMps(): number {
    return this.#person.f32[this.#person.at32 + GOOD_SPEED]!;
  }
  set speedMps(value: number) {
    this.#person.f32[this.#person.at32 + GOOD_SPEED] = value;
  }

  get atMs(): number {
    return this.#person.f64[this.#person.at64 + GOOD_AT]!;
  }
  set atMs(value: number) {
    this.#person.f64[this.#person.at64 + GOOD_AT] = value;
  }
}
