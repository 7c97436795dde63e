/** Chances of being inside a ring or beyond an edge, from the uncertainty of both sides: never from the centres alone. */

/** Of a circular normal distribution, the 68 % radius is this many standard deviations of one axis. */
export const RADIUS68_SIGMAS = 1.5096;

/** Standard normal distribution function; error under 1e-7 (Abramowitz & Stegun 26.2.17). */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = 0.3989422804014327 * Math.exp(-0.5 * z * z) * poly;
  return z >= 0 ? 1 - tail : tail;
}

/**
 * Probability that the true distance is at most `radiusM` when the centres are `distanceM` apart and the difference of the two
 * positions has standard deviation `sigmaM` on each axis: a noncentral chi-square with two degrees of freedom, by Sankaran's
 * approximation (Biometrika 46, 1959 and 50, 1963). Within 0.015 of the truth, within 0.006 where it decides (near one half).
 */
export function insideProbability(distanceM: number, sigmaM: number, radiusM: number): number {
  if (distanceM - radiusM > 6 * sigmaM) return 0;
  if (radiusM - distanceM > 6 * sigmaM) return 1;
  const lambda = (distanceM / sigmaM) ** 2;
  const x = (radiusM / sigmaM) ** 2;
  const r = 2;
  const h = 1 - ((2 / 3) * (r + lambda) * (r + 3 * lambda)) / (r + 2 * lambda) ** 2;
  const p = (r + 2 * lambda) / (r + lambda) ** 2;
  const m = (h - 1) * (1 - 3 * h);
  const mean = 1 + h * p * (h - 1 - 0.5 * (2 - h) * m * p);
  return normalCdf(((x / (r + lambda)) ** h - mean) / (h * Math.sqrt(2 * p) * (1 + 0.5 * m * p)));
}

/** Probability of being beyond an edge that is `distanceM` away (negative: already beyond). */
export function beyondProbability(distanceM: number, sigmaM: number): number {
  return normalCdf(-distanceM / sigmaM);
}
