/** File names come from people and go to people: what is not part of a name is taken out when it goes. */
import type { MediaType } from './document.ts';
import { DOCUMENT_LIMITS } from './limits.ts';

const ENDINGS: Readonly<Record<MediaType, string>> = {
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'text/plain': '.txt',
};
/** Two of them are right for one kind. */
const SAME: Readonly<Record<string, MediaType>> = { '.jpeg': 'image/jpeg' };

/**
 * A name that no system takes for a path, a device or another kind of file: it ends as its kind does, holds no separator, no control and no
 * character that turns the reading direction. Empty becomes `document`.
 */
export function safeFileName(name: string | null, mediaType: MediaType): string {
  const flat = (name ?? '')
    .normalize('NFC')
    // Controls and format characters, among them those that make `gpj.exe` out of `exe.jpg`; separators of lines; halves of pairs.
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const ending = /\.[a-z0-9]{1,5}$/i.exec(flat)?.[0] ?? '';
  const isRight = SAME[ending.toLowerCase()] === mediaType || ending.toLowerCase() === ENDINGS[mediaType];
  const stem = [...(isRight ? flat.slice(0, -ending.length) : flat)].slice(0, 100).join('').trim();
  return `${stem === '' ? 'document' : stem}${isRight ? ending : ENDINGS[mediaType]}`;
}

/** `content-disposition` (RFC 6266): always to be saved, never shown; the name in UTF-8 (RFC 8187), and in ASCII for what is older. */
export function dispositionOf(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** The name as the header `x-file-name` carries it, percent-encoded; null when there is none or it cannot be read. */
export function fileNameFrom(header: string | undefined): string | null {
  if (header === undefined || header === '') return null;
  try {
    const name = decodeURIComponent(header);
    return [...name].slice(0, DOCUMENT_LIMITS.fileNameLength).join('').toWellFormed();
  } catch {
    // A name is a courtesy: without one the document is called by its kind.
    return null;
  }
}
