/** The quickest way between two points of a map, on foot or at the wheel (A*). */
import { awayM, type Point } from '../plane.ts';
import { nearestJunction, type StreetClass, type StreetMap } from './street-map.ts';

/** Speeds that traffic allows. */
const DRIVING_MPS: Readonly<Record<StreetClass, number>> = { street: 6.5, arterial: 11, expressway: 27 };

interface Way {
  readonly points: readonly Point[];
  /** Allowed at the wheel between point i and i + 1. */
  readonly limitMps: readonly number[];
}

/** Drivers go by time, walkers by length. From the door to the street, along streets, to the door. */
export function findWay(map: StreetMap, from: Point, to: Point, isDriving: boolean): Way {
  const start = nearestJunction(map, from);
  const goal = nearestJunction(map, to);
  const junctions = search(map, start, goal, isDriving);
  const points: Point[] = [from];
  const limitMps: number[] = [5];
  junctions.forEach((junction, i) => {
    points.push(map.junctions[junction]!);
    const next = junctions[i + 1];
    const kind = next === undefined ? null : map.streets[junction]!.find(({ to }) => to === next)!.kind;
    limitMps.push(kind === null ? 5 : DRIVING_MPS[kind]);
  });
  points.push(to);
  return { points, limitMps };
}

function search(map: StreetMap, start: number, goal: number, isDriving: boolean): number[] {
  const { junctions, streets } = map;
  const target = junctions[goal]!;
  const cost = new Float64Array(junctions.length).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(junctions.length).fill(-1);
  const isDone = new Uint8Array(junctions.length);
  const heap = new Heap();
  cost[start] = 0;
  heap.push(start, 0);
  const fastest = isDriving ? DRIVING_MPS.expressway : 1;
  for (let here = heap.pop(); here !== -1 && here !== goal; here = heap.pop()) {
    if (isDone[here] === 1) continue;
    isDone[here] = 1;
    for (const { to, lengthM, kind } of streets[here]!) {
      const reached = cost[here]! + (isDriving ? lengthM / DRIVING_MPS[kind] + 6 : lengthM);
      if (reached >= cost[to]!) continue;
      cost[to] = reached;
      before[to] = here;
      heap.push(to, reached + awayM(junctions[to]!, target) / fastest);
    }
  }
  const way: number[] = [];
  for (let at = goal; at !== -1; at = before[at]!) way.push(at);
  return way.reverse();
}

/** A binary heap of numbers by key, least first. */
class Heap {
  readonly #items: number[] = [];
  readonly #keys: number[] = [];

  push(item: number, key: number): void {
    let i = this.#items.length;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (this.#keys[up]! <= key) break;
      this.#items[i] = this.#items[up]!;
      this.#keys[i] = this.#keys[up]!;
      i = up;
    }
    this.#items[i] = item;
    this.#keys[i] = key;
  }

  /** -1 when empty. */
  pop(): number {
    const top = this.#items[0];
    if (top === undefined) return -1;
    const item = this.#items.pop()!;
    const key = this.#keys.pop()!;
    const size = this.#items.length;
    if (size === 0) return top;
    let i = 0;
    for (let down = 1; down < size; down = 2 * i + 1) {
      if (down + 1 < size && this.#keys[down + 1]! < this.#keys[down]!) down++;
      if (this.#keys[down]! >= key) break;
      this.#items[i] = this.#items[down]!;
      this.#keys[i] = this.#keys[down]!;
      i = down;
    }
    this.#items[i] = item;
    this.#keys[i] = key;
    return top;
  }
}
