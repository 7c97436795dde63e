/** Where somebody truly is over time, as straight pieces; written once, read forwards. Pure. */
import { assert } from '../../core/assert.ts';
import { type LatLon, measure, newOffset, normalLonDeg } from '../../core/geo.ts';
import type { Surroundings } from '../../core/receiver.ts';

export const ON_THE_WAY = -1;

export interface Piece {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly from: LatLon;
  readonly to: LatLon;
  readonly surroundings: Surroundings;
  /** Index of the place they are at, or ON_THE_WAY. */
  readonly place: number;
}

export type Track = readonly Piece[];

export class TrackBuilder {
  readonly pieces: Piece[] = [];
  #atMs: number;
  #at: LatLon;

  constructor(atMs: number, at: LatLon) {
    this.#atMs = atMs;
    this.#at = at;
  }

  get atMs(): number {
    return this.#atMs;
  }

  get at(): LatLon {
    return this.#at;
  }

  /** Nothing when that is past. */
  stayUntil(untilMs: number, place: number, surroundings: Surroundings): void {
    if (untilMs > this.#atMs) this.#push(untilMs, this.#at, place, surroundings);
  }

  move(to: LatLon, durationMs: number, surroundings: Surroundings): void {
    if (durationMs > 0) this.#push(this.#atMs + durationMs, to, ON_THE_WAY, surroundings);
    this.#at = to;
  }

  #push(untilMs: number, to: LatLon, place: number, surroundings: Surroundings): void {
    this.pieces.push({ fromMs: this.#atMs, untilMs, from: this.#at, to, surroundings, place });
    this.#atMs = untilMs;
    this.#at = to;
  }
}

/** Ask in order of time. Before the first piece its beginning holds, after the last its end. */
export class TrackReader {
  latDeg = 0;
  lonDeg = 0;
  speedMps = 0;
  courseDeg: number | null = null;
  surroundings: Surroundings = 'indoors';
  place = ON_THE_WAY;
  readonly #track: Track;
  #next = 0;
  readonly #offset = newOffset();

  constructor(track: Track) {
    assert(track.length > 0, 'a track has a piece');
    this.#track = track;
  }

  moveTo(atMs: number): void {
    const track = this.#track;
    while (this.#next < track.length - 1 && track[this.#next]!.untilMs <= atMs) this.#next += 1;
    const piece = track[this.#next]!;
    const lengthMs = piece.untilMs - piece.fromMs;
    const share = Math.min(1, Math.max(0, (atMs - piece.fromMs) / lengthMs));
    this.latDeg = piece.from.latDeg + (piece.to.latDeg - piece.from.latDeg) * share;
    this.lonDeg = normalLonDeg(piece.from.lonDeg + normalLonDeg(piece.to.lonDeg - piece.from.lonDeg) * share);
    this.surroundings = piece.surroundings;
    this.place = piece.place;
    const moves = piece.from !== piece.to && atMs >= piece.fromMs && atMs < piece.untilMs;
    if (!moves) {
      this.speedMps = 0;
      this.courseDeg = null;
      return;
    }
    const offset = this.#offset;
    measure(piece.from.latDeg, piece.from.lonDeg, piece.to.latDeg, piece.to.lonDeg, offset);
    this.speedMps = (offset.distanceM / lengthMs) * 1000;
    this.courseDeg = ((Math.atan2(offset.eastM, offset.northM) * 180) / Math.PI + 360) % 360;
  }
}
