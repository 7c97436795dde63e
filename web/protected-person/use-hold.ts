import { useEffect, useRef, useState } from 'react';
import { browserClock } from '../ui/page-clock.ts';
import { HoldControl, type HoldState } from './hold.ts';

/** A press that calls, as events of a button. A finger that trembles or slips off does not break it: the pointer is captured. */
export function useHold(onHeld: () => void) {
  const [state, setState] = useState<HoldState>('idle');
  const held = useRef(onHeld);
  held.current = onHeld;
  const [hold] = useState(
    () =>
      new HoldControl({
        clock: browserClock,
        isAndroid: /Android/.test(navigator.userAgent),
        onHeld: () => held.current(),
        onState: setState,
        setTimer: (work, delayMs) => window.setTimeout(work, delayMs),
        clearTimer: (timer) => window.clearTimeout(timer),
      }),
  );
  useEffect(() => () => hold.close(), [hold]);
  const handlers = {
    onPointerDown(event: React.PointerEvent<HTMLButtonElement>) {
      if (hold.pointerDown(event)) event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerUp: () => hold.release(),
    onPointerCancel: () => hold.cancel(),
    onContextMenu: (event: React.MouseEvent) => event.preventDefault(),
    onKeyDown(event: React.KeyboardEvent) {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      hold.keyDown(event.repeat);
    },
    onKeyUp(event: React.KeyboardEvent) {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      hold.release();
    },
    onBlur: () => hold.stop(),
    onClick: (event: React.MouseEvent) => hold.click(event.detail),
  };
  return { state, handlers };
}
