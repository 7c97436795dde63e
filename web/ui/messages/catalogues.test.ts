import { readdirSync } from 'node:fs';
import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { type Catalogue, LANGUAGES } from './catalogue.ts';
import { detectLanguage, loadLanguage } from './language.ts';

/** Every folder beside this file is one. */
const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const catalogues = await Promise.all(
  folders.map(async ({ name }): Promise<[string, Catalogue<string>]> => {
    const [found] = Object.values((await import(`./${name}/catalogue.ts`)) as Record<string, Catalogue<string>>);
    if (found === undefined) throw new Error(`${name} has no catalogue`);
    return [name, found];
  }),
);

/** Names of the values that a message takes, sorted. */
function valuesOf(text: string): string[] {
  const names = new Set<string>();
  const walk = (elements: ReturnType<typeof parse>) => {
    for (const element of elements) {
      if (element.type !== 0 && 'value' in element && typeof element.value === 'string') names.add(element.value);
      if ('options' in element) for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(text, { ignoreTag: true }));
  return [...names].sort();
}

describe.each(catalogues)('%s', (_name, catalogue) => {
  test.each(LANGUAGES)('%s: every message parses and takes the values that English takes', (language) => {
    for (const [key, english] of Object.entries(catalogue.en)) {
      const text = catalogue[language][key] ?? '';
      expect(text.trim(), key).not.toBe('');
      expect(valuesOf(text), key).toEqual(valuesOf(english));
    }
  });

  test('no other language is left in English', () => {
    for (const language of ['ko', 'ja'] as const) {
      const same = Object.entries(catalogue.en).filter(
        ([key, english]) => /[a-z]{4}/i.test(english.replace(/\{.*\}/g, '')) && catalogue[language][key] === english,
      );
      expect(same).toEqual([]);
    }
  });
});

describe('language', () => {
  test('the first wished language that has a catalogue', () => {
    expect(detectLanguage(['fr-FR', 'ko-KR', 'en'])).toBe('ko');
    expect(detectLanguage(['fr'])).toBe('en');
  });

  test('a choice kept on the device comes before the wish; nonsense does not', () => {
    expect(loadLanguage({ getItem: () => 'ms' }, ['ko'])).toBe('ms');
    expect(loadLanguage({ getItem: () => 'xx' }, ['ko'])).toBe('ko');
    expect(loadLanguage(null, ['ja-JP'])).toBe('ja');
  });
});
