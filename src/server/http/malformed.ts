/**
 * Requests that were refused before any handler saw them, because they broke their schema or could not be read: how many, by route and minute, for
 * whoever looks for somebody who tries. Nothing of what they held, and nobody's name: most are sent by nobody known.
 */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { MINUTE_MS } from '../../core/time.ts';

export interface MalformedDeps {
  readonly log: Logger;
  /** `METHOD pattern`, as the code has it; never an address. */
  readonly onMalformed: (route: string) => void;
}

export class Malformed {
  readonly #deps: MalformedDeps;
  /** As many keys as there are routes, and one. */
  readonly #counts = new Map<string, number>();

  constructor(deps: MalformedDeps) {
    this.#deps = deps;
  }

  add(route: string): void {
    this.#counts.set(route, (this.#counts.get(route) ?? 0) + 1);
    this.#deps.onMalformed(route);
  }

  /** One line for each route since the last time. */
  tell(): void {
    for (const [route, count] of this.#counts) this.#deps.log.warn({ route, count }, 'requests broke their schema');
    this.#counts.clear();
  }
}

export function countMalformed(app: FastifyInstance, deps: MalformedDeps): Malformed {
  const malformed = new Malformed(deps);
  const timer = setInterval(() => malformed.tell(), MINUTE_MS);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    malformed.tell();
  });
  return malformed;
}
