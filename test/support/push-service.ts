/**
 * A push service of a test's own: a real HTTP server that takes messages as RFC 8030 has them, and opens them with the browser's keys as RFC
 * 8291 and 8188 say, by Node's own cryptography alone. It can be slow, refuse, redirect or hang.
 */
import { createDecipheriv, createECDH, createHmac, type ECDH, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly atMs: number;
}

export interface Browser {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
  /** The plaintext of a message. */
  open(pushed: Pushed): Record<string, unknown>;
}

export interface PushService {
  readonly origin: string;
  readonly pushed: Pushed[];
  /** What it does with the next messages; by default it takes them. */
  answer: (response: ServerResponse, pushed: Pushed) => void;
  /** A browser that subscribes here. */
  subscribe(): Browser;
  /** Resolves when so many messages have come. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function openPushService(): Promise<PushService> {
  const waiting: { count: number; resolve(): void }[] = [];
  const server: Server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const one = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        atMs: performance.timeOrigin + performance.now(),
      };
      service.pushed.push(one);
      for (const waiter of waiting) if (service.pushed.length >= waiter.count) waiter.resolve();
      service.answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service: PushService = {
    origin,
    pushed: [],
    answer: (response) => void response.writeHead(201).end(),
    subscribe: () => newBrowser(`${origin}/push/${randomUUID()}`),
    received: (count) =>
      service.pushed.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}

export function newBrowser(endpoint: string): Browser {
  const curve = createECDH('prime256v1');
  curve.generateKeys();
  const auth = randomBytes(16);
  return {
    endpoint,
    keys: { p256dh: curve.getPublicKey('base64url'), auth: auth.toString('base64url') },
    open: ({ body }) => JSON.parse(decrypt(body, curve, auth).toString('utf8')) as Record<string, unknown>,
  };
}

const hmac = (key: Buffer, ...parts: readonly Buffer[]): Buffer =>
  createHmac('sha256', key).update(Buffer.concat(parts)).digest();

/** RFC 8188, section 2.1: salt(16) | record size(4) | key id length(1) | key id, then one record; keys as RFC 8291, section 3.4. */
function decrypt(body: Buffer, curve: ECDH, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + body[20]!);
  const record = body.subarray(21 + body[20]!);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), curve.getPublicKey(), senderKey, Buffer.from([1])]);
  const secret = hmac(hmac(auth, curve.computeSecret(senderKey)), info);
  const prk = hmac(salt, secret);
  const key = hmac(prk, Buffer.from('Content-Encoding: aes128gcm\0\x01')).subarray(0, 16);
  const nonce = hmac(prk, Buffer.from('Content-Encoding: nonce\0\x01')).subarray(0, 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  // The last record ends in 2 and zeros.
  return padded.subarray(0, padded.lastIndexOf(2));
}
