import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluationsOf } from './engine.ts';
import { PAIR, Scene, stand } from './scene.test-helper.ts';
import { engineFrom, snapshotOf } from './snapshot.ts';
import { DueTimes } from './ticks.ts';

const time = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY));

describe('due times', () => {
  it('give each slot that is due, in order, and no other', () => {
    const steps = fc.array(fc.tuple(fc.nat(3000), fc.constantFrom('set' as const, 'bring' as const), time));
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 9 }), (changes, nowMs) => {
        const due = new DueTimes();
        const size = 3001;
        const expected = Array.from({ length: size }, (_, i) => (i % 2 === 0 ? Number.POSITIVE_INFINITY : Number.NaN));
        for (let slot = 0; slot < size; slot++) due.add(slot);
        for (let slot = 0; slot < size; slot += 2) due.set(slot, expected[slot]!);
        for (const [slot, way, ms] of changes) {
          due[way](slot, ms);
          expected[slot] = way === 'set' ? ms : Math.min(expected[slot]!, ms);
        }
        const found: number[] = [];
        for (let slot = due.next(1, size, nowMs); slot < size; slot = due.next(slot + 1, size, nowMs)) found.push(slot);
        expect(found).toEqual([...expected.keys()].filter((slot) => slot > 0 && !(nowMs < expected[slot]!)));
      }),
      { numRuns: 30 },
    );
  });

  it('are all due when they were restored', () => {
    const due = new DueTimes();
    due.restore(5000);
    expect([due.next(1, 5000, 0), due.next(4999, 5000, 0)]).toEqual([1, 4999]);
  });
});

describe('what a tick evaluates without looking', () => {
  it('is counted, of who was bound before it, and its position is the last one', () => {
    const scene = new Scene();
    for (let s = 1; s <= 20; s++) scene.tick(s);
    scene.bind({}, 21);
    expect([evaluationsOf(scene.engine, PAIR), scene.view(21).lastPosition]).toEqual([1, 21]);
    scene.play(30, 360, stand(20_000));
    const ticks = (360 - 30) / 5 + 1;
    const fixes = 2 * 6;
    expect(360_000 < scene.engine.pair.quietUntilMs).toBe(true);
    expect(evaluationsOf(scene.engine, PAIR)).toBe(1 + ticks + fixes);
    expect(scene.view(360).lastPosition).toBe(21 + ticks + fixes);
    const restored = engineFrom(snapshotOf(scene.engine))!;
    expect(evaluationsOf(restored, PAIR)).toBe(1 + ticks + fixes);
    expect(new Scene(undefined, restored).view(360).lastPosition).toBe(21 + ticks + fixes);
  });

  it('is counted anew of a pair that is bound anew', () => {
    const scene = new Scene().bind().play(0, 300, stand(20_000));
    scene.take({ kind: 'unbind-pair', pairId: PAIR }, 301);
    expect(evaluationsOf(scene.engine, PAIR)).toBeNull();
    scene.bind({}, 302);
    scene.tick(305);
    expect(evaluationsOf(scene.engine, PAIR)).toBe(2);
  });
});
