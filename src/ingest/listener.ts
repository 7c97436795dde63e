/**
 * The door for phones: plain node:http, because this is the path of every fix and needs no more. Its URLs carry coordinates
 * and secrets, so nothing here is ever logged but counts.
 * Fails toward "come again": a request that breaks something inside is answered 503.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LIMITS } from './limits.ts';
import { type Arrival, httpArrival, type PipelineDeps, type Received, receive } from './pipeline.ts';
import { findHttpProtocol } from './protocols/registry.ts';
import type { HttpFrame, HttpProtocol, HttpReply } from './protocols/types.ts';
import { TakenFixes } from './taken-fixes.ts';

export interface ListenerDeps extends PipelineDeps {
  /** What a phone that hears only in the answer to its own report is to be told; once taken they are on their way. */
  messagesFor(deviceId: string): readonly string[];
  /** A request broke something: the error goes to the log without the request. */
  onError(error: unknown): void;
  /** Milliseconds from the whole request to its answer. */
  onAnswered(protocol: string, status: number): void;
}

type Deps = ListenerDeps & { readonly takenFixes: TakenFixes };

export function createListener(given: ListenerDeps): Server {
  const deps: Deps = { ...given, takenFixes: new TakenFixes() };
  const server = createServer({
    ...{ keepAliveTimeout: LIMITS.keepAliveMs, requestTimeout: LIMITS.requestTimeoutMs },
    connectionsCheckingInterval: LIMITS.reviewEveryMs,
  });
  // HAZARD H-150: a server that does not listen itself, but is given its connections by a door, keeps no time of them until told so.
  server.emit('listening');
  server.on('request', (request, response) => {
    handle(request, response, deps).catch((error: unknown) => {
      deps.onError(error);
      answer(response, plain(503, 'try again'));
    });
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  return server;
}

async function handle(request: IncomingMessage, response: ServerResponse, deps: Deps): Promise<void> {
  const uri = request.url ?? '/';
  if (uri.length > LIMITS.uriBytes) return answer(response, plain(414, 'too long'));
  if (request.method === 'GET' && uri === '/healthz') return answer(response, plain(200, 'ok'));
  const body = await readBody(request);
  if (body === null) return answer(response, plain(413, 'too large'));
  const frame: HttpFrame = { method: request.method ?? 'GET', uri, headers: headersOf(request), body };
  const protocol = findHttpProtocol(frame);
  if (protocol === null) {
    const rejection = { reason: 'malformed', detail: 'no protocol knows this form' } as const;
    await deps.quarantine.keepStranger('http', rejection, { transport: 'http', frame }, deps.clock.nowMs());
    return answer(response, plain(400, 'not understood'));
  }
  const { taken, deviceId } = await take(protocol, frame, deps);
  const isTaken = taken === 'accepted' && deviceId !== null;
  const reply = (isTaken ? protocol.replyWith?.(deps.messagesFor(deviceId)) : undefined) ?? protocol.reply(taken);
  deps.onAnswered(protocol.name, reply.status);
  answer(response, reply);
}

async function take(protocol: HttpProtocol, frame: HttpFrame, deps: Deps): Promise<Received> {
  const arrival = httpArrival(protocol, frame);
  if (protocol.repeatsPositions !== true) return receive(arrival, deps);
  const decode: Arrival['decode'] = (...args) => deps.takenFixes.withoutRepeats(arrival.decode(...args));
  const received = await receive({ ...arrival, decode }, deps);
  const { taken, deviceId, decoded } = received;
  if (taken === 'accepted' && deviceId !== null && decoded !== null) deps.takenFixes.note(decoded);
  return received;
}

const EMPTY = new Uint8Array(0);

/** Null when it is over the limit. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  if (request.method === 'GET' || request.headers['content-length'] === '0') return EMPTY;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LIMITS.bodyBytes) return null;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}

function plain(status: number, body: string): HttpReply {
  return { status, contentType: 'text/plain', body };
}

function answer(response: ServerResponse, reply: HttpReply): void {
  if (response.headersSent || response.destroyed) return;
  const length = Buffer.byteLength(reply.body);
  response.writeHead(reply.status, { 'content-type': reply.contentType, 'content-length': length });
  response.end(reply.body);
}
