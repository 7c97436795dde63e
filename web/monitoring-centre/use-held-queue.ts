import { useMemo } from 'react';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import type { HeldOrder } from '../ui/held-order.ts';
import { type OrderHand, useHeldOrder } from '../ui/use-held-order.ts';
import { idsByUrgency } from './held-queue.ts';

/** The queue's order on the screen, which stands still under a hand. */
export function useHeldQueue(open: readonly IncidentJson[]): readonly [HeldOrder, OrderHand] {
  return useHeldOrder(useMemo(() => idsByUrgency(open), [open]));
}
