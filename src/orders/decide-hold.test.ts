import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../core/time.ts';
import { decideHold } from './decide-hold.ts';
import { loadPacks } from './service.ts';

const NOW_MS = Date.parse('2026-11-02T00:00:00Z');
const packs = loadPacks();
const asked = { article: 'EX 17', untilMs: NOW_MS + DAY_MS };
const decide = (of: string, more: object = {}, kind = 'clerk') =>
  decideHold(packs.current(of, NOW_MS)!, { ...asked, ...more }, { kind }, NOW_MS);

describe('a hold', () => {
  it('is by an article that the pack names, and nowhere else', () => {
    expect(decide('example').ok).toBe(true);
    expect(decide('example', {}, 'judge').ok).toBe(true);
    for (const of of ['kr', 'jp', 'my']) expect(decide(of)).toMatchObject({ error: { code: 'out-of-bounds' } });
    expect(decide('example', { article: 'EX 15' }).ok).toBe(false);
  });

  it.each([
    ['somebody of no court', {}, 'officer'],
    ['longer than the law lets', { untilMs: NOW_MS + 365 * DAY_MS + 1 }, 'judge'],
    ['until a day that is over', { untilMs: NOW_MS }, 'judge'],
  ])('is refused for %s', (_, more, kind) => expect(decide('example', more, kind).ok).toBe(false));
});
