/** Devices that under-report their errors: what is learned of them at rest, and what it changes. */
import { describe, expect, it } from 'vitest';
import { createEngine } from './engine.ts';
import { P, Scene, W } from './scene.test-helper.ts';

/** At rest, saying 8 m: true scatter `scatterM` per axis, repeatable. */
function atRest(scatterM: number, scene = new Scene().bind()): Scene {
  for (let n = 0; n < 60; n++) {
    const s = n * 60;
    scene.fix(P, s, 0, 0);
    scene.fix(W, s + 5, 3000 + scatterM * Math.sin(n * 2.4), scatterM * Math.cos(n * 1.7), { accuracyM: 8 });
    scene.tick(s + 10);
  }
  return scene;
}

describe('accuracies that a device under-reports', () => {
  it('scatter beyond what is said widens the circle; honest scatter does not', () => {
    const honest = atRest(4).view(3550).wearer.point!.radiusM;
    const scattered = atRest(30).view(3550).wearer.point!.radiusM;
    const believed = atRest(30, new Scene(undefined, createEngine({ noiseGain: 0 })).bind()).view(3550).wearer.point!
      .radiusM;
    expect(scattered).toBeGreaterThan(1.5 * believed);
    expect(honest).toBeLessThanOrEqual(believed);
  });

  it('a device is never taken to be better than it says', () => {
    const still = atRest(0).view(3550).wearer.point!.radiusM;
    const told = atRest(0, new Scene(undefined, createEngine({ noiseGain: 0 })).bind()).view(3550).wearer.point!
      .radiusM;
    expect(still).toBe(told);
  });

  it('a walk is not taken for scatter', () => {
    const walk = (gain: number) => {
      const scene = new Scene(undefined, createEngine({ noiseGain: gain })).bind();
      for (let s = 0; s <= 1800; s += 30) {
        scene.fix(P, s, 0, 0);
        scene.fix(W, s, 6000 - 1.4 * s, 0, { accuracyM: 8 });
      }
      return scene.view(1800).wearer.point!.radiusM;
    };
    expect(walk(0.2)).toBeLessThan(1.2 * walk(0));
  });
});
