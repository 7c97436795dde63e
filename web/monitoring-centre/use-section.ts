import { useCallback, useEffect, useState } from 'react';

export type Section = 'cases' | 'devices';

function here(): Section {
  return window.location.pathname.endsWith('/devices') ? 'devices' : 'cases';
}

/** Which of the centre's two sections is shown; it stands in the address, so that the browser's Back leads to the other. */
export function useSection(): readonly [Section, (section: Section) => void] {
  const [section, setSection] = useState(here);
  useEffect(() => {
    const onPop = () => setSection(here());
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, []);
  const go = useCallback((next: Section) => {
    window.history.pushState(null, '', next === 'devices' ? '/centre/devices' : '/centre/');
    setSection(next);
  }, []);
  return [section, go];
}
