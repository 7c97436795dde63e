/** When a sharing of one's own position ends. Pure. Fails toward ending it. */
import type { SharingEnd } from './sharing/sharing.sql.ts';

/** Two hours; then the person is asked again. */
export const SHARING_MS_MAX = 7_200_000;

export interface SharingFacts {
  readonly incidentIds: readonly string[];
  readonly untilMs: number;
}

/** Null: it stands. `openIds`: incidents that are open. */
export function decideSharingEnd(
  sharing: SharingFacts,
  now: { readonly nowMs: number; readonly orderInForce: boolean; readonly openIds: ReadonlySet<string> },
): SharingEnd | null {
  if (!now.orderInForce) return 'order-ended';
  if (!(now.nowMs < sharing.untilMs)) return 'time';
  return sharing.incidentIds.some((id) => now.openIds.has(id)) ? null : 'closed';
}
