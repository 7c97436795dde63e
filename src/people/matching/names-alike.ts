/**
 * Whether two names could be one man's, written by two clerks: Korean, Japanese and Latin; words in another order; a letter off, missing
 * or in its neighbour's place. Pure and symmetric. Fails toward asking: names in two scripts cannot be compared, and say so.
 */
import { nameWords } from './normalise.ts';

export type Likeness = 'equal' | 'similar' | 'other-script' | 'different';

/** Beyond so many words their order is not tried. */
const WORDS_MAX = 3;
/** A name of at least so many letters may be one letter off; twice as long, two. Hangul counts by its parts (jamo). */
const LETTERS_FOR_ONE = 4;
const LETTERS_FOR_TWO = 10;
/** A Han letter tells more: three of them may be one off. */
const HAN_FOR_ONE = 3;

export function namesAlike(a: string, b: string): Likeness {
  const wordsA = nameWords(a);
  const wordsB = nameWords(b);
  const plainA = wordsA.join('');
  const plainB = wordsB.join('');
  if (plainA === plainB) return 'equal';
  const scripts = scriptsOf(plainA);
  if (![...scriptsOf(plainB)].some((script) => scripts.has(script))) return 'other-script';
  return stepsApart(wordsA, wordsB) <= Math.min(stepsAllowed(plainA), stepsAllowed(plainB)) ? 'similar' : 'different';
}

/** Letters' scripts; kana and Han are one, since a Japanese name may be written in either. */
function scriptsOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [script, pattern] of SCRIPTS) if (pattern.test(text)) found.add(script);
  return found;
}

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['hangul', /\p{Script=Hangul}/u],
  ['han', /\p{Script=Han}/u],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['latin', /\p{Script=Latin}/u],
  ['other', /[^\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Latin}]/u],
];

function stepsAllowed(plain: string): number {
  const letters = lettersOf(plain).length;
  if (/^\p{Script=Han}+$/u.test(plain)) return letters >= HAN_FOR_ONE ? 1 : 0;
  if (letters >= LETTERS_FOR_TWO) return 2;
  return letters >= LETTERS_FOR_ONE ? 1 : 0;
}

/** Hangul by its parts: a clerk who mishears one vowel changes a whole syllable. */
function lettersOf(plain: string): string[] {
  return [...plain.normalize('NFD')];
}

/** The fewest steps over all orders of the words of either: a first letter that is off must not change the order for the worse. */
function stepsApart(a: readonly string[], b: readonly string[]): number {
  let fewest = Number.POSITIVE_INFINITY;
  for (const one of ordersOf(a)) {
    for (const other of ordersOf(b)) fewest = Math.min(fewest, distance(lettersOf(one), lettersOf(other)));
  }
  return fewest;
}

function ordersOf(words: readonly string[]): string[] {
  if (words.length > WORDS_MAX) return [words.join('')];
  if (words.length <= 1) return [words.join('')];
  return words.flatMap((word, i) => ordersOf(words.filter((_, j) => j !== i)).map((rest) => word + rest));
}

/**
 * Steps from one to the other: a letter more, less, another, or two neighbours changed places (optimal string alignment, after
 * Damerau 1964).
 */
export function distance(a: readonly string[], b: readonly string[]): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let steps = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) steps = Math.min(steps, before[j - 2]! + 1);
      row.push(steps);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
