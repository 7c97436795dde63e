/** A server that plays a script: the built pages as Magpie serves them, answers from a table, frames as told. No database. */
import fastifyWebsocket from '@fastify/websocket';
import Fastify from 'fastify';
import type { WebSocket } from 'ws';
import { createCity } from '../../src/drills/city/city.ts';
import { cityGeoJson } from '../../src/drills/city/geojson.ts';
import { setSecurityHeaders } from '../../src/server/http/headers.ts';
import { servePages } from '../../src/server/http/pages.ts';
import type { Answers, FrameBody } from './screen.ts';

const HEARTBEAT_MS = 2_000;

export interface Script {
  readonly frames: readonly FrameBody[];
  readonly answers: Answers;
}

export interface ScriptedServer {
  readonly origin: string;
  /** From now on, and time goes on from `nowMs`; open streams are cut. */
  play(script: Script, nowMs: number): void;
  /** Sends to every open stream, stamped with the time told last. */
  send(...frames: FrameBody[]): void;
  /** The time stands from now on. */
  tellTime(nowMs: number): void;
  /** False: streams are cut and none opens, as on a dead network. */
  setReachable(reachable: boolean): void;
  close(): Promise<void>;
}

export async function startScriptedServer(pagesRoot: string): Promise<ScriptedServer> {
  const streets = JSON.stringify(cityGeoJson(createCity()));
  const sockets = new Set<WebSocket>();
  let script: Script = { frames: [], answers: {} };
  let toldMs = 0;
  /** Since when the time goes on by itself; null: it was told, and stands. */
  let goingSinceMs: number | null = null;
  const nowMs = (): number => toldMs + (goingSinceMs === null ? 0 : performance.now() - goingSinceMs);
  let seq = 0;
  let reachable = true;
  const say = (socket: WebSocket, frame: FrameBody): void => {
    seq += 1;
    socket.send(JSON.stringify({ ...frame, seq, serverTimeMs: Math.round(nowMs()) }));
  };
  const cut = (): void => {
    for (const socket of sockets) socket.terminate();
    sockets.clear();
  };

  const app = Fastify({ logger: false });
  setSecurityHeaders(app);
  await app.register(fastifyWebsocket);
  await app.register(async (scope) => {
    scope.get('/api/live', { websocket: true }, (socket) => {
      if (!reachable) return socket.terminate();
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('message', (data) => {
        const isResume = (JSON.parse(String(data)) as { type: string }).type === 'resume';
        if (isResume) for (const frame of script.frames) say(socket, frame);
      });
    });
  });
  app.get('/api/map/streets', (_request, reply) => reply.type('application/json').send(streets));
  app.all('/api/*', (request, reply) => {
    const path = request.url.split('?')[0];
    const answer = script.answers[`${request.method} ${path}`];
    if (!reachable || answer === 'none') {
      reply.hijack();
      request.raw.socket.destroy();
      return;
    }
    if (answer === undefined) return reply.code(404).send({ code: 'not-found', message: 'No script answers this.' });
    return reply.code(answer.status ?? 200).send(answer.json);
  });
  await servePages(app, pagesRoot);
  // A page that draws slowly must not lose the stream meanwhile.
  const heart = setInterval(() => {
    if (goingSinceMs !== null) for (const socket of sockets) say(socket, { type: 'heartbeat' });
  }, HEARTBEAT_MS);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });

  return {
    origin,
    play(next, atMs) {
      cut();
      script = next;
      toldMs = atMs;
      goingSinceMs = performance.now();
      seq = 0;
      reachable = true;
    },
    send(...frames) {
      for (const frame of frames) for (const socket of sockets) say(socket, frame);
    },
    tellTime(atMs) {
      toldMs = atMs;
      goingSinceMs = null;
    },
    setReachable(now) {
      reachable = now;
      if (!now) cut();
    },
    async close() {
      clearInterval(heart);
      cut();
      await app.close();
    },
  };
}
