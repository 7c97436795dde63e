import { describe, expect, it } from 'vitest';
import { drillCast } from '../cast.ts';
import { createCity } from '../city/city.ts';
import { distanceM } from '../city/plane.ts';
import { contains } from '../city/polygon.ts';
import { createDrillWorld } from '../service.ts';
import { planDemo } from './demo.ts';
import { judge } from './judge.ts';
import { type DrillPlan, planScenario } from './plan.ts';
import { SCENARIOS } from './registry.ts';
import { simulate } from './simulate.ts';
import { makeStage } from './stage.ts';

const SEEDS = [20_260_624, 1, 2];
const worlds = SEEDS.map((seed) => {
  const city = createCity(seed);
  const stage = makeStage(city, seed);
  return { seed, city, stage, cast: drillCast(seed, city), demo: planDemo(stage) };
});
const main = worlds[0]!;

/** Fastest that anybody of the drills moves: a train. */
const FASTEST_MPS = 20;

function failures(plan: DrillPlan, cast: (typeof main)['cast']): string[] {
  const { levels } = simulate(plan, cast, plan.cycleMs ?? plan.durationMs);
  return judge(plan.expectations, levels)
    .filter((verdict) => !verdict.met)
    .map((verdict) => `${verdict.expectation.says.en} (${verdict.expectation.fromMs}-${verdict.expectation.toMs} ms)`);
}

describe.each(worlds)('in the city of seed $seed', ({ stage, cast, demo, city }) => {
  it.each(SCENARIOS.map((s) => s.name))('%s: the engine finds what is expected', (name) => {
    const plan = planScenario(stage, SCENARIOS.find((s) => s.name === name)!);
    expect(failures(plan, cast)).toEqual([]);
  });

  it('demo: the engine finds what is expected, and warns within a minute', () => {
    expect(failures(demo, cast)).toEqual([]);
    const { levels } = simulate(demo, cast, 70_000);
    const warned = levels.find((c) => c.wearer === 'w1' && c.protected === 'p1' && c.level === 'warning');
    expect(warned?.atMs).toBeLessThanOrEqual(60_000);
  });

  it('nobody jumps, leaves the land, or moves faster than people do; the round of the demo closes', () => {
    for (const [person, itinerary] of demo.actors) {
      let before = itinerary.at(0);
      let farthestM = 0;
      let farthestWalkM = 0;
      for (let ms = 1_000; ms <= demo.cycleMs! + 60_000; ms += 1_000) {
        const now = itinerary.at(ms);
        const movedM = distanceM(before.point, now.point);
        farthestM = Math.max(farthestM, movedM);
        if (now.mode === 'walk' && before.mode === 'walk') farthestWalkM = Math.max(farthestWalkM, movedM);
        if (ms % 60_000 === 0) expect(contains(city.layout.coast, now.point)).toBe(true);
        before = now;
      }
      expect(farthestM, person).toBeLessThanOrEqual(FASTEST_MPS);
      expect(farthestWalkM, person).toBeLessThan(2.2);
    }
  });
});

describe('scenarios', () => {
  it('can fail: with nobody moving, the approach is not found', () => {
    const plan = planScenario(main.stage, SCENARIOS.find((s) => s.name === 'approach-by-car')!);
    const actors = new Map(
      [...plan.actors].map(([person, life]) => [person, { ...life, at: () => life.at(0) }] as const),
    );
    expect(failures({ ...plan, actors }, main.cast).length).toBeGreaterThanOrEqual(2);
  });

  it('can fail: without its happening no trouble is found', () => {
    const troubles = SCENARIOS.filter(({ happenings = [] }) => happenings.length > 0);
    expect(troubles.map(({ name }) => name)).toHaveLength(5);
    for (const scenario of troubles) {
      const plan = planScenario(main.stage, scenario);
      expect(failures({ ...plan, happenings: [] }, main.cast), scenario.name).toHaveLength(1);
    }
  });

  it('a cut strap, a jammed receiver and a low battery are findings about the wearer', () => {
    const found = (name: string) => {
      const plan = planScenario(main.stage, SCENARIOS.find((s) => s.name === name)!);
      return simulate(plan, main.cast, plan.durationMs)
        .findings.filter(({ kind }) => kind === 'device')
        .map((f) => f.name);
    };
    expect(found('strap-cut')).toEqual(['strap-open', 'strap-closed']);
    expect(found('jamming')).toEqual(['jamming']);
    expect(found('battery-empty')).toEqual(['low-battery', 'power-off']);
    expect([found('clock-error'), found('store-and-forward')]).toEqual([[], []]);
  });

  it('who moves: when the protected person walks in, the wearer has not moved', () => {
    const plan = planScenario(main.stage, SCENARIOS.find((s) => s.name === 'protected-walks-in')!);
    const { findings } = simulate(plan, main.cast, plan.durationMs);
    const warned = findings.find((f) => f.level === 'warning' && f.subject.kind === 'pair');
    expect(warned?.wearerShare ?? 0).toBeLessThan(0.25);
    const home = plan.actors.get('w4')!.at(0).point;
    for (let ms = 0; ms < plan.durationMs; ms += 30_000) {
      expect(distanceM(plan.actors.get('w4')!.at(ms).point, home)).toBeLessThan(5);
    }
  });

  it('the parallel pass is one: never nearer than 600 m, yet inside the notice ring', () => {
    for (const { stage } of worlds) {
      const plan = planScenario(stage, SCENARIOS.find((s) => s.name === 'parallel-passing')!);
      let leastM = Infinity;
      for (let ms = 0; ms < plan.durationMs; ms += 5_000) {
        const apartM = distanceM(plan.actors.get('w3')!.at(ms).point, plan.actors.get('p3')!.at(ms).point);
        leastM = Math.min(leastM, apartM);
      }
      expect(leastM).toBeGreaterThan(600);
      expect(leastM).toBeLessThan(1_900);
    }
  });

  it('every text is there in both languages, and every person has a device and an order', () => {
    for (const scenario of SCENARIOS) {
      const texts = [scenario.title, scenario.briefing, ...scenario.steps.map((s) => s.says)];
      for (const text of [...texts, ...scenario.expectations.map((e) => e.says)]) {
        expect(text.en.length).toBeGreaterThan(3);
        expect(text.ko).toMatch(/[가-힣]/);
      }
    }
    const people = new Set(main.cast.people.map((p) => p.key));
    for (const person of main.demo.actors.keys()) {
      expect(people.has(person)).toBe(true);
      expect(main.cast.devices.some((d) => d.person === person)).toBe(true);
    }
    const wearers = main.cast.orders.map((o) => o.wearer);
    expect(wearers.filter((w) => w === 'w5')).toHaveLength(2);
    expect(main.cast.orders.some((o) => o.household.length > 0)).toBe(true);
    expect(main.cast.devices.some((d) => d.encrypted)).toBe(true);
  });

  it('a world plans every scenario by its name, the same each time, and nothing else', () => {
    const world = createDrillWorld(main.seed, main.city);
    expect(world.plan('no-such')).toBeNull();
    for (const { name } of SCENARIOS) {
      const one = world.plan(name)!;
      const two = world.plan(name)!;
      expect(one.steps).toEqual(two.steps);
      for (const [person, life] of one.actors) {
        for (const ms of [0, 77_000, 600_000]) expect(two.actors.get(person)!.at(ms)).toEqual(life.at(ms));
      }
    }
  });
});
