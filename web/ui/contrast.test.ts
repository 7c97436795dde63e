import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Custom properties of a block, those of the light theme first. */
function tokens(theme: 'light' | 'dark'): Map<string, string> {
  const [light = '', dark = ''] = css.split(':root[data-theme="dark"]');
  const text = theme === 'light' ? light : light + dark;
  return new Map([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)].map((match) => [match[1]!, match[2]!]));
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const LEVELS = ['clear', 'notice', 'warning', 'danger', 'unknown'];

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const all = tokens(theme);
  const ratio = (a: string, b: string) => contrast(all.get(a) ?? '', all.get(b) ?? '');

  test('the status sentence stands at 7:1 on every ground it may have', () => {
    for (const ground of ['surface', 'paper', ...LEVELS.map((level) => `${level}-soft`)]) {
      expect(ratio('ink', ground), ground).toBeGreaterThanOrEqual(7);
    }
  });

  test('text stands at 4.5:1', () => {
    const pairs = [
      ...LEVELS.flatMap((level) => [
        [`${level}-on`, `${level}-fill`],
        [`${level}-ink`, `${level}-soft`],
        ['ink-2', `${level}-soft`],
      ]),
      ['ink-2', 'paper'],
      ['ink-2', 'surface'],
      ['ink-3', 'surface'],
      ['accent', 'surface'],
      ['accent-on', 'accent'],
      ['exercise-ink', 'exercise-b'],
    ] as [string, string][];
    for (const [text, ground] of pairs) expect(ratio(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  test('lines that mark a control, and a level on its own ground, stand at 3:1', () => {
    expect(ratio('line-strong', 'surface')).toBeGreaterThanOrEqual(3);
    expect(ratio('focus', 'surface')).toBeGreaterThanOrEqual(3);
    for (const level of LEVELS.filter((one) => one !== 'warning')) {
      expect(ratio(`${level}-fill`, 'surface'), level).toBeGreaterThanOrEqual(3);
    }
  });
});
