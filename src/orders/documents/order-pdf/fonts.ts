/**
 * The fonts of the paper: Pretendard for Latin and Hangul, Noto Sans JP for kana and ideographs. Each language asks its own first.
 * Fails toward refusing: a character that neither can draw is told, since a paper with a gap in a name is none.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PdfLanguage } from './content.ts';

export type Weight = 'regular' | 'bold';
export type Family = 'pretendard' | 'noto';

const require = createRequire(import.meta.url);

/** TrueType outlines: parts of them come to a third of what parts of the PostScript ones do. */
const pretendard = (weight: string): string =>
  require.resolve(`pretendard/dist/public/static/alternative/Pretendard-${weight}.ttf`);
const noto = (weight: string): string =>
  join(dirname(require.resolve('@embedpdf/fonts-jp')), '..', 'fonts', `NotoSansJP-${weight}.otf`);

const FILES: Readonly<Record<Family, Readonly<Record<Weight, () => string>>>> = {
  pretendard: { regular: () => pretendard('Regular'), bold: () => pretendard('Bold') },
  noto: { regular: () => noto('Regular'), bold: () => noto('Bold') },
};

const ORDER: Readonly<Record<PdfLanguage, readonly Family[]>> = {
  en: ['pretendard', 'noto'],
  ko: ['pretendard', 'noto'],
  ms: ['pretendard', 'noto'],
  ja: ['noto', 'pretendard'],
};

const read = new Map<string, Buffer>();

export function fontBytes(family: Family, weight: Weight): Buffer {
  const name = fontName(family, weight);
  const known = read.get(name);
  if (known !== undefined) return known;
  const bytes = readFileSync(FILES[family][weight]());
  read.set(name, bytes);
  return bytes;
}

export function fontName(family: Family, weight: Weight): string {
  return `${family}-${weight}`;
}

export function familiesFor(language: PdfLanguage): readonly Family[] {
  return ORDER[language];
}
