import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { ATTACHMENTS, type DocumentBasis, type MediaType, type StoredDocument, type UseOf } from './document.ts';

/** What is written of a document; `sealed` and `nameSealed` are under the key `keyId`. */
export interface SealedDocument extends StoredDocument {
  /** Of its bytes, for the audit: see `commitmentOf`. */
  readonly commitment: string;
  readonly keyId: number;
  readonly sealed: Buffer;
  readonly nameSealed: Buffer | null;
}

/** A document without its bytes, which are read in pieces. */
export interface DocumentRow extends StoredDocument {
  readonly keyId: number;
  readonly nameSealed: Buffer | null;
}

interface Row {
  document_id: string;
  basis: DocumentBasis | null;
  hash: Buffer;
  size_bytes: number;
  media_type: MediaType;
  key_id: number;
  name_sealed: Buffer | null;
  uploaded_by: PersonId | null;
  created_at_ms: number;
}

/** False when the uploader has sent the same bytes before and they are still there. */
export async function insertUpload(tx: Sql, upload: SealedDocument): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into orders.document_upload
       (document_id, hash, size_bytes, media_type, key_id, sealed, name_sealed, uploaded_by, created_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (uploaded_by, hash) do nothing`,
    [...columnsOf(upload), upload.uploadedBy, upload.createdAtMs],
  );
  return rowCount === 1;
}

/** False when the same bytes are there under the same subject and basis. */
export async function insertDocument(tx: Sql, subjectId: string, document: SealedDocument): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into orders.document (document_id, hash, size_bytes, media_type, key_id, sealed, name_sealed,
       uploaded_by, created_at_ms, subject_id, basis)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (subject_id, basis, hash) do nothing`,
    [...columnsOf(document), document.uploadedBy, document.createdAtMs, subjectId, document.basis],
  );
  return rowCount === 1;
}

function columnsOf(document: SealedDocument): unknown[] {
  const { documentId, hash, sizeBytes, mediaType, keyId, sealed, nameSealed } = document;
  return [documentId, Buffer.from(hash, 'hex'), sizeBytes, mediaType, keyId, sealed, nameSealed];
}

export async function insertUse(tx: Sql, documentId: string, use: UseOf, usedAtMs: number): Promise<void> {
  await tx.query(
    `insert into orders.document_use (document_id, proceeding_id, order_version, what, used_at_ms)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [documentId, use.proceedingId, use.orderVersion, use.what, usedAtMs],
  );
}

/** How many attachments a proceeding has besides this document. Held until the transaction ends: two at once are counted one by one. */
export async function countOtherAttachments(tx: Sql, proceedingId: string, documentId: string): Promise<number> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('orders.document_use ' || $1, 0))`, [proceedingId]);
  const { rows } = await tx.query<{ n: number }>(
    `select count(distinct document_id)::int as n from orders.document_use
     where proceeding_id = $1 and what = any($2::text[]) and document_id <> $3`,
    [proceedingId, ATTACHMENTS, documentId],
  );
  return rows[0]!.n;
}

/** Held until the transaction ends, as above. */
export async function countUploads(tx: Sql, uploadedBy: string): Promise<number> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('orders.document_upload ' || $1, 0))`, [uploadedBy]);
  const { rows } = await tx.query<{ n: number }>(
    `select count(*)::int as n from orders.document_upload where uploaded_by = $1`,
    [uploadedBy],
  );
  return rows[0]!.n;
}

const COLUMNS = `document_id, hash, size_bytes, media_type, key_id, name_sealed,
  uploaded_by, created_at_ms`;

/** As a document, else as an upload that nothing took; null when it is neither. */
export async function loadDocumentRow(sql: Sql, documentId: string): Promise<DocumentRow | null> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS}, basis from orders.document where document_id = $1
     union all
     select ${COLUMNS}, null from orders.document_upload where document_id = $1
     order by basis nulls last limit 1`,
    [documentId],
  );
  return rows[0] === undefined ? null : rowOf(rows[0]);
}

export async function loadUploadRow(sql: Sql, documentId: string): Promise<DocumentRow | null> {
  return first(
    await sql.query<Row>(`select ${COLUMNS}, null as basis from orders.document_upload where document_id = $1`, [
      documentId,
    ]),
  );
}

export async function findUpload(sql: Sql, uploadedBy: string, hash: string): Promise<DocumentRow | null> {
  return first(
    await sql.query<Row>(
      `select ${COLUMNS}, null as basis from orders.document_upload where uploaded_by = $1 and hash = $2`,
      [uploadedBy, Buffer.from(hash, 'hex')],
    ),
  );
}

export async function findDocument(
  sql: Sql,
  subjectId: string,
  basis: DocumentBasis,
  hash: string,
): Promise<DocumentRow | null> {
  return first(
    await sql.query<Row>(
      `select ${COLUMNS}, basis from orders.document where subject_id = $1 and basis = $2 and hash = $3`,
      [subjectId, basis, Buffer.from(hash, 'hex')],
    ),
  );
}

/** All that a proceeding uses, each once. */
export async function loadDocumentRows(sql: Sql, proceedingId: string): Promise<DocumentRow[]> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS}, basis from orders.document
     where document_id in (select document_id from orders.document_use where proceeding_id = $1)`,
    [proceedingId],
  );
  return rows.map(rowOf);
}

/** Of a proceeding, in the order in which they were taken. */
export async function loadUses(sql: Sql, proceedingId: string): Promise<(StoredDocument & UseOf)[]> {
  const { rows } = await sql.query<Row & { order_version: number | null; what: UseOf['what'] }>(
    `select ${COLUMNS}, basis, u.order_version, u.what
     from orders.document_use u join orders.document using (document_id)
     where u.proceeding_id = $1 order by u.used_at_ms, u.order_version nulls first, u.what, document_id`,
    [proceedingId],
  );
  return rows.map((row) => {
    const { keyId: _key, nameSealed: _name, ...document } = rowOf(row);
    return { ...document, proceedingId, orderVersion: row.order_version, what: row.what };
  });
}

/** One piece of the sealed bytes: the driver makes each out of text, on the event loop. Empty when there is none. */
export async function loadSealedPiece(sql: Sql, row: DocumentRow, from: number, bytes: number): Promise<Buffer> {
  const table = row.basis === null ? 'orders.document_upload' : 'orders.document';
  const { rows } = await sql.query<{ piece: Buffer }>(
    `select substring(sealed from $2 for $3) as piece from ${table} where document_id = $1`,
    [row.documentId, from + 1, bytes],
  );
  return rows[0]?.piece ?? Buffer.alloc(0);
}

/** How many went. */
export async function purgeUploadRows(sql: Sql, nowMs: number): Promise<number> {
  const { rows } = await sql.query<{ gone: number }>(`select orders.purge_uploads($1) as gone`, [nowMs]);
  return rows[0]?.gone ?? 0;
}

function first({ rows }: { rows: Row[] }): DocumentRow | null {
  return rows[0] === undefined ? null : rowOf(rows[0]);
}

function rowOf(row: Row): DocumentRow {
  return {
    documentId: row.document_id,
    hash: row.hash.toString('hex'),
    sizeBytes: row.size_bytes,
    mediaType: row.media_type,
    uploadedBy: row.uploaded_by,
    basis: row.basis,
    createdAtMs: row.created_at_ms,
    keyId: row.key_id,
    nameSealed: row.name_sealed,
  };
}
