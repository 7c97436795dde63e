import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DISGUISES, iconPath } from './disguise/disguises.ts';
import { STORED_LOOK } from './disguise/store-look.ts';
import { LOOK_CACHE, lookFrom, lookIcon } from './look.ts';

test('a notification carries the icon of the chosen look, and there is one of each', () => {
  for (const disguise of DISGUISES) {
    const icon = lookIcon({ disguise, language: 'ko' });
    expect(icon).toBe(iconPath(disguise, '192'));
    expect(existsSync(new URL(`public${icon}`, import.meta.url))).toBe(true);
  }
  expect(lookIcon(null)).toBe(iconPath('memo', '192'));
});

test('what was kept and is not a look is none', () => {
  expect([null, 1, {}, { disguise: '../x', language: 'ko' }, { disguise: 'list' }].map(lookFrom)).toEqual(
    Array.from({ length: 5 }, () => null),
  );
  expect(lookFrom({ disguise: 'list', language: 'ja', more: 1 })).toEqual({ disguise: 'list', language: 'ja' });
});

test('the page and the worker look in the same place', () => {
  expect(STORED_LOOK).toEqual(LOOK_CACHE);
});
