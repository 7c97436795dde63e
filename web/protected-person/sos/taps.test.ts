import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, loadSosSettings } from './settings.ts';
import { smsLink, smsNumber, telLink } from './sms.ts';
import { TAPS_WITHIN_MS, tap } from './taps.ts';

function calls(times: readonly number[]): number {
  let taps: readonly number[] = [];
  let count = 0;
  for (const atMs of times) {
    const tapped = tap(taps, atMs);
    taps = tapped.taps;
    count += Number(tapped.isCall);
  }
  return count;
}

test('five within three seconds are a call; four, or five that are slower, are none', () => {
  expect(calls([0, 100, 200, 300])).toBe(0);
  expect(calls([0, 700, 1_400, 2_100, 2_800])).toBe(1);
  expect(calls([0, 800, 1_600, 2_400, TAPS_WITHIN_MS])).toBe(0);
  expect(calls([0, 100, 200, 300, 400, 500, 600])).toBe(1);
  // A clock that is set back makes no call out of old taps.
  expect(calls([10_000, 10_100, 10_200, 10_300, 50])).toBe(0);
});

test('a text message is opened for a number that a phone can dial, and for nothing else', () => {
  expect(smsLink('+82 10-0000-0001', 'Help & 도움')).toBe('sms:+821000000001?&body=Help%20%26%20%EB%8F%84%EC%9B%80');
  expect([smsNumber('javascript:alert(1)'), smsNumber(''), smsNumber('112')]).toEqual([null, null, '112']);
  expect(telLink('+82 2 000 0112')).toBe('tel:+8220000112');
});

test('settings that cannot be read are the usual ones', () => {
  expect(loadSosSettings(null)).toEqual(DEFAULT_SETTINGS);
  expect(loadSosSettings({ getItem: () => '7' })).toEqual(DEFAULT_SETTINGS);
  expect(loadSosSettings({ getItem: (key) => (key === 'sos-share' ? 'no' : '0') })).toEqual({
    countdownS: 0,
    share: false,
  });
});
