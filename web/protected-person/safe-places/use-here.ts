/** Where this phone is, asked of the phone itself by the person's own press; it goes nowhere from here. */
import { useState } from 'react';
import { browserClock } from '../../ui/page-clock.ts';

export interface Here {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Page time. */
  readonly atMs: number;
}

export type FoundHere =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'found'; readonly here: Here };

const WAIT_MS_MAX = 20_000;

export function useHere(): { readonly found: FoundHere; readonly find: () => void } {
  const [found, setFound] = useState<FoundHere>({ kind: 'not-asked' });
  const find = () => {
    if (!('geolocation' in navigator)) return setFound({ kind: 'refused' });
    setFound({ kind: 'asking' });
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here = { latDeg: coords.latitude, lonDeg: coords.longitude, atMs: browserClock.nowMs() };
        setFound({ kind: 'found', here });
      },
      () => setFound({ kind: 'refused' }),
      { enableHighAccuracy: true, timeout: WAIT_MS_MAX, maximumAge: 60_000 },
    );
  };
  return { found, find };
}
