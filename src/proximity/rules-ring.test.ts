import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS } from './parameters.ts';
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
});
