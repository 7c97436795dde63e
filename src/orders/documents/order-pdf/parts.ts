/** The parts of the paper in their order: head, parties, what is ordered and why, who decided. */
import type { OrderCondition, OrderPdfContent, OrderPeriod } from './content.ts';
import { distanceText } from './distance.ts';
import { FAINT, MARGIN, type Sheet, type Style } from './sheet.ts';
import type { PdfTexts } from './texts/texts.ts';
import { VERIFICATION_HEIGHT } from './verification.ts';

export const BODY: Style = { size: 11 };
const SMALL: Style = { size: 9, color: FAINT };
const LABEL_WIDTH = 132;

export function setHead(sheet: Sheet, content: OrderPdfContent): void {
  const { texts } = sheet;
  sheet.gap(14);
  sheet.paragraph(sheet.root, 'P', content.court, { size: 17, weight: 'bold', align: 'center' });
  sheet.gap(4);
  const spacing = content.language === 'ko' || content.language === 'ja' ? 18 : 2;
  sheet.paragraph(sheet.root, 'H1', texts.title, { size: 22, weight: 'bold', align: 'center', spacing });
  sheet.gap(10);
  sheet.rule();
  sheet.gap(8);
  setRows(sheet, [
    [texts.caseNumber, content.caseNumber],
    [texts.orderNumber, content.number],
    [texts.label, `${content.label} · ${texts.version} ${content.version}`],
    [texts.measure, content.measures.map((one) => measureText(texts, one)).join('\n')],
    [texts.period, periodText(texts, content.period)],
  ]);
}

function measureText(texts: PdfTexts, { name, article, period }: OrderPdfContent['measures'][number]): string {
  const own = period === null ? '' : `\n· ${periodText(texts, period)}`;
  return `${name} ${inOne(article)}${own}`;
}

function periodText(texts: PdfTexts, { from, lastDay }: OrderPeriod): string {
  if (from === null) return texts.fromService;
  return lastDay === null ? texts.fromOn(texts.date(from)) : texts.fromTo(texts.date(from), texts.date(lastDay));
}

export function setParties(sheet: Sheet, content: OrderPdfContent): void {
  sheet.gap(6);
  sheet.rule();
  sheet.gap(8);
  setRows(
    sheet,
    content.parties.map(({ role, name }): Row => [sheet.texts.roles[role], name]),
    { size: 11, weight: 'bold' },
  );
  sheet.gap(6);
  sheet.rule();
}

/** `places` are set behind the conditions. */
export function setDecision(sheet: Sheet, content: OrderPdfContent, places: () => void): void {
  const { texts } = sheet;
  heading(sheet, texts.order);
  setNumbered(
    sheet,
    content.conditions.map((condition) => `${conditionText(texts, content, condition)} ${inOne(condition.article)}`),
  );
  places();
  setSection(sheet, texts.duties, content.duties);
  setSection(sheet, texts.changes, content.changes);
  if (content.reasons.length > 0) {
    heading(sheet, texts.reasons);
    for (const reason of content.reasons) {
      sheet.paragraph(sheet.root, 'P', reason, BODY);
      sheet.gap(4);
    }
  }
  if (content.appeal !== null) {
    heading(sheet, texts.appeal);
    sheet.paragraph(sheet.root, 'P', content.appeal.instruction, BODY);
    const { lastDay: last, knownOn } = content.appeal;
    const day = texts.date(last);
    const lastDay = knownOn === null ? texts.appealLastDay(day) : texts.appealLastDayIf(day, texts.date(knownOn));
    sheet.paragraph(sheet.root, 'P', lastDay, { ...BODY, weight: 'bold' });
  }
  if (content.documents.length > 0) {
    heading(sheet, texts.documents);
    for (const [i, { name, hash }] of content.documents.entries()) {
      sheet.need(36);
      sheet.paragraph(sheet.root, 'P', `${i + 1}. ${name}`, BODY);
      sheet.paragraph(sheet.root, 'P', `${texts.sha256} ${hash}`, { ...SMALL, size: 8 }, MARGIN + 16, sheet.width - 16);
    }
  }
}

export function setSignature(sheet: Sheet, content: OrderPdfContent): void {
  if (content.laws.length > 0) {
    const laws = content.laws.map(({ abbreviation, title }) => `${abbreviation}: ${title}`);
    sheet.gap(10);
    sheet.paragraph(sheet.root, 'P', laws.join('; '), { ...SMALL, size: 8 });
  }
  // Date, name and what the paper is checked by stay together: a page with the last alone proves nothing.
  sheet.need(82 + VERIFICATION_HEIGHT);
  sheet.gap(18);
  sheet.paragraph(sheet.root, 'P', sheet.texts.date(content.decidedOn), { ...BODY, align: 'center' });
  sheet.gap(10);
  const judge = `${sheet.texts.judge}   ${content.judge}`;
  sheet.paragraph(sheet.root, 'P', judge, { size: 13, weight: 'bold', align: 'center' });
  sheet.gap(14);
}

export function heading(sheet: Sheet, text: string): void {
  // Never alone at the foot of a page.
  sheet.need(70);
  sheet.gap(14);
  sheet.paragraph(sheet.root, 'H2', text, { size: 13, weight: 'bold' });
  sheet.gap(3);
}

function setSection(sheet: Sheet, title: string, items: readonly string[]): void {
  if (items.length === 0) return;
  heading(sheet, title);
  setNumbered(sheet, items);
}

/** A list: its numbers are read with its texts. */
export function setNumbered(sheet: Sheet, items: readonly string[], indent = 0): void {
  const list = sheet.group(sheet.root, 'L');
  for (const [i, item] of items.entries()) {
    const entry = sheet.group(list, 'LI');
    const left = MARGIN + indent;
    // A short item stays in one piece.
    const lines = Math.min(sheet.lines(item, sheet.width - indent - 22, BODY).length, 4);
    sheet.need(lines * sheet.lineHeight(BODY));
    sheet.tagged(entry, 'Lbl', () => sheet.drawLine(`${i + 1}.`, left, sheet.y, 22, BODY));
    sheet.paragraph(entry, 'LBody', item, BODY, left + 22, sheet.width - indent - 22);
    sheet.gap(3);
    entry.end();
  }
  list.end();
}

/** In brackets, and not broken. */
function inOne(article: string): string {
  return `(${article.replaceAll(' ', '\u00a0')})`;
}

type Row = readonly [label: string, value: string];

/** A table of label and value: labels are its headers. */
function setRows(sheet: Sheet, rows: readonly Row[], valueStyle: Style = BODY): void {
  const table = sheet.group(sheet.root, 'Table');
  const labelStyle: Style = { size: 10, color: FAINT };
  for (const [label, value] of rows) {
    const row = sheet.group(table, 'TR');
    const labelLines = sheet.lines(label, LABEL_WIDTH - 10, labelStyle);
    const left = MARGIN + LABEL_WIDTH;
    const width = sheet.width - LABEL_WIDTH;
    sheet.need(Math.max(labelLines.length, Math.min(sheet.lines(value, width, valueStyle).length, 3)) * 17);
    const top = sheet.y;
    sheet.tagged(
      row,
      'TH',
      () => {
        for (const [i, line] of labelLines.entries())
          sheet.drawLine(line, MARGIN, top + 1 + i * sheet.lineHeight(labelStyle), LABEL_WIDTH, labelStyle);
      },
      { scope: 'Row' } as object,
    );
    sheet.paragraph(row, 'TD', value, valueStyle, left, width);
    sheet.y = Math.max(sheet.y, top + labelLines.length * sheet.lineHeight(labelStyle)) + 2;
    row.end();
  }
  table.end();
}

function conditionText(texts: PdfTexts, content: OrderPdfContent, condition: OrderCondition): string {
  switch (condition.kind) {
    case 'keep-away':
      return texts.keepAway(distanceText(condition.distanceM, content.language));
    case 'no-contact':
      return texts.noContact;
    case 'device':
      return texts.device;
    case 'warning':
      return texts.warning;
    case 'other':
      return condition.text;
  }
}
