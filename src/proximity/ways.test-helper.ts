/** Made-up ways of two people, minute by minute, with what their devices make of them; and what is found when they are played. */
import fc from 'fast-check';
import { evaluationsOf } from './engine.ts';
import { P, PAIR, type Scene, W } from './scene.test-helper.ts';
import type { Finding, Fix, Level } from './types.ts';

/** One report: where it says the person is, in metres east and north of the scene's origin, and how. */
export interface Report {
  readonly eastM: number;
  readonly northM: number;
  readonly accuracyM: number | null;
  readonly source: Fix['source'];
  readonly speedMps: number | null;
  readonly courseDeg: number | null;
}
/** A report a minute; null: none came. */
export type Way = readonly (Report | null)[];

const leg = fc.record({
  vEast: fc.integer({ min: -12, max: 12 }),
  vNorth: fc.integer({ min: -12, max: 12 }),
  noiseEast: fc.integer({ min: -15, max: 15 }),
  noiseNorth: fc.integer({ min: -15, max: 15 }),
  kind: fc.constantFrom('plain', 'plain', 'doppler', 'doppler', 'unsaid', 'rough', 'cell', 'none'),
});

/** From anywhere within 3 km, changing course and pace each few minutes, often towards the origin. */
export const way: fc.Arbitrary<Way> = fc
  .record({
    eastM: fc.integer({ min: -3000, max: 3000 }),
    northM: fc.integer({ min: -3000, max: 3000 }),
    isHomeward: fc.boolean(),
    legs: fc.array(leg, { minLength: 6, maxLength: 16 }),
  })
  .map(({ eastM, northM, isHomeward, legs }) => {
    let east = eastM;
    let north = northM;
    return legs.map(({ vEast, vNorth, noiseEast, noiseNorth, kind }) => {
      const stepEast = isHomeward ? -0.2 * east + vEast : 60 * vEast;
      const stepNorth = isHomeward ? -0.2 * north + vNorth : 60 * vNorth;
      east += stepEast;
      north += stepNorth;
      if (kind === 'none') return null;
      const isCell = kind === 'cell';
      const hasDoppler = kind === 'doppler';
      return {
        eastM: east + noiseEast * (isCell ? 40 : 1),
        northM: north + noiseNorth * (isCell ? 40 : 1),
        accuracyM: isCell ? 900 : kind === 'rough' ? 150 : kind === 'unsaid' ? null : 12,
        source: isCell ? 'cell' : kind === 'unsaid' ? null : 'gnss',
        speedMps: hasDoppler ? Math.hypot(stepEast, stepNorth) / 60 : null,
        courseDeg: hasDoppler ? ((Math.atan2(stepEast, stepNorth) * 180) / Math.PI + 360) % 360 : null,
      };
    });
  });

/** How a play may be changed without a change of what happens. */
export interface Turned {
  readonly isSwapped?: boolean;
  readonly mirrorEast?: boolean;
  readonly mirrorNorth?: boolean;
}

/** Plays both ways in the same order of arrival: the first person's report on the minute, the second's half a minute later. */
export function play(scene: Scene, first: Way, second: Way, turned: Turned = {}): Scene {
  const [one, two] = turned.isSwapped === true ? [P, W] : [W, P];
  scene.bind();
  for (let minute = 0; minute < Math.max(first.length, second.length); minute++) {
    const s = minute * 60;
    tell(scene, one, s, first[minute], turned);
    for (let t = s + 5; t <= s + 30; t += 5) scene.tick(t);
    tell(scene, two, s + 30, second[minute], turned);
    for (let t = s + 35; t <= s + 60; t += 5) scene.tick(t);
  }
  return scene;
}

export function tell(
  scene: Scene,
  id: typeof W,
  s: number,
  report: Report | null | undefined,
  turned: Turned = {},
): void {
  if (report === null || report === undefined) return;
  const { mirrorEast = false, mirrorNorth = false } = turned;
  const { eastM, northM, courseDeg, ...rest } = report;
  const eastward = mirrorEast && courseDeg !== null ? (360 - courseDeg) % 360 : courseDeg;
  const course = mirrorNorth && eastward !== null ? (540 - eastward) % 360 : eastward;
  scene.fix(id, s, mirrorEast ? -eastM : eastM, mirrorNorth ? -northM : northM, { ...rest, courseDeg: course });
}

export const RANKS: readonly Level[] = ['clear', 'notice', 'warning', 'danger', 'unknown'];

export function isAlerting(level: Level): boolean {
  return RANKS.indexOf(level) >= 2;
}

/** Whether the pair was evaluated at all: a test that plays nothing finds nothing. */
export function wasEvaluated(scene: Scene): boolean {
  return (evaluationsOf(scene.engine, PAIR) ?? 0) > 1;
}

/** Findings about the levels of the pair. */
export function changesOf(scene: Scene): Finding[] {
  return scene.findings.filter(({ kind }) => kind === 'approach');
}
