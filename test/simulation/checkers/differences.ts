/** In what two lists of findings differ, by kinds: enough to see which rule is to be looked at. */
import type { Finding } from '../../../src/proximity/types.ts';

/** `<key of why>.<field>`, each once; empty when they are the same to the byte. */
export function differences(one: readonly Finding[], other: readonly Finding[]): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  const found = new Set<string>();
  if (one.length !== other.length) found.add(`${one.length} and ${other.length} findings`);
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const [a, b] = [one[i]!, other[i]!];
    for (const field of Object.keys(a) as (keyof Finding)[])
      if (JSON.stringify(a[field]) !== JSON.stringify(b[field])) found.add(`${a.why.key}.${field}`);
  }
  return [...found].sort();
}
