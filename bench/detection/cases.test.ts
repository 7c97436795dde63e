import { describe, expect, test } from 'vitest';
import { BASELINES } from './baselines.ts';
import { type Case, PLACES, type Track, WEARER } from './case.ts';
import { FAMILIES, familyOf } from './families/registry.ts';
import { baselineDetector } from './measure.ts';
import { MIXES, makeCase, planMix } from './mixes.ts';
import { repeat } from './report.ts';
import { truthOf } from './truth.ts';

/** Nobody travels faster than this, and nobody jumps: 160 km/h. */
const TRAVEL_MPS_MAX = 45;

function fastestMps({ xM, yM }: Track): number {
  let most = 0;
  for (let s = 1; s < xM.length; s++) most = Math.max(most, Math.hypot(xM[s]! - xM[s - 1]!, yM[s]! - yM[s - 1]!));
  return most;
}

describe.each(FAMILIES.map(({ name }) => name))('%s', (name) => {
  const one = makeCase({ family: familyOf(name), seed: 1 });

  test('is a whole case', () => {
    const { wearer, protectedPerson, fixes, lengthS, startMs } = one;
    for (const track of [wearer, protectedPerson]) {
      expect(track.xM).toHaveLength(lengthS);
      expect(track.xM.every(Number.isFinite) && track.yM.every(Number.isFinite)).toBe(true);
      expect(track.place.every((place) => place < PLACES.length)).toBe(true);
      expect(fastestMps(track)).toBeLessThan(TRAVEL_MPS_MAX);
    }
    const received = fixes.map(({ receivedAtMs }) => receivedAtMs);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(received[0]).toBeGreaterThanOrEqual(startMs);
    expect(received.at(-1)).toBeLessThan(startMs + lengthS * 1000);
    expect(new Set(fixes.map(({ personId }) => personId)).size).toBe(2);
  });

  test('keeps the wearer silent from 10 min before a silenced contact', () => {
    for (const { contactMs, fixes } of one.silenced) {
      const isAround = ({ personId, receivedAtMs }: Case['fixes'][number]) =>
        personId === WEARER && receivedAtMs >= contactMs - 600_000 && receivedAtMs <= contactMs;
      expect(fixes.filter(isAround)).toEqual([]);
      expect(truthOf(one).contactsS).toContain((contactMs - one.startMs) / 1000);
    }
  });
});

test.each(['meetings', 'shifted', 'comes-to-her', 'walks-in', 'ambush', 'opposite', 'chase'])(
  '%s has contacts',
  (name) => {
    const seeds = [1, 2, 3, 4, 5];
    const contacts = seeds.flatMap((seed) => truthOf(makeCase({ family: familyOf(name), seed })).contactsS);
    expect(contacts.length).toBeGreaterThanOrEqual(3);
  },
);

test('resting between the rings comes to nothing', () => {
  for (const seed of [1, 2, 3]) {
    const { distanceM } = truthOf(makeCase({ family: familyOf('rest-middle'), seed }));
    const inRing = distanceM.filter((m) => m > 1100 && m < 2000).length;
    expect(inRing / distanceM.length).toBeGreaterThan(0.4);
  }
});

test('the same seed gives the same bytes, another seed and another set another case', () => {
  const plan = { family: familyOf('comes-to-her'), seed: 7 };
  const fixes = (seed: number) => JSON.stringify(makeCase({ ...plan, seed }).fixes);
  expect(fixes(7)).toBe(fixes(7));
  expect(fixes(8)).not.toBe(fixes(7));
  const seeds = (set: 'dev' | 'eval', block: number) => planMix(MIXES[0]!, set, 20, block).map(({ seed }) => seed);
  const all = [...seeds('dev', 0), ...seeds('dev', 1), ...seeds('eval', 0), ...seeds('eval', 4)];
  expect(new Set(all).size).toBe(80);
});

test('a mix gives its families by their shares', () => {
  const plans = planMix({ name: '', what: '', shares: { walk: 1, chase: 3 }, cases: 8 }, 'dev');
  expect(plans.filter(({ family }) => family.name === 'chase')).toHaveLength(6);
  for (const { shares } of MIXES) for (const name of Object.keys(shares)) expect(familyOf(name).name).toBe(name);
});

test('a detector that says something else the second time is found out', () => {
  const plans = [{ family: familyOf('opposite'), seed: 1 }];
  const steady = baselineDetector(BASELINES[0]!);
  let runs = 0;
  const moody = { name: 'moody', run: () => [{ atMs: runs++, level: 'clear' as const }] };
  expect(repeat(plans, steady).isSame).toBe(true);
  expect(repeat(plans, moody).isSame).toBe(false);
});
