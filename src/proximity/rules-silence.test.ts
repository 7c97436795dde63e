import { describe, expect, it } from 'vitest';
import { createEngine } from './engine.ts';
import { P, PAIR, Scene, SILENT, STAND, stand, W, walk } from './scene.test-helper.ts';

describe('silence', () => {
  it('HAZARD silence: becomes unknown with reason and since when the wearer could have come', () => {
    const scene = new Scene().bind().play(0, 600, stand(1500));
    scene.play(605, 1200, SILENT);
    const unknown = scene.findings.find((f) => f.level === 'unknown')!;
    expect(unknown.reason).toBe('wearer-silent');
    expect(unknown.sinceMs).toBe(600_000);
    expect(unknown.atMs).toBeGreaterThan(600_000 + 240_000);
    expect(unknown.atMs).toBeLessThanOrEqual(600_000 + 250_000);
    expect(unknown.why.key).toBe('approach.unknown.wearer-silent');
    expect(unknown.earliestContactS).not.toBeNull();
    expect(scene.view(1200)).toMatchObject({ level: 'unknown', reason: 'wearer-silent', reasonSinceMs: 600_000 });
  });

  it('tells silence of the protected phone by its own reason', () => {
    const scene = new Scene().bind().play(0, 600, stand(1500));
    scene.play(605, 1200, stand(1500), SILENT);
    expect(scene.findings.find((f) => f.level === 'unknown')?.reason).toBe('protected-silent');
  });

  it('HAZARD alarm fatigue: a far wearer who falls silent is no alarm until they could have come near', () => {
    const scene = new Scene().bind().play(0, 600, stand(40_000));
    scene.play(605, 1500, SILENT);
    expect(scene.levels()).toEqual([]);
    scene.play(1505, 4200, SILENT);
    expect(scene.levels()).toEqual(['wearer-silent']);
    expect(scene.firstS('wearer-silent')).toBeGreaterThan(1500);
  });

  it('knows again with the first good fix', () => {
    const scene = new Scene().bind().play(0, 600, stand(1500)).play(605, 1200, SILENT).play(1205, 1300, stand(5000));
    const resumed = scene.findings.at(-1)!;
    expect(resumed.level).not.toBe('unknown');
    expect(resumed.previousLevel).toBe('unknown');
  });

  it('keeps alerting from a warning into silence, without a break', () => {
    const scene = new Scene().bind().play(0, 600, stand(400)).play(605, 1500, SILENT);
    expect(scene.levels()).toEqual(['warning', 'wearer-silent']);
  });

  it('gives a just-bound pair time to report, then says that a side never did', () => {
    const scene = new Scene().bind().play(0, 200, SILENT);
    expect(scene.levels()).toEqual([]);
    scene.play(205, 400, SILENT);
    expect(scene.levels()).toEqual(['wearer-never-reported']);
    const half = new Scene().bind().play(0, 400, STAND, SILENT);
    expect(half.levels()).toEqual(['protected-never-reported']);
    expect(half.view(400).protected).toEqual({ kind: 'never', point: null });
    expect(half.findings[0]?.earliestContactS).toBeNull();
  });

  it('gives the same time to people who were known, and silent, long before', () => {
    const scene = new Scene().bind({ pairId: 'old' as typeof PAIR, protectedId: 'x' as typeof P });
    scene.fix(W, 0, 0, 0);
    for (let s = 5; s < 5000; s += 500) scene.tick(s);
    scene.findings.length = 0;
    scene.bind({}, 5000).fix(P, 5001, 100, 0);
    scene.tick(5100);
    const own = () => scene.findings.filter((f) => f.subject.kind === 'pair' && f.subject.pairId === PAIR);
    expect(own()).toEqual([]);
    for (let s = 5105; s < 5400; s += 5) scene.tick(s);
    expect(own().map((f) => f.reason)).toContain('wearer-silent');
  });

  it('measures silence against the reporting interval', () => {
    const scene = new Scene().bind({ wearerIntervalS: 600, protectedIntervalS: 600 });
    scene.fix(W, 0, 1500, 0);
    scene.fix(P, 0, 0, 0);
    for (let s = 5; s <= 1400; s += 5) scene.tick(s);
    expect(scene.levels().filter((level) => level.includes('silent'))).toEqual([]);
    for (let s = 1405; s <= 1700; s += 5) scene.tick(s);
    expect(scene.levels()).toContain('wearer-silent');
  });

  it('HAZARD evaluation fails: the pair is unknown, and known again with good input (H-17)', () => {
    const scene = new Scene().bind().play(0, 600, stand(3000));
    scene.fix(W, 610, 0, 0, { latDeg: Number.NaN });
    expect(scene.findings.at(-1)).toMatchObject({ level: 'unknown', reason: 'evaluation-failed' });
    scene.fix(W, 660, 3000, 0);
    expect(scene.findings.at(-1)?.level).not.toBe('unknown');
  });

  it('HAZARD evaluation fails: one pair that throws leaves the others whole', () => {
    const scene = new Scene(undefined, createEngine()).bind();
    // Parameters of its own, which nobody else's evaluation reads.
    scene.bind({ pairId: 'broken' as typeof PAIR, protectedId: 'x' as typeof P, parameters: { warnTauS: 300 } });
    const { sets } = scene.engine.pairs.parameters;
    sets[1] = new Proxy(sets[1]!, {
      get() {
        throw new Error('broken');
      },
    });
    scene.fix(P, 0, 0, 0);
    const found = scene.fix(W, 1, 50, 0).filter(({ kind }) => kind === 'approach');
    expect(found.map((f) => [f.subject.kind === 'pair' && f.subject.pairId, f.reason, f.level])).toEqual([
      ['broken', 'evaluation-failed', 'unknown'],
      [PAIR, null, 'danger'],
    ]);
  });

  it('sees an approach that came by surprise out of silence', () => {
    const scene = new Scene()
      .bind()
      .play(0, 600, stand(30_000))
      .play(605, 3000, SILENT)
      .play(3005, 3300, walk(500, -1, 3005));
    expect(scene.levels()).toContain('warning');
  });
});
