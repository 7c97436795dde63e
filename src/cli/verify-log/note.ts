/** Signed notes, checkpoints and cosignatures of witnesses (C2SP), as the verifier reads them. What cannot be read is null. */
import { createPublicKey, hash, verify } from 'node:crypto';

export interface Vkey {
  readonly name: string;
  readonly keyId: string;
  /** 1: a log's key; 4: a witness's, which signs with the time. */
  readonly kind: 1 | 4;
  readonly bytes: Buffer;
}

export interface Checkpoint {
  readonly text: string;
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
  readonly signatures: readonly { readonly name: string; readonly keyId: string; readonly bytes: Buffer }[];
}

export function readVkey(text: string): Vkey | null {
  const [, name, keyId, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  const kind = bytes[0];
  if (name === undefined || keyId === undefined || bytes.length !== 33 || (kind !== 1 && kind !== 4)) return null;
  const expected = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), bytes]), 'hex').slice(0, 8);
  return expected === keyId && bytes.toString('base64') === encoded
    ? { name, keyId, kind, bytes: bytes.subarray(1) }
    : null;
}

export function readCheckpoint(note: Buffer): Checkpoint | null {
  const all = note.toString('utf8');
  // What is no UTF-8 is no note: two byte strings must not read the same.
  if (!Buffer.from(all).equals(note)) return null;
  const [, text, below] = /^([^\n]+\n\d+\n[A-Za-z0-9+/]{43}=\n(?:[^\n]+\n)*)\n((?:— [^\n]+\n)+)$/u.exec(all) ?? [];
  if (text === undefined || below === undefined) return null;
  const [origin, size, root] = text.split('\n');
  if (!/^(0|[1-9]\d{0,14})$/.test(size!) || Buffer.from(root!, 'base64').toString('base64') !== root) return null;
  const signatures = [];
  for (const line of below.slice(0, -1).split('\n')) {
    const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
    const bytes = Buffer.from(encoded ?? '', 'base64');
    if (name === undefined || bytes.length < 5 || bytes.toString('base64') !== encoded) return null;
    signatures.push({ name, keyId: bytes.subarray(0, 4).toString('hex'), bytes: bytes.subarray(4) });
  }
  return { text, origin: origin!, size: Number(size), root: root!, signatures };
}

/** 'good': signed by that key; 'absent': it has no signature there; 'bad': it has one that does not hold. */
export function signatureBy(checkpoint: Checkpoint, key: Vkey): 'good' | 'absent' | 'bad' {
  const own = checkpoint.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
  if (own.length === 0) return 'absent';
  return own.every(({ bytes }) => holds(checkpoint.text, bytes, key)) ? 'good' : 'bad';
}

function holds(text: string, signature: Buffer, key: Vkey): boolean {
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: key.bytes.toString('base64url') },
    format: 'jwk',
  });
  if (key.kind === 1) return signature.length === 64 && verify(null, Buffer.from(text), publicKey, signature);
  if (signature.length !== 72) return false;
  const signed = Buffer.from(`cosignature/v1\ntime ${signature.readBigUInt64BE(0)}\n${text}`);
  return verify(null, signed, publicKey, signature.subarray(8));
}
