/**
 * Records what ended, each second and at every start: an order that runs out has nobody who enters its end, and the server may have been
 * down, or the database away, in that instant. Fails toward trying again: what could not be recorded is looked for again, from before it.
 */
import { type EndingDeps, recordEndings } from '../orders/service.ts';

/** Looks at everything at first, then at what has ended since the last look that left nothing behind. Rejects when the database is away. */
export function endingRecorder(deps: EndingDeps, onError: (error: unknown) => void): () => Promise<void> {
  let lookedUpToMs = Number.MIN_SAFE_INTEGER;
  return async () => {
    const nowMs = deps.clock.nowMs();
    const { failed } = await recordEndings(deps, lookedUpToMs);
    for (const error of failed) onError(error);
    if (failed.length === 0) lookedUpToMs = nowMs;
  };
}
