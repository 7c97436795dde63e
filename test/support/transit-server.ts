/**
 * A small HTTP server that speaks Vault's transit API as it is documented: keys, their deletion, encrypt and decrypt of batches. With faults
 * that are set by the test.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface Fault {
  readonly kind: 'silent' | 'garbage' | 'status';
  readonly status?: number;
  times: number;
}

export interface Transit {
  readonly address: string;
  fault: Fault | null;
  close(): Promise<void>;
}

interface TransitKey {
  readonly key: Buffer;
  deletionAllowed: boolean;
}

interface Item {
  readonly plaintext?: string;
  readonly ciphertext?: string;
  readonly associated_data?: string;
}

/** `tls`: over HTTPS. */
export async function startTransit(token: string, tls?: { key: string; cert: string }): Promise<Transit> {
  const keys = new Map<string, TransitKey>();
  const transit: { fault: Fault | null } = { fault: null };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = request.method === 'POST' ? ((await json(request)) as Record<string, unknown>) : {};
    if (transit.fault !== null && transit.fault.times > 0) {
      transit.fault.times -= 1;
      if (transit.fault.kind === 'silent') return;
      if (transit.fault.kind === 'garbage') return void response.writeHead(200).end('<html>');
      return answer(response, transit.fault.status ?? 500, { errors: ['refused'] });
    }
    if (request.headers['x-vault-token'] !== token) return answer(response, 403, { errors: ['permission denied'] });
    const [, , , what, name, more] = (request.url ?? '').split('/').map(decodeURIComponent);
    answer(response, ...respond(keys, request.method ?? '', what ?? '', name ?? '', more, body));
  };
  const server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(transit, {
    address: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === null ? undefined : JSON.stringify(body));
}

function respond(
  keys: Map<string, TransitKey>,
  method: string,
  what: string,
  name: string,
  more: string | undefined,
  body: Record<string, unknown>,
): [number, unknown] {
  const key = keys.get(name);
  if (what === 'keys?list=true')
    return keys.size === 0 ? [404, { errors: [] }] : [200, { data: { keys: [...keys.keys()] } }];
  if (what === 'keys') return ofKeys(keys, method, name, more, body);
  // Vault makes a key that is not there when it encrypts.
  if (what === 'encrypt') {
    const made = key ?? { key: randomBytes(32), deletionAllowed: false };
    keys.set(name, made);
    return [200, { data: { batch_results: batchOf(body).map((item) => encrypted(made, item)) } }];
  }
  if (key === undefined) return [400, { errors: ['encryption key not found'] }];
  const results = batchOf(body).map((item) => decrypted(key, item));
  return [results.some((one) => 'error' in one) ? 400 : 200, { data: { batch_results: results } }];
}

function ofKeys(
  keys: Map<string, TransitKey>,
  method: string,
  name: string,
  more: string | undefined,
  body: Record<string, unknown>,
): [number, unknown] {
  const key = keys.get(name);
  if (method === 'POST' && more === undefined) {
    if (key === undefined) keys.set(name, { key: randomBytes(32), deletionAllowed: false });
    return [200, { data: { name } }];
  }
  if (method === 'GET') return key === undefined ? [404, { errors: [] }] : [200, { data: { name } }];
  if (key === undefined) return [400, { errors: ['could not delete key; not found'] }];
  if (method === 'POST') {
    key.deletionAllowed = body.deletion_allowed === true;
    return [204, null];
  }
  if (!key.deletionAllowed) return [400, { errors: ['deletion is not allowed for this key'] }];
  keys.delete(name);
  return [204, null];
}

function batchOf(body: Record<string, unknown>): Item[] {
  return body.batch_input as Item[];
}

function encrypted({ key }: TransitKey, { plaintext, associated_data }: Item) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associated_data ?? '', 'base64'));
  const sealed = Buffer.concat([
    nonce,
    cipher.update(Buffer.from(plaintext!, 'base64')),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return { ciphertext: `vault:v1:${sealed.toString('base64')}`, key_version: 1 };
}

function decrypted({ key }: TransitKey, { ciphertext, associated_data }: Item) {
  const sealed = Buffer.from(ciphertext!.slice('vault:v1:'.length), 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(associated_data ?? '', 'base64')).setAuthTag(sealed.subarray(-16));
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    return { plaintext: plain.toString('base64') };
  } catch {
    return { error: 'cipher: message authentication failed' };
  }
}
