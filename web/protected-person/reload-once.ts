/**
 * A page that was opened before an update asks for parts that the new build no longer has. It then loads itself anew, once: a second
 * failure is shown as one. Never while a warning stands on the screen, and not before the server answers: a page that is gone warns nobody. The
 * failure itself goes on to whoever asked for the part, and to the boundary around it.
 */
import { whenNoWarning } from './no-warning.ts';

const DONE = 'reloaded-for-parts';
/** A failure later than this has another cause, and one more reload may help. */
const AGAIN_MS = 60_000;
const LOOK_MS = 5_000;
const ANSWER_MS = 4_000;

export function reloadOnceWhenPartsAreGone(): void {
  let isWaiting = false;
  window.addEventListener('vite:preloadError', () => {
    if (isWaiting) return;
    isWaiting = true;
    const look = async () => {
      if (!(await answers())) {
        window.setTimeout(() => void look(), LOOK_MS);
        return;
      }
      whenNoWarning(() => {
        isWaiting = false;
        if (mayReload(sessionStorageOf(), performance.timeOrigin + performance.now())) window.location.reload();
      });
    };
    void look();
  });
}

/** Whether the page itself could be loaded now. HEAD: the service worker answers a GET from what it keeps. */
async function answers(): Promise<boolean> {
  try {
    const init = { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) } as const;
    return (await fetch('/app/', init)).ok;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return false;
    throw error;
  }
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
