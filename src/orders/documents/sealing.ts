/**
 * How a document's parts are sealed: in pieces, each as what it is, so that neither sealing nor opening ten megabytes holds the event loop.
 * Moved under another id, hash or place they do not open.
 */
import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type DataKey, SEALED_MORE_BYTES, type Sealer } from '../../safeguards/service.ts';
import { DOCUMENT_LIMITS } from './limits.ts';

const { pieceBytes } = DOCUMENT_LIMITS;
/** Of a whole piece as it stands in the table. */
export const SEALED_PIECE_BYTES = pieceBytes + SEALED_MORE_BYTES;

export interface SealedOf {
  readonly documentId: string;
  /** SHA-256 in hex. */
  readonly hash: string;
  readonly sizeBytes: number;
}

/** Off the event loop, as node:crypto's own hash is not. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex');
}

/**
 * HAZARD H-442: what the audit holds of a document's bytes. A plain hash of a short text tells its words to who can guess them, for good; this one
 * tells them to nobody once the key is erased, and until then only to who was given the salt with the document.
 */
export function commitmentOf(salt: Uint8Array, hash: string): string {
  return createHmac('sha256', salt).update(Buffer.from(hash, 'hex')).digest('hex');
}

export function saltOf(sealer: Sealer, key: DataKey, documentId: string): Buffer {
  return sealer.saltWith(key, `document ${documentId}`);
}

export function nameOfName({ documentId, hash }: Omit<SealedOf, 'sizeBytes'>): string {
  return `document ${documentId} ${hash} name`;
}

export function piecesOf({ sizeBytes }: Pick<SealedOf, 'sizeBytes'>): number {
  return Math.ceil(sizeBytes / pieceBytes);
}

function nameOfPiece(of: SealedOf, piece: number): string {
  return `document ${of.documentId} ${of.hash} ${piece} of ${piecesOf(of)}`;
}

/** All pieces, one after the other. */
export async function sealBytes(sealer: Sealer, key: DataKey, bytes: Uint8Array, of: SealedOf): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let piece = 0; piece < piecesOf(of); piece += 1) {
    const plain = bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes);
    pieces.push(sealer.sealWith(key, plain, nameOfPiece(of, piece)));
    await setImmediate();
  }
  return Buffer.concat(pieces);
}

/** Throws `BrokenSealError`. */
export function openPiece(sealer: Sealer, key: DataKey, sealed: Uint8Array, of: SealedOf, piece: number): Buffer {
  return sealer.openWith(key, sealed, nameOfPiece(of, piece));
}
