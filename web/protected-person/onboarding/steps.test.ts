import { expect, test } from 'vitest';
import { SET_UP_STEPS } from '../../../src/server/sessions/set-up/contract.ts';
import { SCREENS } from '../screens.ts';
import { screenOf } from './steps.ts';

test('every step of setting up opens a screen that this app has', () => {
  const screens = new Set(Object.keys(SCREENS));
  expect(SET_UP_STEPS.filter((step) => screenOf(step, screens) === null)).toEqual([]);
});
