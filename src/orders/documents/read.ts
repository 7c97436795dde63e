/**
 * Reading a document: audited before a byte is handed out, and checked against its hash each time. Fails toward refusing: what does
 * not open or is not what was stored is said, recorded, and never shown.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { type Actor, audit, BrokenSealError, ErasedError, type Sealer } from '../../safeguards/service.ts';
import type { NameState, StoredDocument } from './document.ts';
import { type DocumentRow, loadDocumentRow, loadSealedPiece } from './documents.sql.ts';
import { nameOfName, openPiece, piecesOf, SEALED_PIECE_BYTES, saltOf, sha256Hex } from './sealing.ts';

export interface ReadDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

export interface OpenedDocument {
  readonly bytes: Buffer;
  /** As it was sent: see `safeFileName` before it is handed on. */
  readonly fileName: string | null;
  /** With it whoever holds the bytes checks them against the audit: see `commitmentOf`. */
  readonly salt: Buffer;
}

/** Everything but what it says. Null: there is none. */
export function loadDocument(deps: Pick<ReadDeps, 'database'>, documentId: string): Promise<StoredDocument | null> {
  return loadDocumentRow(deps.database, documentId);
}

/** The caller has asked whether the actor may read it. */
export async function readDocument(
  deps: ReadDeps,
  documentId: string,
  by: { readonly purpose: string; readonly actor: Actor },
): Promise<Outcome<StoredDocument & OpenedDocument, Refusal>> {
  const row = await loadDocumentRow(deps.database, documentId);
  if (row === null) return refuse('not-found', 'There is no such document.');
  // What its bytes are, the entry of its storing commits to.
  const about = { documentId };
  const note = (action: string) => {
    return audit(deps.database, [{ atMs: deps.clock.nowMs(), ...by, action, about }]);
  };
  // Audit stops disclosure: before the bytes are opened.
  await note('document.read');
  try {
    return ok({ ...row, ...(await openDocument(deps, row)) });
  } catch (error) {
    if (error instanceof ErasedError) return refuse('erased', 'The document was erased: what it was kept for is over.');
    if (!(error instanceof BrokenSealError) && !(error instanceof AlteredError)) throw error;
    await note('document.damaged');
    return refuse(
      'damaged',
      'The document is not what was stored any more, and is not shown. Tell whoever runs this Magpie.',
    );
  }
}

/** How a document is called; `name` null: it has none, or none that opens. */
export interface DocumentName {
  readonly state: NameState;
  readonly name: string | null;
}

/** For a list: a name that does not open is said to be so, and keeps no other from being shown. */
export async function openName(deps: Pick<ReadDeps, 'sealer'>, row: DocumentRow): Promise<DocumentName> {
  try {
    const key = await deps.sealer.existingKey(row.keyId);
    const name = row.nameSealed === null ? null : deps.sealer.openWith(key, row.nameSealed, nameOfName(row));
    return { state: 'kept', name: name?.toString('utf8') ?? null };
  } catch (error) {
    if (error instanceof ErasedError) return { state: 'erased', name: null };
    if (error instanceof BrokenSealError) return { state: 'damaged', name: null };
    throw error;
  }
}

/** Throws `ErasedError`, `BrokenSealError` or `AlteredError`. */
export async function openDocument(
  deps: Pick<ReadDeps, 'database' | 'sealer'>,
  row: DocumentRow,
): Promise<OpenedDocument> {
  const key = await deps.sealer.existingKey(row.keyId);
  const pieces: Buffer[] = [];
  for (let piece = 0; piece < piecesOf(row); piece += 1) {
    const sealed = await loadSealedPiece(deps.database, row, piece * SEALED_PIECE_BYTES, SEALED_PIECE_BYTES);
    pieces.push(openPiece(deps.sealer, key, sealed, row, piece));
  }
  const bytes = Buffer.concat(pieces);
  // INVARIANT: bytes with another hash than the row's are never handed out (H-321).
  if ((await sha256Hex(bytes)) !== row.hash || bytes.length !== row.sizeBytes) throw new AlteredError();
  const name = row.nameSealed === null ? null : deps.sealer.openWith(key, row.nameSealed, nameOfName(row));
  return { bytes, fileName: name?.toString('utf8') ?? null, salt: saltOf(deps.sealer, key, row.documentId) };
}

/** They open, and are not what the row says. */
export class AlteredError extends Error {
  override readonly name = 'AlteredError';
}
