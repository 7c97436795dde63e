/** Sets the confirmation on paper, in the worker. Fails toward refusing: what cannot be printed whole is not printed. */
import { type Outcome, ok } from '../../../core/outcome.ts';
import { type Refusal, refuse } from '../../../core/refusal.ts';
import { bytesOf } from '../order-pdf/set-order.ts';
import { MARGIN, Sheet, type Style, UnprintableError } from '../order-pdf/sheet.ts';
import type { ConfirmationContent } from './content.ts';
import { CONFIRMATION_TEXTS } from './texts.ts';

const BODY: Style = { size: 11 };
const HEAD: Style = { size: 12, weight: 'bold' };
const LABEL_WIDTH = 132;

export async function setConfirmation(content: ConfirmationContent): Promise<Outcome<Uint8Array, Refusal>> {
  const texts = CONFIRMATION_TEXTS[content.language];
  try {
    const sheet = new Sheet({ ...content, court: content.office }, `${texts.title} ${content.number}`);
    return ok(await bytesOf(sheet, content.exercise, content.number, () => setAll(sheet, content)));
  } catch (error) {
    if (!(error instanceof UnprintableError)) throw error;
    const code = error.codePoint.toString(16).toUpperCase().padStart(4, '0');
    return refuse('invalid', `It holds the character U+${code}, which cannot be printed. Write it in another way.`);
  }
}

function setAll(sheet: Sheet, content: ConfirmationContent): void {
  const texts = CONFIRMATION_TEXTS[content.language];
  const at = (ms: number) =>
    new Intl.DateTimeFormat(content.language, {
      timeZone: content.timeZone,
      dateStyle: 'long',
      timeStyle: 'short',
    }).format(ms);
  sheet.gap(14);
  sheet.paragraph(sheet.root, 'P', content.office, { size: 15, weight: 'bold', align: 'center' });
  sheet.paragraph(sheet.root, 'H1', texts.title, { size: 21, weight: 'bold', align: 'center' });
  sheet.gap(10);
  sheet.rule();
  sheet.gap(8);
  const rows: readonly (readonly [string, string])[] = [
    [texts.number, content.number],
    [texts.order, content.orderLabel],
    [texts.court, content.court],
    [texts.officer, content.by],
    [texts.issued, at(content.issuedAtMs)],
  ];
  for (const [label, value] of rows) setRow(sheet, label, value);
  const section = (head: string, lines: readonly string[]) => {
    sheet.gap(12);
    sheet.need(40);
    sheet.paragraph(sheet.root, 'H2', head, HEAD);
    for (const line of lines) sheet.paragraph(sheet.root, 'P', line, BODY);
  };
  const line = (one: ConfirmationContent['destroyed'][number]) =>
    texts.line(at(one.atMs), one.positions, texts.because[one.because] ?? one.because);
  section(texts.here, content.destroyed.map(line));
  section(texts.outside, [content.outside === 'none' ? texts.none : texts.gone(content.exports)]);
  section(texts.words, content.words.split(/\r?\n/));
  section(texts.sign, ['', '________________________________']);
  sheet.gap(16);
  setRow(sheet, texts.code, content.code);
}

function setRow(sheet: Sheet, label: string, value: string): void {
  sheet.need(20);
  const top = sheet.y;
  sheet.paragraph(sheet.root, 'P', label, { ...BODY, weight: 'bold' }, MARGIN, LABEL_WIDTH);
  sheet.y = top;
  sheet.paragraph(sheet.root, 'P', value, BODY, MARGIN + LABEL_WIDTH, sheet.width - LABEL_WIDTH);
}
