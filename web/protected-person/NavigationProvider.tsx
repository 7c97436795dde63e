/**
 * Which screen is open. The browser's "back" closes it; the address never changes, so that it tells nothing to whoever looks at
 * it later. A reload begins at home: the home screen is what must be true first.
 */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { depthOf, nextDepth, opened, type Stack, steppedTo } from './history-depth.ts';
import type { ScreenId } from './screens.ts';

const APP = '/app/';

/** The address that opens the app at the petition; it is left at once, so that the bar does not show it. */
function isPetition(): boolean {
  return window.location.pathname.startsWith('/petition');
}

export type Place = 'home' | 'menu' | ScreenId;

export interface Navigation {
  readonly place: Place;
  open(place: Exclude<Place, 'home'>): void;
  back(): void;
}

const NavigationContext = createContext<Navigation | null>(null);

export function NavigationProvider({ children }: { children: ReactNode }) {
  const [stack, setStack] = useState<Stack<Place>>(() => ({
    baseDepth: depthOf(window.history.state),
    places: ['home'],
  }));
  useEffect(() => {
    // HAZARD H-208: a reload keeps the entries made before it, and quick exit must find them.
    window.history.replaceState({ depth: depthOf(window.history.state) }, '', isPetition() ? APP : undefined);
    const onPop = (event: PopStateEvent) => {
      setStack((before) => steppedTo(before, depthOf(event.state)));
    };
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, []);
  const start = useRef(isPetition());
  const open = useCallback(
    (place: Exclude<Place, 'home'>) => {
      window.history.pushState({ depth: nextDepth(stack) }, '');
      setStack(opened(stack, place));
    },
    [stack],
  );
  useEffect(() => {
    if (!start.current) return;
    start.current = false;
    open('petition');
  }, [open]);
  const back = useCallback(() => window.history.back(), []);
  const place = stack.places.at(-1) ?? 'home';
  const navigation = useMemo(() => ({ place, open, back }), [place, open, back]);
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
}

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (navigation === null) throw new Error('useNavigation outside NavigationProvider');
  return navigation;
}
