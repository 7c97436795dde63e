/** Requests for faster reporting: of the phone by nearness, of the wearer's device by the wearer's own motion alone (I-4). */
import { describe, expect, it } from 'vitest';
import { wantedIntervalS } from './reporting.ts';
import { P, type PAIR, type Path, Scene, stand, W, walk } from './scene.test-helper.ts';

function said(scene: Scene, personId: string): string[] {
  return scene.findings
    .filter(({ kind, subject }) => kind === 'reporting' && subject.kind === 'person' && subject.personId === personId)
    .map(({ name, why, atMs }) => `${name} ${why.params.intervalS ?? why.key} @${atMs / 1000}`);
}

describe('asking the phone', () => {
  it('asks once as contact nears, and releases once it is far for minutes', () => {
    const there = walk(2000, -1.5);
    const back: Path = (s) => ({ eastM: 500 + 3 * (s - 1000), northM: 0 });
    const scene = new Scene().bind().play(0, 1000, there).play(1005, 4000, back);
    const [asked, released, ...more] = said(scene, P);
    expect(asked).toMatch(/^faster 15 @/);
    expect(released).toMatch(/^as-ordered reporting.released @/);
    expect(more).toEqual([]);
    expect(wantedIntervalS(scene.engine, P)).toBeNull();
  });

  it('is silent about who is far, and asks nobody before the first report', () => {
    expect(said(new Scene().bind().play(0, 900, stand(9000)), P)).toEqual([]);
    const scene = new Scene().bind();
    scene.fix(W, 0, 0, 0);
    scene.tick(600);
    expect(said(scene, P)).toEqual([]);
  });

  it('respects the battery: a low one ends the request at once, and is spared', () => {
    const scene = new Scene().bind().play(0, 600, stand(300));
    expect(wantedIntervalS(scene.engine, P)).toBe(15);
    scene.event(P, 'low-battery', 601);
    expect(wantedIntervalS(scene.engine, P)).toBeNull();
    expect(said(scene, P).at(-1)).toMatch(/^as-ordered reporting.released.battery @601/);
    scene.play(605, 1800, stand(300));
    expect(wantedIntervalS(scene.engine, P)).toBeNull();
    scene.play(1805, 8000, stand(300));
    expect(wantedIntervalS(scene.engine, P)).toBe(15);
  });
});

describe("asking the wearer's device (HAZARD H-81)", () => {
  const errand: Path = (s) => ({ eastM: 5000 + (s < 1200 ? 0 : Math.min(2400, 4 * (s - 1200))), northM: 0 });

  it('asks on the way and releases at rest', () => {
    const scene = new Scene().bind().play(0, 4000, errand);
    expect(said(scene, W).map((line) => line.split(' @')[0])).toEqual(['faster 30', 'as-ordered reporting.released']);
  });

  it('is the same to the second wherever the protected person is', () => {
    const far = said(new Scene().bind().play(0, 4000, errand, stand(90_000)), W);
    const near = said(new Scene().bind().play(0, 4000, errand, stand(5300)), W);
    expect(near).toEqual(far);
  });

  it('forgets what was asked of somebody as a protected person when they come under an order (HAZARD H-81)', () => {
    const scene = new Scene().bind().play(0, 600, stand(300));
    expect(wantedIntervalS(scene.engine, P)).toBe(15);
    scene.bind({ pairId: 'counter' as typeof PAIR, wearerId: P, protectedId: W }, 601);
    expect(wantedIntervalS(scene.engine, P)).toBeNull();
  });

  it('ends at once with a low battery', () => {
    const scene = new Scene().bind().play(0, 1500, errand);
    expect(wantedIntervalS(scene.engine, W)).toBe(30);
    scene.event(W, 'low-battery', 1501);
    expect(wantedIntervalS(scene.engine, W)).toBeNull();
  });
});
