/**
 * Streams that came with a session's cookie and without a proof of the phone's key: a phone that lost its key, or somebody who copied the cookie.
 * They are warned as a locked phone is. Fails toward warning the phone itself: what is not proven gives way to what is.
 */
import type { LiveDeps, LiveViewer } from './deps.ts';
import { LIMITS } from './limits.ts';
import type { ViewerMemory } from './resume.ts';
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

// HAZARD H-561: somebody hears with a copied cookie when a person is warned, and nobody is told
/** Puts on record a session that is watched for long without a proof, once an hour; a proven stream of it sets its time back. Fails toward warning: what could not be written is tried again. */
export function noteUnproven(deps: LiveDeps, stream: Stream, nowMs: number): void {
  const { viewer, memory } = stream;
  if (viewer.isProven) {
    proved(memory, viewer.sessionId);
    return;
  }
  const watched = memory.unproven.get(viewer.sessionId) ?? { openMs: 0, countedToMs: 0, notedAtMs: null };
  memory.unproven.set(viewer.sessionId, watched);
  // Of streams side by side each moment counts once.
  watched.openMs += Math.max(0, nowMs - Math.max(stream.openedAtMs, watched.countedToMs));
  watched.countedToMs = nowMs;
  const isNoted = watched.notedAtMs !== null && nowMs - watched.notedAtMs < LIMITS.unprovenAgainMs;
  if (watched.openMs < LIMITS.unprovenMsMax || isNoted) return;
  watched.notedAtMs = nowMs;
  deps.onUnproven(viewer, nowMs).catch((error: unknown) => {
    // It stays open: whoever lost the key is warned while the database is away, and the note is owed.
    watched.notedAtMs = nowMs - LIMITS.unprovenAgainMs + LIMITS.unprovenRetryMs;
    const name = error instanceof Error ? error.name : 'unknown';
    deps.logger.warn({ error: name }, 'that a phone watches without its key could not be put on record');
  });
}

/** That it was noted in this hour stays. */
function proved({ unproven }: ViewerMemory, sessionId: string): void {
  const watched = unproven.get(sessionId);
  if (watched?.notedAtMs === null) unproven.delete(sessionId);
  else if (watched !== undefined) watched.openMs = 0;
}
