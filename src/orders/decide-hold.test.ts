import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../core/time.ts';
import { decideHold } from './decide-hold.ts';
import { loadPacks } from './service.ts';

const NOW_MS = Date.parse('2026-11-02T00:00:00Z');
const packs = loadPacks();
const judge = { personId: 'a', kind: 'judge' };
const clerk = { personId: 'b', kind: 'clerk' };
const asked = { article: 'EX 16', untilMs: NOW_MS + DAY_MS, first: judge, second: clerk };
const decide = (of: string, more: object = {}) => decideHold(packs.current(of, NOW_MS)!, { ...asked, ...more }, NOW_MS);

describe('a hold', () => {
  it('is by an article that the pack names, and nowhere else', () => {
    expect(decide('example').ok).toBe(true);
    for (const of of ['kr', 'jp', 'my']) expect(decide(of).ok).toBe(false);
    expect(decide('example', { article: 'EX 15' }).ok).toBe(false);
  });

  it.each([
    ['one person alone', { second: judge }],
    ['somebody of no court', { second: { personId: 'c', kind: 'officer' } }],
    ['longer than the law lets', { untilMs: NOW_MS + 365 * DAY_MS + 1 }],
    ['until a day that is over', { untilMs: NOW_MS }],
  ])('is refused for %s', (_, more) => expect(decide('example', more).ok).toBe(false));
});
