/**
 * What is logged of a request: method, route pattern, status and duration. Never an address with its ids and query, a body
 * or a header.
 */
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { describeError } from './errors.ts';

export function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', async (request, reply) => {
    const fields = {
      method: request.method,
      route: request.is404 ? null : (request.routeOptions.url ?? null),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    if (reply.statusCode >= 500) log.warn(fields, 'request');
    else log.debug(fields, 'request');
  });
}

// HAZARD H-54: the web framework's own messages quote addresses
/** The logger that the framework gets: its warnings and errors lose their words, the rest is dropped. */
export function frameworkLogger(log: Logger): FastifyBaseLogger {
  const reduced = (level: 'warn' | 'error' | 'fatal') => {
    return (first: unknown): void => {
      const cause = typeof first === 'object' && first !== null && 'err' in first ? first.err : first;
      log[level](cause instanceof Error ? describeError(cause) : {}, 'the web framework reports a problem');
    };
  };
  const nothing = (): void => undefined;
  const framework: FastifyBaseLogger = {
    level: 'warn',
    silent: nothing,
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: reduced('warn'),
    error: reduced('error'),
    fatal: reduced('fatal'),
    child: () => framework,
  };
  return framework;
}
