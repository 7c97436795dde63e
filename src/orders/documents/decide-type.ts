/**
 * What bytes are, told from the bytes and never from their name. Taken are those four kinds that every desk can open and that
 * can be looked through here; everything else is refused with what to do instead. Fails toward refusing.
 */
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import type { MediaType } from './document.ts';
import { DOCUMENT_LIMITS } from './limits.ts';

/** Kinds that people do send, with what they can do. */
const REFUSED: readonly { readonly at: number; readonly bytes: string; readonly why: string }[] = [
  { at: 0, bytes: 'PK\x03\x04', why: 'This is an office document or an archive. Save it as PDF and send that.' },
  { at: 0, bytes: '\xd0\xcf\x11\xe0', why: 'This is an older office document. Save it as PDF and send that.' },
  { at: 0, bytes: 'HWP Document File', why: 'This is an older office document. Save it as PDF and send that.' },
  { at: 4, bytes: 'ftyphe', why: 'This is a HEIC photograph, which many desks cannot open. Send it as JPEG.' },
  { at: 4, bytes: 'ftypmif1', why: 'This is a HEIC photograph, which many desks cannot open. Send it as JPEG.' },
  { at: 4, bytes: 'ftyp', why: 'Sound and video are not taken yet. Describe what it shows, and say that you have it.' },
  { at: 0, bytes: 'GIF8', why: 'GIF is not taken. Send the picture as PNG or JPEG.' },
  { at: 8, bytes: 'WEBP', why: 'WebP is not taken. Send the picture as PNG or JPEG.' },
  { at: 0, bytes: 'II*\x00', why: 'TIFF is not taken. Send the picture as PDF, PNG or JPEG.' },
  { at: 0, bytes: 'MM\x00*', why: 'TIFF is not taken. Send the picture as PDF, PNG or JPEG.' },
];

const PNG = '\x89PNG\r\n\x1a\n';

/** A PDF is looked through by `checkPdf` besides. */
export function decideType(bytes: Uint8Array): Outcome<MediaType, Refusal> {
  if (bytes.length === 0) return refuse('invalid', 'The file is empty.');
  if (bytes.length > DOCUMENT_LIMITS.bytes) return refuse('invalid', 'The file is larger than 10 MB.');
  if (has(bytes, 0, '%PDF-')) return ok('application/pdf');
  if (has(bytes, 0, PNG)) return decidePng(bytes);
  if (has(bytes, 0, '\xff\xd8\xff')) return decideJpeg(bytes);
  const known = REFUSED.find((kind) => has(bytes, kind.at, kind.bytes));
  return known === undefined ? decideText(bytes) : refuse('invalid', known.why);
}

/** PNG (ISO/IEC 15948): chunks of length, type, data, checksum, from IHDR to IEND and nothing after. */
function decidePng(bytes: Uint8Array): Outcome<MediaType, Refusal> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || !has(bytes, 12, 'IHDR')) return damaged('PNG');
  const size = decideSize(view.getUint32(16), view.getUint32(20));
  if (!size.ok) return size;
  let at = PNG.length;
  while (at + 12 <= bytes.length) {
    const next = at + 12 + view.getUint32(at);
    if (has(bytes, at + 4, 'IEND')) {
      if (next === bytes.length) return ok('image/png');
      return refuse('invalid', 'The PNG is followed by something else. Save the picture anew and send that.');
    }
    at = next;
  }
  return damaged('PNG');
}

/** JPEG (ITU-T T.81): segments up to the first scan, one of which gives the size. Telephones add data after its end. */
function decideJpeg(bytes: Uint8Array): Outcome<MediaType, Refusal> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  let sized = false;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return damaged('JPEG');
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) return sized && endsAfter(bytes, at) ? ok('image/jpeg') : damaged('JPEG');
    // SOF0 to SOF15 without DHT, JPG and DAC, which lie among them.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (at + 9 > bytes.length) return damaged('JPEG');
      const size = decideSize(view.getUint16(at + 7), view.getUint16(at + 5));
      if (!size.ok) return size;
      sized = true;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return damaged('JPEG');
    at += 2 + length;
  }
  return damaged('JPEG');
}

function endsAfter(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at > from; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

/** What a picture claims to measure is what a viewer sets aside for it. */
function decideSize(widthPx: number, heightPx: number): Outcome<null, Refusal> {
  if (widthPx === 0 || heightPx === 0) return refuse('invalid', 'The picture has no size.');
  const { imageSidePx, imagePixels } = DOCUMENT_LIMITS;
  if (widthPx > imageSidePx || heightPx > imageSidePx || widthPx * heightPx > imagePixels) {
    return refuse(
      'invalid',
      'The picture is larger than 20,000 pixels a side or 120 million in all. Send a smaller one.',
    );
  }
  return ok(null);
}

/** UTF-8 without control characters but tab, line feed, form feed and carriage return. */
function decideText(bytes: Uint8Array): Outcome<MediaType, Refusal> {
  const unknown = 'This kind of file is not taken. Send PDF, PNG, JPEG, or plain text in UTF-8.';
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8, which is all that is asked here.
    return refuse('invalid', unknown);
  }
  if (text.trim() === '') return refuse('invalid', 'The file holds nothing but blanks.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\x00-\x08\x0b\x0e-\x1f\x7f]/.test(text) ? refuse('invalid', unknown) : ok('text/plain');
}

function damaged(kind: string): Outcome<never, Refusal> {
  return refuse('invalid', `The ${kind} is damaged or cut short. Save it anew and send that.`);
}

/** `latin1`: one character a byte. */
function has(bytes: Uint8Array, at: number, latin1: string): boolean {
  if (bytes.length < at + latin1.length) return false;
  for (let i = 0; i < latin1.length; i += 1) if (bytes[at + i] !== latin1.charCodeAt(i)) return false;
  return true;
}
