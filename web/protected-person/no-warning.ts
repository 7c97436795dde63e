const LOOK_MS = 1_000;

/** Runs `fn` now, or as soon as no warning stands over the page: nothing of ours is to disturb that. */
export function whenNoWarning(fn: () => void): void {
  if (document.querySelector('[role="alertdialog"]') === null) fn();
  else window.setTimeout(() => whenNoWarning(fn), LOOK_MS);
}
