/** One device's connection: kept alive, one request at a time, tried again while the server is away. */
import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { osmandUrl } from '../../ingest/protocols/osmand/encode.ts';
import { owntracksHeaders, owntracksLocation } from '../../ingest/protocols/owntracks/encode.ts';
import type { Report } from '../../ingest/protocols/report.ts';
import type { Pace } from './pace.ts';

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Protocol name -> a report as that protocol's app sends it. `token` is the device's secret. */
export const WRITERS: Readonly<Record<string, (base: URL, token: string, report: Report) => Outgoing>> = {
  osmand: (base, token, report) => ({ method: 'GET', url: osmandUrl(base, token, report), headers: {}, body: '' }),
  owntracks: (base, token, report) => ({
    method: 'POST',
    url: base,
    headers: owntracksHeaders('magpie', 'play', token),
    body: owntracksLocation(report),
  }),
};

/** `status` null: no answer, with the system's code for it. */
export interface Answer {
  readonly status: number | null;
  readonly code: string | null;
}

export interface Delivery extends Answer {
  readonly attempts: number;
}

const ATTEMPTS_MAX = 12;
const BACKOFF_MS_MIN = 500;
const BACKOFF_MS_MAX = 30_000;
const TIMEOUT_MS = 15_000;

export interface Sender {
  /** Until the server took it, refused it for good (below 500), or was away for `ATTEMPTS_MAX` tries. */
  deliver(outgoing: Outgoing): Promise<Delivery>;
  close(): void;
}

/** `signal` ends a running request and a waiting retry; the delivery then has status null and code `ABORT_ERR`. */
export function openSender(url: URL, pace: Pace, signal: AbortSignal, onRetry: (answer: Answer) => void): Sender {
  const isTls = url.protocol === 'https:';
  const agent = isTls
    ? new HttpsAgent({ keepAlive: true, maxSockets: 1 })
    : new HttpAgent({ keepAlive: true, maxSockets: 1 });
  const send = (outgoing: Outgoing): Promise<Answer> =>
    new Promise((resolve) => {
      const { method, headers } = outgoing;
      const options = { agent, method, headers, signal, timeout: TIMEOUT_MS };
      const request: ClientRequest = isTls ? httpsRequest(outgoing.url, options) : httpRequest(outgoing.url, options);
      request.on('timeout', () => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
      request.on('error', (error: NodeJS.ErrnoException) => resolve({ status: null, code: error.code ?? 'unknown' }));
      request.on('response', (response) => {
        response.resume();
        response.on('close', () => resolve({ status: response.statusCode ?? null, code: null }));
      });
      request.end(outgoing.body);
    });
  return {
    close: () => agent.destroy(),
    async deliver(outgoing) {
      let backoffMs = BACKOFF_MS_MIN;
      for (let attempts = 1; ; attempts += 1) {
        const answer = await send(outgoing);
        if (signal.aborted || attempts === ATTEMPTS_MAX || !isWorthRetrying(answer)) return { ...answer, attempts };
        onRetry(answer);
        await pace.sleep(backoffMs, signal);
        if (signal.aborted) return { status: null, code: 'ABORT_ERR', attempts };
        backoffMs = Math.min(backoffMs * 2, BACKOFF_MS_MAX);
      }
    },
  };
}

export function isAccepted(answer: Answer): boolean {
  return answer.status !== null && answer.status >= 200 && answer.status < 300;
}

/** 429 asks to come again; every other answer below 500 stays the same however often it is asked for. */
function isWorthRetrying(answer: Answer): boolean {
  return answer.status === null || answer.status >= 500 || answer.status === 429;
}
