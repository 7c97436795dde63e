import { useEffect } from 'react';

/**
 * Calls `onDisplayed` once the ids were really on the screen: painted, with the page visible. Two frames: the first runs before
 * the paint that shows them, the second after it.
 */
export function useDisplayed(ids: readonly string[], onDisplayed: (id: string) => void): void {
  const key = ids.join(' ');
  useEffect(() => {
    if (key === '') return;
    let frame = 0;
    const painted = () => {
      if (document.visibilityState !== 'visible') return;
      for (const id of key.split(' ')) onDisplayed(id);
    };
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(painted);
      });
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('visibilitychange', look);
    };
  }, [key, onDisplayed]);
}
