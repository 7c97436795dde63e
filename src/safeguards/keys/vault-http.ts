/**
 * One request to Vault: JSON over HTTPS (plain HTTP to this machine only), with limits on time and size. Fails toward refusing; an error
 * says what kind it is and quotes nothing of request or answer, which hold keys and the token.
 */
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { type RequestOptions, request as tlsRequest } from 'node:https';
import { KeyStoreError } from './key-store.ts';

export interface VaultSettings {
  /** `https://vault.example:8200`. */
  readonly address: string;
  /** Read for every request, so that an agent may renew it. */
  readonly tokenFile: string;
  /** Of the transit engine. */
  readonly mount: string;
  /** Of Vault Enterprise; null: none. */
  readonly namespace: string | null;
  /** PEM; null: those that the system trusts. */
  readonly ca: string | null;
  readonly timeoutMs: number;
}

export interface VaultAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A list of half a million names. */
const ANSWER_BYTES = 32 * 1024 * 1024;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Throws `KeyStoreError`. */
export function checkAddress(address: string): URL {
  if (!URL.canParse(address)) throw new KeyStoreError('bad-address');
  const url = new URL(address);
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (!isPrivate) throw new KeyStoreError('not-https');
  return url;
}

/** `path` below the mount. Throws `KeyStoreError` when there is no answer. */
export async function askVault(
  settings: VaultSettings,
  method: string,
  path: string,
  body: unknown,
): Promise<VaultAnswer> {
  const url = new URL(`/v1/${settings.mount}/${path}`, checkAddress(settings.address));
  const token = (await readFile(settings.tokenFile, 'utf8').catch(failedWith('no-token'))).trim();
  const payload = body === undefined ? null : Buffer.from(JSON.stringify(body));
  const { namespace, ca, timeoutMs } = settings;
  const options: RequestOptions = {
    method,
    // The whole of it, however slowly it drips.
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      'X-Vault-Token': token,
      'X-Vault-Request': 'true',
      ...(namespace === null ? {} : { 'X-Vault-Namespace': namespace }),
      ...(payload === null ? {} : { 'Content-Type': 'application/json', 'Content-Length': payload.length }),
    },
    ...(ca === null ? {} : { ca }),
  };
  const answer = await send(url, options, payload).catch(failedWith('unreachable'));
  return answer;
}

/** The kind of failure only: messages of sockets and TLS quote addresses. */
function failedWith(code: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof KeyStoreError) throw error;
    const { name } = error as Error;
    throw new KeyStoreError(name === 'AbortError' || name === 'TimeoutError' ? 'timeout' : code);
  };
}

function send(url: URL, options: RequestOptions, payload: Buffer | null): Promise<VaultAnswer> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? tlsRequest : plainRequest)(url, options, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    request.on('error', reject);
    request.end(payload ?? undefined);
  });
}

async function readAnswer(response: IncomingMessage): Promise<VaultAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES) throw new KeyStoreError('answer-too-long');
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString('utf8')) };
}

/** Null for what is no JSON: its status tells what became of it. */
function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
