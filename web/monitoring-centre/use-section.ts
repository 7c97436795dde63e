import { useCallback, useEffect, useState } from 'react';
import { useKeys } from '../ui/use-keys.ts';

export const SECTIONS = ['cases', 'devices', 'notices', 'linking', 'conduct', 'rights', 'retention'] as const;
export type Section = (typeof SECTIONS)[number];

const PATHS: Readonly<Record<Section, string>> = {
  cases: '/centre/',
  devices: '/centre/devices',
  notices: '/centre/notices',
  linking: '/centre/same-person',
  conduct: '/centre/conduct',
  rights: '/centre/rights',
  retention: '/centre/retention',
};

function here(): Section {
  return SECTIONS.find((one) => one !== 'cases' && window.location.pathname === PATHS[one]) ?? 'cases';
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
    window.history.pushState(null, '', PATHS[next]);
    setSection(next);
  }, []);
  return [section, go];
}

/** Letters that no act of a section may have as well: both would be done. Null: none. */
export const SECTION_KEYS: Readonly<Record<Section, string | null>> = {
  cases: null,
  devices: 'd',
  notices: 'e',
  linking: 'h',
  conduct: 'z',
  rights: 'v',
  // Asked for now and then, and found under rights: it takes no room of what is looked at all day.
  retention: null,
};
/** Fitting, and the offer to the protected person, are acts in proceedings: they have a page of their own. */
export const ORDERS_KEY = 'b';

/** Each section that has a key of its own is left by it as well, to the cases. */
export function useSectionKeys(section: Section, go: (section: Section) => void, keysOn: boolean): void {
  const toggle = (one: Section) => () => go(section === one ? 'cases' : one);
  useKeys(
    {
      ...Object.fromEntries(
        SECTIONS.flatMap((one) => (SECTION_KEYS[one] === null ? [] : [[SECTION_KEYS[one], toggle(one)]])),
      ),
      [ORDERS_KEY]: () => window.location.assign('/court/'),
    },
    keysOn,
  );
}
