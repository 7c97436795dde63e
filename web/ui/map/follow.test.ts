import { describe, expect, it } from 'vitest';
import { needsRefit } from './follow.ts';
import { placeLabels } from './labels.ts';

const VIEW = { widthPx: 800, heightPx: 600 };
const INSETS = { topPx: 60, rightPx: 60, bottomPx: 60, leftPx: 60 };
const at = (xPx: number, yPx: number) => ({ xPx, yPx });

describe('when the map may move by itself', () => {
  it('stays while both sit well', () => {
    expect(needsRefit([at(200, 200), at(600, 400)], VIEW, INSETS, false)).toBe(false);
  });

  it('moves when one is about to leave the view', () => {
    expect(needsRefit([at(200, 200), at(785, 400)], VIEW, INSETS, false)).toBe(true);
    expect(needsRefit([at(20, 200), at(600, 400)], VIEW, INSETS, false)).toBe(true);
    expect(needsRefit([at(200, 10), at(600, 400)], VIEW, INSETS, false)).toBe(true);
    expect(needsRefit([at(200, 200), at(600, 590)], VIEW, INSETS, false)).toBe(true);
  });

  it('moves closer when both are lost in the middle, unless closer is not possible', () => {
    expect(needsRefit([at(390, 300), at(410, 300)], VIEW, INSETS, false)).toBe(true);
    expect(needsRefit([at(390, 300), at(410, 300)], VIEW, INSETS, true)).toBe(false);
    expect(needsRefit([], VIEW, INSETS, false)).toBe(false);
  });
});

describe('labels', () => {
  const label = (text: string, xPx: number, weight: number) => ({ text, at: at(xPx, 100), awayPx: 10, weight });
  const widthOf = (text: string) => text.length * 8;

  it('do not cover each other, and the weightier keeps its corner', () => {
    const placed = placeLabels([label('M-001', 100, 10), label('M-002', 104, 20)], widthOf, VIEW);
    expect(placed.map((one) => one.text)).toEqual(['M-002', 'M-001']);
    expect(placed[0]?.topPx).not.toBe(placed[1]?.topPx);
  });

  it('stay inside the view', () => {
    const [placed] = placeLabels([label('M-001', 795, 10)], widthOf, VIEW);
    expect(placed!.leftPx + placed!.widthPx).toBeLessThanOrEqual(VIEW.widthPx);
  });

  it('give way where there is no room, except for what must show', () => {
    const crowd = Array.from({ length: 6 }, (_, index) => label(`M-00${index}`, 100, 10));
    expect(placeLabels(crowd, widthOf, VIEW).length).toBe(4);
    const chosen = placeLabels([...crowd, label('M-099', 100, 9)], widthOf, VIEW);
    expect(chosen.some((one) => one.text === 'M-099')).toBe(false);
    const must = placeLabels([...crowd, label('M-099', 100, 100)], widthOf, VIEW);
    expect(must[0]?.text).toBe('M-099');
  });
});
