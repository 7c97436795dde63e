import { useCallback, useEffect, useState } from 'react';

/** Where in the page one is; it stands in the address, so that Back leads back. Ids only: an address names nobody. */
export type Route =
  | { readonly kind: 'queue' }
  | { readonly kind: 'new' }
  | { readonly kind: 'warrants' }
  | { readonly kind: 'ask-warrant' }
  | { readonly kind: 'warrant'; readonly id: string }
  | { readonly kind: 'proceeding'; readonly id: string; readonly task: string | null };

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const WARRANT = new RegExp(`^/court/warrants/(${ID})$`);
const PROCEEDING = new RegExp(`^/court/(${ID})(?:/([a-z.0-9-]+))?$`);

export function routeOf(path: string): Route {
  if (path === '/court/new') return { kind: 'new' };
  if (path === '/court/warrants') return { kind: 'warrants' };
  if (path === '/court/warrants/new') return { kind: 'ask-warrant' };
  const warrant = WARRANT.exec(path);
  if (warrant !== null) return { kind: 'warrant', id: warrant[1]! };
  const found = PROCEEDING.exec(path);
  return found === null ? { kind: 'queue' } : { kind: 'proceeding', id: found[1]!, task: found[2] ?? null };
}

export function pathOf(route: Route): string {
  if (route.kind === 'queue') return '/court/';
  if (route.kind === 'new') return '/court/new';
  if (route.kind === 'warrants') return '/court/warrants';
  if (route.kind === 'ask-warrant') return '/court/warrants/new';
  if (route.kind === 'warrant') return `/court/warrants/${route.id}`;
  return `/court/${route.id}${route.task === null ? '' : `/${route.task}`}`;
}

export type Go = (route: Route) => void;

export function useRoute(): readonly [Route, Go] {
  const [route, setRoute] = useState(() => routeOf(window.location.pathname));
  useEffect(() => {
    const onPop = () => setRoute(routeOf(window.location.pathname));
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, []);
  const go = useCallback((next: Route) => {
    window.history.pushState(null, '', pathOf(next));
    setRoute(next);
    window.scrollTo(0, 0);
  }, []);
  return [route, go];
}
