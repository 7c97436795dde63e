/**
 * How long a request's body may take. Node has one limit for all requests; a document over a poor network needs minutes, and everything else
 * must not hold a connection for so long. Fails toward ending the connection.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A body that may take as long as a document needs. */
    isUpload?: boolean;
  }
}

export interface BodyTimes {
  readonly requestMs: number;
  readonly uploadMs: number;
}

export function limitSlowBodies(app: FastifyInstance, { requestMs, uploadMs }: BodyTimes): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  const stop = async (request: FastifyRequest): Promise<void> => clearTimeout(timers.get(request));
  app.addHook('onRequest', async (request) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    if (length === undefined && encoding === undefined) return;
    const ms = request.routeOptions.config.isUpload === true ? uploadMs : requestMs;
    timers.set(
      request,
      setTimeout(() => request.raw.socket.destroy(), ms),
    );
  });
  // By then the body is there, or the answer has been given without it.
  app.addHook('preValidation', stop);
  app.addHook('onResponse', stop);
  app.addHook('onRequestAbort', stop);
}
