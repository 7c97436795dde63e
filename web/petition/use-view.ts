/**
 * Which of the petition's pages is open. Each has an entry in the history, counted as the app counts its own, so that "back" goes one
 * question back and quick exit finds them all; the address never changes.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Question } from './draft.ts';

export type View =
  | { readonly at: 'start' }
  | { readonly at: 'question'; readonly question: Question }
  | { readonly at: 'item'; readonly of: 'events' | 'places'; readonly id: string }
  | { readonly at: 'sent'; readonly proceedingId: string }
  | { readonly at: 'own'; readonly proceedingId: string };

const START: View = { at: 'start' };

/** `depthOf`: of an entry of the history, as the app counts them. */
export function useView(depthOf: (state: unknown) => number, onClose: () => void) {
  const [view, setView] = useState<View>(START);
  const isFirst = useRef(true);
  /** The depth at which the screen was opened, and how many entries since are this screen's. */
  const base = useRef(depthOf(window.history.state));
  const made = useRef(0);
  useEffect(() => {
    const onPop = (event: PopStateEvent) => {
      made.current = Math.max(0, depthOf(event.state) - base.current);
      isFirst.current = false;
      setView((event.state as { view?: View } | null)?.view ?? START);
    };
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, [depthOf]);
  const open = useCallback(
    (next: View) => {
      // HAZARD H-373: an entry that is not counted is left behind by quick exit, one step back.
      window.history.pushState({ depth: depthOf(window.history.state) + 1, view: next }, '');
      made.current += 1;
      isFirst.current = false;
      setView(next);
    },
    [depthOf],
  );
  const back = useCallback(() => (made.current > 0 ? window.history.back() : onClose()), [onClose]);
  /** To the start, past all questions between. */
  const home = useCallback(() => {
    if (made.current > 0) window.history.go(-made.current);
    isFirst.current = false;
    setView(START);
  }, []);
  /** Out, past all of them. */
  const leave = useCallback(() => {
    if (made.current === 0) return onClose();
    window.addEventListener('popstate', onClose, { once: true });
    window.history.go(-made.current);
  }, [onClose]);
  const mayFocus = useCallback(() => !isFirst.current, []);
  return { view, open, back, home, leave, mayFocus };
}
