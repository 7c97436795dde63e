/** Small files of each kind, and PDFs that must not pass. */
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

export function pngOf(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const out = Buffer.alloc(12 + data.length);
    out.writeUInt32BE(data.length);
    out.write(type, 4, 'latin1');
    data.copy(out, 8);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(4))), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}

export function jpegOf(width: number, height: number): Uint8Array {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const start = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0];
  const frame = [0xff, 0xc0, 0, 11, 8, ...size, 1, 1, 17, 0];
  return Uint8Array.from([...start, ...frame, 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);
}

export const TEXT = new Uint8Array(Buffer.from('훈련: 세 번 기다리는 것을 보았다.\n'));

/** Made by the library that makes our own. */
export async function pdfOf(
  draw: (doc: PDFKit.PDFDocument) => void = (doc) => void doc.text('exercise'),
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array> {
  const doc = new PDFDocument({ ...options, info: { CreationDate: new Date(0) } });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => doc.once('end', resolve));
  draw(doc);
  doc.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

/** As much of a PDF as is looked at: one object. */
export function pdfWith(object: string): Uint8Array {
  return ascii(`%PDF-1.7\n1 0 obj\n${object}\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`);
}

/** Objects in a compressed stream, as newer programs write them. `dictionary` replaces the usual one. */
export function pdfWithObjects(
  objects: string,
  dictionary = '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
): Uint8Array {
  const packed = deflateSync(Buffer.from(objects, 'latin1'));
  const before = `%PDF-1.7\n1 0 obj\n<< ${dictionary} /Length ${packed.length} >>\nstream\n`;
  return new Uint8Array(
    Buffer.concat([
      Buffer.from(before, 'latin1'),
      packed,
      Buffer.from('\nendstream\nendobj\nstartxref\n0\n%%EOF\n', 'latin1'),
    ]),
  );
}
