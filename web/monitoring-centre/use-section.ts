import { useCallback, useEffect, useState } from 'react';

export type Section = 'cases' | 'devices' | 'notices';

function here(): Section {
  const last = window.location.pathname.split('/').at(-1);
  return last === 'devices' || last === 'notices' ? last : 'cases';
}

/** Which of the centre's sections is shown; it stands in the address, so that the browser's Back leads to the one before. */
export function useSection(): readonly [Section, (section: Section) => void] {
  const [section, setSection] = useState(here);
  useEffect(() => {
    const onPop = () => setSection(here());
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, []);
  const go = useCallback((next: Section) => {
    window.history.pushState(null, '', next === 'cases' ? '/centre/' : `/centre/${next}`);
    setSection(next);
  }, []);
  return [section, go];
}
