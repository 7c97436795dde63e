/**
 * The sheets of paper while they are set: where the next line goes, in which font, under which tag. Everything that is drawn is either
 * tagged (read aloud in this order) or an artifact (a line, a band).
 */
import PDFDocument from 'pdfkit';
import { assert } from '../../../core/assert.ts';
import type { OrderPdfContent } from './content.ts';
import { type Family, familiesFor, fontBytes, fontName, type Weight } from './fonts.ts';
import { linesOf } from './lines.ts';
import { PDF_TEXTS, type PdfTexts } from './texts/texts.ts';

/** Points: 1/72 inch. */
export const MARGIN = 62;
export const BOTTOM = 62;
export const INK = '#16181d';
export const FAINT = '#565b66';
export const RULE = '#b9bdc7';

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Between letters. */
  readonly spacing?: number;
}

type Element = PDFKit.PDFStructureElement;

/** Line height over size. */
const LEADING = 1.5;
/** Ascent of both fonts as they are set, over size. */
const ASCENT = 0.86;

/** A character that no font of ours can draw. */
export class UnprintableError extends Error {
  override readonly name = 'UnprintableError';
  readonly codePoint: number;

  constructor(codePoint: number) {
    super('a character cannot be printed');
    this.codePoint = codePoint;
  }
}

export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly texts: PdfTexts;
  readonly width: number;
  readonly root: Element;
  y = MARGIN;
  readonly #families: readonly Family[];
  readonly #familyOf = new Map<string, Family>();

  /** `court`: whose paper it is. */
  constructor(content: Pick<OrderPdfContent, 'language' | 'issuedAtMs' | 'court'>, title: string) {
    const issued = new Date(content.issuedAtMs);
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: '1.7',
      lang: content.language,
      tagged: true,
      displayTitle: true,
      // The published types do not know it: ISO 14289, the accessible kind of PDF.
      subset: 'PDF/UA' as 'PDF/A-2a',
      info: {
        Title: title,
        Author: content.court,
        Creator: 'Magpie',
        Producer: 'PDFKit',
        CreationDate: issued,
        ModDate: issued,
      },
    });
    this.texts = PDF_TEXTS[content.language];
    this.#families = familiesFor(content.language);
    for (const family of this.#families) {
      for (const weight of ['regular', 'bold'] as const)
        this.doc.registerFont(fontName(family, weight), fontBytes(family, weight));
    }
    this.doc.addPage();
    this.width = this.doc.page.width - 2 * MARGIN;
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
  }

  get bottom(): number {
    return this.doc.page.height - BOTTOM;
  }

  /** Goes to a new page when less than that is left. */
  need(height: number): void {
    if (this.y + height <= this.bottom) return;
    this.doc.addPage();
    this.y = MARGIN;
  }

  gap(height: number): void {
    this.y += height;
  }

  lineHeight(style: Style): number {
    return style.size * LEADING;
  }

  lines(text: string, width: number, style: Style): string[] {
    return linesOf(text, width, (part) => this.widthOf(part, style));
  }

  widthOf(text: string, style: Style): number {
    let width = Math.max(0, [...text].length - 1) * (style.spacing ?? 0);
    for (const run of this.#runsOf(text)) {
      this.#use(run.family, style);
      width += this.doc.widthOfString(run.text);
    }
    return width;
  }

  /** One line, its top at `top`. Must stand within a tag or an artifact. */
  drawLine(text: string, left: number, top: number, width: number, style: Style): void {
    const spare = width - this.widthOf(text, style);
    const share = { left: 0, center: 0.5, right: 1 }[style.align ?? 'left'];
    let x = left + spare * share;
    const baseline = top + style.size * (ASCENT + (LEADING - 1) / 2);
    for (const run of this.#runsOf(text)) {
      this.#use(run.family, style);
      this.doc.fillColor(style.color ?? INK);
      const characterSpacing = style.spacing ?? 0;
      this.doc.text(run.text, x, baseline, { lineBreak: false, baseline: 'alphabetic', characterSpacing });
      x += this.doc.widthOfString(run.text) + [...run.text].length * characterSpacing;
    }
  }

  /** A paragraph under a tag of its own, over as many pages as it needs; returns nothing, `y` is behind it. */
  paragraph(parent: Element, tag: string, text: string, style: Style, left = MARGIN, width = this.width): void {
    let rest = this.lines(text, width, style);
    const height = this.lineHeight(style);
    while (rest.length > 0) {
      this.need(height);
      const fit = Math.max(1, Math.floor((this.bottom - this.y) / height));
      const now = rest.slice(0, fit);
      rest = rest.slice(fit);
      const top = this.y;
      this.tagged(parent, tag, () => {
        for (const [i, line] of now.entries()) this.drawLine(line, left, top + i * height, width, style);
      });
      this.y += now.length * height;
    }
  }

  /** What `draw` draws is read as one element. */
  tagged(parent: Element, tag: string, draw: () => void, options: PDFKit.Mixins.StructureElementOptions = {}): void {
    const element = this.doc.struct(tag, options, draw);
    parent.add(element);
    element.end();
  }

  /** An element that holds others; ended by whoever asked for it. */
  group(parent: Element, tag: string): Element {
    const element = this.doc.struct(tag);
    parent.add(element);
    return element;
  }

  /** Drawn and not read. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  rule(color = RULE): void {
    this.artifact(() => {
      this.doc
        .lineWidth(0.6)
        .strokeColor(color)
        .moveTo(MARGIN, this.y)
        .lineTo(MARGIN + this.width, this.y)
        .stroke();
    });
  }

  #use(family: Family, { size, weight }: Style): void {
    this.doc.font(fontName(family, weight ?? 'regular')).fontSize(size);
  }

  /** Text of one font each. */
  #runsOf(text: string): { family: Family; text: string }[] {
    const runs: { family: Family; text: string }[] = [];
    for (const character of text) {
      const last = runs.at(-1);
      // A space goes with what stands before it.
      const family = character === ' ' && last !== undefined ? last.family : this.#familyFor(character);
      if (last?.family === family) last.text += character;
      else runs.push({ family, text: character });
    }
    return runs;
  }

  #familyFor(character: string): Family {
    const known = this.#familyOf.get(character);
    if (known !== undefined) return known;
    const codePoint = character.codePointAt(0);
    assert(codePoint !== undefined, 'a character has a code');
    const family = this.#families.find((one) => hasGlyph(this.doc, one, codePoint));
    if (family === undefined) throw new UnprintableError(codePoint);
    this.#familyOf.set(character, family);
    return family;
  }
}

/** The font that pdfkit has opened: its published types leave it out. */
interface Opened {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

function hasGlyph(doc: PDFKit.PDFDocument, family: Family, codePoint: number): boolean {
  doc.font(fontName(family, 'regular'));
  return (doc as unknown as Opened)._font.font.hasGlyphForCodePoint(codePoint);
}
