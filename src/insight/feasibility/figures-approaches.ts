/** Draws to figures: all together, by place of the protected person, by means; for each failure. Pure. */
import type { Draw } from './approaches.ts';
import type { Approach, Failure, Means } from './contract.ts';
import { warningOf } from './statistics.ts';

export function approachFigures(draws: readonly Draw[], placeIds: readonly string[], seeds: number): Approach[] {
  const failures = unique(draws.map(({ failure }) => failure));
  const places = unique(draws.map(({ place }) => place));
  const means = unique(draws.map(({ by }) => by));
  return failures.flatMap((failure) => {
    const ofFailure = draws.filter((draw) => draw.failure === failure);
    const row = (place: number | null, by: Means | null) => {
      const chosen = ofFailure.filter((d) => (place === null || d.place === place) && (by === null || d.by === by));
      return figuresOf(chosen, { place: place === null ? null : placeIds[place]!, by, failure }, seeds);
    };
    return [row(null, null), ...places.map((place) => row(place, null)), ...means.map((by) => row(null, by))];
  });
}

function figuresOf(
  draws: readonly Draw[],
  of: { readonly place: string | null; readonly by: Means | null; readonly failure: Failure },
  seeds: number,
): Approach {
  const reached = draws.filter((draw) => draw.ending === 'reached');
  const bySeed = (value: (draw: (typeof reached)[number]) => number) =>
    Array.from({ length: seeds }, (_, i) => reached.filter(({ seedIndex }) => seedIndex === i).map(value));
  return {
    ...of,
    draws: reached.length,
    insideAtStart: draws.filter(({ ending }) => ending === 'inside').length,
    warned: warningOf(bySeed(({ warnedS }) => warnedS)),
    told: warningOf(bySeed(({ toldS }) => toldS)),
  };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
