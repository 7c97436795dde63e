/** By what the paper is checked: number, code, and both as a QR code of the page that checks them. */
import qrcode from 'qrcode-generator';
import type { OrderPdfContent } from './content.ts';
import { FAINT, INK, MARGIN, RULE, type Sheet } from './sheet.ts';

export const VERIFICATION_HEIGHT = 132;
const QR = 100;

/** Number and code lie in the fragment, which no browser sends: no server's log gets them. */
export function verifyLink({
  verifyAddress,
  number,
  code,
}: Pick<OrderPdfContent, 'verifyAddress' | 'number' | 'code'>) {
  return `${verifyAddress}#${number}.${code.replaceAll('-', '')}`;
}

export function setVerification(sheet: Sheet, content: OrderPdfContent): void {
  const { texts, root } = sheet;
  sheet.need(VERIFICATION_HEIGHT);
  // At the foot of the last page, where it is looked for.
  sheet.y = sheet.bottom - VERIFICATION_HEIGHT;
  const top = sheet.y;
  const left = MARGIN + QR + 34;
  const width = sheet.width - QR - 48;
  sheet.artifact(() => {
    sheet.doc.lineWidth(0.8).strokeColor(RULE).roundedRect(MARGIN, top, sheet.width, VERIFICATION_HEIGHT, 4).stroke();
  });
  sheet.y = top + 10;
  sheet.paragraph(root, 'H2', texts.verifyTitle, { size: 11, weight: 'bold' }, left, width);
  sheet.paragraph(root, 'P', texts.verify, { size: 8.5, color: FAINT }, left, width);
  sheet.gap(2);
  sheet.paragraph(root, 'P', `${texts.orderNumber}: ${content.number}`, { size: 10 }, left, width);
  sheet.paragraph(root, 'P', `${texts.code}: ${content.code}`, { size: 11, weight: 'bold' }, left, width);
  sheet.paragraph(root, 'P', content.verifyAddress, { size: 9 }, left, width);
  const box = [MARGIN + 16, top + 16, MARGIN + 16 + QR, top + 16 + QR];
  sheet.tagged(root, 'Figure', () => drawQr(sheet, verifyLink(content), MARGIN + 16, top + 16), {
    alt: texts.qrAlt,
    bbox: box,
  } as object);
}

/** As rectangles, a row's dark run each: it stays sharp at any size. */
function drawQr({ doc }: Sheet, text: string, left: number, top: number): void {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const size = QR / count;
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (!code.isDark(row, column)) continue;
      let run = 1;
      while (column + run < count && code.isDark(row, column + run)) run += 1;
      doc.rect(left + column * size, top + row * size, run * size, size);
      column += run;
    }
  }
  doc.fill(INK);
}
