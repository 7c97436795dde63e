/**
 * Looks through a PDF (ISO 32000) for what acts by itself, is hidden from us or carries other files. Every name in it is read, also
 * in compressed parts and with its escapes. Fails toward refusing: a part that cannot be opened is not passed over. It is no virus
 * scanner: a fault of a viewer that plain pages can trigger is not found, which is why documents are only ever served to be saved.
 */
import { inflateSync } from 'node:zlib';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { DOCUMENT_LIMITS } from './limits.ts';

const SAVE_ANEW = 'Print it to a new PDF and send that.';

/** Names that do not stand in an ordinary document. A script needs `/S /JavaScript`: the short `/JS` is no evidence by itself. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['Encrypt', 'The PDF is encrypted. Remove its password and send it again.'],
  ['JavaScript', `The PDF carries a script. ${SAVE_ANEW}`],
  ['Launch', `The PDF starts another program. ${SAVE_ANEW}`],
  ['EmbeddedFile', `The PDF carries other files. Send them one by one. ${SAVE_ANEW}`],
  ['EmbeddedFiles', `The PDF carries other files. Send them one by one. ${SAVE_ANEW}`],
  ['RichMedia', `The PDF carries sound, video or 3D. ${SAVE_ANEW}`],
  ['XFA', `The PDF is a form that only some programs can show. ${SAVE_ANEW}`],
  ['SubmitForm', `The PDF sends what is entered in it elsewhere. ${SAVE_ANEW}`],
  ['ImportData', `The PDF reads files of whoever opens it. ${SAVE_ANEW}`],
  ['GoToE', `The PDF opens a file inside it. ${SAVE_ANEW}`],
]);

const CANNOT_BE_READ = `Part of the PDF cannot be read, so that it cannot be checked. ${SAVE_ANEW}`;

/** Takes up to a second for the largest: not for the event loop. Null: nothing was found. */
export function checkPdf(bytes: Uint8Array): Outcome<null, Refusal> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!/^%PDF-[12]\.\d/.test(file.subarray(0, 8).toString('latin1'))) return refuse('invalid', CANNOT_BE_READ);
  // Readers look for it in the last kilobyte; files that were cut short have none.
  if (!file.subarray(-1024).includes('%%EOF')) return refuse('invalid', 'The PDF is cut short. Send it again.');
  const found = refusedName(file);
  if (found !== null) return refuse('invalid', found);
  return checkStreams(file);
}

function checkStreams(file: Buffer): Outcome<null, Refusal> {
  let left: number = DOCUMENT_LIMITS.pdfInflatedBytes;
  let objectStreams = 0;
  for (let at = file.indexOf('stream'); at !== -1; at = file.indexOf('stream', at)) {
    const data = dataAfter(file, at);
    if (data === null) {
      at += 6;
      continue;
    }
    const packing = packingOf(file, at);
    at = data;
    if (!packing.isDeflated) continue;
    const opened = inflate(file.subarray(data), left);
    if (opened === null) return refuse('invalid', CANNOT_BE_READ);
    left -= opened.bytes.length;
    const found = refusedName(opened.bytes);
    if (found !== null) return refuse('invalid', found);
    if (packing.holdsObjects) objectStreams += 1;
    at = data + opened.taken;
  }
  // HAZARD H-322: objects may lie in a stream that is packed in another way, or whose dictionary was made to be misread.
  const named = namesIn(file).filter((name) => name === 'ObjStm').length;
  return named === objectStreams ? ok(null) : refuse('invalid', CANNOT_BE_READ);
}

/** Where the data of a stream begins, if `at` begins one; null for `endstream` and for the word elsewhere. */
function dataAfter(file: Buffer, at: number): number | null {
  if (at >= 3 && file.toString('latin1', at - 3, at) === 'end') return null;
  const after = at + 6;
  if (file[after] === 0x0a) return after + 1;
  if (file[after] !== 0x0d) return null;
  return file[after + 1] === 0x0a ? after + 2 : after + 1;
}

/** By the dictionary before the stream whose keyword stands at `at`. */
function packingOf(file: Buffer, at: number): { readonly isDeflated: boolean; readonly holdsObjects: boolean } {
  const begin = file.lastIndexOf('obj', at);
  const names = begin === -1 ? [] : namesIn(file.subarray(begin, at));
  const filters = names.filter((name) => name.endsWith('Decode') || name === 'Fl');
  // Deflated within base 85 or hexadecimal, as some programs write pages and pictures: not opened.
  const isDeflated = filters[0] === 'FlateDecode' || filters[0] === 'Fl';
  const isPlain = filters.length === 1 && !names.includes('DecodeParms');
  return { isDeflated, holdsObjects: names.includes('ObjStm') && isDeflated && isPlain };
}

/** Null when it cannot be opened, or is larger than what is left. */
function inflate(data: Buffer, mostBytes: number): { bytes: Buffer; taken: number } | null {
  try {
    const { buffer, engine } = inflateSync(data, {
      info: true,
      maxOutputLength: Math.max(1, mostBytes),
    } as never) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return { bytes: buffer, taken: engine.bytesWritten };
  } catch {
    // Damaged, cut short, or too large: in each case it was not looked through.
    return null;
  }
}

/** What to say of the first name that is refused. */
function refusedName(bytes: Buffer): string | null {
  for (const name of eachName(bytes)) {
    const why = REFUSED.get(name);
    if (why !== undefined) return why;
  }
  return null;
}

function namesIn(bytes: Buffer): string[] {
  return [...eachName(bytes)];
}

const NAME_MAX = 40;
const SLASH = 0x2f;
/** Neither white space nor a delimiter (ISO 32000-1, 7.2.2); a table, since it is asked of every byte of a name. */
const IS_REGULAR = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 0x20 && !'()<>[]{}/%'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** Names after each slash, with `#4A` read as the character it stands for. */
function* eachName(bytes: Buffer): Generator<string> {
  for (let at = bytes.indexOf(SLASH); at !== -1; at = bytes.indexOf(SLASH, at + 1)) {
    let end = at + 1;
    while (end < bytes.length && end - at <= 3 * NAME_MAX && IS_REGULAR[bytes[end]!] === 1) end += 1;
    if (end - at < 3) continue;
    const raw = bytes.toString('latin1', at + 1, end);
    yield raw.includes('#')
      ? raw.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : raw;
  }
}
