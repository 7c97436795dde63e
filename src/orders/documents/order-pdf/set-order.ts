/**
 * Sets an order on paper: the same content gives the same bytes. Takes tens of milliseconds and more, so it runs in the worker.
 * Fails toward refusing: what cannot be printed whole is not printed.
 */
import { type Outcome, ok } from '../../../core/outcome.ts';
import { type Refusal, refuse } from '../../../core/refusal.ts';
import type { OrderPdfContent } from './content.ts';
import { setDecision, setHead, setParties, setSignature } from './parts.ts';
import { setPlaces } from './places.ts';
import { FAINT, MARGIN, Sheet, UnprintableError } from './sheet.ts';
import { PDF_TEXTS } from './texts/texts.ts';
import { setVerification } from './verification.ts';

export async function setOrderPdf(content: OrderPdfContent): Promise<Outcome<Uint8Array, Refusal>> {
  try {
    return ok(await setAll(content));
  } catch (error) {
    if (!(error instanceof UnprintableError)) throw error;
    const code = error.codePoint.toString(16).toUpperCase().padStart(4, '0');
    return refuse(
      'invalid',
      `The order holds the character U+${code}, which cannot be printed. Write it in another way.`,
    );
  }
}

async function setAll(content: OrderPdfContent): Promise<Uint8Array> {
  const { title, orderNumber, version } = PDF_TEXTS[content.language];
  const sheet = new Sheet(content, `${title} ${content.caseNumber} (${orderNumber} ${content.number})`);
  return bytesOf(sheet, content.exercise, `${content.number} · ${version} ${content.version}`, () => {
    setHead(sheet, content);
    setParties(sheet, content);
    setDecision(sheet, content, () => setPlaces(sheet, content));
    setSignature(sheet, content);
    setVerification(sheet, content);
  });
}

/** What `set` sets on the sheet, with the margins of every page: `foot`, page, and the band of an exercise. */
export async function bytesOf(sheet: Sheet, exercise: boolean, foot: string, set: () => void): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  sheet.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    sheet.doc.once('end', resolve);
    sheet.doc.once('error', reject);
  });
  set();
  sheet.root.end();
  setMargins(sheet, exercise, foot);
  sheet.doc.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

function setMargins(sheet: Sheet, exercise: boolean, foot: string): void {
  const { doc, texts, width } = sheet;
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    const top = doc.page.height - 44;
    const style = { size: 8.5, color: FAINT } as const;
    sheet.artifact(() => {
      sheet.drawLine(foot, MARGIN, top, width, style);
      sheet.drawLine(texts.page(page + 1, count), MARGIN, top, width, { ...style, align: 'right' });
    }, 'Pagination');
    if (exercise) drawBand(sheet, texts.exercise);
  }
}

const BAND = 24;

/** Stripes at both ends, so that a copy of half a page shows it too. */
function drawBand(sheet: Sheet, text: string): void {
  const { doc } = sheet;
  for (const top of [0, doc.page.height - BAND]) {
    sheet.artifact(() => {
      doc.save();
      doc.rect(0, top, doc.page.width, BAND).clip();
      doc.rect(0, top, doc.page.width, BAND).fill('#ffd75e');
      for (let x = -BAND; x < doc.page.width; x += 22) {
        doc.polygon([x, top + BAND], [x + 9, top + BAND], [x + 9 + BAND, top], [x + BAND, top]).fill('#3a3320');
      }
      const label = sheet.widthOf(text, { size: 10, weight: 'bold' }) + 28;
      doc.rect((doc.page.width - label) / 2, top, label, BAND).fill('#ffd75e');
      doc.restore();
      sheet.drawLine(text, 0, top + 4.5, doc.page.width, {
        size: 10,
        weight: 'bold',
        align: 'center',
        color: '#3a3320',
      });
    }, 'Pagination');
  }
}
