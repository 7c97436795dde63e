/**
 * Streams that came with a session's cookie and without a proof of the phone's key: a phone that lost its key, or somebody who copied the cookie.
 * They are warned as a locked phone is. Fails toward warning the phone itself: what is not proven gives way to what is.
 */
import type { LiveDeps, LiveViewer } from './deps.ts';
import { LIMITS } from './limits.ts';
import { CLOSE } from './socket.ts';
import type { Stream } from './stream.ts';

/** Whether a stream of this viewer may stand beside those that are open to the same person; what has to go for it goes. */
export function makeRoom(open: ReadonlySet<Stream>, { isProven, sessionId }: LiveViewer): boolean {
  const all = [...open];
  const unproven = all.filter(({ viewer }) => !viewer.isProven);
  const ofSession = all.filter(({ viewer }) => viewer.sessionId === sessionId);
  // HAZARD H-558: whoever copied the cookie hears every warning while the person looks at them on the phone itself
  if (!isProven && ofSession.some(({ viewer }) => viewer.isProven)) return false;
  for (const stream of isProven ? ofSession : []) {
    if (!stream.viewer.isProven) stream.close(CLOSE.tooMany, 'the phone itself is here');
  }
  if (open.size < LIMITS.streamsPerViewerMax) return true;
  // The oldest goes: a phone that lost its network does not know that its old connection is still here.
  const goes = unproven.find(({ closed }) => !closed) ?? (isProven ? all[0] : undefined);
  goes?.close(CLOSE.tooMany, 'too many streams');
  return goes !== undefined;
}

// HAZARD H-561: somebody hears with a copied cookie when a person is warned, and nobody can tell
/** Puts on record a stream that stays without a proof; of one person once an hour. */
export function noteUnproven(deps: LiveDeps, { viewer, memory, openedAtMs }: Stream, nowMs: number): void {
  const againMs = memory.unprovenAtMs === null ? 0 : memory.unprovenAtMs + LIMITS.unprovenAgainMs;
  if (nowMs - openedAtMs < LIMITS.unprovenMsMax || nowMs < againMs) return;
  memory.unprovenAtMs = nowMs;
  deps.onUnproven(viewer, nowMs).catch((error: unknown) => {
    memory.unprovenAtMs = null;
    const name = error instanceof Error ? error.name : 'unknown';
    deps.logger.warn({ error: name }, 'that a phone watches without its key could not be put on record');
  });
}
