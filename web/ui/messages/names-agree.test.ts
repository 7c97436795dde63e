import { expect, test } from 'vitest';
import { LANGUAGES, loadEveryLanguage } from './catalogue.ts';
import { deliveryMessages } from './delivery/catalogue.ts';
import { homeMessages } from './home/catalogue.ts';
import { learnMessages } from './learn/catalogue.ts';

await loadEveryLanguage();

test.each(LANGUAGES)(
  '%s: what practice calls calm mode and quiet hours is what their switches are called',
  (language) => {
    const said = learnMessages.texts(language)['practice.danger'].toLowerCase();
    const { calm, quiet } = deliveryMessages.texts(language);
    for (const name of [calm, quiet]) expect(said).toContain(name.toLowerCase());
  },
);

test('a notice is soft without anybody having chosen it, so no choice is claimed', () => {
  for (const key of ['warning.soft', 'warning.silent'] as const) {
    expect(homeMessages.texts('en')[key]).not.toMatch(/chose/);
  }
});
