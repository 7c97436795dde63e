import { useCallback, useEffect, useState } from 'react';
import { browserClock } from '../../ui/page-clock.ts';
import { headingOf, type Orientation, smooth, turnDeg } from './heading.ts';

export type HeadingState =
  /** iOS: only after a touch. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'on'; readonly headingDeg: number }
  /** No compass, or none that says where north is. */
  | { readonly kind: 'none' }
  | { readonly kind: 'refused' };

/** No event for this long: there is no compass, or it has stopped. */
const SILENT_MS = 3_000;
/** Finer steps would only cost power. */
const STEP_DEG = 2;
const STEP_MS = 100;

interface AskingEvent {
  requestPermission?: () => Promise<'granted' | 'denied'>;
}

function askable(): AskingEvent | null {
  return 'DeviceOrientationEvent' in window ? (window.DeviceOrientationEvent as unknown as AskingEvent) : null;
}

/** Which way the phone points, for as long as it is used and the page is seen. `ask` must be called from a touch. */
export function useHeading(): { readonly heading: HeadingState; ask(): void } {
  const needsAsking = typeof askable()?.requestPermission === 'function';
  const [allowed, setAllowed] = useState<'yes' | 'no' | 'ask'>(needsAsking ? 'ask' : 'yes');
  const [heading, setHeading] = useState<HeadingState>({ kind: 'starting' });
  const ask = useCallback(() => {
    askable()
      ?.requestPermission?.()
      .then(
        (answer) => setAllowed(answer === 'granted' ? 'yes' : 'no'),
        () => setAllowed('no'),
      );
  }, []);
  useEffect(() => (allowed === 'yes' ? listen(setHeading) : undefined), [allowed]);
  if (allowed === 'ask') return { heading: { kind: 'ask' }, ask };
  return { heading: allowed === 'no' ? { kind: 'refused' } : heading, ask };
}

/** Listens while the page is visible; returns what stops it. */
function listen(tell: (state: HeadingState) => void): () => void {
  let smoothed: number | null = null;
  let shown: number | null = null;
  let lastMs = 0;
  let shownMs = 0;
  let silence = 0;
  const fallSilent = () => {
    smoothed = null;
    shown = null;
    tell({ kind: 'none' });
  };
  const hear = (event: Event) => {
    const next = headingOf(event as unknown as Orientation, window.screen.orientation?.angle ?? 0);
    if (next === null) return;
    window.clearTimeout(silence);
    silence = window.setTimeout(fallSilent, SILENT_MS);
    const nowMs = browserClock.nowMs();
    smoothed = smooth(smoothed, next, nowMs - lastMs);
    lastMs = nowMs;
    const moved = shown === null || Math.abs(turnDeg(shown, smoothed)) >= STEP_DEG;
    if (!moved || (shown !== null && nowMs - shownMs < STEP_MS)) return;
    shown = smoothed;
    shownMs = nowMs;
    tell({ kind: 'on', headingDeg: Math.round(smoothed) });
  };
  const stop = () => {
    window.clearTimeout(silence);
    window.removeEventListener('deviceorientationabsolute', hear);
    window.removeEventListener('deviceorientation', hear);
  };
  const start = () => {
    stop();
    if (document.visibilityState !== 'visible') return;
    window.addEventListener('deviceorientationabsolute', hear);
    window.addEventListener('deviceorientation', hear);
    silence = window.setTimeout(fallSilent, SILENT_MS);
  };
  start();
  document.addEventListener('visibilitychange', start);
  return () => {
    document.removeEventListener('visibilitychange', start);
    stop();
  };
}
