/** The three words that the bracelet has for an alarm. Another word is no event that is known. */
import type { DeviceEventKind } from '../../../proximity/types.ts';

const KIND_OF_WORD: Readonly<Record<string, DeviceEventKind>> = {
  SOS: 'sos',
  LBT: 'low-battery',
  // Unlocked: the strap was opened.
  ULK: 'strap-open',
};

/** One word by custom; several with anything between them give several kinds, each once. */
export function eventKindsOfWord(words: string): readonly DeviceEventKind[] {
  const kinds: DeviceEventKind[] = [];
  for (const word of words.toUpperCase().split(/[^A-Z]+/)) {
    const kind = Object.hasOwn(KIND_OF_WORD, word) ? KIND_OF_WORD[word] : undefined;
    if (kind !== undefined && !kinds.includes(kind)) kinds.push(kind);
  }
  return kinds;
}

/** Empty where the bracelet has no word for it. */
export function wordOfEventKind(kind: DeviceEventKind): string {
  return Object.entries(KIND_OF_WORD).find(([, known]) => known === kind)?.[0] ?? '';
}
