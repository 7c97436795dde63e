/** Checks proofs that a wearer or a court was handed, one or a file of several: signature, place in the log, and what the leaf says of what was opened. */
import { hash } from 'node:crypto';
import { HASH, hashLeaf, rootByPath } from './merkle.ts';
import { readCheckpoint, readVkey, signatureBy } from './note.ts';

/** In the order in which a leaf commits to them. */
const FIELDS = ['actor', 'at', 'case', 'kind', 'number', 'purpose', 'row', 'subject'];

export interface ProofVerdict {
  readonly ok: boolean;
  readonly size: number | null;
  readonly root: string | null;
  readonly keyId: string | null;
  readonly reason: string | null;
  readonly leafIndex: number | null;
  /** When it was published, ISO 8601. */
  readonly publishedAt: string | null;
  /** The values that were opened. */
  readonly says: Readonly<Record<string, string | null>>;
}

type Json = Readonly<Record<string, unknown>>;

function failed(reason: string): ProofVerdict {
  return { ok: false, reason, size: null, root: null, keyId: null, leafIndex: null, publishedAt: null, says: {} };
}

/** Of a file with several each in its order, and that it is of what the file says it is. */
export function verifyProofs(text: string, vkey: string): readonly ProofVerdict[] {
  const entries = parsed(text)?.entries;
  if (!Array.isArray(entries)) return [verifyProof(text, vkey)];
  if (entries.length === 0) return [failed('wrong: there is no proof in it')];
  return entries.map((given: unknown) => {
    const { what, at, proof } = (given ?? {}) as Json;
    const verdict = verifyProof(JSON.stringify(proof ?? null), vkey);
    const isOfIt = verdict.says.kind === what && verdict.says.at === at;
    return verdict.ok && !isOfIt ? failed('wrong: the proof is of something else than the file says') : verdict;
  });
}

export function verifyProof(text: string, vkey: string): ProofVerdict {
  const proof = parsed(text);
  const key = readVkey(vkey);
  if (key === null || key.kind !== 1) return failed('wrong: --key is no key of a log');
  if (proof === null) return failed('wrong: this is no proof of a log');
  const checkpoint = readCheckpoint(Buffer.from(String(proof.checkpoint)));
  if (checkpoint === null || checkpoint.origin !== key.name) return failed('wrong: its checkpoint is none of this log');
  if (signatureBy(checkpoint, key) !== 'good')
    return failed(`unsigned: its checkpoint is not signed by the key ${key.keyId}`);
  const entry = base64(proof.entry);
  const path = Array.isArray(proof.path) ? proof.path.map(base64) : [];
  const index = typeof proof.leafIndex === 'number' ? proof.leafIndex : -1;
  if (!Number.isInteger(index) || index < 0 || entry.length !== 48 || path.some((hashed) => hashed.length !== HASH)) {
    return failed('wrong: this is no proof of a log');
  }
  const root = rootByPath(hashLeaf(entry), index, checkpoint.size, path);
  if (root?.toString('base64') !== checkpoint.root)
    return failed('wrong: the entry does not stand in the log at that place');
  const said = opened(proof.fields, entry.subarray(16));
  if (said === null) return failed('wrong: the values are not those that the entry commits to');
  if (typeof proof.row === 'string' && rowHash(proof.row) !== said.row)
    return failed('wrong: the row is not the one that the entry commits to');
  return {
    ...{
      ok: true,
      size: checkpoint.size,
      root: checkpoint.root,
      keyId: key.keyId,
      reason: null,
      leafIndex: index,
      says: said,
    },
    publishedAt: new Date(Number(entry.readBigUInt64BE(8))).toISOString(),
  };
}

function opened(fields: unknown, commitment: Buffer): Record<string, string | null> | null {
  if (!Array.isArray(fields) || fields.length !== FIELDS.length) return null;
  const said: Record<string, string | null> = {};
  const commitments = fields.map((given: unknown, i) => {
    const field = (given ?? {}) as Json;
    if (field.field !== FIELDS[i]) return Buffer.alloc(0);
    if ('commitment' in field) return base64(field.commitment);
    if (field.value !== null && typeof field.value !== 'string') return Buffer.alloc(0);
    said[FIELDS[i]!] = field.value;
    return hash('sha256', Buffer.concat([base64(field.key), Buffer.from(JSON.stringify(field.value))]), 'buffer');
  });
  if (commitments.some((one) => one.length !== HASH)) return null;
  return hash('sha256', Buffer.concat([Buffer.of(2), ...commitments]), 'buffer').equals(commitment) ? said : null;
}

function rowHash(row: string): string {
  return hashLeaf(Buffer.from(row)).toString('hex');
}

function base64(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : '', 'base64');
}

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}
