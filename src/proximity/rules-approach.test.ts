import { describe, expect, it } from 'vitest';
import { createEngine, evaluationsOf, pairsOf, pairView, step } from './engine.ts';
import { DEFAULT_PARAMETERS } from './parameters.ts';
import { P, PAIR, pairSpec, Scene, SILENT, stand, W, walk } from './scene.test-helper.ts';

function warnings(scene: Scene) {
  return scene.findings.filter(({ level, previousLevel }) => level === 'warning' && previousLevel !== 'danger');
}

describe('approach', () => {
  it('goes up through the levels as the wearer walks in, each before its ring is crossed or at it', () => {
    const scene = new Scene().bind().play(0, 2100, walk(2900, -1.4));
    expect(scene.levels()).toEqual(['notice', 'warning', 'danger']);
    // At 1.4 m/s the warn ring of 600 m is reached at 1643 s, the restraint distance at 2000 s.
    expect(scene.firstS('warning')).toBeLessThanOrEqual(1643 + 60);
    expect(scene.firstS('danger')).toBeLessThanOrEqual(2000);
    const warning = scene.findings.find((f) => f.level === 'warning')!;
    expect(warning.wearerShare).toBeGreaterThan(0.8);
    expect(warning.closingMps).toBeGreaterThan(1);
    expect(warning.basis.some((ref) => ref.startsWith('w@1970'))).toBe(true);
    expect(warning.basis.some((ref) => ref.startsWith('p@1970'))).toBe(true);
  });

  it('warns of a fast approach by the time to contact, long before the ring', () => {
    const scene = new Scene().bind().play(0, 600, walk(9000, -14));
    const warning = scene.findings.find((f) => f.level === 'warning')!;
    expect(warning.distanceM).toBeGreaterThan(1500);
    expect(warning.etaS).toBeLessThanOrEqual(400);
    expect(warning.why.key).toMatch(/closing|trend/);
  });

  it('warns by the course before there is a trend', () => {
    const scene = new Scene().bind().play(0, 200, walk(4400, -14));
    expect(scene.findings.at(-1)?.why.key).toBe('approach.warning.closing');
    expect(scene.findings.at(-1)?.distanceM).toBeGreaterThan(1500);
  });

  it('warns by the trend when the course wavers', () => {
    const zigzag = (s: number) => ({ eastM: 3200 - 5 * s, northM: 350 * Math.sin(s / 40) });
    const scene = new Scene().bind().play(0, 600, zigzag);
    expect(scene.findings.map((f) => f.why.key)).toContain('approach.warning.trend');
  });

  it('does not take a turn while they part for an approach, until they are nearer than usual', () => {
    const turnS = 420;
    const away = (s: number) => ({ eastM: s <= turnS ? 900 + 4 * s : 900 + 4 * turnS - 9 * (s - turnS), northM: 0 });
    const parted = new Scene().bind().play(0, 720, away);
    const rested = new Scene().bind().play(0, 720, (s) => (s <= turnS ? stand(900 + 4 * turnS)(s) : away(s)));
    const [restedEtaS, partedEtaS] = [warnings(rested)[0]?.etaS, warnings(parted)[0]?.etaS];
    expect(restedEtaS).toBeGreaterThan(150);
    expect(partedEtaS).toBeLessThan(0.8 * restedEtaS!);
    expect(partedEtaS).toBeGreaterThan(DEFAULT_PARAMETERS.usualTauS);
  });

  it('sees an approach made by the protected person alone, and says whose motion it is', () => {
    const scene = new Scene().bind().play(0, 2100, stand(0), walk(2900, -1.4));
    expect(scene.levels()).toEqual(['notice', 'warning', 'danger']);
    for (const finding of scene.findings) {
      if (finding.wearerShare !== null) expect(finding.wearerShare).toBeLessThan(0.3);
    }
  });

  it('stays quiet when they pass far from each other', () => {
    const scene = new Scene().bind().play(0, 1800, (s) => ({ eastM: -9000 + 10 * s, northM: 2600 }));
    expect(scene.levels()).toEqual([]);
  });

  it('lowers slowly: not before the holding time, and only on good fixes after the raise', () => {
    const scene = new Scene().bind().play(0, 600, stand(300));
    expect(scene.level).toBe('warning');
    scene.play(605, 2400, walk(300, 1.5, 605));
    const lowered = scene.findings.find((f) => f.previousLevel === 'warning')!;
    // Outside the ring of 600 m at 805 s; the hold is at least 90 s.
    expect(lowered.atMs / 1000).toBeGreaterThan(690);
    expect(lowered.why.key).toBe('approach.lowered');
    expect(lowered.why.params.heldS).toBeGreaterThanOrEqual(90);
    expect(scene.level).not.toBe('warning');
  });

  it('holds a warning though good fixes come every few seconds', () => {
    const scene = new Scene().bind().play(0, 600, stand(300));
    for (let s = 605; s < 900; s += 5) {
      // They step well outside the ring, at a bus's pace.
      scene.fix(W, s, 300 + Math.min(900, 6 * (s - 605)), 0);
      scene.fix(P, s + 1, 0, 0);
      // Clearly parting from some 610 s on: the shortest hold of 90 s ends at 700 s.
      if (s <= 690) expect(scene.view(s).level).toBe('warning');
    }
    scene.play(900, 1500, stand(1200));
    expect(scene.view(1500).level).toBe('notice');
  });

  it('keeps a warning for less long where they stay too far off to meet within minutes', () => {
    const keptS = (stopM: number) => {
      const scene = new Scene().bind().play(0, 1500, (s) => ({ eastM: Math.max(stopM, 6000 - 10 * s), northM: 0 }));
      const lowered = scene.findings.find((f) => f.previousLevel === 'warning')!;
      return lowered.atMs / 1000 - (6000 - stopM) / 10;
    };
    const { farHoldS, warnHoldS } = DEFAULT_PARAMETERS;
    expect(keptS(800)).toBeGreaterThan(warnHoldS);
    expect(keptS(1700)).toBeGreaterThanOrEqual(farHoldS);
    // A report each that agree, besides.
    expect(keptS(1700)).toBeLessThan(farHoldS + 120);
  });

  it('makes one episode of wandering along the ring', () => {
    const scene = new Scene().bind().play(0, 3600, (s) => ({ eastM: 600 + 40 * Math.sin(s / 50), northM: 0 }));
    expect(scene.levels().filter((level) => level === 'warning').length).toBe(1);
  });

  it('evaluates when either side reports and on the tick', () => {
    const scene = new Scene().bind();
    const before = evaluationsOf(scene.engine, PAIR)!;
    scene.fix(W, 10, 5000, 0);
    scene.fix(P, 20, 0, 0);
    scene.tick(25);
    expect(evaluationsOf(scene.engine, PAIR)! - before).toBe(3);
    expect(scene.view(25).lastPosition).toBe(4);
  });

  it('keeps the state when a known pair is bound again with other radii', () => {
    const scene = new Scene().bind().play(0, 600, stand(300));
    scene.bind({ warnM: 700 }, 605);
    expect(scene.view(605).level).toBe('warning');
    expect(evaluationsOf(scene.engine, PAIR)).toBeGreaterThan(100);
    expect(scene.levels()).toEqual(['warning']);
    // The new radius counts: they stand at 300 m, now outside of it.
    scene.bind({ warnM: 150 }, 610).play(615, 1500, stand(300));
    expect(scene.view(1500).level).toBe('notice');
  });

  it('ignores people without an order, and forgets on unbinding', () => {
    const engine = createEngine();
    const scene = new Scene(undefined, engine);
    expect(scene.fix(W, 0, 0, 0)).toEqual([]);
    expect(engine.people.table.count).toBe(0);
    scene.bind().fix(W, 10, 50, 0);
    scene.fix(P, 10, 0, 0);
    expect(pairsOf(engine, W)).toEqual([PAIR]);
    expect(pairsOf(engine, P)).toEqual([PAIR]);
    step(engine, { position: 99, kind: 'unbind-pair', pairId: PAIR }, 20_000);
    expect(pairView(engine, PAIR, 20_000)).toBeNull();
    expect(pairsOf(engine, W)).toEqual([]);
    expect(engine.people.table.count).toBe(0);
    expect(scene.tick(30)).toEqual([]);
  });

  it('a pair that gets another wearer begins anew, and knows at once what is known of both (H-307)', () => {
    const other = 'other' as typeof W;
    const scene = new Scene()
      .bind()
      .bind({ pairId: 'older' as typeof PAIR, wearerId: other, protectedId: 'x' as typeof P });
    scene.fix(W, 0, 3000, 0);
    scene.fix(P, 1, 0, 0);
    scene.fix(other, 2, 50, 0);
    expect(scene.view(2).level).toBe('clear');
    const found = scene.take({ kind: 'bind-pair', pair: pairSpec({ wearerId: other }) }, 3);
    expect(found.map((f) => [f.level, f.why.key])).toContainEqual(['danger', 'approach.danger.inside']);
    expect(pairsOf(scene.engine, W)).toEqual([]);
    expect(scene.engine.people.table.count).toBe(3);
  });

  it('raises at once when a bound pair is already close', () => {
    const scene = new Scene().bind({ pairId: 'other' as typeof PAIR, protectedId: 'x' as typeof P }).bind();
    scene.fix(W, 0, 50, 0);
    const found = scene.fix(P, 1, 0, 0).filter(({ kind }) => kind === 'approach');
    expect(found.map((f) => [f.level, f.why.key])).toEqual([['danger', 'approach.danger.inside']]);
  });

  it('gives direction and trend only when motion exceeds noise', () => {
    const still = new Scene().bind().play(0, 600, stand(1500));
    expect(still.view(600).trend).not.toBe('approaching');
    expect(still.view(600).wearer.point?.courseDeg).toBeNull();
    const moving = new Scene().bind().play(0, 600, walk(3000, -1.6));
    expect(moving.view(600).trend).toBe('approaching');
    expect(moving.view(600).wearer.point?.courseDeg).toBeGreaterThan(240);
    expect(moving.view(600).wearer.point?.courseDeg).toBeLessThan(300);
    expect(moving.view(600).bearingDeg).toBeGreaterThan(80);
    expect(moving.view(600).bearingDeg).toBeLessThan(100);
    const stale = moving.play(605, 1500, SILENT, SILENT);
    expect(stale.view(1500).trend).toBe('unclear');
    expect(stale.view(1500).wearer.kind).toBe('stale');
  });

  it('gives findings of one input by pair', () => {
    const scene = new Scene();
    for (const id of ['c', 'a', 'b']) {
      scene.take({ kind: 'bind-pair', pair: pairSpec({ pairId: id as typeof PAIR, protectedId: id as typeof P }) }, 0);
      scene.fix(id as typeof P, 0, 0, 0);
    }
    const found = scene.fix(W, 1, 20, 0).filter(({ kind }) => kind === 'approach');
    expect(found.map((f) => (f.subject.kind === 'pair' ? f.subject.pairId : ''))).toEqual(['a', 'b', 'c']);
  });
});
