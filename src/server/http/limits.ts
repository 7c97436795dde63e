import { SECOND_MS } from '../../core/time.ts';

export const HTTP_LIMITS = {
  /** An order with all its zones fits several times over. */
  bodyBytes: 512 * 1024,
  /** From a request's first byte to its last. */
  requestMs: 15 * SECOND_MS,
  keepAliveMs: 60 * SECOND_MS,
  /** Longest value of a path parameter: an id. */
  parameterLength: 64,
} as const;
