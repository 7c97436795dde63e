/**
 * Places no more exact than a rule allows, also for whoever watches for long. A place moves to the middle of its cell of a fixed grid; it
 * leaves a cell only a margin beyond the edge, and how far beyond is secret, different at each edge and in each direction, and always the same
 * there. So the mean of many frames is the middle of a cell; the instant in which the cell changes tells a strip as wide as a cell and no line;
 * and crossing an edge a hundred times tells it once. The cell belongs to the pair, not to a connection: coming back learns nothing anew.
 * Fails toward coarser: a place that was measured worse than the rule asks is moved as well, and its circle grows.
 */
import { createHmac } from 'node:crypto';
import { assert } from '../core/assert.ts';
import type { Spot } from './coarse.ts';
import { LIMITS } from './limits.ts';

interface Cell {
  row: number;
  column: number;
  readonly lonStepDeg: number;
}

const METRES_PER_DEGREE = 111_320;
/** Columns keep their width over so many degrees of latitude: some 22 km. */
const BELT_DEG = 0.2;
/** Two times in three the true place lies within so many cells of the middle that is shown. */
const MOVED_CELLS = 1.2;

export class Snaps {
  readonly #secret: string;
  readonly #cells = new Map<string, Cell>();

  /** `secret`: of this process, told to nobody. */
  constructor(secret: string) {
    this.#secret = secret;
  }

  // HAZARD H-504: a coarse place is sharpened by averaging it, or by watching it change
  /** `key`: of whom, for which pair. `pointM` over 0. */
  spot(key: string, spot: Spot, pointM: number): Spot {
    assert(pointM > 0, 'as measured needs no grid');
    const name = `${key} ${pointM}`;
    const latStepDeg = pointM / METRES_PER_DEGREE;
    const beltDeg = (Math.floor(spot.latDeg / BELT_DEG) + 0.5) * BELT_DEG;
    const lonStepDeg = latStepDeg / Math.max(Math.cos((beltDeg * Math.PI) / 180), 1e-4);
    const rows = spot.latDeg / latStepDeg;
    const columns = spot.lonDeg / lonStepDeg;
    const held = this.#cells.get(name);
    const isKept = held !== undefined && held.lonStepDeg === lonStepDeg;
    const cell: Cell = {
      row: held === undefined ? Math.floor(rows) : this.#next(name, 'row', held.row, rows),
      column: isKept ? this.#next(name, 'column', held.column, columns) : Math.floor(columns),
      lonStepDeg,
    };
    this.#hold(name, cell);
    return {
      latDeg: micro(clamp((cell.row + 0.5) * latStepDeg, 90)),
      lonDeg: micro(clamp((cell.column + 0.5) * lonStepDeg, 180)),
      radiusM: Math.ceil((spot.radiusM + pointM * MOVED_CELLS) / 10) * 10,
    };
  }

  #next(name: string, axis: string, held: number, at: number): number {
    const now = Math.floor(at);
    if (now === held) return held;
    const up = now > held;
    // The edge behind which it now is, as it goes: passed only its margin beyond.
    const edge = up ? now : now + 1;
    const beyond = up ? at - edge : edge - at;
    return beyond >= this.#margin(`${name} ${axis} ${edge} ${up ? 'up' : 'down'}`) ? now : up ? now - 1 : now + 1;
  }

  /** In cells, from 0 to 1, as if by chance. */
  #margin(edge: string): number {
    return createHmac('sha256', this.#secret).update(edge).digest().readUInt32BE(0) / 2 ** 32;
  }

  #hold(name: string, cell: Cell): void {
    this.#cells.delete(name);
    this.#cells.set(name, cell);
    if (this.#cells.size <= LIMITS.snapsHeldMax) return;
    const oldest = this.#cells.keys().next();
    if (!oldest.done) this.#cells.delete(oldest.value);
  }
}

function clamp(deg: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, deg));
}

/** 1e-6 degree is 0.1 m. */
export function micro(deg: number): number {
  return Math.round(deg * 1e6) / 1e6;
}
