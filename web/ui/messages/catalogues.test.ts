import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { appMessages } from './app/catalogue.ts';
import { type Catalogue, LANGUAGES } from './catalogue.ts';
import { centreMessages } from './centre/catalogue.ts';
import { commonMessages } from './common/catalogue.ts';
import { deliveryMessages } from './delivery/catalogue.ts';
import { devicesMessages } from './devices/catalogue.ts';
import { engineMessages } from './engine/catalogue.ts';
import { enterMessages } from './enter/catalogue.ts';
import { detectLanguage, loadLanguage } from './language.ts';

const catalogues: Record<string, Catalogue<string>> = {
  app: appMessages,
  centre: centreMessages,
  common: commonMessages,
  delivery: deliveryMessages,
  devices: devicesMessages,
  engine: engineMessages,
  enter: enterMessages,
};

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

describe.each(Object.entries(catalogues))('%s', (_name, catalogue) => {
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
