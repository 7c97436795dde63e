/** What the picture of a pair tells beside its distance: chances, closest approach, who moves, and how sure a course is. */
import { describe, expect, it } from 'vitest';
import { P, type Path, Scene, STAND, stand, W, walk } from './scene.test-helper.ts';

describe('the chance of being inside each distance', () => {
  it('falls with the distance and blurs with the positions', () => {
    const sharp = new Scene().bind().play(0, 600, stand(590)).view(600).inside!;
    expect(sharp.restraint).toBe(0);
    expect(sharp.notice).toBe(1);
    const scene = new Scene().bind();
    scene.fix(P, 0, 0, 0);
    scene.fix(W, 1, 590, 0, { accuracyM: 250 });
    const { warn } = scene.view(1).inside!;
    expect(warn).toBeGreaterThan(0.2);
    expect(warn).toBeLessThan(0.6);
    expect(sharp.warn).toBeGreaterThan(warn);
  });

  it('is not known of a side that never reported', () => {
    const scene = new Scene().bind();
    scene.fix(P, 0, 0, 0);
    expect(scene.view(0)).toMatchObject({ inside: null, missM: null, passS: null, wearerShare: null });
  });
});

describe('closest approach', () => {
  it('tells how near and when, on courses as they are', () => {
    const passing: Path = (s) => ({ eastM: 3000 - 5 * s, northM: 300 });
    const { missM, passS } = new Scene().bind().play(0, 300, passing).view(300);
    expect(missM).toBeGreaterThan(200);
    expect(missM).toBeLessThan(400);
    expect(passS).toBeGreaterThan(240);
    expect(passS).toBeLessThan(400);
  });

  it('is null of those who do not close', () => {
    expect(new Scene().bind().play(0, 600, stand(900)).view(600)).toMatchObject({ missM: null, passS: null });
  });
});

describe('who moves', () => {
  it('is the wearer, or the protected person, whoever makes the closing', () => {
    expect(new Scene().bind().play(0, 600, walk(3000, -3)).view(600).wearerShare).toBeGreaterThan(0.9);
    expect(new Scene().bind().play(0, 600, stand(3000), walk(0, 3)).view(600).wearerShare).toBeLessThan(0.1);
  });
});

describe('a course', () => {
  it('comes with how sure it is, and not at all at rest', () => {
    const moving = new Scene().bind().play(0, 600, walk(6000, -5)).view(600).wearer.point!;
    expect(moving.courseErrorDeg).toBeGreaterThan(0);
    expect(moving.courseErrorDeg).toBeLessThan(45);
    const still = new Scene().bind().play(0, 600, stand(2000), STAND).view(600).wearer.point!;
    expect(still).toMatchObject({ courseDeg: null, courseErrorDeg: null });
  });
});
