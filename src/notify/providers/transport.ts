/**
 * One POST to a provider: a limit on time and on what is read back, no redirect followed, connections kept until the end. Fails toward "failed": an
 * answer that cannot be read is none.
 */
import { type Agent as HttpAgent, request as httpRequest, Agent as PlainAgent } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { NOTIFY_LIMITS } from '../limits.ts';

export interface Answer {
  readonly status: number;
  readonly retryAfterMs: number | null;
  /** At most `answerBytesMax` of it. */
  readonly text: string;
}

const OPTIONS = { keepAlive: true, maxSockets: 64, maxFreeSockets: 16, timeout: 60_000 } as const;

/** What connections of one provider may differ in. */
export interface TransportSetting {
  /** Instead of the system's: judges where a name leads. */
  readonly lookup?: LookupFunction;
  /** Authorities besides those of the system. */
  readonly ca?: readonly string[];
}

/** The connections of one provider. */
export class Transport {
  readonly #plain: HttpAgent;
  readonly #tls: TlsAgent;

  constructor(setting: TransportSetting = {}) {
    const { lookup, ca } = setting;
    const options = { ...OPTIONS, ...(lookup === undefined ? {} : { lookup }) };
    this.#plain = new PlainAgent(options);
    this.#tls = new TlsAgent({ ...options, ...(ca === undefined ? {} : { ca: [...rootCertificates, ...ca] }) });
  }

  /** Rejects when no answer came: aborted by the signal, refused, reset. */
  post(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: Buffer | string,
    signal: AbortSignal,
  ): Promise<Answer> {
    const isTls = url.protocol === 'https:';
    const send = isTls ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = send(
        url,
        {
          method: 'POST',
          agent: isTls ? this.#tls : this.#plain,
          headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
          signal,
        },
        (response) => {
          const parts: Buffer[] = [];
          let bytes = 0;
          response.on('data', (part: Buffer) => {
            bytes += part.length;
            if (bytes <= NOTIFY_LIMITS.answerBytesMax) parts.push(part);
            else response.destroy();
          });
          response.once('error', reject);
          // `close` comes after `end`, and also where what was too long was cut off: its status is known all the same.
          response.once('close', () => {
            const status = response.statusCode ?? 0;
            resolve({
              status,
              retryAfterMs: retryAfterMs(response.headers['retry-after']),
              text: Buffer.concat(parts).toString('utf8'),
            });
          });
        },
      );
      request.once('error', reject);
      request.end(body);
    });
  }

  /** Ends every connection, those under way too. */
  close(): void {
    this.#plain.destroy();
    this.#tls.destroy();
  }
}

/** Seconds only: a date would need a clock that both agree on. */
function retryAfterMs(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,4}$/.test(header.trim()) ? Number(header) * 1_000 : null;
}
