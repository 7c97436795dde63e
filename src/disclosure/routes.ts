/**
 * GET /api/live: the WebSocket of the live stream. Fails toward refusing: no session, a foreign origin or too large a frame
 * ends it before the hub hears of it. Text frames only, not compressed: what is secret must not be guessable from lengths.
 */
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LiveViewer } from './deps.ts';
import { LIMITS } from './limits.ts';
import type { LiveHub } from './live.ts';

export interface LiveRouteDeps {
  readonly hub: Pick<LiveHub, 'attach'>;
  /** The signed-in viewer of the request's cookie; null when there is none (also for wearers, who have no stream). */
  readonly viewerOf: (request: FastifyRequest) => Promise<LiveViewer | null>;
  /** Whether a page of this origin may open the stream; undefined: the client sent none, and is no browser. */
  readonly originAllowed: (origin: string | undefined, request: FastifyRequest) => boolean;
}

/** Registers the WebSocket plugin (once for the app) and the route. */
export async function registerLiveRoute(app: FastifyInstance, deps: LiveRouteDeps): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: LIMITS.clientFrameBytesMax, perMessageDeflate: false, clientTracking: true },
  });
  const viewers = new WeakMap<FastifyRequest, LiveViewer>();
  app.get(
    '/api/live',
    {
      websocket: true,
      preValidation: async (request, reply) => {
        // HAZARD H-51: a foreign page reads the stream with the viewer's cookie
        // A cookie goes along from any page: the origin says whose page it is.
        if (!deps.originAllowed(request.headers.origin, request)) {
          return reply.code(403).send({ error: { code: 'foreign-origin', message: 'not from this page' } });
        }
        const viewer = await deps.viewerOf(request);
        if (viewer === null) return reply.code(401).send({ error: { code: 'no-session', message: 'sign in first' } });
        viewers.set(request, viewer);
      },
    },
    (socket, request) => {
      const viewer = viewers.get(request);
      if (viewer === undefined) socket.terminate();
      else deps.hub.attach(socket, viewer);
    },
  );
}
