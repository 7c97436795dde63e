import { IntlMessageFormat } from 'intl-messageformat';
import type { Catalogue, Language, MessageValues } from './catalogue.ts';

/** Renders the message of `key` in one language. A value that the message needs and does not get throws. */
export type Translate<Key extends string> = (key: Key, values?: MessageValues) => string;

const formats = new Map<string, IntlMessageFormat>();

/** Pure but for a cache of parsed messages. */
export function translator<Key extends string>(catalogue: Catalogue<Key>, language: Language): Translate<Key> {
  return (key, values) => {
    const text = catalogue[language][key];
    const cacheKey = `${language}\n${text}`;
    let format = formats.get(cacheKey);
    if (format === undefined) {
      format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      formats.set(cacheKey, format);
    }
    const rendered = format.format(values);
    return typeof rendered === 'string' ? rendered : String(rendered);
  };
}
