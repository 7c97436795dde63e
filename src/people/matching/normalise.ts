/**
 * Names and identifiers in the one form in which they are compared and hashed. Pure; doing it twice changes nothing. Fails toward
 * finding: what people write differently for the same thing is made the same.
 */

/** Letters and digits alone, capital: '850101-1000000' and '850101 1000000' are one. */
export function normaliseIdentifier(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The words of a name, in an order of their own: 'Kim Min-su' and 'Min Su, KIM' have the same ones. */
export function nameWords(name: string): readonly string[] {
  return folded(name)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map((word) => word.replace(/^\p{M}+/u, ''))
    .filter((word) => word !== '')
    .sort(byCodeUnits);
}

/** The words without anything between them. */
export function normaliseName(name: string): string {
  return nameWords(name).join('').normalize('NFC');
}

/**
 * Width, case, kana and the marks on Latin letters do not tell two men apart; dakuten and hangul do, and stay. Lower case comes first and
 * last: it may make a mark of its own (the Turkish capital I with a dot).
 */
function folded(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1');
  return plain
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => {
      return String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA);
    });
}

const KATAKANA_TO_HIRAGANA = 0x60;

export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
