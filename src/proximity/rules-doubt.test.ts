import { describe, expect, it } from 'vitest';
import { P, Scene, SILENT, stand, W } from './scene.test-helper.ts';
import type { Finding, Fix } from './types.ts';

const patterns = (scene: Scene): Finding[] => scene.findings.filter((f) => f.kind === 'pattern');

describe('uncertainty', () => {
  it('HAZARD cell fix read as a point: a coarse fix on top of the protected person raises nothing by itself', () => {
    const scene = new Scene().bind().play(0, 600, stand(5000));
    scene.fix(W, 630, 0, 0, { accuracyM: 1000, source: 'cell' });
    for (let s = 635; s < 700; s += 5) scene.tick(s);
    expect(scene.levels()).toEqual([]);
  });

  it('HAZARD cell fix clears a warning: coarse fixes far away leave it, and become unknown', () => {
    const scene = new Scene().bind().play(0, 600, stand(300));
    expect(scene.levels()).toEqual(['warning']);
    for (let s = 630; s < 1800; s += 60) {
      scene.fix(W, s, 9000, 0, { accuracyM: 1500, source: 'cell' });
      scene.fix(P, s + 1, 0, 0);
      scene.tick(s + 5);
    }
    expect(['warning', 'unknown']).toContain(scene.view(1800).level);
    expect(scene.levels()).not.toContain('clear');
    expect(scene.levels()).not.toContain('notice');
  });

  it('says that only imprecise positions come', () => {
    const scene = new Scene().bind().play(0, 600, stand(1500));
    for (let s = 630; s < 1200; s += 60) {
      scene.fix(W, s, 1500, 0, { accuracyM: 900, source: 'cell' });
      scene.fix(P, s + 1, 0, 0);
      scene.tick(s + 5);
    }
    const unknown = scene.findings.find((f) => f.level === 'unknown')!;
    expect(unknown.reason).toBe('wearer-untrustworthy');
    expect(unknown.why.key).toBe('approach.unknown.wearer-imprecise');
  });

  it('assumes an accuracy by source when the device gives none', () => {
    const scene = new Scene().bind();
    scene.fix(P, 0, 0, 0);
    scene.fix(W, 1, 800, 0, { accuracyM: null, source: 'cell' });
    expect(scene.view(1).gapM).toBe(0);
    const sharp = new Scene().bind();
    sharp.fix(P, 0, 0, 0);
    sharp.fix(W, 1, 800, 0, { accuracyM: null, source: 'gnss' });
    expect(sharp.view(1).gapM).toBeGreaterThan(700);
  });
});

describe('blur', () => {
  it('HAZARD clock behind: old fixes of a fast person, gone blurred, lower nothing', () => {
    const scene = new Scene().bind().play(0, 600, stand(300));
    // From here on the wearer's reports are 170 s old, and by their own word of a fast vehicle.
    for (let s = 810; s < 1800; s += 60) {
      scene.fix(W, s - 170, 300, 0, { speedMps: 14, courseDeg: 90 }, s);
      scene.fix(P, s + 1, 0, 0);
      for (let t = s + 5; t < s + 60; t += 5) scene.tick(t);
      expect(['warning', 'danger', 'unknown']).toContain(scene.view(s + 55).level);
    }
  });
});

describe('outliers', () => {
  it('HAZARD outlier: one is held, and the fix after shows that nothing was lost', () => {
    const scene = new Scene().bind().play(0, 600, stand(5000));
    scene.fix(W, 660, 100, 0);
    scene.tick(665);
    expect(scene.levels()).toEqual([]);
    expect(scene.view(665).distanceM).toBeGreaterThan(4900);
    scene.fix(W, 720, 5000, 0);
    expect(scene.view(720).distanceM).toBeGreaterThan(4900);
    expect(scene.levels()).toEqual([]);
  });

  it('HAZARD outlier after silence: it stands alone, and lowers nothing to calm', () => {
    const scene = new Scene().bind().play(0, 600, stand(20));
    scene.play(605, 900, SILENT);
    scene.fix(W, 905, 6000, 0);
    for (let s = 910; s < 965; s += 5) scene.tick(s);
    expect(scene.levels()).toEqual(['danger', 'wearer-silent', 'danger']);
    // It needs no second one to be contradicted: nothing had confirmed it.
    scene.fix(W, 965, 20, 0);
    expect(scene.view(965).level).toBe('danger');
    expect(scene.view(965).distanceM).toBeLessThan(40);
  });

  it.each([10, 60, 120])('after silence one of %i m alone calms nothing, however rough it is', (accuracyM) => {
    const scene = new Scene().bind({ wearerIntervalS: 180 }).play(0, 300, stand(400));
    scene.play(305, 670, (s) => (s === 360 ? { eastM: 900, northM: 0 } : null));
    expect(scene.view(670).level).toBe('warning');
    scene.fix(W, 675, 1545, 0, { accuracyM });
    expect(scene.view(675).level).toBe('warning');
    scene.fix(W, 735, 1550, 0, { accuracyM });
    expect(scene.view(735).level).toBe('notice');
  });

  /** Near and in danger, silent, and heard of again at `eastM`, under way, by a report that comes late: the place is blurred. */
  const blurredAgain = (eastM: number, over: Partial<Fix> = {}): Scene => {
    const scene = new Scene().bind().play(0, 600, stand(60)).play(605, 1100, SILENT);
    scene.fix(W, 1005, eastM, 0, over, 1105);
    return scene;
  };

  it('shows no danger of before a silence once they are surely outside the warn ring, blurred as they are', () => {
    const scene = blurredAgain(2000);
    expect(scene.levels()).toEqual(['danger', 'wearer-silent', 'warning']);
    expect(scene.findings.at(-1)?.why.key).toBe('approach.resumed.far');
  });

  it('lowers no danger by a blurred place that could be inside the warn ring', () => {
    const back = blurredAgain(1500, { speedMps: 12, courseDeg: 270 });
    expect(back.levels()).toEqual(['danger', 'wearer-silent', 'danger']);
    expect(back.view(1105).distanceM).toBeGreaterThan(700);
  });

  it('coarse fixes make no warning shorter', () => {
    const keptLevel = (isHeard: boolean) => {
      const scene = new Scene().bind().play(0, 660, (s) => ({ eastM: Math.max(800, 6000 - 10 * s), northM: 0 }));
      for (let s = 665; s <= 870; s += 5) {
        if (s % 60 === 0) scene.fix(P, s, 0, 0);
        if (s % 60 === 0 && isHeard) scene.fix(W, s, 1400, 0, { accuracyM: 320, source: 'cell' });
        scene.tick(s);
      }
      return scene.view(870).level;
    };
    expect(keptLevel(false)).toBe('warning');
    expect(keptLevel(true)).toBe('warning');
  });

  it('a coarse fix does not displace a good one, though that stands alone', () => {
    const scene = new Scene().bind();
    scene.fix(P, 0, 0, 0);
    scene.fix(W, 0, 300, 0);
    scene.fix(W, 30, 20_000, 0, { accuracyM: 1000, source: 'cell' });
    expect(scene.view(30).distanceM).toBeLessThan(400);
  });

  it('a second fix that agrees confirms it', () => {
    const scene = new Scene().bind().play(0, 600, stand(5000));
    scene.fix(W, 660, 100, 0);
    scene.fix(W, 720, 90, 0);
    expect(scene.view(720).distanceM).toBeLessThan(150);
    expect(scene.level).toBe('danger');
  });

  it('HAZARD H-154: a place that was held counts from then on, also when there was time enough by now to go there', () => {
    const scene = new Scene().bind().play(0, 600, stand(0, 800));
    scene.fix(W, 660, 0, -150);
    expect(scene.view(660).distanceM).toBeGreaterThan(700);
    scene.fix(W, 720, 0, -150);
    // Not by a ride of two minutes past them, which would still be going on.
    expect(scene.view(720).level).toBe('danger');
    expect(scene.view(720).wearer.point?.speedMps ?? 0).toBeLessThan(1);
  });

  it('HAZARD H-154: an outlier between two reports that agree leaves no motion, though the first one stood alone', () => {
    const scene = new Scene().bind();
    for (const [s, eastM] of [
      [0, 150],
      [60, 2500],
      [120, 150],
    ] as const) {
      scene.fix(P, s, 0, 0);
      scene.fix(W, s, eastM, 0);
      expect(scene.view(s).distanceM).toBeCloseTo(eastM, -1);
    }
    const { distanceM, gapM } = scene.view(180);
    expect(distanceM).toBeLessThan(200);
    expect(gapM).toBeGreaterThan(0);
  });

  it('a turn on the way is no outlier', () => {
    const scene = new Scene().bind();
    scene.fix(P, 0, 0, 0);
    scene.fix(W, 0, 5000, 5000);
    scene.fix(W, 60, 5900, 5000);
    scene.fix(W, 120, 5900, 5900);
    expect(scene.view(120).wearer.point?.speedMps).toBeGreaterThan(10);
  });

  it('believes at once what the device itself says of its speed', () => {
    const scene = new Scene().bind().play(0, 600, stand(5000));
    scene.fix(W, 660, 4100, 0, { speedMps: 15, courseDeg: 270 });
    expect(scene.view(660).distanceM).toBeLessThan(4300);
  });

  it('says impossible speed once an episode', () => {
    const scene = new Scene().bind().play(0, 600, stand(5000));
    for (let i = 1; i <= 6; i++) scene.fix(W, 600 + i * 60, i % 2 === 0 ? -80_000 : 80_000, i * 20_000);
    expect(patterns(scene).map((f) => f.why.key)).toEqual(['pattern.spoofing-suspected.impossible-speed']);
    expect(scene.view(960).distanceM).toBeLessThan(5100);
  });
});

describe('order and repetition', () => {
  it('HAZARD late fix: an older fix does not move the belief back', () => {
    const scene = new Scene().bind().play(0, 600, stand(5000));
    const before = scene.view(605);
    scene.fix(W, 300, 50, 0, {}, 605);
    const after = scene.view(605);
    expect({ ...after, lastPosition: 0 }).toEqual({ ...before, lastPosition: 0 });
    expect(after.lastPosition).toBeGreaterThan(before.lastPosition);
  });

  it('HAZARD duplicates: the same fix again changes nothing', () => {
    const scene = new Scene().bind().play(0, 600, stand(900));
    scene.fix(W, 660, 700, 0);
    const before = scene.view(661);
    const found = [1, 2, 3].flatMap((i) => [...scene.fix(W, 660, 700, 0, {}, 660 + i * 0.1)]);
    expect(found).toEqual([]);
    expect({ ...scene.view(661), lastPosition: 0 }).toEqual({ ...before, lastPosition: 0 });
  });

  it('HAZARD clock ahead: arrival time counts, and it is said once', () => {
    const scene = new Scene().bind().play(0, 600, stand(900));
    for (let s = 660; s < 1200; s += 60) scene.fix(W, s + 500, 900, 0, { receivedAtMs: s * 1000 }, s);
    expect(patterns(scene).map((f) => f.name)).toEqual(['clock-error']);
    scene.fix(W, 1260, 300, 0, { speedMps: 8, courseDeg: 270 });
    expect(scene.view(1260).distanceM).toBeLessThan(500);
  });

  it('takes a late batch in order, without an alarm from its old fixes', () => {
    const scene = new Scene().bind().play(0, 600, stand(1400));
    for (let s = 660; s <= 1200; s += 60) scene.fix(P, s, 0, 0);
    // Ten minutes of the way out, delivered at once: they were near, and are far again.
    for (let s = 660; s <= 1200; s += 60) scene.fix(W, s, 1400 + (s - 600) * 3, 0, {}, 1201);
    expect(scene.view(1201).distanceM).toBeGreaterThan(3000);
    expect(scene.levels().filter((level) => level === 'warning' || level === 'danger')).toEqual([]);
  });
});

describe('trust', () => {
  it('HAZARD spoofing: mocked positions move nothing, are said once, and the outer bound goes on', () => {
    const scene = new Scene().bind().play(0, 600, stand(1500));
    for (let s = 660; s < 1500; s += 60) {
      scene.fix(W, s, 9000, 0, { mock: true });
      scene.fix(P, s + 1, 0, 0);
      scene.tick(s + 5);
    }
    expect(patterns(scene).map((f) => [f.name, f.why.key])).toEqual([
      ['spoofing-suspected', 'pattern.spoofing-suspected.mock'],
    ]);
    expect(scene.view(1500)).toMatchObject({ level: 'unknown', reason: 'wearer-untrustworthy' });
    expect(scene.view(1500).distanceM).toBeLessThan(1600);
  });

  it('HAZARD frozen position: moving by its own word, standing by its coordinates', () => {
    const scene = new Scene().bind().play(0, 600, stand(2500));
    for (let i = 0; i < 12; i++) {
      scene.fix(W, 660 + i * 60, 2500, 0, { speedMps: 6, courseDeg: 270 });
      scene.fix(P, 690 + i * 60, 0, 0);
      scene.tick(691 + i * 60);
    }
    expect(scene.view(1351)).toMatchObject({ level: 'unknown', reason: 'wearer-untrustworthy' });
    expect(patterns(scene).map((f) => f.why.key)).toEqual(['pattern.spoofing-suspected.frozen-position']);
  });

  it('HAZARD strap open: positions are no longer those of the person, until it is closed', () => {
    const scene = new Scene().bind().play(0, 600, stand(5000));
    scene.event(W, 'strap-open', 605);
    expect(scene.findings.at(-1)).toMatchObject({ kind: 'device', name: 'strap-open', level: null });
    scene.play(610, 1500, stand(5000));
    expect(scene.view(1500)).toMatchObject({
      level: 'unknown',
      reason: 'wearer-untrustworthy',
      reasonSinceMs: 600_000,
    });
    scene.event(W, 'strap-closed', 1505);
    scene.play(1510, 1600, stand(5000));
    expect(scene.view(1600).level).toBe('clear');
  });

  it('shows a warning or danger that fresh positions give even while they are not trusted', () => {
    const scene = new Scene().bind().play(0, 600, stand(5000));
    scene.event(W, 'strap-open', 605);
    scene.play(610, 1500, stand(5000));
    expect(scene.view(1500).level).toBe('unknown');
    scene.play(1505, 1700, stand(60));
    expect(scene.view(1700)).toMatchObject({ level: 'danger', reason: null });
  });

  it('a strap that is opened is open, also when the clock that told it closed ran ahead', () => {
    const scene = new Scene().bind().play(0, 600, stand(1500));
    scene.event(W, 'strap-closed', 1145, 605);
    scene.event(W, 'strap-open', 780);
    expect(scene.findings.at(-1)).toMatchObject({ level: 'unknown', reason: 'wearer-untrustworthy' });
  });

  it('an event delivered twice is one finding; strap events count by their own time', () => {
    const scene = new Scene().bind().play(0, 600, stand(5000));
    scene.event(W, 'sos', 610);
    scene.event(W, 'sos', 610, 620);
    expect(scene.findings.filter((f) => f.kind === 'device').length).toBe(1);
    scene.event(W, 'strap-closed', 640);
    scene.event(W, 'strap-open', 630, 650);
    scene.play(655, 1500, stand(5000));
    expect(scene.view(1500).level).toBe('clear');
  });
});
