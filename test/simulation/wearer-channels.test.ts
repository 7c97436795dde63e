/**
 * I-4: whoever gets all that a wearer gets tries to learn where the protected person is, or whether they move, and does not beat chance. The same
 * attack is made on products that leak, and succeeds: it could have succeeded here. `npm run soak:wearer-channels` is the long one.
 */
import { describe, expect, test } from 'vitest';
import { attack } from './wearer-channels/attack.ts';
import { CONTRASTS, type Contrast } from './wearer-channels/life.ts';
import { type Leak, playChannels, type Run } from './wearer-channels/play.ts';

const PAIRS = 12;
const LASTS_S = 1_200;

async function pairsOf(contrast: Contrast, leak: Leak = {}, count = PAIRS): Promise<[Run, Run][]> {
  const pairs: [Run, Run][] = [];
  for (let seed = 1; seed <= count; seed += 1) {
    const one = await playChannels(seed, contrast, 0, LASTS_S, leak);
    pairs.push([one, await playChannels(seed, contrast, 1, LASTS_S, leak)]);
  }
  return pairs;
}

describe('what a wearer receives tells nothing of the protected person (HAZARD H-507)', () => {
  test.each(CONTRASTS)('%s', async (contrast) => {
    const pairs = await pairsOf(contrast);
    // To the engine the two lives were not the same, and the wearer did receive things.
    expect(pairs.filter(([one, other]) => one.levels !== other.levels).length).toBeGreaterThan(0);
    expect(pairs.every(([one]) => one.seen.length > 15)).toBe(true);
    const { p, accuracy, differing } = attack(pairs);
    expect({ p, accuracy, differing }).toEqual({ p: 1, accuracy: 0.5, differing: 0 });
  });

  test.each<[string, Leak]>([
    ['a pace that follows nearness', { pace: true }],
    ['an answer that comes 40 ms later when they are near', { ackMs: 40 }],
    ['a device that vibrates at a warning', { vibrates: true }],
  ])('the attack finds %s', async (_, leak) => {
    const { p, accuracy } = attack(await pairsOf('near-or-far', leak));
    expect(p).toBeLessThan(0.01);
    expect(accuracy).toBeGreaterThan(0.8);
  });
});
