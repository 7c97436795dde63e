import { expect, it } from 'vitest';
import { fieldOfRefusal } from './refusal-field.ts';

const FIELDS = [
  'grant-device',
  'until-device',
  'fit-device',
  'reasons',
  'at',
  'zone-1-place',
  'protected',
  'respondent',
];

it.each([
  ['A refusal, in whole or in part, gives its reasons (SPA 9).', 'reasons'],
  ['The decision names by when the wearer reports for fitting (EDA 31-6).', 'fit-device'],
  ['The measure would last longer than the law allows (SPA 9).', 'until-device'],
  ['The measure would end before it begins.', 'until-device'],
  ["A place's outline crosses itself.", 'zone-1-place'],
  ['What lies in the future has not been done.', 'at'],
  ['First say who the respondent is: nobody else can wear a device.', 'respondent'],
  ['Say whom it is to protect.', 'protected'],
  ['Somebody else acted in this proceeding a moment ago: look at it again.', null],
])('%s: %s', (message, field) => {
  expect(fieldOfRefusal(message, FIELDS)).toBe(field);
});

it('leads to no field that the form does not have', () => {
  expect(fieldOfRefusal('A refusal gives its reasons (SPA 9).', ['at'])).toBeNull();
});
