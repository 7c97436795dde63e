import { useCallback, useEffect, useState } from 'react';

export const PARTS = ['now', 'device', 'held', 'looks', 'records', 'contests'] as const;
export type Part = (typeof PARTS)[number];

function here(): Part {
  return PARTS.find((one) => window.location.pathname === `/wearer/${one}`) ?? 'now';
}

/** Which part is shown; it stands in the address, so that the browser's Back leads to the one before. */
export function usePart(): readonly [Part, (part: Part) => void] {
  const [part, setPart] = useState(here);
  useEffect(() => {
    const onPop = () => setPart(here());
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, []);
  const go = useCallback((next: Part) => {
    window.history.pushState(null, '', next === 'now' ? '/wearer/' : `/wearer/${next}`);
    setPart(next);
    window.scrollTo({ top: 0 });
  }, []);
  return [part, go];
}
