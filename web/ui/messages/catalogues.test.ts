import { readdirSync } from 'node:fs';
import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test, vi } from 'vitest';
import { type Catalogue, catalogue, LANGUAGES, loadEveryLanguage } from './catalogue.ts';
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

await loadEveryLanguage();

describe.each(catalogues)('%s', (_name, catalogue) => {
  const english = Object.entries(catalogue.texts('en'));

  test.each(LANGUAGES)('%s: every message parses and takes the values that English takes', (language) => {
    for (const [key, source] of english) {
      const text = catalogue.texts(language)[key] ?? '';
      expect(text.trim(), key).not.toBe('');
      expect(valuesOf(text), key).toEqual(valuesOf(source));
    }
  });

  test('no other language is left in English', () => {
    for (const language of ['ko', 'ja'] as const) {
      const texts = catalogue.texts(language);
      const same = english.filter(
        ([key, source]) => /[a-z]{4}/i.test(source.replace(/\{.*\}/g, '')) && texts[key] === source,
      );
      expect(same).toEqual([]);
    }
  });
});

describe('one language at a time', () => {
  test('only what was asked for is loaded; a language that failed is tried again', async () => {
    const tries: string[] = [];
    const told = async (language: string): Promise<{ a: string }> => {
      tries.push(language);
      return { a: language };
    };
    const one = catalogue<'a'>({
      en: async () => ({ a: 'A' }),
      ko: async () => {
        tries.push('ko');
        if (tries.length === 1) throw new Error('no network');
        return { a: '가' };
      },
      ja: () => told('ja'),
      ms: () => told('ms'),
    });
    await one.load('en');
    expect(tries).toEqual([]);
    expect(() => one.texts('ko')).toThrow(/not loaded/);
    // As React's `use` reads it: what is there is drawn at once.
    expect(one.load('en')).toMatchObject({ status: 'fulfilled', value: { a: 'A' } });
    vi.useFakeTimers();
    await expect(one.load('ko')).rejects.toThrow('no network');
    // Whoever draws again at once is given the same failure.
    await expect(one.load('ko')).rejects.toThrow('no network');
    vi.advanceTimersByTime(2_000);
    vi.useRealTimers();
    await Promise.all([one.load('ko'), one.load('ko')]);
    expect(tries).toEqual(['ko', 'ko']);
    expect(one.texts('ko').a).toBe('가');
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
