import { describe, expect, it } from 'vitest';
import { EXPLANATIONS, type ExplanationKey, explain, sentence } from './explanations.ts';
import { DEVICE_EVENT_KINDS } from './types.ts';

describe('explanations', () => {
  it('every sentence uses exactly the numbers of its key', () => {
    for (const [key, { params, en }] of Object.entries(EXPLANATIONS)) {
      const used = new Set([...en.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
      expect([key, [...used].sort()]).toEqual([key, [...params].sort()]);
    }
  });

  it('every device event has one', () => {
    for (const kind of DEVICE_EVENT_KINDS) expect(EXPLANATIONS[`device.${kind}`]).toBeDefined();
  });

  it('no number can be a coordinate: each name ends in a unit or is a count', () => {
    for (const { params } of Object.values(EXPLANATIONS)) {
      for (const name of params) expect(name).toMatch(/(M|S|Mps|Pct)$|^reports$|^crossings$/);
    }
  });

  it('reads as a sentence, and an unknown key reads as itself', () => {
    expect(sentence(explain('ring.entered', { ringM: 1000, distanceM: 985 }))).toBe(
      'Came inside the ring of 1000 m: about 985 m between them.',
    );
    expect(sentence({ key: 'none.such' as ExplanationKey, params: {} })).toBe('none.such');
  });
});
