/**
 * A person's plan and the phones that they subscribed. Both are sealed: a plan holds their own words, an endpoint is a secret. Changes are
 * audited in their transaction. Fails toward warning: without a plan everything is used.
 */
import { randomUUID } from 'node:crypto';
import type { Sql } from '../core/database.ts';
import { type Actor, audit, type Sealer } from '../safeguards/service.ts';
import { type PushSubscriptionRequest, type WarningPlan, warningPlanSchema } from './contract.ts';
import type { NotifyDeps } from './deps.ts';
import { NOTIFY_LIMITS } from './limits.ts';
import { markDueOfPerson } from './outbox.sql.ts';
import {
  deleteOldestPhones,
  deletePhone,
  deletePhoneByEndpoint,
  deletePhonesOfSession,
  loadPhonesOf,
  loadSealedPlans,
  loadSessionOfAttempt,
  type PhoneOf,
  type Sealed,
  upsertPhone,
  upsertPlan,
} from './phones.sql.ts';
import type { PushAddress } from './providers/provider.ts';
import type { NotifyLanguage } from './texts.ts';

type PlanDeps = Pick<NotifyDeps, 'clock' | 'database' | 'sealer'>;

export const ALL_CHANNELS = { push: true, sms: true, call: true } as const;

/** What is known of a phone's browser. */
export interface Phone extends PushAddress {
  readonly language: NotifyLanguage;
}

const PURPOSE = 'protection';

function keyFor(deps: PlanDeps, personId: string) {
  const target = { subject: personId, scope: 'warnings', bases: ['registration'] };
  return deps.sealer.dataKey(target, deps.clock.nowMs());
}

/** None for those who never made one, or whose plan does not open: then everything is used. */
export async function loadPlans(
  sql: Sql,
  sealer: Sealer,
  personIds: readonly string[],
  onError: (error: unknown) => void,
): Promise<Map<string, WarningPlan>> {
  const sealed = await loadSealedPlans(sql, personIds);
  const plans = new Map<string, WarningPlan>();
  for (const [personId, one] of sealed) {
    const plan = await openPlan(sealer, one, onError);
    if (plan !== null) plans.set(personId, plan);
  }
  return plans;
}

/** HAZARD H-166: one plan that does not open keeps the warnings of all others back. Null: there is none that can be read. */
export async function openPlan(
  sealer: Sealer,
  plan: Sealed | null,
  onError: (error: unknown) => void,
): Promise<WarningPlan | null> {
  if (plan === null) return null;
  try {
    return warningPlanSchema.parse(JSON.parse((await sealer.open(plan.keyId, plan.sealed)).toString('utf8')));
  } catch (error) {
    onError(error);
    return null;
  }
}

type PhoneDeps = Pick<NotifyDeps, 'openSessions'>;

/**
 * HAZARD H-164: a phone that was signed out, or taken away, goes on showing that there is something. Browsers that messages go to: those
 * whose session is open. The rows of the others may still be there.
 */
export async function loadOpenPhones(deps: PhoneDeps, sql: Sql, personIds: readonly string[]): Promise<PhoneOf[]> {
  const phones = await loadPhonesOf(sql, personIds);
  if (phones.length === 0) return [];
  const open = await deps.openSessions(sql, [...new Set(phones.map((phone) => phone.sessionId))]);
  return phones.filter((phone) => open.has(phone.sessionId));
}

/** Whether any browser of theirs is subscribed. */
export async function hasPhone(deps: PhoneDeps, sql: Sql, personId: string): Promise<boolean> {
  return (await loadOpenPhones(deps, sql, [personId])).length > 0;
}

/** Whether what a browser tells of an attempt counts: it is still subscribed, and signed in. */
export async function mayTell(deps: PhoneDeps, sql: Sql, attemptId: string): Promise<boolean> {
  const sessionId = await loadSessionOfAttempt(sql, attemptId);
  return sessionId !== null && (await deps.openSessions(sql, [sessionId])).has(sessionId);
}

export async function openPhone(sealer: Sealer, { keyId, sealed }: Sealed): Promise<Phone> {
  return JSON.parse((await sealer.open(keyId, sealed)).toString('utf8')) as Phone;
}

export async function savePlan(deps: PlanDeps, personId: string, plan: WarningPlan, actor: Actor): Promise<void> {
  const key = await keyFor(deps, personId);
  const sealed = deps.sealer.sealWith(key, Buffer.from(JSON.stringify(plan)));
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    await upsertPlan(tx, personId, { keyId: key.keyId, sealed }, nowMs);
    // What is under way goes by the new plan.
    await markDueOfPerson(tx, personId);
    const about = { personId, ...plan.channels, calm: plan.calm, quietHours: plan.quietHours !== null };
    await audit(tx, [{ atMs: nowMs, actor, action: 'warning-plan.change', purpose: PURPOSE, about }]);
  });
}

export interface NewPhone {
  readonly personId: string;
  readonly sessionId: string;
  readonly service: string;
  readonly request: PushSubscriptionRequest;
}

/** The id of the subscription; the same browser again has the same. */
export async function addPhone(deps: PlanDeps, phone: NewPhone, actor: Actor): Promise<string> {
  const { personId, sessionId, service, request } = phone;
  const key = await keyFor(deps, personId);
  const { endpoint, keys, language } = request;
  const stored: Phone = { endpoint, p256dh: keys.p256dh, auth: keys.auth, language };
  const row = {
    ...{ personId, sessionId, service, subscriptionId: randomUUID(), keyId: key.keyId },
    endpointHash: deps.sealer.payloadHash(Buffer.from(endpoint)),
    sealed: deps.sealer.sealWith(key, Buffer.from(JSON.stringify(stored))),
  };
  const nowMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const subscriptionId = await upsertPhone(tx, row, nowMs);
    await deleteOldestPhones(tx, personId, NOTIFY_LIMITS.phonesMax);
    // A warning that is under way reaches this phone too.
    await markDueOfPerson(tx, personId);
    const about = { personId, subscriptionId, service };
    await audit(tx, [{ atMs: nowMs, actor, action: 'push.subscribe', purpose: PURPOSE, about }]);
    return subscriptionId;
  });
}

export async function removePhone(deps: PlanDeps, personId: string, endpoint: string, actor: Actor): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    const subscriptionId = await deletePhoneByEndpoint(tx, personId, deps.sealer.payloadHash(Buffer.from(endpoint)));
    if (subscriptionId === null) return;
    const about = { personId, subscriptionId };
    await audit(tx, [{ atMs: nowMs, actor, action: 'push.unsubscribe', purpose: PURPOSE, about }]);
  });
}

/** Nothing depends on it: what is not signed in gets nothing. An endpoint that is of no use any more is not kept. */
export async function removePhonesOfSession(deps: PlanDeps, sessionId: string): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    const gone = await deletePhonesOfSession(tx, sessionId);
    if (gone.length > 0)
      await audit(
        tx,
        gone.map((about) => removed('push.signed-out', about, nowMs)),
      );
  });
}

/** The push service says that nobody is there any more. */
export async function removeGonePhone(deps: PlanDeps, subscriptionId: string): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    const personId = await deletePhone(tx, subscriptionId);
    if (personId !== null) await audit(tx, [removed('push.gone', { personId, subscriptionId }, nowMs)]);
  });
}

function removed(action: string, about: { personId: string; subscriptionId: string }, atMs: number) {
  return { atMs, actor: { kind: 'system', id: null }, action, purpose: PURPOSE, about: { ...about } };
}
