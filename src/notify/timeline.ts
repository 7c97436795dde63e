/** What was tried to reach somebody, and what came of it: as officers read it of an incident, and a person of their own trial. No address. */
import type { Sql } from '../core/database.ts';
import type { Attempt } from './attempt.ts';
import { loadAttempts } from './attempts.sql.ts';
import type { DeliveryAttemptJson, DeliveryJson } from './contract.ts';
import { loadOutbox, type OutboxFacts } from './outbox.sql.ts';

const DELIVERIES_SHOWN = 50;

export async function loadDeliveries(sql: Sql, incidentId: string): Promise<DeliveryJson[]> {
  return withAttempts(sql, await loadOutbox(sql, { incidentId }, DELIVERIES_SHOWN));
}

/** Null: it is none of theirs. */
export async function loadTrial(sql: Sql, trialId: string, recipientId: string): Promise<DeliveryJson | null> {
  return (await withAttempts(sql, await loadOutbox(sql, { trialId, recipientId }, 1)))[0] ?? null;
}

async function withAttempts(sql: Sql, outbox: readonly OutboxFacts[]): Promise<DeliveryJson[]> {
  const attempts = await loadAttempts(
    sql,
    outbox.map((one) => one.warningId),
  );
  const byWarning = Map.groupBy(attempts, (attempt) => attempt.warningId);
  return outbox.map((one) => deliveryJson(one, byWarning.get(one.warningId) ?? []));
}

function deliveryJson(one: OutboxFacts, attempts: readonly Attempt[]): DeliveryJson {
  const { outcome, ...facts } = one;
  const phones = [...new Set(attempts.flatMap(({ subscriptionId }) => subscriptionId ?? []))];
  const reached = facts.shownAtMs !== null || attempts.some(isReached);
  return {
    ...facts,
    outcome: outcome ?? 'going-on',
    reached,
    attempts: attempts.map((attempt) => attemptJson(attempt, phones)),
  };
}

/** Taken by a provider is not reached; that somebody, or a voice mail, took a call is not either. */
function isReached(attempt: Attempt): boolean {
  return attempt.displayedAtMs !== null || attempt.confirmedAtMs !== null;
}

function attemptJson(attempt: Attempt, phones: readonly string[]): DeliveryAttemptJson {
  const { channel, state, reason, tries, subscriptionId, step } = attempt;
  const { queuedAtMs, sentAtMs, acceptedAtMs, deliveredAtMs, displayedAtMs, answeredAtMs, confirmedAtMs, endedAtMs } =
    attempt;
  return {
    ...{ channel, state, reason, tries },
    number: subscriptionId === null ? step : phones.indexOf(subscriptionId) + 1,
    isSink: attempt.provider.endsWith(':sink'),
    ...{ queuedAtMs, sentAtMs, acceptedAtMs, deliveredAtMs, displayedAtMs, answeredAtMs, confirmedAtMs, endedAtMs },
  };
}
