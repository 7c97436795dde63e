/** How a warning went out, in words. Never more than is known: what a provider took is not said to have arrived. */
import { SECOND_MS } from '../../../src/core/time.ts';
import type { DeliveryAttemptJson, DeliveryJson } from '../../../src/notify/contract.ts';
import type { DeliveryKey } from '../messages/delivery/catalogue.ts';
import type { Lookup } from '../messages/translate.ts';

export type DeliveryTone = 'waiting' | 'reached' | 'not-reached';

export interface DeliveryLine {
  readonly key: string;
  readonly title: string;
  readonly said: string;
  /** "after 3 s", of the last that is known. */
  readonly after: string | null;
  readonly tone: DeliveryTone;
}

type T = Lookup<DeliveryKey>;

export function reasonText(t: T, reason: string | null): string {
  const key = `reason.${reason ?? 'other'}`;
  return t(t.has(key) ? key : 'reason.other');
}

export function outcomeText(t: T, { outcome, outcomeReason }: Pick<DeliveryJson, 'outcome' | 'outcomeReason'>): string {
  switch (outcome) {
    case 'seen':
      return t(
        outcomeReason === 'live' || outcomeReason === 'call' ? `outcome.seen.${outcomeReason}` : 'outcome.seen.push',
      );
    case 'dropped':
      return t('outcome.dropped', { reason: reasonText(t, outcomeReason) });
    case 'exhausted':
      return t(outcomeReason === 'trial' ? 'outcome.exhausted.trial' : 'outcome.exhausted');
    default:
      return t(`outcome.${outcome}`);
  }
}

export function linesOf(t: T, delivery: DeliveryJson): DeliveryLine[] {
  return delivery.attempts.map((attempt) => {
    const { channel, number, tries } = attempt;
    const atMs = lastKnownMs(attempt);
    const seconds = atMs === null ? null : secondsOf(atMs - delivery.createdAtMs);
    const again = tries > 1 ? ` (${t('tries', { count: tries })})` : '';
    return {
      key: `${channel}-${number}`,
      title: t(`channel.${channel}`, { number }),
      said: `${stateText(t, attempt)}${again}`,
      after: seconds === null ? null : t('after', { seconds }),
      tone: toneOf(attempt),
    };
  });
}

/** A tenth where it is a matter of moments. */
function secondsOf(ms: number): number {
  const seconds = Math.max(0, ms / SECOND_MS);
  return seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
}

function stateText(t: T, attempt: DeliveryAttemptJson): string {
  const { state, channel } = attempt;
  if (attempt.isSink && state === 'accepted') return t('state.sink');
  if (state === 'confirmed') return t(channel === 'push' ? 'state.confirmed.push' : 'state.confirmed');
  if (state === 'failed' || state === 'dropped') return t(`state.${state}`, { reason: reasonText(t, attempt.reason) });
  return t(`state.${state}`);
}

function lastKnownMs(attempt: DeliveryAttemptJson): number | null {
  const { confirmedAtMs, answeredAtMs, displayedAtMs, deliveredAtMs, acceptedAtMs, sentAtMs, endedAtMs, state } =
    attempt;
  if (state === 'failed' || state === 'dropped' || state === 'unanswered') return endedAtMs;
  return confirmedAtMs ?? answeredAtMs ?? displayedAtMs ?? deliveredAtMs ?? acceptedAtMs ?? sentAtMs;
}

function toneOf({ state, displayedAtMs, confirmedAtMs }: DeliveryAttemptJson): DeliveryTone {
  if (displayedAtMs !== null || confirmedAtMs !== null) return 'reached';
  return state === 'failed' || state === 'dropped' || state === 'unanswered' ? 'not-reached' : 'waiting';
}
