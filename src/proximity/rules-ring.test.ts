import { describe, expect, it } from 'vitest';
import type { PersonId } from '../core/ids.ts';
import { normal, seededRng } from '../core/rng.ts';
import { DEFAULT_PARAMETERS } from './parameters.ts';
import { RADIUS68_SIGMAS } from './probability.ts';
import { P, Scene, stand, W, walk } from './scene.test-helper.ts';

const rings = (scene: Scene) =>
  scene.findings.filter((f) => f.kind === 'ring').map((f) => `${f.inside === true ? '+' : '-'}${f.name}`);

describe('named rings', () => {
  it('are crossed once each way, with no level', () => {
    const scene = new Scene().bind({ rings: { police: 1000, outer: 1500 } }).play(0, 1200, walk(2400, -1.4));
    expect(rings(scene)).toEqual(['+outer', '+police']);
    scene.play(1205, 3000, walk(720, 1.6, 1205));
    expect(rings(scene)).toEqual(['+outer', '+police', '-police', '-outer']);
    expect(scene.findings.filter((f) => f.kind === 'ring').every((f) => f.level === null)).toBe(true);
  });

  it('wandering along a ring is one crossing', () => {
    const scene = new Scene()
      .bind({ rings: { police: 1000 } })
      .play(0, 3600, (s) => ({ eastM: 1000 + 60 * Math.sin(s / 80), northM: 0 }));
    expect(rings(scene)).toEqual(['+police']);
  });

  it('a short step outside is none', () => {
    const scene = new Scene().bind({ rings: { police: 1000 } }).play(0, 600, stand(900));
    for (let s = 605; s < 720; s += 5) {
      const isOut = s >= 630 && s < 680;
      scene.fix(W, s, isOut ? 1200 : 900, 0, { speedMps: 12, courseDeg: isOut ? 90 : 270 });
      scene.fix(P, s + 1, 0, 0);
    }
    expect(rings(scene)).toEqual(['+police']);
  });
});

describe('probing', () => {
  const probing = (scene: Scene) => scene.findings.filter((f) => f.name === 'probing');
  /** Between 400 m and 900 m, once every 16 minutes. */
  const skirt = (s: number) => ({ eastM: 650 + 250 * Math.cos((2 * Math.PI * s) / 960), northM: 0 });

  it('is said once, when the wearer crosses the line again and again', () => {
    const scene = new Scene().bind().play(0, 7200, skirt);
    expect(probing(scene).length).toBe(1);
    expect(probing(scene)[0]?.why.params.crossings).toBe(DEFAULT_PARAMETERS.probingCrossings);
  });

  it('is not said of the wearer when it is the protected person who moves', () => {
    const scene = new Scene().bind().play(0, 7200, stand(0), skirt);
    expect(probing(scene)).toEqual([]);
  });

  it('is not said of a wearer who stays at home beside the line, where noise alone crosses it', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const rng = seededRng(seed);
      const scene = new Scene().bind();
      const sigmaM = 40 / RADIUS68_SIGMAS;
      for (let s = 0; s < 4 * 3600; s += 5) {
        const place = (id: PersonId, eastM: number) =>
          scene.fix(id, s, eastM + sigmaM * normal(rng), sigmaM * normal(rng), { accuracyM: 40 });
        if (s % 60 === 5) place(W, 640);
        if (s % 60 === 30) place(P, 0);
        scene.tick(s);
      }
      expect(probing(scene), `seed ${seed}`).toEqual([]);
    }
  });

  it('is said of a wearer who walks slowly, and of one whose positions are as noisy', () => {
    const rng = seededRng(1);
    const pace = (s: number) => ({ eastM: 620 + 170 * Math.asin(Math.sin((2 * Math.PI * s) / 900)), northM: 0 });
    const noisy = (s: number) => ({ eastM: pace(s).eastM + 13 * normal(rng), northM: 13 * normal(rng) });
    for (const path of [pace, noisy]) expect(probing(new Scene().bind().play(0, 5400, path)).length).toBe(1);
  });
});
