import { expect, test } from 'vitest';
import { LANGUAGES } from './catalogue.ts';
import { deliveryMessages } from './delivery/catalogue.ts';
import { homeMessages } from './home/catalogue.ts';
import { learnMessages } from './learn/catalogue.ts';

test.each(LANGUAGES)(
  '%s: what practice calls calm mode and quiet hours is what their switches are called',
  (language) => {
    const said = learnMessages[language]['practice.danger'].toLowerCase();
    const { calm, quiet } = deliveryMessages[language];
    for (const name of [calm, quiet]) expect(said).toContain(name.toLowerCase());
  },
);

test('a notice is soft without anybody having chosen it, so no choice is claimed', () => {
  for (const key of ['warning.soft', 'warning.silent'] as const) {
    expect(homeMessages.en[key]).not.toMatch(/chose/);
  }
});
