import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Frame } from './frames.ts';
import { type Attempt, openUplink, type Sleep } from './uplink.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly port: number | undefined;
}

const servers: Server[] = [];

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A real server that answers with these statuses in turn (`null`: cuts the connection), the last one for ever. */
async function serverOf(
  statuses: readonly (number | null)[],
  port = 0,
): Promise<{ url: URL; seen: Seen[]; server: Server }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const status = statuses[Math.min(seen.length, statuses.length - 1)]!;
      seen.push({ method: request.method!, url: request.url!, body, port: request.socket.remotePort });
      if (status === null) request.socket.destroy();
      else response.writeHead(status, { 'content-type': 'application/json' }).end('[]');
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), seen, server };
}

function frame(url: URL, n: number): Frame {
  return { method: 'POST', url: new URL(`/${n}`, url), headers: {}, body: `body ${n}` };
}

/** Sends `count` frames and resolves when `goal` attempts have been made or all are delivered. */
async function deliver(url: URL, count: number, enough: (attempts: readonly Attempt[], waiting: number) => boolean) {
  const stop = new AbortController();
  const attempts: Attempt[] = [];
  const slept: number[] = [];
  const sleep: Sleep = async (ms) => {
    slept.push(ms);
  };
  const done = Promise.withResolvers<void>();
  const uplink = openUplink(url, {
    sleep,
    onAttempt: (attempt) => {
      attempts.push(attempt);
      // The queue is shortened after this call.
      queueMicrotask(() => {
        if (enough(attempts, uplink.waiting)) done.resolve();
      });
    },
  });
  for (let n = 1; n <= count; n++) uplink.push(frame(url, n));
  const running = uplink.run(stop.signal);
  await done.promise;
  const waiting = uplink.waiting;
  stop.abort();
  await running;
  uplink.close();
  return { attempts, slept, waiting };
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('an uplink', () => {
  it('delivers in order over one connection', async () => {
    const { url, seen } = await serverOf([200]);
    await deliver(url, 5, (_, waiting) => waiting === 0);
    expect(seen.map((s) => s.url)).toEqual(['/1', '/2', '/3', '/4', '/5']);
    expect(seen.map((s) => s.body)).toEqual([1, 2, 3, 4, 5].map((n) => `body ${n}`));
    expect(new Set(seen.map((s) => s.port)).size).toBe(1);
  });

  it('sends the oldest again after 503 and a cut connection, and nothing newer before it', async () => {
    const { url, seen } = await serverOf([200, 503, null, 503, 200]);
    const { slept } = await deliver(url, 3, (_, waiting) => waiting === 0);
    expect(seen.map((s) => s.url)).toEqual(['/1', '/2', '/2', '/2', '/2', '/3']);
    expect(slept).toEqual([1_000, 2_000, 4_000]);
  });

  it('stays with a frame that is refused for good, as the apps do', async () => {
    const { url, seen } = await serverOf([400]);
    const { attempts, waiting } = await deliver(url, 2, (made) => made.length === 4);
    expect(new Set(seen.map((s) => s.url))).toEqual(new Set(['/1']));
    expect(attempts[0]).toEqual({ kind: 'answered', status: 400 });
    expect(waiting).toBe(2);
  });

  it('waits out a server that is away', async () => {
    const gone = await serverOf([200]);
    const port = Number(gone.url.port);
    gone.server.close();
    await once(gone.server, 'close');
    let back: Awaited<ReturnType<typeof serverOf>> | null = null;
    const { attempts } = await deliver(gone.url, 2, (made, waiting) => {
      if (made.length === 2 && back === null) void serverOf([200], port).then((made_) => (back = made_));
      return waiting === 0;
    });
    expect(attempts[0]).toEqual({ kind: 'failed', code: 'ECONNREFUSED' });
    expect(attempts.filter((a) => a.kind === 'answered')).toHaveLength(2);
    expect(back!.seen.map((s) => s.url)).toEqual(['/1', '/2']);
  });

  it('stops at once while nothing is to be sent, and while a request is open', async () => {
    const stop = new AbortController();
    const idle = openUplink(new URL('http://127.0.0.1:9'), {
      sleep: async () => undefined,
      onAttempt: () => undefined,
    });
    const running = idle.run(stop.signal);
    stop.abort();
    await running;
    const silent = createServer(() => undefined);
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    servers.push(silent);
    const url = new URL(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    const again = new AbortController();
    const open = openUplink(url, { sleep: async () => undefined, onAttempt: () => undefined });
    open.push(frame(url, 1));
    const asked = once(silent, 'request');
    const sending = open.run(again.signal);
    await asked;
    again.abort();
    await sending;
    open.close();
    expect(open.waiting).toBe(1);
  });
});
