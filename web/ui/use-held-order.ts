import { useRef, useState } from 'react';
import { arrangeIds, EMPTY_ORDER, type HeldOrder, sameOrder } from './held-order.ts';

export interface OrderHand {
  /** Put on the element that holds the rows. */
  readonly handlers: {
    onPointerEnter(event: React.PointerEvent): void;
    onPointerLeave(): void;
    onFocus(event: React.FocusEvent): void;
    onBlur(event: React.FocusEvent): void;
  };
  /** Takes in what waits, though a hand is on them: it was asked for. */
  show(): void;
}

/** The rows' order on the screen, which stands still under a hand. A row that a click left focused is no hand. */
export function useHeldOrder(ordered: readonly string[]): readonly [HeldOrder, OrderHand] {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const last = useRef<HeldOrder>(EMPTY_ORDER);
  const asked = useRef(false);
  const [, render] = useState(0);
  const next = arrangeIds(last.current, ordered, (pointer || focus) && !asked.current);
  asked.current = false;
  if (!sameOrder(last.current, next)) last.current = next;
  const handlers: OrderHand['handlers'] = {
    onPointerEnter: (event) => setPointer(event.pointerType !== 'touch'),
    onPointerLeave: () => setPointer(false),
    onFocus: (event) => setFocus(event.target.matches(':focus-visible')),
    onBlur: (event) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setFocus(false);
    },
  };
  const show = () => {
    asked.current = true;
    render((count) => count + 1);
  };
  return [last.current, { handlers, show }];
}
