/** A blank memo page of our own; the history keeps no way back to this one. */
const NEUTRAL_PAGE = '/exit.html';
const PRESSES = 3;
const PRESS_GAP_MS_MAX = 1_000;

export function quickExit(): void {
  // Blank at once: the next page may take a moment to come.
  document.documentElement.style.visibility = 'hidden';
  window.location.replace(NEUTRAL_PAGE);
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
