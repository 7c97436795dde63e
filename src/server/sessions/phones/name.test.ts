import { expect, test } from 'vitest';
import { phoneName } from './name.ts';

test('what browsers say becomes a few words, and anything else is "other"', () => {
  const named = (agent: string | undefined) => Object.values(phoneName(agent)).join(' ');
  const mozilla = 'Mozilla/5.0';
  const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  expect(named(`${mozilla} (Linux; Android 14; SM-S911N) ${webkit} Chrome/126.0 Mobile Safari/537.36`)).toBe(
    'android chrome',
  );
  expect(named(`${mozilla} (Linux; Android 14) ${webkit} SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36`)).toBe(
    'android samsung',
  );
  expect(named(`${mozilla} (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604`)).toBe(
    'iphone safari',
  );
  expect(named(`${mozilla} (Windows NT 10.0; Win64) ${webkit} Chrome/126.0 Safari/537.36 Edg/126.0`)).toBe(
    'windows edge',
  );
  expect(named(undefined)).toBe('other other');
  expect(named('37.123456,127.1')).toBe('other other');
});
