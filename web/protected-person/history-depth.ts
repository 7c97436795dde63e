/**
 * How many entries of the browser's history this app has made, counted in the entries themselves: they outlive a reload, and quick exit must
 * find them all. Pure.
 */

/** Of an entry; 0: the first one, or none of ours. */
export function depthOf(state: unknown): number {
  const depth = (state as { depth?: unknown } | null)?.depth;
  return typeof depth === 'number' && Number.isInteger(depth) && depth > 0 ? depth : 0;
}

/** The open screens, by the history: the first belongs to the entry at which the page was loaded. */
export interface Stack<Place> {
  readonly baseDepth: number;
  readonly places: readonly Place[];
}

export function opened<Place>({ baseDepth, places }: Stack<Place>, place: Place): Stack<Place> {
  return { baseDepth, places: [...places, place] };
}

/** What the next entry says of itself. */
export function nextDepth({ baseDepth, places }: Stack<unknown>): number {
  return baseDepth + places.length;
}

/** After a step to the entry of `depth`. Before the page was loaded there were others, of which nothing is known: they show the first. */
export function steppedTo<Place>({ baseDepth, places }: Stack<Place>, depth: number): Stack<Place> {
  return { baseDepth: Math.min(baseDepth, depth), places: places.slice(0, Math.max(1, depth - baseDepth + 1)) };
}
