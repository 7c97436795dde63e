import { useRef, useState } from 'react';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { arrange, EMPTY_QUEUE, type HeldQueue, sameArrangement } from './held-queue.ts';

export interface QueueHand {
  /** Put on the element that holds the rows. */
  readonly handlers: {
    onPointerEnter(event: React.PointerEvent): void;
    onPointerLeave(): void;
    onFocus(event: React.FocusEvent): void;
    onBlur(event: React.FocusEvent): void;
  };
  /** Takes in what waits, though a hand is on the queue: the officer asked for it. */
  show(): void;
}

/** The queue's order on the screen, which stands still under a hand. A row that a click left focused is no hand. */
export function useHeldQueue(open: readonly IncidentJson[]): readonly [HeldQueue, QueueHand] {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const last = useRef<HeldQueue>(EMPTY_QUEUE);
  const asked = useRef(false);
  const [, render] = useState(0);
  const next = arrange(last.current, open, (pointer || focus) && !asked.current);
  asked.current = false;
  if (!sameArrangement(last.current, next)) last.current = next;
  const handlers: QueueHand['handlers'] = {
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
