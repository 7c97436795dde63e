import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { simulateApproaches } from './approaches.ts';
import { type Approach, type FeasibilityInput, type FeasibilityResult, feasibilityResultSchema } from './contract.ts';
import { approachFigures } from './figures-approaches.ts';
import { TRAVEL, type Travel } from './means.ts';
import { at, packPart, requestOf } from './sample.test-helper.ts';
import { settingOf } from './setting.ts';
import { simulateFeasibility } from './simulate.ts';

const kr = packPart();

function run(change: Partial<FeasibilityInput> = {}, travel: Travel = TRAVEL): FeasibilityResult {
  return simulateFeasibility(requestOf({ seeds: 1, ...change }), kr, travel);
}

/** The approaches alone: ordinary weeks take longer, and have no part in them. */
function approached(
  change: Partial<FeasibilityInput> = {},
  travel: Travel = TRAVEL,
): Pick<FeasibilityResult, 'approaches'> {
  const request = requestOf({ seeds: 1, weeks: 1, ...change });
  const seeds = Array.from({ length: request.seeds }, (_, i) => request.seed + i);
  const draws = simulateApproaches(settingOf(request, kr, travel), seeds);
  return {
    approaches: approachFigures(
      draws,
      request.protected.places.map(({ id }) => id),
      seeds.length,
    ),
  };
}

function all(result: Pick<FeasibilityResult, 'approaches'>, failure: Approach['failure'] = 'none'): Approach {
  return result.approaches.find((row) => row.failure === failure && row.place === null && row.by === null)!;
}

function alarms({ ordinary }: FeasibilityResult): number {
  return ordinary.alarms.warning.mean + ordinary.alarms.danger.mean + ordinary.alarms.unknown.mean;
}

/** Nobody goes anywhere: for approaches only. */
const STILL: Partial<FeasibilityInput> = {
  wearer: { places: [at('home', 'home', 5_000, 0)], stays: [] },
  protected: { places: [at('home', 'home', 0, 0)], stays: [] },
};

/** Straight at one speed, as on an empty plane. */
function plain(speedMps: number): Travel {
  const straight = { speedMps, fastMps: speedMps, townM: 0, detour: 1, legM: 1e6, haltShare: 0, haltS: 0, walkM: 0 };
  return { ...TRAVEL, car: { ...straight, surroundings: 'open' } };
}

describe('the same request', () => {
  // Each in a process of its own: a zone is read when it starts.
  const code = `
    const { requestOf, packPart } = await import('./sample.test-helper.ts');
    const { simulateFeasibility } = await import('./simulate.ts');
    const request = requestOf({ weeks: 1, seeds: 1, approachBy: ['car'], startsOn: '2026-12-02' });
    process.stdout.write(JSON.stringify(simulateFeasibility(request, packPart())));`;
  const inZone = async (zone: string): Promise<string> => {
    const env = { ...process.env, TZ: zone };
    const script = ['--input-type=module', '-e', code.replaceAll("'./", `'${import.meta.dirname}/`)];
    return (await promisify(execFile)(process.execPath, script, { env, maxBuffer: 1e7 })).stdout;
  };

  it('gives the same bytes in every time zone, and another seed gives others (H-315)', async () => {
    const [east, west] = await Promise.all(['Pacific/Auckland', 'Pacific/Pago_Pago'].map(inZone));
    expect(west).toBe(east);
    expect(JSON.parse(east!).format).toBe('feasibility-1');
    const seeded = (seed: number) => JSON.stringify(approached({ ...STILL, seed, approachBy: ['car'] }));
    expect(seeded(2)).not.toBe(seeded(1));
  });
});

it('answers in the shape of its contract, with what it rests on and no verdict (H-311)', () => {
  const result = run({
    gaps: [{ whose: 'wearer', area: circle(1_500, 0, 600) }],
    prohibited: [{ id: 'school', area: circle(3_000, -2_400, 200) }],
    approachBy: ['walk'],
  });
  expect(feasibilityResultSchema.parse(result)).toEqual(result);
  const keys = result.assumptions.map(({ key }) => key);
  expect(keys[0]).toBe('no-forecast');
  expect(keys).toEqual(expect.arrayContaining(['no-streets', 'no-reaction', 'engine', 'table', 'weeks', 'gaps']));
  // A judge decides; nothing here does it for them (H-311).
  expect(JSON.stringify(result)).not.toMatch(/recommend|score|verdict|suitable|feasible"/i);
  // The wearer works beside that place.
  expect(result.ordinary.prohibited[0]!.minutes.mean).toBeGreaterThan(1_000);
});

function circle(eastM: number, northM: number, radiusM: number) {
  const { latDeg, lonDeg } = at('x', 'other', eastM, northM);
  return { kind: 'circle' as const, latDeg, lonDeg, radiusM };
}

describe('a case known by hand', () => {
  // The engine looks at tau from 2.5 km on; at 15 m/s, 2400 m before the restraint distance are 160 s, at 20 m/s 120 s. Pace varies by a tenth.
  it.each([
    { speedMps: 15, byHandS: 160 },
    { speedMps: 20, byHandS: 120 },
  ])('$speedMps m/s from 5 km: about $byHandS s of warning', ({ speedMps, byHandS }) => {
    const often = { ...STILL, wearerIntervalS: 5, protectedIntervalS: 5, approachBy: ['car' as const] };
    const { medianS, worstTenthS } = all(approached(often, plain(speedMps))).warned;
    expect(medianS!.value).toBeGreaterThan(byHandS * 0.9 - 10);
    expect(medianS!.value).toBeLessThan(byHandS * 1.1 + 20);
    expect(worstTenthS!.value).toBeGreaterThan(byHandS * 0.9 - 15);
    // A report a minute: it comes up to a minute later.
    const seldom = all(approached({ ...often, wearerIntervalS: 60, protectedIntervalS: 60 }, plain(speedMps))).warned;
    expect(seldom.worstTenthS!.value).toBeGreaterThan(byHandS * 0.9 - 75);
  });
});

describe('what must hold whatever the numbers', () => {
  const car: Partial<FeasibilityInput> = { ...STILL, approachBy: ['car'], seeds: 3, noticeM: 4_000 };

  it('a larger warn distance never shortens the median warning', () => {
    const medians = [300, 600, 1_200, 2_400].map((warnM) => all(approached({ ...car, warnM })).warned.medianS!.value);
    expect(medians).toEqual(medians.toSorted((a, b) => a - b));
    expect(medians.at(-1)).toBeGreaterThan(medians[0]! + 15);
  });

  it('reports more often never shorten the worst tenth by more than noise', () => {
    const worst = [300, 60, 15].map(
      (s) => all(approached({ ...car, wearerIntervalS: s, protectedIntervalS: s })).warned.worstTenthS!.value,
    );
    expect(worst[1]).toBeGreaterThanOrEqual(worst[0]! - 20);
    expect(worst[2]).toBeGreaterThanOrEqual(worst[1]! - 20);
    expect(worst[2]).toBeGreaterThan(worst[0]! + 20);
  });

  it('a device that falls silent as they set out leaves no warning, and says that it is not known', () => {
    const off = all(approached(car), 'wearer-off');
    expect(off.warned.medianS!.value).toBe(0);
    expect(off.told.medianS!.value).toBeGreaterThan(120);
  });

  it('underground there is less warning than by train, and a gap on the way takes some away', () => {
    const by = (means: 'underground' | 'train', gaps: FeasibilityInput['gaps'] = []) =>
      approached({ ...STILL, seeds: 3, approachBy: [means], gaps });
    expect(all(by('underground')).warned.medianS!.value).toBeLessThan(all(by('train')).warned.medianS!.value);
    const gapped = by('train', [{ whose: 'both', area: circle(0, 0, 2_000) }]);
    expect(all(gapped, 'gaps').warned.medianS!.value).toBeLessThan(all(gapped, 'none').warned.medianS!.value);
  });
});

describe('ordinary lives', () => {
  const apart = (awayM: number): Partial<FeasibilityInput> => ({
    ...{ approachBy: ['walk'], weeks: 1, seeds: 1 },
    wearer: {
      places: [at('home', 'home', awayM, 0), at('shop', 'other', awayM - 300, 250)],
      stays: [{ place: 'shop', days: [1, 2, 3, 4, 5, 6], from: '10:00', until: '17:00', by: 'walk' }],
    },
    protected: {
      places: [at('home', 'home', 0, 0), at('office', 'work', 400, 100)],
      stays: [{ place: 'office', days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', by: 'walk' }],
    },
  });

  it('neighbours 700 m apart are alarmed and shown much of the week, people far apart never', () => {
    const near = run(apart(700));
    const far = run(apart(30_000));
    expect(alarms(near)).toBeGreaterThan(1);
    expect(near.ordinary.minutes.notice.mean + near.ordinary.minutes.warning.mean).toBeGreaterThan(3_000);
    expect(near.overlaps[0]).toMatchObject({ wearer: 'shop', protected: 'office', within: 'warn' });
    expect(near.ordinary.where[0]).toMatchObject({ wearer: 'shop', protected: 'office' });
    const { point, band } = near.proportionality.protectedSeesWearer;
    expect(point.mean + band.mean).toBeGreaterThan(3_000);
    expect([alarms(far), far.ordinary.minutes.notice.mean, far.overlaps.length]).toEqual([0, 0, 0]);
    expect(far.proportionality.protectedSeesWearer.band.mean).toBe(0);
  });

  it('says for how many draws no warning can come, because one stands already', () => {
    expect(all(approached(apart(500))).insideAtStart).toBeGreaterThan(0);
  });

  it('counts hours, reports and land', () => {
    const { proportionality: p } = run({ approachBy: ['walk'] });
    // 30 November to 28 February: 90 days.
    expect(p.hours).toBe(90 * 24);
    expect(p.wearerReports.mean).toBe(7 * 24 * 60);
    // Three places: two circles of 600 m apart, one that overlaps neither by much.
    expect(p.warnKm2).toBeGreaterThan(2.9);
    expect(p.warnKm2).toBeLessThan(3 * Math.PI * 0.36 + 0.05);
    expect(p.wearerKm2.mean).toBeGreaterThan(0.5);
  });
});
