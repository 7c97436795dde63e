/** What the form of a request holds, what is missing in it, and the request that it makes. Pure. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts';
import type { WarrantListJson, WarrantRequest } from '../../../src/safeguards/warrants/contract.ts';
import { momentField, momentMs } from '../zone-time.ts';
import { type Missing, missingOf } from './missing.ts';

export interface AskDraft {
  readonly kind: 'permission' | 'emergency';
  readonly orderId: string;
  readonly courtId: string;
  readonly use: string;
  readonly reason: string;
  readonly legalBasis: string;
  readonly urgency: string;
  /** As the fields hold them, in the law's own time. */
  readonly from: string;
  readonly until: string;
}

/** The last day that may be asked for. */
export function firstDraft(
  { orders }: Pick<WarrantListJson, 'orders'>,
  rules: NonNullable<WarrantListJson['rules']>,
  nowMs: number,
  zone: string,
): AskDraft {
  const youngestMs = nowMs - (rules.youngestMinutes + 1) * MINUTE_MS;
  const beganMs = orders[0]?.fromMs ?? 0;
  return {
    ...{ kind: 'permission', orderId: orders.length === 1 ? orders[0]!.orderId : '', courtId: '', use: '' },
    ...{ reason: '', legalBasis: rules.article, urgency: '' },
    from: momentField(Math.max(youngestMs - DAY_MS, beganMs), zone),
    until: momentField(Math.max(youngestMs, beganMs + HOUR_MS), zone),
  };
}

export function missingIn(draft: AskDraft, zone: string): Missing[] {
  const given = (field: string) => (momentMs(field, zone) === null ? '' : 'given');
  return missingOf([
    ['urgency', 'form.urgency', draft.kind === 'emergency' ? draft.urgency : 'not asked'],
    ['order', 'form.order', draft.orderId],
    ['use', 'form.use', draft.use],
    ['from', 'form.from', given(draft.from)],
    ['until', 'form.until', given(draft.until)],
    ['court', 'form.court', draft.courtId],
    ['reason', 'form.reason', draft.reason],
    ['basis', 'form.basis', draft.legalBasis],
  ]);
}

/** Null: it has no period. */
export function requestOf(draft: AskDraft, documents: readonly string[], zone: string): WarrantRequest | null {
  const [from, until] = [momentMs(draft.from, zone), momentMs(draft.until, zone)];
  if (from === null || until === null) return null;
  const { kind, orderId, courtId, use, reason, legalBasis, urgency } = draft;
  return {
    ...{ kind, orderId, courtId, use, reason, legalBasis, documents: [...documents] },
    ...{ from: new Date(from).toISOString(), until: new Date(until).toISOString() },
    urgency: kind === 'emergency' ? urgency : null,
  };
}
