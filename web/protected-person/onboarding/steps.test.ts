import { expect, test } from 'vitest';
import { SET_UP_STEPS } from '../../../src/server/sessions/set-up/contract.ts';
import { SCREENS } from '../screens.ts';
import { SCREEN_OF } from './steps.ts';

test('every step opens a screen that this app has, so that setting up can be finished', () => {
  expect(SET_UP_STEPS.map((step) => [step, SCREEN_OF[step] in SCREENS])).toEqual(
    SET_UP_STEPS.map((step) => [step, true]),
  );
});
