/**
 * How a phone delivers: one frame at a time over a connection kept alive, the oldest first, again and again until the server
 * takes it - an app knows no other way. Nothing newer overtakes.
 */
import { Agent, type IncomingMessage, request } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import type { Frame } from './frames.ts';
import { DEVICE_SIMULATION_LIMITS as LIMITS } from './limits.ts';

/** Resolves after `ms`, or rejects (any error) as soon as `signal` is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export type Attempt =
  | { readonly kind: 'answered'; readonly status: number }
  /** `code` is the system's: ECONNREFUSED, ECONNRESET, TIMEOUT. */
  | { readonly kind: 'failed'; readonly code: string };

export interface Uplink {
  push(frame: Frame): void;
  readonly waiting: number;
  /** Sends while there is something to send; returns when `signal` is aborted. */
  run(signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface UplinkDeps {
  readonly sleep: Sleep;
  readonly onAttempt: (attempt: Attempt) => void;
}

export function openUplink(url: URL, deps: UplinkDeps): Uplink {
  const secure = url.protocol === 'https:';
  const choice = { keepAlive: true, maxSockets: 1 };
  const agent = secure ? new TlsAgent(choice) : new Agent(choice);
  const queue: Frame[] = [];
  let wake = Promise.withResolvers<void>();
  const nudge = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  const attempt = (frame: Frame, signal: AbortSignal) => send(frame, secure ? tlsRequest : request, agent, signal);
  return {
    push(frame) {
      queue.push(frame);
      if (queue.length > LIMITS.queueFrames) queue.shift();
      nudge();
    },
    get waiting() {
      return queue.length;
    },
    async run(signal) {
      signal.addEventListener('abort', nudge, { once: true });
      let retryMs: number = LIMITS.retryMsMin;
      while (!signal.aborted) {
        const frame = queue[0];
        if (!frame) {
          await wake.promise;
          continue;
        }
        const result = await attempt(frame, signal);
        if (signal.aborted) return;
        deps.onAttempt(result);
        if (result.kind === 'answered' && result.status >= 200 && result.status < 300) {
          // The queue may have dropped its oldest meanwhile.
          if (queue[0] === frame) queue.shift();
          retryMs = LIMITS.retryMsMin;
          continue;
        }
        await deps.sleep(retryMs, signal).catch(ignoreAbort(signal));
        retryMs = Math.min(LIMITS.retryMsMax, retryMs * 2);
      }
    },
    close: () => agent.destroy(),
  };
}

function ignoreAbort(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}

type RequestFunction = typeof request;

function send(frame: Frame, ask: RequestFunction, agent: Agent, signal: AbortSignal): Promise<Attempt> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve({ kind: 'failed', code: error.code ?? 'ERROR' });
    const headers = { ...frame.headers, 'content-length': Buffer.byteLength(frame.body) };
    const call = ask(frame.url, { method: frame.method, headers, agent, signal, timeout: LIMITS.requestMs });
    call.on('error', failed);
    call.on('timeout', () => call.destroy(Object.assign(new Error('no answer'), { code: 'TIMEOUT' })));
    call.on('response', (response: IncomingMessage) => {
      let seen = 0;
      response.on('data', (chunk: Buffer) => {
        seen += chunk.length;
        if (seen > LIMITS.replyBytes) response.destroy();
      });
      response.on('error', failed);
      response.on('close', () => resolve({ kind: 'answered', status: response.statusCode ?? 0 }));
    });
    call.end(frame.body);
  });
}
