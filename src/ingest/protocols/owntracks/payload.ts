/** From a body to messages: plain or encrypted, one or several. */
import nacl from 'tweetnacl';
import { LIMITS } from '../../limits.ts';
import { parseJson, property, textOf } from '../http-frame.ts';
import type { Rejection } from '../types.ts';

export interface Payload {
  readonly messages: readonly unknown[];
  readonly rejected: Rejection | null;
}

/**
 * A blank body has no message (an app that forgets a friend posts one). `payloadKey` is null when the device has none:
 * an encrypted message is then undecryptable. Messages that could be read stand beside one that could not.
 */
export function openPayload(text: string, payloadKey: Uint8Array | null): Payload {
  if (text.trim() === '') return { messages: [], rejected: null };
  const root = parseJson(text);
  if (typeof root !== 'object' || root === null) return refuse('malformed', 'body');
  const sent = messagesOf(root);
  let rejected: Rejection | null = sent.length > LIMITS.fixesPerFrame ? { reason: 'malformed', detail: 'body' } : null;
  const messages: unknown[] = [];
  for (const message of sent.slice(0, LIMITS.fixesPerFrame)) {
    const opened = isEncrypted(message) ? decrypt(message, payloadKey) : { messages: [message], rejected: null };
    messages.push(...opened.messages);
    rejected ??= opened.rejected;
  }
  if (messages.length > LIMITS.fixesPerFrame) rejected ??= { reason: 'malformed', detail: 'body' };
  return { messages: messages.slice(0, LIMITS.fixesPerFrame), rejected };
}

/** base64(nonce, 24 bytes || crypto_secretbox_easy). A box within a box is refused by the reader, as it has no fix. */
function decrypt(message: unknown, payloadKey: Uint8Array | null): Payload {
  const data = textOf(property(message, 'data'));
  if (data === null) return refuse('malformed', 'data');
  if (payloadKey === null || payloadKey.length !== nacl.secretbox.keyLength) return refuse('undecryptable', 'key');
  const bytes = new Uint8Array(Buffer.from(data, 'base64'));
  if (bytes.length < nacl.secretbox.nonceLength + nacl.secretbox.overheadLength) return refuse('malformed', 'data');
  const nonce = bytes.subarray(0, nacl.secretbox.nonceLength);
  const plain = nacl.secretbox.open(bytes.subarray(nacl.secretbox.nonceLength), nonce, payloadKey);
  if (plain === null) return refuse('undecryptable', 'data');
  const inner = parseJson(new TextDecoder().decode(plain));
  if (typeof inner !== 'object' || inner === null) return refuse('malformed', 'data');
  const messages = messagesOf(inner);
  return messages.some(isEncrypted) ? refuse('malformed', 'data') : { messages, rejected: null };
}

function messagesOf(root: object): readonly unknown[] {
  return Array.isArray(root) ? root : [root];
}

function isEncrypted(message: unknown): boolean {
  return property(message, '_type') === 'encrypted';
}

function refuse(reason: Rejection['reason'], detail: string): Payload {
  return { messages: [], rejected: { reason, detail } };
}
