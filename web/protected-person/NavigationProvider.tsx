/**
 * Which screen is open. The browser's "back" closes it; the address never changes, so that it tells nothing to whoever looks at
 * it later. A reload begins at home: the home screen is what must be true first.
 */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ScreenId } from './screens.ts';

export type Place = 'home' | 'menu' | ScreenId;

export interface Navigation {
  readonly place: Place;
  open(place: Exclude<Place, 'home'>): void;
  back(): void;
}

const NavigationContext = createContext<Navigation | null>(null);

export function NavigationProvider({ children }: { children: ReactNode }) {
  const [stack, setStack] = useState<readonly Place[]>(['home']);
  useEffect(() => {
    // A depth that this page did not make (a reload's) is not one of ours.
    window.history.replaceState({ depth: 0 }, '');
    const onPop = (event: PopStateEvent) => {
      const depth = Number((event.state as { depth?: unknown } | null)?.depth ?? 0);
      setStack((before) => before.slice(0, Math.max(1, depth + 1)));
    };
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, []);
  const open = useCallback(
    (place: Exclude<Place, 'home'>) => {
      window.history.pushState({ depth: stack.length }, '');
      setStack([...stack, place]);
    },
    [stack],
  );
  const back = useCallback(() => window.history.back(), []);
  const place = stack.at(-1) ?? 'home';
  const navigation = useMemo(() => ({ place, open, back }), [place, open, back]);
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
}

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (navigation === null) throw new Error('useNavigation outside NavigationProvider');
  return navigation;
}
