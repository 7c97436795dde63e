/**
 * Documents: kept once by their content, sealed, never changed. Somebody uploads, and a proceeding or an order takes what was uploaded; what nothing
 * takes is gone after a day. Fails toward refusing: bytes that do not open, or are not those that were stored, are an error and never bytes.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import { type PersonId, uuidFromBytes } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse, stopWith } from '../../core/refusal.ts';
import { utcDay } from '../../core/time.ts';
import { type Actor, audit, type Sealer } from '../../safeguards/service.ts';
import { ATTACHMENTS, type DocumentBasis, type MediaType, type StoredDocument, type UseOf } from './document.ts';
import {
  countOtherAttachments,
  countUploads,
  findDocument,
  findUpload,
  insertDocument,
  insertUpload,
  insertUse,
  loadDocumentRow,
  loadUploadRow,
  purgeUploadRows,
  type SealedDocument,
} from './documents.sql.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { openDocument } from './read.ts';
import { commitmentOf, nameOfName, saltOf, sealBytes, sha256Hex } from './sealing.ts';
import type { DocumentWorker } from './worker/document-worker.ts';

export { loadDocumentRows } from './documents.sql.ts';

export interface DocumentDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly worker: Pick<DocumentWorker, 'check'>;
}

export interface NewDocument {
  readonly bytes: Uint8Array;
  /** Null: it has none. */
  readonly fileName: string | null;
  /** Whose document it is: it is sealed under their key. */
  readonly subjectId: string;
  readonly basis: DocumentBasis;
  /** Null: made here. */
  readonly uploadedBy: PersonId | null;
  /** Null: nothing of a proceeding. */
  readonly use: UseOf | null;
}

/** Sealed and ready to be written by `insertPrepared` within the caller's transaction. */
export interface PreparedDocument {
  readonly subjectId: string;
  readonly use: UseOf | null;
  readonly document: SealedDocument & { readonly basis: DocumentBasis };
}

/** Checks and seals; writes nothing but the key. */
export async function prepareDocument(
  deps: DocumentDeps,
  document: NewDocument,
): Promise<Outcome<PreparedDocument, Refusal>> {
  const { subjectId, basis, use } = document;
  const checked = await checkBytes(deps, document.bytes);
  if (!checked.ok) return checked;
  const sealed = await seal(deps, { ...document, ...checked.value }, subjectId, scopeOf(basis), [basis]);
  return ok({ subjectId, use, document: { ...sealed, basis } });
}

/**
 * The document with these bytes of that case, which may have been there before. Throws a refusal, which rolls back, when the proceeding has
 * as many attachments as it may have. Change and audit entry are the caller's transaction.
 */
export async function insertPrepared(
  tx: Sql,
  { subjectId, use, document }: PreparedDocument,
  nowMs: number,
  actor: Actor,
): Promise<StoredDocument> {
  const isNew = await insertDocument(tx, subjectId, document);
  const stored = isNew ? document : await findDocument(tx, subjectId, document.basis, document.hash);
  if (stored === null) throw new Error('a document that could not be written is not there either');
  const { documentId } = stored;
  if (use !== null) {
    const isCounted = ATTACHMENTS.includes(use.what);
    if (isCounted && (await countOtherAttachments(tx, use.proceedingId, documentId)) >= DOCUMENT_LIMITS.perProceeding) {
      stopWith('invalid', 'The proceeding has 20 documents, and no more are taken.');
    }
    await insertUse(tx, documentId, use, nowMs);
  }
  // One that was there before has its own commitment, in the entry of its storing.
  const commitment = isNew ? { commitment: document.commitment } : {};
  const about = { documentId, ...commitment, basis: document.basis, isNew, ...(use === null ? {} : { ...use }) };
  await audit(tx, [{ atMs: nowMs, actor, action: 'document.store', purpose: 'order', about }]);
  return plainOf(stored);
}

/** Prepares and writes, in a transaction of its own. */
export async function storeDocument(
  deps: DocumentDeps,
  document: NewDocument,
  actor: Actor,
): Promise<Outcome<StoredDocument, Refusal>> {
  const prepared = await prepareDocument(deps, document);
  if (!prepared.ok) return prepared;
  const nowMs = deps.clock.nowMs();
  return ok(await deps.database.transaction((tx) => insertPrepared(tx, prepared.value, nowMs, actor)));
}

/**
 * An upload of that person, made ready to be taken: opened, and sealed anew under the key and the basis of the case. It keeps its id unless the
 * case has the same bytes already, or something took it before. The upload itself goes with its day.
 */
export async function prepareUpload(
  deps: DocumentDeps,
  uploadId: string,
  to: Pick<NewDocument, 'subjectId' | 'basis' | 'use'> & { readonly uploadedBy: PersonId },
): Promise<Outcome<PreparedDocument, Refusal>> {
  const row = await loadUploadRow(deps.database, uploadId);
  // Somebody else's upload is answered as one that is not there: nobody learns of it.
  if (row === null || row.uploadedBy !== to.uploadedBy) {
    return refuse('not-found', 'There is no such upload. What is not used within a day is removed: send it again.');
  }
  const opened = await openDocument(deps, row);
  const { hash, mediaType } = row;
  const source = { ...to, bytes: opened.bytes, fileName: opened.fileName, hash, mediaType };
  // One that a case took already, perhaps another one: its id names what that case has.
  const isTaken = (await loadDocumentRow(deps.database, uploadId))?.basis != null;
  const documentId = isTaken ? uuidFromBytes(deps.randomBytes(16)) : uploadId;
  const sealed = await seal(deps, source, to.subjectId, scopeOf(to.basis), [to.basis], documentId);
  return ok({ subjectId: to.subjectId, use: to.use, document: { ...sealed, basis: to.basis } });
}

export interface Upload {
  readonly bytes: Uint8Array;
  readonly fileName: string | null;
  readonly uploadedBy: PersonId;
}

/** The same bytes again are the same upload. */
export async function uploadDocument(
  deps: DocumentDeps,
  upload: Upload,
  actor: Actor,
): Promise<Outcome<StoredDocument, Refusal>> {
  const checked = await checkBytes(deps, upload.bytes);
  if (!checked.ok) return checked;
  const { uploadedBy } = upload;
  const nowMs = deps.clock.nowMs();
  const scope = `upload:${utcDay(nowMs)}`;
  const sealed = await seal(deps, { ...upload, ...checked.value }, uploadedBy, scope, ['upload']);
  return deps.database.transaction(async (tx): Promise<Outcome<StoredDocument, Refusal>> => {
    const waiting = await countUploads(tx, uploadedBy);
    const before = await findUpload(tx, uploadedBy, sealed.hash);
    if (before !== null) return ok(plainOf(before));
    if (waiting >= DOCUMENT_LIMITS.unattached) {
      return refuse(
        'conflict',
        'There are 40 documents of yours that nothing uses yet. Use them, or send more tomorrow.',
      );
    }
    await insertUpload(tx, sealed);
    const about = { documentId: sealed.documentId, commitment: sealed.commitment, sizeBytes: sealed.sizeBytes };
    await audit(tx, [{ atMs: nowMs, actor, action: 'document.upload', purpose: 'order', about }]);
    return ok(plainOf(sealed));
  });
}

/** Uploads that nothing took within a day go; returns how many. */
export function purgeUploads({ database, clock }: Pick<DocumentDeps, 'database' | 'clock'>): Promise<number> {
  return purgeUploadRows(database, clock.nowMs());
}

interface Checked {
  readonly hash: string;
  readonly mediaType: MediaType;
}

async function checkBytes(deps: DocumentDeps, bytes: Uint8Array): Promise<Outcome<Checked, Refusal>> {
  // Before the worker is handed them.
  if (bytes.length > DOCUMENT_LIMITS.bytes) return refuse('invalid', 'The file is larger than 10 MB.');
  const type = await deps.worker.check(bytes);
  return type.ok ? ok({ mediaType: type.value, hash: await sha256Hex(bytes) }) : type;
}

/** Not the scope of the person's places under the same order: papers are kept longer. */
function scopeOf(basis: DocumentBasis): string {
  return `documents ${basis}`;
}

async function seal(
  deps: DocumentDeps,
  source: Checked & Pick<NewDocument, 'bytes' | 'fileName' | 'uploadedBy'>,
  subject: string,
  scope: string,
  bases: readonly string[],
  documentId: string = uuidFromBytes(deps.randomBytes(16)),
): Promise<SealedDocument> {
  const { bytes, fileName, hash, mediaType, uploadedBy } = source;
  const createdAtMs = deps.clock.nowMs();
  const key = await deps.sealer.dataKey({ subject, scope, bases }, createdAtMs);
  const of = { documentId, hash, sizeBytes: bytes.length };
  return {
    ...{ ...of, mediaType, uploadedBy, createdAtMs, basis: null, keyId: key.keyId },
    commitment: commitmentOf(saltOf(deps.sealer, key, documentId), hash),
    sealed: await sealBytes(deps.sealer, key, bytes, of),
    nameSealed: fileName === null ? null : deps.sealer.sealWith(key, Buffer.from(fileName), nameOfName(of)),
  };
}

function plainOf(document: StoredDocument): StoredDocument {
  const { documentId, hash, sizeBytes, mediaType, uploadedBy, basis, createdAtMs } = document;
  return { documentId, hash, sizeBytes, mediaType, uploadedBy, basis, createdAtMs };
}
