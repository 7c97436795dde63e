/** What is known again, and trusted again: slowly, and on good fixes. Each was once found wrong by the simulation. */
import { expect, it } from 'vitest';
import type { PersonId } from '../core/ids.ts';
import { zoneView } from './engine.ts';
import { P, Scene, SILENT, STAND, stand, W, ZONE, zoneSpec } from './scene.test-helper.ts';

it('HAZARD H-120: nothing is known again of a pair while a side has never reported', () => {
  const scene = new Scene().bind();
  scene.fix(P, 20, 0, 0, { mock: true });
  scene.fix(P, 30, 0, 0);
  expect(scene.levels()).toEqual(['protected-untrustworthy']);
});

it('HAZARD H-120: a coarse fix alone does not end an unknown', () => {
  const scene = new Scene().bind();
  scene.fix(W, 10, 1000, 0);
  scene.fix(P, 20, 0, 0, { mock: true });
  scene.fix(P, 80, 0, 0, { accuracyM: 900, source: 'cell' });
  expect(scene.levels()).toEqual(['protected-untrustworthy']);
});

it('HAZARD H-120: an unknown does not end in the time that a silent side has to begin with', () => {
  const scene = new Scene().bind({ pairId: 'earlier' as never }).play(0, 60, stand(900));
  // The phone has been silent for a while when another pair is bound, whose wearer is not trusted at first.
  scene.bind({}, 700);
  for (let s = 705; s < 800; s += 15) scene.fix(W, s, 900 + Math.sin(s), 0, { mock: s < 740 });
  expect(scene.levels().at(-1)).toContain('untrustworthy');
  for (let s = 880; s < 930; s += 15) scene.fix(W, s, 900 + Math.sin(s), 0);
  expect(scene.view(930).level).toBe('unknown');
  for (let s = 930; s < 960; s += 15) scene.fix(P, s, Math.cos(s), 0);
  expect(scene.view(960).level).not.toBe('unknown');
});

it('HAZARD H-121: a phone that fakes every second position is one episode, not one a minute', () => {
  const scene = new Scene().bind().play(0, 300, stand(1100));
  for (let s = 300; s < 1500; s += 60) {
    scene.fix(W, s, 1100 + Math.sin(s), 0);
    scene.fix(P, s + 30, Math.cos(s), 0, { mock: (s / 60) % 2 === 0 });
  }
  expect(scene.levels().filter((level) => level === 'protected-untrustworthy').length).toBeLessThanOrEqual(2);
});

/** Reports of which every one comes just after the one before was too old. */
function late(scene: Scene, id: PersonId, fromS: number, toS: number, everyS: number, lateS: number): void {
  for (let s = fromS; s < toS; s += 5) {
    if ((s - fromS) % everyS === 0) scene.fix(id, s - lateS, Math.cos(s), 0, {}, s);
    if (id !== W && s % 60 === 0) scene.fix(W, s, 1100 + Math.sin(s), 0);
    scene.tick(s);
  }
}

/** Seconds from each end of an unknown to the next one. */
function endsApartS(scene: Scene): number[] {
  const endsS = scene.findings
    .filter(({ previousLevel }) => previousLevel === 'unknown')
    .map(({ atMs }) => atMs / 1000);
  return endsS.slice(1).map((s, i) => s - endsS[i]!);
}

it('HAZARD H-121: a phone that is just too slow for its order is not unknown and back every other minute', () => {
  const scene = new Scene().bind({ parameters: { silenceAfterS: 130 } }).play(0, 600, stand(1100));
  late(scene, P, 640, 2400, 120, 60);
  expect(scene.levels().slice(0, 4)).toEqual(['notice', 'protected-silent', 'notice', 'protected-silent']);
  expect(endsApartS(scene).length).toBeGreaterThan(3);
  expect(Math.min(...endsApartS(scene))).toBeGreaterThan(300);
  // Two reports in time end it, however lately one ended.
  scene.play(2405, 2700, stand(1100));
  expect(scene.level).toBe('notice');
  expect(scene.findings.at(-1)!.atMs).toBeLessThan(2_560_000);
});

it('HAZARD H-121: the same at a zone', () => {
  const scene = new Scene();
  const place = { kind: 'circle' as const, ...scene.at(1000, 0), radiusM: 100 };
  scene.take({ kind: 'bind-zone', zone: zoneSpec(place, { noticeM: 0 }) }, 0);
  scene.play(0, 600, STAND, SILENT);
  late(scene, W, 700, 2400, 200, 100);
  expect(scene.levels().slice(0, 3)).toEqual(['wearer-silent', 'clear', 'wearer-silent']);
  expect(endsApartS(scene).length).toBeGreaterThan(2);
  expect(Math.min(...endsApartS(scene))).toBeGreaterThan(300);
});

it('HAZARD H-121: the reports of one side do not count for the other, and each that comes twice changes nothing', () => {
  const heard = (times: number) => {
    const scene = new Scene().bind().play(0, 600, stand(1100)).play(605, 895, SILENT);
    const say = (id: PersonId, s: number, nowS = s) => {
      for (let i = 0; i < times; i++) scene.fix(id, s, (id === W ? 1100 : 0) + Math.sin(s), 0, {}, nowS);
    };
    say(W, 900);
    for (let s = 905; s < 1150; s += 5) scene.tick(s);
    say(W, 1145, 1150);
    for (const s of [990, 1050, 1110]) say(P, s, 1150);
    return scene.findings.map(({ atMs, level, reason }) => [atMs / 1000, reason ?? level]);
  };
  expect(heard(1)).toEqual(heard(2));
  expect(heard(1).slice(-2)).toEqual([
    [1150, 'protected-silent'],
    [1150, 'notice'],
  ]);
});

it('a precise report that is too late to end an unknown is not told as imprecise, or as not to be trusted', () => {
  const scene = new Scene().bind().play(0, 600, stand(1500));
  for (let s = 605; s < 1200; s += 5) {
    if (s % 60 === 30) scene.fix(P, s, Math.cos(s), 0);
    if (s > 1000 && s % 60 === 0) scene.fix(W, s - 200, 1500 + Math.sin(s), 0, {}, s);
    scene.tick(s);
  }
  expect(scene.levels()).toEqual(['notice', 'wearer-silent']);
});

it('HAZARD H-122: beside a pole nobody who stays at home runs away', () => {
  const scene = new Scene({ latDeg: 89.997, lonDeg: 160 }).bind();
  // By car to a home 330 m before the pole, and there for twenty minutes.
  for (let s = 0; s <= 1800; s += 30) {
    scene.fix(W, s, 300 + Math.sin(s), 0);
    scene.fix(P, s, Math.cos(s), Math.min(0, -12_000 + 20 * s));
  }
  const { distanceM, protected: seen } = scene.view(1825);
  expect(distanceM).toBeLessThan(400);
  expect(seen.point?.speedMps).toBeLessThan(5);
});

it('HAZARD H-122: beside a pole a motion that two reports make goes on the same way', () => {
  const scene = new Scene({ latDeg: 89.997, lonDeg: 160 }).bind();
  scene.fix(P, 0, 0, 0);
  scene.fix(W, 0, -400, 300);
  scene.fix(W, 60, 500, 300);
  // On eastwards by 15 m/s, and not where east is at the first report.
  expect(scene.view(90).distanceM).toBeGreaterThan(900);
});

it('HAZARD H-123: positions that have blurred end no breach of a zone', () => {
  const scene = new Scene();
  const home = { kind: 'circle' as const, ...scene.at(0, 0), radiusM: 100 };
  scene.take({ kind: 'bind-zone', zone: zoneSpec(home, { kind: 'inclusion', warnM: 0, noticeM: 0 }) }, 0);
  // Every report is 200 s old when it comes, and of somebody on a bicycle more than a kilometre away.
  for (let s = 200; s <= 1200; s += 15) {
    scene.fix(W, s - 200, 1500 + 4.5 * (s - 200), 0, { speedMps: 4.5, courseDeg: 90 }, s);
    scene.tick(s + 5);
    expect(['danger', 'unknown']).toContain(zoneView(scene.engine, ZONE, s * 1000)?.level);
  }
});

it('HAZARD H-124: a faked position that comes a second time, late, takes no trust away', () => {
  const scene = new Scene().bind().play(0, 300, stand(1100));
  scene.fix(P, 305, 1, 0, { mock: true });
  scene.play(330, 690, stand(1100));
  expect(scene.view(695).level).toBe('notice');
  scene.fix(P, 305, 1, 0, { mock: true }, 695);
  expect(scene.view(695).level).toBe('notice');
});

it('HAZARD H-124: a known position that comes a second time brings no trust back', () => {
  const scene = new Scene().bind({ parameters: { silenceAfterS: 600 } }).play(0, 300, stand(1100));
  scene.fix(W, 305, 1100, 0, { mock: true });
  expect(scene.view(305).reason).toBe('wearer-untrustworthy');
  // The hold is over, and nothing has come from the wearer's device that was not known before it.
  scene.fix(W, 300, 1100 + Math.sin(300), Math.cos(300), {}, 470);
  scene.fix(W, 240, 1100 + Math.sin(240), Math.cos(240), {}, 475);
  expect(scene.view(475).reason).toBe('wearer-untrustworthy');
  scene.fix(W, 480, 1101, 0);
  expect(scene.view(480).level).toBe('notice');
});

it('HAZARD H-124: a known position of a clock that runs ahead brings no trust back either', () => {
  const aheadMs = 600_000;
  const scene = new Scene().bind({ parameters: { silenceAfterS: 600 } });
  const report = (s: number, nowS: number, mock: boolean | null = null) =>
    scene.fix(W, s, 1100 + Math.sin(s), 0, { fixedAtMs: s * 1000 + aheadMs, receivedAtMs: s * 1000, mock }, nowS);
  for (let s = 0; s <= 300; s += 30) {
    scene.fix(P, s, Math.cos(s), 0);
    report(s, s);
  }
  report(305, 305, true);
  report(240, 470);
  report(300, 475);
  expect(scene.view(475).reason).toBe('wearer-untrustworthy');
  report(480, 480);
  expect(scene.view(480).level).toBe('notice');
});

it('HAZARD H-17: a known or late position does not mend what a broken one has failed', () => {
  const scene = new Scene().bind().play(0, 300, stand(1100));
  scene.fix(W, 305, Number.NaN, 0, { latDeg: Number.NaN });
  scene.fix(W, 300, 1100 + Math.sin(300), Math.cos(300), {}, 310);
  scene.fix(W, 200, 1100, 0, {}, 315);
  expect(scene.view(315).reason).toBe('evaluation-failed');
  scene.fix(W, 320, 1101, 0);
  expect(scene.view(320).level).toBe('notice');
});

it('an unknown that ends because contact is far off does not speak of good positions', () => {
  const scene = new Scene().bind().play(0, 600, stand(1500));
  for (let s = 605; s < 1800; s += 5) {
    if (s % 60 === 30) scene.fix(P, s, Math.cos(s), 0);
    if (s > 1200 && s % 60 === 0) scene.fix(W, s, 60_000, 0, { accuracyM: 600, source: 'cell' });
    scene.tick(s);
  }
  const last = scene.findings.filter(({ kind }) => kind === 'approach').at(-1)!;
  expect([last.previousLevel, last.why.key]).toEqual(['unknown', 'approach.resumed.far']);
});

it('HAZARD H-140: while two report under one name neither is believed, and one alone is trusted again', () => {
  const scene = new Scene().bind().play(0, 600, stand(700));
  scene.event(W, 'identity-conflict', 600);
  for (let s = 610; s < 740; s += 10) {
    scene.fix(P, s, Math.cos(s), 0);
    scene.fix(W, s, 9000, 0);
  }
  expect(scene.levels().at(-1)).toBe('wearer-untrustworthy');
  for (let s = 740; s < 1200; s += 10) {
    scene.fix(P, s, Math.cos(s), 0);
    scene.fix(W, s, 700 + Math.sin(s), 0);
  }
  expect(scene.levels().at(-1)).not.toBe('wearer-untrustworthy');
});
