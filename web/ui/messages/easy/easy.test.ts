import { parse } from '@formatjs/icu-messageformat-parser';
import { expect, test } from 'vitest';
import { overlaid } from '../../../protected-person/easy/easy-reading.ts';
import { appMessages } from '../app/catalogue.ts';
import { LANGUAGES, loadEveryLanguage } from '../catalogue.ts';
import { type Lookup, translator } from '../translate.ts';
import { easyMessages } from './catalogue.ts';

await loadEveryLanguage();

const argumentsOf = (text: string) =>
  parse(text)
    .flatMap((part) => (part.type === 1 ? [part.value] : []))
    .sort();

// HAZARD H-213: an easier sentence says less, or is not there.
test.each(LANGUAGES)(
  'H-213: %s: an easy sentence stands for one of the app and carries every fact of it',
  (language) => {
    const app = appMessages.texts(language);
    for (const [key, text] of Object.entries(easyMessages.texts(language))) {
      expect(Object.hasOwn(app, key), key).toBe(true);
      expect(argumentsOf(text), key).toEqual(argumentsOf(app[key as keyof typeof app]));
    }
  },
);

test('H-213: where no easier sentence is, the usual one is said', () => {
  const app = translator(appMessages, 'en');
  const easy = overlaid(app, translator(easyMessages, 'en') as Lookup<string>);
  expect(easy('lost.line', { number: '112' })).toBe('You get no warning here now. In danger? Call 112.');
  expect(easy('nothing.clear')).toBe(app('nothing.clear'));
});
