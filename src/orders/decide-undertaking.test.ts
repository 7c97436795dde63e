import { describe, expect, it } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import { DAY_MS } from '../core/time.ts';
import { UNDERTAKING_TEXT } from './contract.ts';
import { decideUndertaking as decide, type Undertaken } from './decide-undertaking.ts';

const kr = packOf('kr');
const SAID_MS = kr.holdsFromMs + 40 * DAY_MS;
const MADE_MS = SAID_MS - 10 * DAY_MS;
const said = { atMs: SAID_MS, textVersion: UNDERTAKING_TEXT };

const decideUndertaking = (of: Undertaken | null, pack: typeof kr, madeAtMs: number, nowMs: number) =>
  decide(of, pack, madeAtMs, UNDERTAKING_TEXT, nowMs);

describe('an undertaking (H-503)', () => {
  it('that was never given, or to another text, does not hold', () => {
    for (const none of [null, { ...said, textVersion: 'undertaking-1' }])
      expect(decideUndertaking(none, kr, MADE_MS, SAID_MS + 1)).toEqual({ holds: false, isDue: true, untilMs: null });
  });

  it('holds for the months of the pack, is asked for again two weeks ahead, and ends by itself', () => {
    expect(decideUndertaking(said, kr, MADE_MS, SAID_MS)).toMatchObject({ holds: true, isDue: false });
    const { untilMs } = decideUndertaking(said, kr, MADE_MS, SAID_MS);
    expect(untilMs! - SAID_MS).toBeGreaterThan(364 * DAY_MS);
    expect(decideUndertaking(said, kr, MADE_MS, untilMs! - 13 * DAY_MS)).toMatchObject({ holds: true, isDue: true });
    expect(decideUndertaking(said, kr, MADE_MS, untilMs!)).toEqual({ holds: false, isDue: true, untilMs: null });
  });

  it('is asked for at a new order and a new version of the law, and what held goes on for a week', () => {
    const order = SAID_MS + 30 * DAY_MS;
    expect(decideUndertaking(said, kr, order, order + DAY_MS)).toEqual({
      ...{ holds: true, isDue: true, untilMs: order + 7 * DAY_MS },
    });
    expect(decideUndertaking(said, kr, order, order + 7 * DAY_MS).holds).toBe(false);
    expect(decideUndertaking({ ...said, atMs: order + DAY_MS }, kr, order, order + 9 * DAY_MS).isDue).toBe(false);
    const later = { ...kr, holdsFromMs: order };
    expect(decideUndertaking(said, later, MADE_MS, order + DAY_MS)).toMatchObject({ holds: true, isDue: true });
    expect(decideUndertaking(said, later, MADE_MS, order + 7 * DAY_MS).holds).toBe(false);
  });
});
