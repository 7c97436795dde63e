/** One press does one thing: what an act of a section listens to leads to no other section. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ORDERS_KEY, SECTION_KEYS } from './use-section.ts';

/** Letters by the places in the source where acts take them. */
function lettersOfActs(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of globSync('**/*.{ts,tsx}', { cwd: import.meta.dirname })) {
    if (path.startsWith('use-section')) continue;
    const text = readFileSync(`${import.meta.dirname}/${path}`, 'utf8');
    const taken = [
      ...[...text.matchAll(/useKeys\(([^;]*)\);/g)].flatMap(([, acts = '']) => [...acts.matchAll(/\b([a-z]): /g)]),
      ...text.matchAll(/offer\('act\.[a-z-]+', '([a-z])'/g),
    ];
    for (const [, letter = ''] of taken) found.set(letter, [...(found.get(letter) ?? []), path]);
  }
  return found;
}

test('no letter of an act is a section’s', () => {
  const acts = lettersOfActs();
  // Of the cases, of links that hold, of notices, of devices.
  expect([...acts.keys()]).toEqual(expect.arrayContaining(['a', 'x', 't', 'w']));
  const sections = Object.values(SECTION_KEYS).filter((key) => key !== null);
  expect(new Set([...sections, ORDERS_KEY]).size).toBe(sections.length + 1);
  expect([...sections, ORDERS_KEY].flatMap((key) => acts.get(key) ?? [])).toEqual([]);
});
