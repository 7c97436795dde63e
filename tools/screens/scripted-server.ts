/** A server that plays a script: the built pages as Magpie serves them, answers from a table, frames as told. No database. */
import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { createCity } from '../../src/drills/city/city.ts';
import { cityGeoJson } from '../../src/drills/city/geojson.ts';
import { setSecurityHeaders } from '../../src/server/http/headers.ts';
import { servePages } from '../../src/server/http/pages.ts';
import type { Answers, FrameBody } from './screen.ts';

const HEARTBEAT_MS = 2_000;
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

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

/** What is played now, and to whom. */
class Playback {
  readonly sockets = new Set<WebSocket>();
  script: Script = { frames: [], answers: {} };
  reachable = true;
  #toldMs = 0;
  /** Since when the time goes on by itself; null: it was told, and stands. */
  #goingSinceMs: number | null = null;
  #seq = 0;

  play(script: Script, nowMs: number): void {
    this.cut();
    this.script = script;
    this.#toldMs = nowMs;
    this.#goingSinceMs = performance.now();
    this.#seq = 0;
    this.reachable = true;
  }

  stand(nowMs: number): void {
    this.#toldMs = nowMs;
    this.#goingSinceMs = null;
  }

  /** A page that draws slowly must not lose the stream meanwhile. */
  beat(): void {
    if (this.#goingSinceMs !== null) this.send([{ type: 'heartbeat' }], this.sockets);
  }

  send(frames: readonly FrameBody[], to: Iterable<WebSocket>): void {
    const goneMs = this.#goingSinceMs === null ? 0 : performance.now() - this.#goingSinceMs;
    const serverTimeMs = Math.round(this.#toldMs + goneMs);
    for (const socket of to) {
      for (const frame of frames) {
        this.#seq += 1;
        socket.send(JSON.stringify({ ...frame, seq: this.#seq, serverTimeMs }));
      }
    }
  }

  cut(): void {
    for (const socket of this.sockets) socket.terminate();
    this.sockets.clear();
  }
}

export async function startScriptedServer(pagesRoot: string): Promise<ScriptedServer> {
  const playback = new Playback();
  const app = Fastify({ logger: false });
  setSecurityHeaders(app, false);
  await app.register(fastifyWebsocket);
  await app.register(async (scope) => stream(scope, playback));
  answer(app, playback);
  await servePages(app, pagesRoot);
  const heart = setInterval(() => playback.beat(), HEARTBEAT_MS);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    origin,
    play: (script, nowMs) => playback.play(script, nowMs),
    send: (...frames) => playback.send(frames, playback.sockets),
    tellTime: (nowMs) => playback.stand(nowMs),
    setReachable(reachable) {
      playback.reachable = reachable;
      if (!reachable) playback.cut();
    },
    async close() {
      clearInterval(heart);
      playback.cut();
      await app.close();
    },
  };
}

function stream(app: FastifyInstance, playback: Playback): void {
  app.get('/api/live', { websocket: true }, (socket) => {
    if (!playback.reachable || playback.script.answers['GET /api/live'] === 'none') return socket.terminate();
    playback.sockets.add(socket);
    socket.on('close', () => playback.sockets.delete(socket));
    socket.on('message', (data) => {
      const isResume = (JSON.parse(String(data)) as { type: string }).type === 'resume';
      if (isResume) playback.send(playback.script.frames, [socket]);
    });
  });
}

function answer(app: FastifyInstance, playback: Playback): void {
  const streets = JSON.stringify(cityGeoJson(createCity()));
  app.get('/api/map/streets', (_request, reply) => reply.type('application/json').send(streets));
  app.all('/api/*', (request, reply) => {
    const asked = `${request.method} ${request.url.split('?')[0]}`;
    const { answers } = playback.script;
    const scripted = answers[asked] ?? answers[asked.replaceAll(ID, '{id}')];
    if (!playback.reachable || scripted === 'none') {
      reply.hijack();
      request.raw.socket.destroy();
      return;
    }
    if (scripted === undefined) return reply.code(404).send({ code: 'not-found', message: 'No script answers this.' });
    return reply.code(scripted.status ?? 200).send(scripted.json);
  });
}
