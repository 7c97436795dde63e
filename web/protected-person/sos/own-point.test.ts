import { expect, test } from 'vitest';
import { loadEveryLanguage } from '../../ui/messages/catalogue.ts';
import { sosMessages } from '../../ui/messages/sos/catalogue.ts';
import { translator } from '../../ui/messages/translate.ts';
import { timeText } from '../../ui/words/age.ts';
import { isOldPoint, POINT_OLD_MS } from './own-point.ts';

await loadEveryLanguage();

const NOW_MS = Date.UTC(2026, 5, 24, 12, 0);
const at = (fixedAtMs: number) => ({ latDeg: 36, lonDeg: 124.5, radiusM: 12, fixedAtMs });

test('a place is said as of now for a few minutes, and then as of when it was', () => {
  expect(isOldPoint(at(NOW_MS - POINT_OLD_MS), NOW_MS)).toBe(false);
  expect(isOldPoint(at(NOW_MS - POINT_OLD_MS - 1), NOW_MS)).toBe(true);
});

test('of another day, the text message says which', () => {
  const time = timeText('en', NOW_MS - 40 * 3_600_000, NOW_MS);
  const text = translator(sosMessages, 'en')('sms.text.was', { time, coordinates: '', radius: 12, geo: '' });
  expect(text).toMatch(/I was here at Jun 22/);
});
