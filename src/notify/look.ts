/**
 * Looks at the warnings that are due, decides on each, and writes what is to be done: attempts, what is dropped, when to look again, and
 * that a telephone number is used, in one transaction. Nothing is sent here. Fails toward looking again.
 */
import type { Sql } from '../core/database.ts';
import { type AuditEntry, audit } from '../safeguards/service.ts';
import type { Attempt } from './attempt.ts';
import { dropWaiting, insertAttempts, loadAttempts, loadCalls, type NewAttempt } from './attempts.sql.ts';
import { decideDelivery, type Facts, type Known, type Outcome, type Tier, tierOf } from './decide-delivery.ts';
import type { Level, NotifyDeps, Standing } from './deps.ts';
import { type DeliveryLimits, NOTIFY_LIMITS } from './limits.ts';
import { type Delivery, lockDue, updateLooked } from './outbox.sql.ts';
import type { PhoneOf } from './phones.sql.ts';
import { ALL_CHANNELS, loadOpenPhones, loadPlans } from './plans.ts';
import { attemptIdOf } from './proofs.ts';
import type { Providers } from './providers/registry.ts';

export interface LookDeps extends NotifyDeps {
  readonly providers: Pick<Providers, 'phone'>;
  readonly limits: DeliveryLimits;
  onError(error: unknown): void;
}

/** What a look found, for whoever goes on with it. */
export interface Looked {
  readonly count: number;
  /** Providers for which there is something new. */
  readonly providers: ReadonlySet<string>;
  /** Incidents whose delivery went on. */
  readonly changed: ReadonlyMap<string, string>;
}

interface Gathered {
  readonly deliveries: readonly Delivery[];
  readonly standings: ReadonlyMap<string, Standing>;
  readonly exercises: ReadonlySet<string>;
  readonly takingPart: ReadonlySet<string>;
  readonly plans: ReadonlyMap<string, { channels: Facts['plan'] }>;
  readonly phones: ReadonlyMap<string, PhoneOf[]>;
  readonly attempts: ReadonlyMap<string, Attempt[]>;
  /** By person; grows by the calls that this look begins, so that no two begin at once. */
  readonly calls: Map<string, { warningId: string; call: Known }[]>;
}

export function lookAtDue(deps: LookDeps, most: number): Promise<Looked> {
  const nowMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const deliveries = await lockDue(tx, nowMs, most);
    if (deliveries.length === 0) return { count: 0, providers: new Set<string>(), changed: new Map<string, string>() };
    const known = await gather(deps, tx, deliveries, nowMs);
    const looked: { warningId: string; nextLookAtMs: number; outcome: Outcome | null }[] = [];
    const begun: NewAttempt[] = [];
    const changed = new Map<string, string>();
    for (const delivery of deliveries) {
      const { start, outcome, nextLookAtMs } = decideDelivery(factsOf(deps, delivery, known, nowMs), deps.limits);
      const made = start.map((one) => newAttempt(deps, delivery, one, known));
      if (delivery.kind === 'warning') for (const one of made) remember(known.calls, delivery, one, nowMs);
      begun.push(...made);
      looked.push({ warningId: delivery.warningId, nextLookAtMs, outcome });
      const agencyId = known.standings.get(delivery.incidentId ?? '')?.agencyId;
      const moved = made.length > 0 || outcome !== null;
      if (moved && delivery.incidentId !== null && agencyId !== undefined) changed.set(delivery.incidentId, agencyId);
    }
    await write(tx, looked, begun, nowMs);
    return { count: deliveries.length, providers: new Set(begun.map((one) => one.provider)), changed };
  });
}

async function gather(deps: LookDeps, tx: Sql, deliveries: readonly Delivery[], nowMs: number): Promise<Gathered> {
  const people = [...new Set(deliveries.map((one) => one.recipientId))];
  const incidents = [...new Set(deliveries.flatMap((one) => one.incidentId ?? []))];
  const attempts = await loadAttempts(
    tx,
    deliveries.map((one) => one.warningId),
  );
  const calls = await loadCalls(tx, people, nowMs - NOTIFY_LIMITS.callsKnownMs);
  return {
    deliveries,
    standings: await deps.standingsOf(tx, incidents),
    exercises: await deps.exercisesAmong(tx, people),
    takingPart: await deps.takingPartAmong(tx, people),
    plans: await loadPlans(tx, deps.sealer, people, deps.onError),
    phones: Map.groupBy(await loadOpenPhones(deps, tx, people), (phone) => phone.personId),
    attempts: Map.groupBy(attempts, (attempt) => attempt.warningId),
    calls: Map.groupBy(
      calls.map((call) => ({ warningId: call.warningId, personId: call.recipientId, call })),
      (one) => one.personId,
    ),
  };
}

function factsOf(deps: LookDeps, delivery: Delivery, known: Gathered, nowMs: number): Facts {
  const { warningId, recipientId, kind, begunAtMs, shownLive, unseenSinceMs } = delivery;
  return {
    ...{ kind, begunAtMs, shownLive, unseenSinceMs, nowMs },
    standing: standingOf(deps, delivery, known),
    attempts: known.attempts.get(warningId) ?? [],
    otherCalls: (known.calls.get(recipientId) ?? [])
      .filter((one) => one.warningId !== warningId)
      .map((one) => one.call),
    plan: known.plans.get(recipientId)?.channels ?? ALL_CHANNELS,
    phones: (known.phones.get(recipientId) ?? []).map((phone) => phone.subscriptionId),
  };
}

const STEPS: readonly Tier[] = ['notice', 'alert', 'danger'];

function standingOf(deps: LookDeps, delivery: Delivery, known: Gathered): Facts['standing'] {
  // A trial is their own, and tells of nobody.
  if (delivery.incidentId === null) return { tier: 'alert' };
  // HAZARD H-205: somebody who does not take part, or does no longer, learns from a message when the wearer is near
  if (!known.takingPart.has(delivery.recipientId)) return { over: 'not-taking-part' };
  const standing = known.standings.get(delivery.incidentId);
  // Written in one transaction with the warning: it cannot be missing, and if it were, the warning stands.
  if (standing?.isClosed === true) return { over: 'incident-closed' };
  if (delivery.pairId !== null && !deps.isInForce(delivery.pairId)) return { over: 'order-ended' };
  const found = delivery.level as Level;
  const tier = tierOf(found, standing?.level ?? found);
  if (tier === null) return { over: 'level-lowered' };
  const newer = delivery.newerLevels.map((level) => tierOf(level as Level, level as Level));
  // HAZARD H-165: a danger is cut short by a newer and quieter warning of the same incident
  const isSuperseded = newer.some((other) => other !== null && STEPS.indexOf(other) >= STEPS.indexOf(tier));
  return isSuperseded ? { over: 'superseded' } : { tier };
}

function newAttempt(
  deps: LookDeps,
  delivery: Delivery,
  { channel, subscriptionId, step }: { channel: NewAttempt['channel']; subscriptionId: string | null; step: number },
  known: Gathered,
): NewAttempt {
  const { warningId, recipientId } = delivery;
  const phone = known.phones.get(recipientId)?.find((one) => one.subscriptionId === subscriptionId);
  const provider =
    channel === 'push'
      ? (phone?.service ?? 'none')
      : (deps.providers.phone(channel, known.exercises.has(recipientId))?.name ?? 'none');
  return {
    ...{ warningId, recipientId, channel, subscriptionId, step },
    attemptId: attemptIdOf(warningId, channel, subscriptionId, step),
    provider: `${channel}:${provider}`,
    urgency: delivery.kind === 'trial' ? 0 : delivery.level === 'danger' ? 2 : 1,
  };
}

function remember(calls: Gathered['calls'], delivery: Delivery, begun: NewAttempt, nowMs: number): void {
  if (begun.channel !== 'call') return;
  const call: Known = {
    ...begun,
    state: 'queued',
    queuedAtMs: nowMs,
    ...{ reason: null, acceptedAtMs: null, displayedAtMs: null, confirmedAtMs: null, endedAtMs: null },
  };
  const list = calls.get(delivery.recipientId) ?? [];
  list.push({ warningId: delivery.warningId, call });
  calls.set(delivery.recipientId, list);
}

async function write(
  tx: Sql,
  looked: readonly { warningId: string; nextLookAtMs: number; outcome: Outcome | null }[],
  begun: readonly NewAttempt[],
  nowMs: number,
): Promise<void> {
  if (begun.length > 0) await insertAttempts(tx, begun, nowMs);
  const dropped = looked.flatMap(({ warningId, outcome }) =>
    outcome === null ? [] : [{ warningId, reason: outcome.kind === 'dropped' ? outcome.reason : outcome.kind }],
  );
  if (dropped.length > 0) await dropWaiting(tx, dropped, nowMs);
  await updateLooked(tx, looked, nowMs);
  // Last: whoever appends holds the log until their end.
  const entries = begun.filter((one) => one.channel !== 'push').map((one) => numberUsed(one, nowMs));
  if (entries.length > 0) await audit(tx, entries);
}

/** That somebody's number is used is written down before it is opened: no person asked for it, the warning did. */
function numberUsed({ channel, warningId, recipientId, attemptId }: NewAttempt, atMs: number): AuditEntry {
  const about = { personId: recipientId, warningId, attemptId, channel };
  return { atMs, actor: { kind: 'system', id: null }, action: 'identity.used-to-warn', purpose: 'protection', about };
}
