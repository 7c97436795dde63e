import { type RefObject, useEffect } from 'react';

/**
 * Calls `onDisplayed` for the ids in `data-shows` of what is really on the screen inside `root`: in view (not scrolled away), painted, with the
 * page visible. Two frames: the first runs before the paint that shows them, the second after it.
 */
export function useDisplayed(
  root: RefObject<HTMLElement | null>,
  ids: readonly string[],
  onDisplayed: (id: string) => void,
): void {
  const key = ids.join(' ');
  useEffect(() => {
    if (key === '' || root.current === null) return;
    const inView = new Set<Element>();
    let frame = 0;
    const painted = () => {
      if (document.visibilityState !== 'visible') return;
      for (const element of inView) {
        for (const id of element.getAttribute('data-shows')?.split(' ') ?? []) onDisplayed(id);
      }
    };
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(painted);
      });
    };
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting, intersectionRatio } of entries) {
          if (isIntersecting && intersectionRatio >= WHOLE) inView.add(target);
          else inView.delete(target);
        }
        if (inView.size > 0) look();
      },
      { threshold: WHOLE },
    );
    for (const element of root.current.querySelectorAll('[data-shows]')) observer.observe(element);
    document.addEventListener('visibilitychange', look);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      document.removeEventListener('visibilitychange', look);
    };
  }, [root, key, onDisplayed]);
}

/** Of an element's area; less than all of it, for edges between two pixels. */
const WHOLE = 0.9;
