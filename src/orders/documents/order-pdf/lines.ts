/**
 * Breaks text into lines. Hangul and Latin break at spaces, as courts set them; kana and ideographs between any two, but not before what
 * closes or after what opens. Pure: widths are asked of `widthOf`.
 */

/** No line begins with these, */
const CLOSING = '、。，．・：；？！）」』】］｝〉》ー々)]},.;:!?%';
/** and none ends with these. */
const OPENING = '（「『【［｛〈《([{';
const FREE = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/;

/** Pieces that are not broken, each with the space behind it. Joined they are the text. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let current = '';
  const characters = [...text];
  for (const [i, character] of characters.entries()) {
    current += character;
    const next = characters[i + 1];
    if (next === undefined) break;
    const afterSpace = character === ' ' && next !== ' ';
    const between = FREE.test(character) || FREE.test(next);
    const free = between && next !== ' ' && !CLOSING.includes(next) && !OPENING.includes(character);
    if (!afterSpace && !free) continue;
    pieces.push(current);
    current = '';
  }
  if (current !== '') pieces.push(current);
  return pieces;
}

export function linesOf(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of piecesOf(paragraph)) {
      if (line !== '' && widthOf(`${line}${piece}`.trimEnd()) > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += piece;
      // One word wider than the line, such as a hash: broken where it must be.
      while (widthOf(line.trimEnd()) > width && [...line].length > 1) {
        const head = fitting(line, width, widthOf);
        lines.push(head);
        line = line.slice(head.length);
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

function fitting(line: string, width: number, widthOf: (text: string) => number): string {
  let head = '';
  for (const character of line) {
    if (head !== '' && widthOf(head + character) > width) break;
    head += character;
  }
  return head;
}
