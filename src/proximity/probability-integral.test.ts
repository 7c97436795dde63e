/** The closed form of being inside a ring, held against the integral that it stands for. */
import { expect, it } from 'vitest';
import { insideProbability } from './probability.ts';

const STEPS = 400;

/** exp(-x) I0(x), by Abramowitz & Stegun 9.8.1 and 9.8.2: error under 2e-7. */
function besselI0Scaled(x: number): number {
  if (x <= 3.75) {
    const t = (x / 3.75) ** 2;
    const i0 =
      1 + t * (3.5156229 + t * (3.0899424 + t * (1.2067492 + t * (0.2659732 + t * (0.0360768 + t * 0.0045813)))));
    return i0 * Math.exp(-x);
  }
  const t = 3.75 / x;
  const tail = -0.02057706 + t * (0.02635537 + t * (-0.01647633 + t * 0.00392377));
  return (
    (0.39894228 + t * (0.01328592 + t * (0.00225319 + t * (-0.00157565 + t * (0.00916281 + t * tail))))) / Math.sqrt(x)
  );
}

/** The distribution of a distance under circular normal noise (Rice 1945), integrated by Simpson's rule. */
function integral(distanceM: number, sigmaM: number, radiusM: number): number {
  const density = (r: number): number => {
    const x = (r * distanceM) / sigmaM ** 2;
    return (r / sigmaM ** 2) * Math.exp(-((r - distanceM) ** 2) / (2 * sigmaM ** 2)) * besselI0Scaled(x);
  };
  // Beyond nine deviations from the middle there is nothing to add.
  const from = Math.max(0, distanceM - 9 * sigmaM);
  const to = Math.min(radiusM, distanceM + 9 * sigmaM);
  if (to <= from) return 0;
  const h = (to - from) / STEPS;
  let sum = density(from) + density(to);
  for (let i = 1; i < STEPS; i++) sum += density(from + i * h) * (i % 2 === 0 ? 2 : 4);
  return (sum * h) / 3;
}

it('the probability of being inside is within 0.01 of its integral where it can decide, and within 0.015 anywhere', () => {
  let worst = 0;
  let worstDeciding = 0;
  for (const sigmaM of [5, 30, 200]) {
    for (let d = 0; d <= 9; d += 0.25) {
      for (let r = 0.05; r <= 9; r += 0.25) {
        const truth = integral(d * sigmaM, sigmaM, r * sigmaM);
        const off = Math.abs(insideProbability(d * sigmaM, sigmaM, r * sigmaM) - truth);
        worst = Math.max(worst, off);
        if (truth >= 0.1) worstDeciding = Math.max(worstDeciding, off);
      }
    }
  }
  expect(worstDeciding).toBeLessThan(0.01);
  // Of rings smaller than the noise itself, in which nobody can be known to be.
  expect(worst).toBeLessThan(0.015);
});

it('the integral is right where it is known: no offset, and no ring', () => {
  for (const r of [0.1, 1, 2, 4]) expect(integral(0, 10, 10 * r)).toBeCloseTo(1 - Math.exp(-(r ** 2) / 2), 6);
  expect(integral(50, 10, 0)).toBe(0);
  expect(integral(50, 10, 5000)).toBeCloseTo(1, 6);
});
