import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, loadEveryLanguage } from '../catalogue.ts';
import { translator } from '../translate.ts';
import { type WhyKey, whyMessages } from './catalogue.ts';

await loadEveryLanguage();

/** The engine's own list. Read as text: pages may not import the engine. */
const source = readFileSync(new URL('../../../../src/proximity/explanations.ts', import.meta.url), 'utf8');
const entries = [...source.matchAll(/^ {2}'([a-z.-]+)': \{\s*params: \[([^\]]*)\]/gm)].map(
  ([, key = '', params = '']) => ({
    key,
    params: [...params.matchAll(/'(\w+)'/g)].map(([, name = '']) => name),
  }),
);

// HAZARD H-39: an officer sees a code instead of the reason.
describe('the engine’s reasons', () => {
  it('are all in the catalogue', () => {
    expect(entries.length).toBeGreaterThan(40);
    expect(entries.map((entry) => entry.key).filter((key) => !translator(whyMessages, 'en').has(key))).toEqual([]);
  });

  it('need no number that the engine does not give, in any language', () => {
    for (const language of LANGUAGES) {
      const t = translator(whyMessages, language);
      for (const { key, params } of entries) {
        const values = Object.fromEntries(params.map((name) => [name, '800 m']));
        expect(t(key as WhyKey, values)).not.toContain('{');
      }
    }
  });
});
