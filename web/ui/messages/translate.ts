import { IntlMessageFormat } from 'intl-messageformat';
import type { Catalogue, Language, MessageValues } from './catalogue.ts';

/** Renders the message of `key` in one language. A value that the message needs and does not get throws. */
export type Translate<Key extends string> = (key: Key, values?: MessageValues) => string;

/** The same, and what it knows. */
export interface Lookup<Key extends string> extends Translate<Key> {
  /** Whether a word from elsewhere (a code of the server, a name of a later version) is a key of this catalogue. */
  has(key: string): key is Key;
}

const formats = new Map<string, IntlMessageFormat>();

/** Pure but for a cache of parsed messages. Throws when the language was not loaded. */
export function translator<Key extends string>(catalogue: Catalogue<Key>, language: Language): Lookup<Key> {
  const texts = catalogue.texts(language);
  const render = (key: Key, values?: MessageValues): string => {
    const text = texts[key];
    const cacheKey = `${language}\n${text}`;
    let format = formats.get(cacheKey);
    if (format === undefined) {
      format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      formats.set(cacheKey, format);
    }
    const rendered = format.format(values);
    return typeof rendered === 'string' ? rendered : String(rendered);
  };
  return Object.assign(render, { has: (key: string): key is Key => Object.hasOwn(texts, key) });
}
