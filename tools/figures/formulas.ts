/**
 * The formulas of docs/engine.md, written once more from the document and not from the engine. Figures that explain a formula are
 * drawn from these; the tests hold them against what the engine answers, so that the document cannot say what the engine does not.
 */
import { DEFAULT_PARAMETERS, type Parameters } from '../../src/proximity/parameters.ts';

/** 68 % radius over one axis' standard deviation: sqrt(-2 ln 0.32). */
export const RADIUS68 = Math.sqrt(-2 * Math.log(0.32));

/** Section 5: radius of the outer bound `s` seconds after a fix of 68 % radius `accuracyM` by someone at `speedMps`. */
export function reachByFormula(
  s: number,
  accuracyM: number,
  speedMps: number,
  p: Parameters = DEFAULT_PARAMETERS,
): number {
  const v0 = Math.max(p.reachStartMps, speedMps);
  const v1 = Math.max(p.reachTrafficMps, v0);
  const T = p.reachOpeningS;
  return 2 * accuracyM + v0 * s + (v1 - v0) * (s - T * (1 - Math.exp(-s / T)));
}

/** Belief of one axis: variance of the position, of the velocity, and their covariance. */
export interface AxisBelief {
  readonly P: number;
  readonly C: number;
  readonly V: number;
}

/** Section 3: prediction over `s` seconds with a velocity spread of `q` m/s. */
export function predicted(
  { P, C, V }: AxisBelief,
  s: number,
  q: number,
  p: Parameters = DEFAULT_PARAMETERS,
): AxisBelief {
  const T = p.velocityMemoryS;
  const a = Math.exp(-s / T);
  const b = T * (1 - a);
  return {
    P: P + 2 * b * C + b * b * V + q * q * T * T * ((2 * s) / T - 3 + 4 * a - a * a),
    C: a * (C + b * V) + q * q * T * (1 - a) ** 2,
    V: a * a * V + q * q * (1 - a * a),
  };
}

/** Section 3: correction by a report of 68 % radius `accuracyM`. */
export function corrected({ P, C, V }: AxisBelief, accuracyM: number): AxisBelief {
  const total = P + (accuracyM / RADIUS68) ** 2;
  return { P: P - (P * P) / total, C: C - (P * C) / total, V: V - (C * C) / total };
}

/** Section 6: chance that two places whose difference has mean `d` and deviation `sigma` per axis lie within `R`: by integration. */
export function insideByIntegration(d: number, sigma: number, R: number): number {
  // Over the distance r, Rice's density r/sigma^2 exp(-(r^2+d^2)/2sigma^2) I0(rd/sigma^2); Simpson's rule over where it is not 0.
  const from = Math.max(0, Math.min(R, d - 9 * sigma));
  const to = Math.min(R, d + 9 * sigma);
  const steps = 4000;
  const h = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * riceDensity(from + i * h, d, sigma);
  }
  return Math.min(1, (sum * h) / 3);
}

function riceDensity(r: number, d: number, sigma: number): number {
  const z = (r * d) / (sigma * sigma);
  return (r / (sigma * sigma)) * Math.exp(-((r - d) ** 2) / (2 * sigma * sigma)) * besselI0Scaled(z);
}

/** exp(-z) I0(z), Abramowitz & Stegun 9.8.1 and 9.8.2: relative error under 2e-7. */
function besselI0Scaled(z: number): number {
  if (z < 3.75) {
    const t = (z / 3.75) ** 2;
    const i0 =
      1 + t * (3.5156229 + t * (3.0899424 + t * (1.2067492 + t * (0.2659732 + t * (0.0360768 + t * 0.0045813)))));
    return Math.exp(-z) * i0;
  }
  const t = 3.75 / z;
  const tail = 0.00916281 + t * (-0.02057706 + t * (0.02635537 + t * (-0.01647633 + t * 0.00392377)));
  return (0.39894228 + t * (0.01328592 + t * (0.00225319 + t * (-0.00157565 + t * tail)))) / Math.sqrt(z);
}
