import { type RefObject, useEffect } from 'react';

const SETTLE_MS = 50;

/**
 * HAZARD H-215: a warning loses the focus, and a screen reader stands on a page that is out of reach. The ready-made dialog gives its focus up half a second
 * after it opened and does not always get it back: whenever nothing has it, the sheet takes it.
 */
export function useFocusInside(sheet: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let timer = 0;
    const keep = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (document.activeElement === null || document.activeElement === document.body)
          sheet.current?.focus({ preventScroll: true });
      }, SETTLE_MS);
    };
    keep();
    document.addEventListener('focusout', keep);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('focusout', keep);
    };
  }, [sheet]);
}
