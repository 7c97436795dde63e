/**
 * A page that was opened before an update asks for parts that the new build no longer has. It then loads itself anew, once: a second
 * failure is shown as one. Never while a warning stands on the screen, nor while the server cannot be reached.
 */
import { whenNoWarning } from './no-warning.ts';

const DONE = 'reloaded-for-parts';
/** A failure later than this has another cause, and one more reload may help. */
const AGAIN_MS = 60_000;

export function reloadOnceWhenPartsAreGone(): void {
  window.addEventListener('vite:preloadError', () => void reloadWhenReachable());
}

/** HAZARD H-214: on a dead network a reload would put the browser's own error in the place of SOS and the last state. */
async function reloadWhenReachable(): Promise<void> {
  const isThere = await fetch('/app/', { method: 'HEAD', cache: 'no-store' }).then(
    (response) => response.ok,
    () => false,
  );
  const nowMs = performance.timeOrigin + performance.now();
  if (isThere && mayReload(sessionStorageOf(), nowMs)) whenNoWarning(() => window.location.reload());
}

/** Once a minute at most; where nothing can be kept, not at all. */
export function mayReload(storage: Pick<Storage, 'getItem' | 'setItem'> | null, nowMs: number): boolean {
  if (storage === null) return false;
  const before = Number(storage.getItem(DONE) ?? Number.NaN);
  if (nowMs - before < AGAIN_MS) return false;
  storage.setItem(DONE, String(nowMs));
  return true;
}

function sessionStorageOf(): Storage | null {
  try {
    return window.sessionStorage;
  } catch (error) {
    console.info('nothing can be kept:', error instanceof Error ? error.name : '');
    return null;
  }
}
