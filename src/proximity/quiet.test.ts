import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PairId, PersonId, ZoneId } from '../core/ids.ts';
import type { Engine } from './engine.ts';
import { P, PAIR, type Path, Scene, SILENT, stand, W, walk, zoneSpec } from './scene.test-helper.ts';
import { engineFrom, snapshotOf } from './snapshot.ts';

/** Thousandths: spread evenly, unlike doubles. */
const number = (min: number, max: number) =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((thousandths) => thousandths / 1000);
/** Where somebody is, how they move, and how well and how long they report. */
const mover = fc
  .record({
    /** From the protected person's beginning, mostly just beyond what rules look at; and which way they go, straight there at 0. */
    awayM: fc.oneof(number(0, 3000), number(3000, 9000), number(3000, 9000), number(9000, 40_000)),
    fromRad: number(-3.14, 3.14),
    courseRad: fc.oneof(number(-0.4, 0.4), number(-0.4, 0.4), number(-3.14, 3.14)),
    speedMps: fc.oneof(fc.constant(0), number(0, 3), number(3, 60)),
    accuracyM: fc.oneof(number(3, 60), number(60, 400)),
    everyS: fc.constantFrom(15, 60, 85, 85, 200),
    untilS: fc.oneof(fc.constant(2000), fc.integer({ min: 0, max: 900 })),
    saysSpeed: fc.boolean(),
  })
  .map(({ awayM, fromRad, courseRad, speedMps, ...rest }) => ({
    ...rest,
    eastM: awayM * Math.sin(fromRad),
    northM: awayM * Math.cos(fromRad),
    eastMps: -speedMps * Math.sin(fromRad + courseRad),
    northMps: -speedMps * Math.cos(fromRad + courseRad),
  }));
const case_ = fc.record({
  latDeg: fc.oneof(number(-69, 69), number(-85, 85)),
  lonDeg: fc.constantFrom(0, 179.99, -179.99, 60),
  wearer: mover,
  protectedPerson: mover.map((m) => ({ ...m, eastM: 0, northM: 0, eastMps: m.eastMps / 4, northMps: m.northMps / 4 })),
  third: mover,
  zone: fc.record({
    eastM: number(-8000, 8000),
    northM: number(-8000, 8000),
    radiusM: fc.oneof(number(50, 3000), number(3000, 12_000)),
  }),
  kind: fc.constantFrom('exclusion' as const, 'inclusion' as const),
  tickS: fc.constantFrom(5, 7, 30),
});
type Case = typeof case_ extends fc.Arbitrary<infer One> ? One : never;

/** Makes every evaluation a whole one. */
function forgetQuiet({ pairs, people, zones, pair, wearer, zone }: Engine): void {
  for (let slot = 1; slot < pairs.table.size; slot++) {
    pair.alone(slot);
    pair.quietUntilMs = Number.NaN;
  }
  for (let slot = 1; slot < people.table.size; slot++) {
    wearer.moveTo(slot);
    wearer.zonesForeseenUntilMs = Number.NaN;
    people.due.bring(slot, Number.NaN);
  }
  for (let slot = 1; slot < zones.table.size; slot++) {
    zone.at(slot);
    zone.isQuiet = false;
  }
}

/** How many pairs, and zones, are quiet at that time. */
function countQuiet({ pairs, zones, pair, zone, wearer }: Engine, nowMs: number): [pairs: number, zones: number] {
  let quiet = 0;
  let far = 0;
  for (let slot = 1; slot < pairs.table.size; slot++) {
    pair.alone(slot);
    if (nowMs < pair.quietUntilMs) quiet++;
  }
  for (let slot = 1; slot < zones.table.size; slot++) {
    zone.at(slot);
    if (nowMs < wearer.zonesForeseenUntilMs && zone.isQuiet) far++;
  }
  return [quiet, far];
}

const THIRD = 'third' as PersonId;

/** Two pairs that share the protected person, and a zone; snapshots as it goes, without what is noted of quiet. */
function play(one: Case, isEachWhole: boolean): { bytes: Uint8Array[]; findings: string; quiet: [number, number] } {
  const scene = new Scene(one);
  const { engine } = scene;
  const quiet: [number, number] = [0, 0];
  const bytes: Uint8Array[] = [];
  scene.bind({ rings: { police: 1000, far: 3600 } });
  scene.bind({
    pairId: 'other' as PairId,
    wearerId: THIRD,
    rings: { police: 1000 },
    parameters: { silenceAfterS: 500 },
  });
  const shape = { kind: 'circle' as const, ...scene.at(one.zone.eastM, one.zone.northM), radiusM: one.zone.radiusM };
  scene.take({ kind: 'bind-zone', zone: zoneSpec(shape, { kind: one.kind }) }, 0);
  const movers = [
    [W, one.wearer],
    [P, one.protectedPerson],
    [THIRD, one.third],
  ] as const;
  for (let s = 1; s <= 1200; s++) {
    for (const [i, [id, m]] of movers.entries()) {
      if ((s + 20 * i) % m.everyS !== 0 || s > m.untilS) continue;
      const speedMps = m.saysSpeed ? Math.hypot(m.eastMps, m.northMps) : null;
      const courseDeg = ((Math.atan2(m.eastMps, m.northMps) * 180) / Math.PI + 360) % 360;
      const over = { accuracyM: m.accuracyM, speedMps, courseDeg };
      scene.fix(id, s, m.eastM + m.eastMps * s + Math.sin(s), m.northM + m.northMps * s + Math.cos(s), over);
    }
    if (s === 700) scene.event(one.tickS === 7 ? W : P, 'strap-open', s);
    if (s % one.tickS !== 0) continue;
    if (isEachWhole) forgetQuiet(engine);
    const [pairs, zones] = countQuiet(engine, s * 1000);
    quiet[0] += pairs;
    quiet[1] += zones;
    scene.tick(s);
    if (s % (12 * one.tickS) === 0) bytes.push(bare(engine));
  }
  bytes.push(bare(engine));
  return { bytes, findings: JSON.stringify(scene.findings), quiet };
}

/** The whole state but for what is noted of quiet. */
function bare(engine: Engine): Uint8Array {
  const copy = engineFrom(snapshotOf(engine))!;
  forgetQuiet(copy);
  return snapshotOf(copy);
}

describe('an evaluation that is known to come to nothing', () => {
  it('leaves the same bytes as a whole one, whatever people do', { timeout: 120_000 }, () => {
    const quiet = [0, 0];
    fc.assert(
      fc.property(case_, (one) => {
        const counted = play(one, false);
        const whole = play(one, true);
        expect(counted.findings).toBe(whole.findings);
        expect(counted.bytes.map((bytes) => Buffer.from(bytes).toString('base64'))).toEqual(
          whole.bytes.map((bytes) => Buffer.from(bytes).toString('base64')),
        );
        expect(whole.quiet).toEqual([0, 0]);
        quiet[0]! += counted.quiet[0];
        quiet[1]! += counted.quiet[1];
      }),
      { numRuns: 120 },
    );
    expect(Math.min(...quiet)).toBeGreaterThan(1000);
  });

  it('is over when a zone is bound, or the phone of a shared protected person is asked for more', () => {
    const scene = new Scene().bind({ rings: { police: 1000 } });
    const { engine } = scene;
    const far = zoneSpec({ kind: 'circle', ...scene.at(50_000, 0), radiusM: 100 });
    scene.take({ kind: 'bind-zone', zone: far }, 0);
    scene.play(0, 300, stand(20_000));
    expect(countQuiet(engine, 300_000)).toEqual([1, 1]);
    const near = { ...zoneSpec({ kind: 'circle', ...scene.at(20_500, 0), radiusM: 100 }), zoneId: 'near' as ZoneId };
    scene.take({ kind: 'bind-zone', zone: near }, 300);
    expect(countQuiet(engine, 300_000)).toEqual([1, 0]);
    scene.bind({ pairId: 'other' as PairId, wearerId: THIRD }, 301);
    scene.fix(THIRD, 302, 300, 0);
    engine.pair.at(engine.pairs.ids.find(PAIR));
    expect(engine.protectedPerson.isAskedFaster).toBe(true);
    expect(countQuiet(engine, 302_000)).toEqual([0, 0]);
  });

  it('is not foreseen of who comes, and is of who goes or passes far off', () => {
    const quietOf = (path: Path) => {
      const scene = new Scene().bind().play(0, 600, path);
      expect(scene.level).toBe('clear');
      return countQuiet(scene.engine, 600_000)[0];
    };
    expect(quietOf(walk(20_000, -12))).toBe(0);
    // Past them by 4 km: on no course to a meeting, but soon near enough to ask the phone for more.
    expect(quietOf((s) => ({ eastM: 12_500 - 12 * s, northM: 4000 }))).toBe(0);
    expect(quietOf(walk(20_000, 12))).toBe(1);
    expect(quietOf((s) => ({ eastM: 20_000, northM: 12 * s }))).toBe(1);
    expect(quietOf(stand(20_000))).toBe(1);
    expect(quietOf(stand(2600))).toBe(0);
  });

  it('keeps the level of a zone as long as whole ones would, wherever ticks passed it over', () => {
    const play = (isEachWhole: boolean) => {
      const scene = new Scene();
      let quiet = 0;
      const ranges = { zoneId: 'danger' as ZoneId, warnM: 0, noticeM: 0 };
      for (const [eastM, over] of [
        [500, {}],
        [150, { zoneId: 'near' as ZoneId }],
        [0, ranges],
      ] as const) {
        const shape = { kind: 'circle' as const, ...scene.at(eastM, 0), radiusM: 60 };
        scene.take({ kind: 'bind-zone', zone: zoneSpec(shape, over) }, 0);
      }
      for (let s = 0; s <= 900; s += 5) {
        // In the middle of the innermost for ten minutes, and then, between two reports, far from all.
        if (s % 60 === 0) scene.fix(W, s, s < 600 ? Math.sin(s) : 9000, 0);
        if (isEachWhole) forgetQuiet(scene.engine);
        quiet += countQuiet(scene.engine, s * 1000)[1];
        scene.tick(s);
      }
      scene.play(905, 1500, SILENT, SILENT);
      return { quiet, findings: scene.findings };
    };
    const [counted, whole] = [play(false), play(true)];
    expect(counted.quiet).toBeGreaterThan(200);
    expect(whole.quiet).toBe(0);
    expect(counted.findings).toEqual(whole.findings);
    expect(counted.findings.filter(({ why }) => why.key === 'zone.lowered').length).toBe(3);
  });

  it('ends the unknown of a zone as whole ones would, of a device that is just too slow and was passed over between', () => {
    const play = (isEachWhole: boolean) => {
      const scene = new Scene();
      let quiet = 0;
      const shape = { kind: 'circle' as const, ...scene.at(1000, 0), radiusM: 60 };
      scene.take({ kind: 'bind-zone', zone: zoneSpec(shape, { noticeM: 0 }) }, 0);
      for (let s = 0; s <= 3600; s += 5) {
        // Every report comes 100 s late and 270 s after the one before: every second one ends an unknown.
        if (s % 270 === 0 && s > 0) scene.fix(W, s - 100, Math.sin(s), 0, {}, s);
        if (isEachWhole) forgetQuiet(scene.engine);
        quiet += countQuiet(scene.engine, s * 1000)[1];
        scene.tick(s);
      }
      return { quiet, findings: scene.findings, levels: scene.levels() };
    };
    const [counted, whole] = [play(false), play(true)];
    expect(counted.quiet).toBeGreaterThan(100);
    expect(counted.findings).toEqual(whole.findings);
    expect(counted.levels.filter((level) => level === 'clear').length).toBe(7);
  });

  it('is not foreseen before a level has come down', () => {
    const scene = new Scene().bind().play(0, 295, stand(1500));
    let held = 0;
    for (let s = 300; s <= 900; s += 5) {
      scene.play(s, s, walk(1500, 40, 300));
      const isCalm = scene.engine.pair.levels.isCalm || scene.engine.pair.levels.slot === 0;
      if (scene.view(s).distanceM! > 5000 && !isCalm) held++;
      if (!isCalm) expect(countQuiet(scene.engine, s * 1000)[0]).toBe(0);
    }
    expect(held).toBeGreaterThan(3);
    expect(scene.level).toBe('clear');
  });
});
