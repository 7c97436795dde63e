/**
 * Leaving at once: the screen is blank in the same turn, what the page holds is let go, and a neutral page of our own takes its place
 * and all the entries of the history that this page made. Fails toward a blank page.
 */
import { depthOf } from './history-depth.ts';

const PRESSES = 3;
const PRESS_GAP_MS_MAX = 1_000;
/** The browser answers a step back with an event; where it does not, leaving does not wait for it. */
const BACK_MS = 250;

let exit = '/app/exit-memo-en.html';
const leaving = new Set<() => void>();

/** The page that fits the chosen look. */
export function setExit(path: string): void {
  exit = path;
}

/** Called when the page is left by quick exit, before anything else may happen. Returns a function that takes it back. */
export function onLeaving(work: () => void): () => void {
  leaving.add(work);
  return () => leaving.delete(work);
}

export function quickExit(): void {
  // HAZARD H-208: what was on the screen is still there, or one step back, when somebody looks.
  document.documentElement.style.visibility = 'hidden';
  for (const work of leaving) work();
  document.body.replaceChildren();
  window.sessionStorage.clear();
  const depth = depthOf(window.history.state);
  if (depth <= 0) {
    leave();
    return;
  }
  const timer = window.setTimeout(leave, BACK_MS);
  window.addEventListener(
    'popstate',
    () => {
      window.clearTimeout(timer);
      leave();
    },
    { once: true },
  );
  window.history.go(-depth);
}

/** The first entry becomes the neutral page's; a new one cuts off whatever lay ahead, and is the neutral page as well. */
function leave(): void {
  window.history.replaceState(null, '', exit);
  window.history.pushState(null, '', exit);
  window.location.replace(exit);
}

/** Shift three times in a row, as a keyboard's quick exit. Returns a function that stops listening. */
export function listenForQuickExit(): () => void {
  let presses: number[] = [];
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Shift' || event.repeat) {
      if (event.key !== 'Shift') presses = [];
      return;
    }
    presses = [...presses.filter((atMs) => event.timeStamp - atMs < PRESS_GAP_MS_MAX * PRESSES), event.timeStamp];
    if (presses.length >= PRESSES) quickExit();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
