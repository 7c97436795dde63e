import { SECOND_MS } from '../../core/time.ts';

export const HTTP_LIMITS = {
  /** An order with all its zones fits several times over. */
  bodyBytes: 512 * 1024,
  /** For a request's headers, and from then on for its body. */
  requestMs: 15 * SECOND_MS,
  /** For the body of a document: 10 MB over a poor network. */
  uploadMs: 180 * SECOND_MS,
  keepAliveMs: 60 * SECOND_MS,
  /** Reads of one person, or of one phone of the protected side: the busiest desk asks for a fifth of it. */
  readsPerMinute: 600,
  /** Longest value of a path parameter: an id. */
  parameterLength: 64,
} as const;
