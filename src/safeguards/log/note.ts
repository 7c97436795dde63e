/**
 * Signed notes and checkpoints after C2SP (signed-note, tlog-checkpoint, tlog-cosignature v1), as the log writes them and takes
 * cosignatures of witnesses. Fails toward refusing: what cannot be read is null, what is not proven is not taken.
 */
import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { HASH_BYTES } from './tiles.ts';

/** Of the note format: Ed25519, and Ed25519 with the time of a witness. */
export const NOTE_ED25519 = 0x01;
export const COSIGNATURE_V1 = 0x04;
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const NAME = /^[^\s+]{1,200}$/u;

export interface VerifierKey {
  readonly name: string;
  readonly algorithm: number;
  /** First four bytes of SHA-256(name || LF || algorithm || public key), as hex. */
  readonly keyId: string;
  readonly publicKey: Buffer;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Buffer;
  /** The line as it stands, without its end. */
  readonly line: string;
}

export interface Note {
  /** With its last line feed: what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export function isKeyName(name: string): boolean {
  return NAME.test(name);
}

export function verifierKey(name: string, algorithm: number, publicKey: Buffer): VerifierKey {
  const keyed = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(algorithm), publicKey]);
  return { name, algorithm, keyId: hash('sha256', keyed, 'hex').slice(0, 8), publicKey };
}

/** `<name>+<key id>+<base64 of algorithm and key>`. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${key.keyId}+${Buffer.concat([Buffer.of(key.algorithm), key.publicKey]).toString('base64')}`;
}

/** Null: not one, or not of Ed25519. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const [, name, keyId, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim()) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name)) return null;
  const bytes = Buffer.from(encoded, 'base64');
  const algorithm = bytes[0];
  if (bytes.length !== 33 || (algorithm !== NOTE_ED25519 && algorithm !== COSIGNATURE_V1)) return null;
  const key = verifierKey(name, algorithm, bytes.subarray(1));
  return key.keyId === keyId ? key : null;
}

export function publicKeyOf(privateKey: KeyObject): Buffer {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return Buffer.from(x!, 'base64url');
}

export function privateKeyOf(pkcs8Base64: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8Base64, 'base64'), format: 'der', type: 'pkcs8' });
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** The note with its one signature. */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject): string {
  const text = checkpointText(checkpoint);
  const key = verifierKey(checkpoint.origin, NOTE_ED25519, publicKeyOf(privateKey));
  return `${text}\n${signatureLine(key, sign(null, Buffer.from(text), privateKey))}\n`;
}

/** As a witness does: at `timeS`, seconds since 1970. Here for tests and for a witness that runs Magpie's code. */
export function cosignatureLine(text: string, name: string, privateKey: KeyObject, timeS: number): string {
  const key = verifierKey(name, COSIGNATURE_V1, publicKeyOf(privateKey));
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(timeS));
  const signed = sign(null, Buffer.from(`cosignature/v1\ntime ${timeS}\n${text}`), privateKey);
  return signatureLine(key, Buffer.concat([stamp, signed]));
}

function signatureLine({ name, keyId }: VerifierKey, signature: Buffer): string {
  return `— ${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), signature]).toString('base64')}`;
}

export function parseNote(note: string): Note | null {
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || !note.endsWith('\n')) return null;
  const signatures: NoteSignature[] = [];
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
    const bytes = Buffer.from(encoded ?? '', 'base64');
    if (name === undefined || bytes.length < 5) return null;
    signatures.push({ name, keyId: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4), line });
  }
  return { text: note.slice(0, end + 1), signatures };
}

export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin, size, root, ...more] = text.split('\n');
  const bytes = Buffer.from(root ?? '', 'base64');
  if (origin === undefined || origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size ?? '')) return null;
  if (bytes.length !== HASH_BYTES || bytes.toString('base64') !== root || more.at(-1) !== '') return null;
  return { origin, size: Number(size), root: bytes };
}

/** The first signature of that key that holds: its time in seconds for a witness's, 0 for others; null: none. */
export function signedBy(note: Note, key: VerifierKey): { readonly timeS: number; readonly line: string } | null {
  for (const { name, keyId, signature, line } of note.signatures) {
    if (name !== key.name || keyId !== key.keyId) continue;
    const isWitness = key.algorithm === COSIGNATURE_V1;
    if (signature.length !== (isWitness ? 72 : 64)) continue;
    const timeS = isWitness ? Number(signature.readBigUInt64BE(0)) : 0;
    const message = isWitness ? `cosignature/v1\ntime ${timeS}\n${note.text}` : note.text;
    const spki = Buffer.concat([ED25519_SPKI, key.publicKey]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    if (verify(null, Buffer.from(message), publicKey, signature.subarray(isWitness ? 8 : 0))) return { timeS, line };
  }
  return null;
}
