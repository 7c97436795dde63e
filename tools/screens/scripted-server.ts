/** A server that plays a script: the built pages as Magpie serves them, answers from a table, frames as told. No database. */
import fastifyWebsocket from '@fastify/websocket';
import Fastify from 'fastify';
import type { WebSocket } from 'ws';
import { createCity } from '../../src/drills/city/city.ts';
import { cityGeoJson } from '../../src/drills/city/geojson.ts';
import { setSecurityHeaders } from '../../src/server/http/headers.ts';
import { servePages } from '../../src/server/http/pages.ts';
import type { Answers, FrameBody } from './screen.ts';

export interface Script {
  readonly frames: readonly FrameBody[];
  readonly answers: Answers;
}

export interface ScriptedServer {
  readonly origin: string;
  /** From now on; open streams are cut. */
  play(script: Script, nowMs: number): void;
  /** Sends to every open stream, stamped with the time told last. */
  send(...frames: FrameBody[]): void;
  tellTime(nowMs: number): void;
  /** False: streams are cut and none opens, as on a dead network. */
  setReachable(reachable: boolean): void;
  close(): Promise<void>;
}

export async function startScriptedServer(pagesRoot: string): Promise<ScriptedServer> {
  const streets = JSON.stringify(cityGeoJson(createCity()));
  const sockets = new Set<WebSocket>();
  let script: Script = { frames: [], answers: {} };
  let nowMs = 0;
  let seq = 0;
  let reachable = true;
  const say = (socket: WebSocket, frame: FrameBody): void => {
    seq += 1;
    socket.send(JSON.stringify({ ...frame, seq, serverTimeMs: nowMs }));
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
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });

  return {
    origin,
    play(next, atMs) {
      cut();
      script = next;
      nowMs = atMs;
      seq = 0;
      reachable = true;
    },
    send(...frames) {
      for (const frame of frames) for (const socket of sockets) say(socket, frame);
    },
    tellTime(atMs) {
      nowMs = atMs;
    },
    setReachable(now) {
      reachable = now;
      if (!now) cut();
    },
    async close() {
      cut();
      await app.close();
    },
  };
}
