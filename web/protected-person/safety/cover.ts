/**
 * A plain cover over everything as soon as the page goes out of sight, so that the phone's list of recent apps has nothing else to
 * show. Put on in the event's own turn, by the style sheet alone: React would come too late. A page cannot forbid the picture that the
 * phone takes; on Android it shows what was painted last, on iPhones it is taken after `pagehide`.
 */
const root = document.documentElement;

/** Over everything, a warning as well: nobody who is meant looks. */
function cover(): void {
  root.dataset.covered = 'away';
}

// HAZARD H-209: the list of recent apps, or somebody who swipes through it, sees where a person is.
/** Returns a function that stops it. */
export function coverWhenAway(): () => void {
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') cover();
    else uncover();
  };
  // A phone that shows its recent apps takes the focus first; on a desk a window beside it is being looked at.
  const onBlur = () => {
    if (window.matchMedia('(pointer: coarse)').matches && !document.hasFocus()) root.dataset.covered = 'aside';
  };
  const listeners: readonly [Window | Document, string, () => void][] = [
    [document, 'visibilitychange', onVisibility],
    [window, 'pagehide', cover],
    [document, 'freeze', cover],
    [window, 'blur', onBlur],
    [window, 'focus', onVisibility],
    [window, 'pageshow', onVisibility],
  ];
  for (const [target, event, listener] of listeners) target.addEventListener(event, listener);
  return () => {
    for (const [target, event, listener] of listeners) target.removeEventListener(event, listener);
    uncover();
  };
}

function uncover(): void {
  delete root.dataset.covered;
}
