import type { Sql } from '../core/database.ts';
import type { Attempt, AttemptState, Channel } from './attempt.ts';
import type { Sealed } from './phones.sql.ts';

interface AttemptRow {
  attempt_id: string;
  warning_id: string;
  recipient_id: string;
  channel: Channel;
  subscription_id: string | null;
  step: number;
  provider: string;
  state: AttemptState;
  tries: number;
  reason: string | null;
  queued_at_ms: number;
  sent_at_ms: number | null;
  accepted_at_ms: number | null;
  delivered_at_ms: number | null;
  displayed_at_ms: number | null;
  answered_at_ms: number | null;
  confirmed_at_ms: number | null;
  ended_at_ms: number | null;
}

const COLUMNS = `attempt_id, warning_id, recipient_id, channel, subscription_id, step, provider, state, tries, reason, queued_at_ms,
  sent_at_ms, accepted_at_ms, delivered_at_ms, displayed_at_ms, answered_at_ms, confirmed_at_ms, ended_at_ms`;

function attemptOf(row: AttemptRow): Attempt {
  return {
    attemptId: row.attempt_id,
    warningId: row.warning_id,
    recipientId: row.recipient_id,
    channel: row.channel,
    subscriptionId: row.subscription_id,
    step: row.step,
    provider: row.provider,
    state: row.state,
    tries: row.tries,
    reason: row.reason,
    queuedAtMs: row.queued_at_ms,
    sentAtMs: row.sent_at_ms,
    acceptedAtMs: row.accepted_at_ms,
    deliveredAtMs: row.delivered_at_ms,
    displayedAtMs: row.displayed_at_ms,
    answeredAtMs: row.answered_at_ms,
    confirmedAtMs: row.confirmed_at_ms,
    endedAtMs: row.ended_at_ms,
  };
}

export interface NewAttempt
  extends Pick<
    Attempt,
    'attemptId' | 'warningId' | 'recipientId' | 'channel' | 'subscriptionId' | 'step' | 'provider'
  > {
  readonly urgency: number;
}

/** Each once, whoever adds it first. */
export async function insertAttempts(tx: Sql, attempts: readonly NewAttempt[], nowMs: number): Promise<void> {
  await tx.query(
    `insert into notify.attempt (attempt_id, warning_id, recipient_id, channel, subscription_id, step, provider, urgency, state,
       queued_at_ms, next_try_at_ms)
     select a.*, 'queued', $9::bigint, $9::bigint
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::int[], $7::text[], $8::int[]) as a
     on conflict do nothing`,
    [
      attempts.map((one) => one.attemptId),
      attempts.map((one) => one.warningId),
      attempts.map((one) => one.recipientId),
      attempts.map((one) => one.channel),
      attempts.map((one) => one.subscriptionId),
      attempts.map((one) => one.step),
      attempts.map((one) => one.provider),
      attempts.map((one) => one.urgency),
      nowMs,
    ],
  );
}

export async function loadAttempts(sql: Sql, warningIds: readonly string[]): Promise<Attempt[]> {
  const { rows } = await sql.query<AttemptRow>(
    `select ${COLUMNS} from notify.attempt where warning_id = any($1::uuid[])
     order by queued_at_ms, array_position(array['push', 'sms', 'call'], channel), step`,
    [warningIds],
  );
  return rows.map(attemptOf);
}

/** Calls about warnings: a trial's holds up no warning, and a key pressed in it confirms none. */
export async function loadCalls(sql: Sql, personIds: readonly string[], sinceMs: number): Promise<Attempt[]> {
  const { rows } = await sql.query<AttemptRow>(
    `select ${COLUMNS} from notify.attempt a where channel = 'call' and recipient_id = any($1::uuid[]) and queued_at_ms > $2
       and exists (select from notify.outbox o where o.warning_id = a.warning_id and o.kind = 'warning')`,
    [personIds, sinceMs],
  );
  return rows.map(attemptOf);
}

/** The providers for which something waits. */
export async function loadWaitingProviders(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ provider: string }>(
    `select distinct provider from notify.attempt where state in ('queued', 'sent')`,
  );
  return rows.map((row) => row.provider);
}

/** What is not with its provider yet is not sent any more. */
export async function dropWaiting(
  tx: Sql,
  dropped: readonly { warningId: string; reason: string }[],
  nowMs: number,
): Promise<void> {
  await tx.query(
    `update notify.attempt a set state = 'dropped', reason = d.reason, ended_at_ms = $3
     from unnest($1::uuid[], $2::text[]) as d(warning_id, reason)
     where a.warning_id = d.warning_id and a.state in ('queued', 'sent')`,
    [dropped.map((one) => one.warningId), dropped.map((one) => one.reason), nowMs],
  );
}

/** What became of one sending. */
export type Sending =
  | { readonly kind: 'sent'; readonly attemptId: string; readonly atMs: number }
  | { readonly kind: 'accepted'; readonly attemptId: string; readonly atMs: number; readonly ref: string | null }
  | {
      readonly kind: 'again';
      readonly attemptId: string;
      readonly atMs: number;
      readonly reason: string;
      readonly nextTryAtMs: number;
    }
  | { readonly kind: 'failed'; readonly attemptId: string; readonly atMs: number; readonly reason: string };

/**
 * In one statement a kind, in the order in which things happened. What was dropped meanwhile and then accepted was sent all the same: the
 * provider's word stands.
 */
export async function recordSendings(tx: Sql, sendings: readonly Sending[]): Promise<string[]> {
  const warningIds = new Set<string>();
  const of = <K extends Sending['kind']>(kind: K) =>
    sendings.filter((one): one is Extract<Sending, { kind: K }> => one.kind === kind);
  const run = async (rows: readonly Sending[], text: string, more: readonly unknown[]): Promise<void> => {
    if (rows.length === 0) return;
    const values = [rows.map((one) => one.attemptId), rows.map((one) => one.atMs), ...more];
    const updated = await tx.query<{ warning_id: string }>(text, values);
    for (const row of updated.rows) warningIds.add(row.warning_id);
  };
  await run(
    of('sent'),
    `update notify.attempt a set state = 'sent', sent_at_ms = coalesce(a.sent_at_ms, s.at_ms), tries = a.tries + 1
     from unnest($1::uuid[], $2::bigint[]) as s(attempt_id, at_ms)
     where a.attempt_id = s.attempt_id and a.state in ('queued', 'sent') returning a.warning_id`,
    [],
  );
  const accepted = of('accepted');
  await run(
    accepted,
    // A phone may have said that it displayed it before its push service said that it took it.
    `update notify.attempt a set state = case when a.state in ('queued', 'sent', 'dropped', 'failed') then 'accepted' else a.state end,
       accepted_at_ms = s.at_ms, ended_at_ms = coalesce(a.ended_at_ms, s.at_ms), provider_ref = coalesce(a.provider_ref, s.ref),
       reason = null
     from unnest($1::uuid[], $2::bigint[], $3::text[]) as s(attempt_id, at_ms, ref)
     where a.attempt_id = s.attempt_id and a.accepted_at_ms is null returning a.warning_id`,
    [accepted.map((one) => one.ref)],
  );
  const again = of('again');
  await run(
    again,
    `update notify.attempt a set state = 'queued', reason = s.reason, next_try_at_ms = s.next_ms
     from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[]) as s(attempt_id, at_ms, reason, next_ms)
     where a.attempt_id = s.attempt_id and a.state in ('queued', 'sent') returning a.warning_id`,
    [again.map((one) => one.reason), again.map((one) => one.nextTryAtMs)],
  );
  const failed = of('failed');
  await run(
    failed,
    `update notify.attempt a set state = 'failed', reason = s.reason, ended_at_ms = s.at_ms
     from unnest($1::uuid[], $2::bigint[], $3::text[]) as s(attempt_id, at_ms, reason)
     where a.attempt_id = s.attempt_id and a.state in ('queued', 'sent') returning a.warning_id`,
    [failed.map((one) => one.reason)],
  );
  return [...warningIds];
}

export type Heard = 'delivered' | 'displayed' | 'answered' | 'confirmed' | 'unanswered' | 'failed';

/** States that a later, weaker word does not take back. */
const RANK: readonly AttemptState[] = ['delivered', 'displayed', 'answered', 'confirmed'];

/**
 * What the phone or the network told of an attempt. The warning it belongs to when that is news; null: no such attempt, or nothing new.
 */
export async function recordHeard(
  tx: Sql,
  which:
    | { readonly attemptId: string; readonly channels: readonly Channel[] }
    | { readonly provider: string; readonly ref: string },
  heard: Heard,
  atMs: number,
): Promise<string | null> {
  const isId = 'attemptId' in which;
  const where = isId ? 'attempt_id = $1 and channel = any($2::text[])' : 'provider = $1 and provider_ref = $2';
  const key = isId ? [which.attemptId, which.channels] : [which.provider, which.ref];
  const stronger = RANK.slice(RANK.indexOf(heard as AttemptState) + 1);
  const isGood = RANK.includes(heard as AttemptState);
  const column = isGood ? `${heard}_at_ms = coalesce(${heard}_at_ms, $3),` : '';
  // INVARIANT: a bad word never takes back a good one; "unanswered" or "failed" after "displayed" is of no use.
  const keeps = isGood ? stronger : RANK;
  const { rows } = await tx.query<{ warning_id: string }>(
    `update notify.attempt set ${column} state = case when state = any($5::text[]) then state else $4 end,
       ended_at_ms = coalesce(ended_at_ms, $3), accepted_at_ms = coalesce(accepted_at_ms, $3)
     where ${where} and state <> $4 ${isGood ? '' : 'and not state = any($5::text[])'} returning warning_id`,
    [...key, atMs, heard, keeps],
  );
  return rows[0]?.warning_id ?? null;
}

/** An attempt with all that its sending takes; sealed where it is a secret. */
export interface Waiting {
  readonly attempt: Attempt;
  readonly kind: 'warning' | 'trial';
  readonly level: string;
  readonly incidentId: string | null;
  /** Null: it was removed, or is somebody else's. */
  readonly phone: (Sealed & { readonly sessionId: string }) | null;
  readonly plan: Sealed | null;
}

/** Of each provider as many as it has room for, the most urgent first, none of those that are on their way already. */
export async function loadWaiting(
  sql: Sql,
  rooms: ReadonlyMap<string, number>,
  underWay: Iterable<string>,
  nowMs: number,
): Promise<Waiting[]> {
  const { rows } = await sql.query<
    AttemptRow & {
      kind: 'warning' | 'trial';
      level: string;
      incident_id: string | null;
      phone_key_id: number | null;
      phone_sealed: Buffer | null;
      session_id: string | null;
      plan_key_id: number | null;
      plan_sealed: Buffer | null;
    }
  >(
    `select w.*, o.kind, o.level, o.incident_id, s.key_id as phone_key_id, s.sealed as phone_sealed, s.session_id, n.key_id as plan_key_id,
       n.sealed as plan_sealed
     from unnest($1::text[], $2::int[]) as p(name, room) cross join lateral (
       select ${COLUMNS} from notify.attempt where provider = p.name and state in ('queued', 'sent')
         and next_try_at_ms <= $3 and attempt_id <> all($4::uuid[])
       order by urgency desc, next_try_at_ms limit p.room) w
     join notify.outbox o using (warning_id)
     left join notify.push_subscription s on s.subscription_id = w.subscription_id and s.person_id = w.recipient_id
     left join notify.plan n on n.person_id = w.recipient_id`,
    [[...rooms.keys()], [...rooms.values()], nowMs, [...underWay]],
  );
  return rows.map((row) => ({
    attempt: attemptOf(row),
    kind: row.kind,
    level: row.level,
    incidentId: row.incident_id,
    phone:
      row.phone_key_id === null || row.phone_sealed === null || row.session_id === null
        ? null
        : { keyId: row.phone_key_id, sealed: row.phone_sealed, sessionId: row.session_id },
    plan:
      row.plan_key_id === null || row.plan_sealed === null ? null : { keyId: row.plan_key_id, sealed: row.plan_sealed },
  }));
}
