import { useCallback, useEffect, useRef, useState } from 'react';
import { browserClock } from '../ui/page-clock.ts';
import { tap } from './sos/taps.ts';

/** How long a press must last. */
export const HOLD_MS = 1_500;
/** A screen reader's press has no length: a second one within this time confirms. */
const CONFIRM_MS = 6_000;

export type HoldState = 'idle' | 'holding' | 'confirm';

/**
 * A long press, or five quick ones, by touch, pen, mouse, Space or Enter; two presses where a press has no length (screen readers, switches).
 * A finger that trembles or slips off does not break it: the pointer is captured.
 */
export function useHold(onHeld: () => void) {
  const [state, setState] = useState<HoldState>('idle');
  const timer = useRef(0);
  const confirmTimer = useRef(0);
  const byPointer = useRef(false);
  const taps = useRef<readonly number[]>([]);

  const begin = useCallback(() => {
    window.clearTimeout(timer.current);
    setState('holding');
    timer.current = window.setTimeout(() => {
      setState('idle');
      onHeld();
    }, HOLD_MS);
  }, [onHeld]);

  /** A press that was too short to be a long one may be one of five. */
  const released = useCallback(() => {
    const tapped = tap(taps.current, browserClock.nowMs());
    taps.current = tapped.taps;
    if (tapped.isCall) onHeld();
  }, [onHeld]);

  const end = useCallback(() => {
    window.clearTimeout(timer.current);
    setState((now) => (now === 'holding' ? 'idle' : now));
  }, []);

  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      window.clearTimeout(confirmTimer.current);
    },
    [],
  );

  const handlers = {
    onPointerDown(event: React.PointerEvent<HTMLButtonElement>) {
      // Android's screen reader sends pointer events without size or pressure.
      byPointer.current = event.width > 0 && (event.pressure > 0 || event.pointerType === 'mouse');
      if (event.button !== 0 || !byPointer.current) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      begin();
    },
    onPointerUp() {
      if (state === 'holding') released();
      end();
    },
    onPointerCancel: end,
    onContextMenu: (event: React.MouseEvent) => event.preventDefault(),
    onKeyDown(event: React.KeyboardEvent) {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      if (!event.repeat) begin();
    },
    onKeyUp(event: React.KeyboardEvent) {
      if (event.key === ' ' || event.key === 'Enter') {
        event.preventDefault();
        if (state === 'holding') released();
      }
      end();
    },
    onBlur: end,
    onClick(event: React.MouseEvent) {
      // A click that no pointer made comes from a screen reader or a switch.
      const real = event.detail !== 0 && byPointer.current;
      byPointer.current = false;
      if (real) return;
      if (state === 'confirm') {
        setState('idle');
        onHeld();
        return;
      }
      setState('confirm');
      window.clearTimeout(confirmTimer.current);
      confirmTimer.current = window.setTimeout(() => setState('idle'), CONFIRM_MS);
    },
  };
  return { state, handlers };
}
