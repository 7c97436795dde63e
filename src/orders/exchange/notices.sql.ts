import type { Sql } from '../../core/database.ts';
import type { AgencyRole } from '../../people/service.ts';
import type { Become } from './decide-notice.ts';
import { ENDPOINT_COLUMNS, type EndpointRow, endpointOf } from './endpoints.sql.ts';
import type { Endpoint, NewNotice, Notice, ReceiptWay } from './notice.ts';

interface NoticeRow {
  notice_id: string;
  number: number;
  unique_key: string;
  code: string;
  exercise: boolean;
  from_agency_id: string;
  to_role: string;
  to_agency_id: string | null;
  to_person_id: string | null;
  proceeding_id: string | null;
  order_id: string | null;
  incident_id: string | null;
  rule_id: string;
  article: string;
  facts: Notice['facts'];
  key_id: number | null;
  sealed: Buffer | null;
  happened_at_ms: number;
  due_at_ms: number;
  created_at_ms: number;
  state: Notice['state'];
  next_try_at_ms: number | null;
  tried_from_ms: number;
  tries: number;
  sent_at_ms: number | null;
  delivered_at_ms: number | null;
  receipt_due_at_ms: number | null;
  failed_at_ms: number | null;
  fail_reason: string | null;
  received_at_ms: number | null;
  received_how: ReceiptWay | null;
}

const NAMES = [
  ...[
    'notice_id',
    'number',
    'unique_key',
    'code',
    'exercise',
    'from_agency_id',
    'to_role',
    'to_agency_id',
    'to_person_id',
  ],
  ...['proceeding_id', 'order_id', 'incident_id', 'rule_id', 'article', 'facts', 'key_id', 'sealed', 'happened_at_ms'],
  ...[
    'due_at_ms',
    'created_at_ms',
    'state',
    'next_try_at_ms',
    'tried_from_ms',
    'tries',
    'sent_at_ms',
    'delivered_at_ms',
  ],
  ...['receipt_due_at_ms', 'failed_at_ms', 'fail_reason', 'received_at_ms', 'received_how'],
] as const satisfies readonly (keyof NoticeRow)[];
const COLUMNS = NAMES.join(', ');

/** True the first time. */
export async function insertNotice(tx: Sql, noticeId: string, notice: NewNotice, nowMs: number): Promise<boolean> {
  const { to, details = null } = notice;
  const isPerson = to.role === 'person';
  const { rowCount } = await tx.query(
    `insert into orders.notice (notice_id, unique_key, code, exercise, from_agency_id, to_role, to_agency_id, to_person_id,
       proceeding_id, order_id, incident_id, rule_id, article, facts, key_id, sealed, happened_at_ms, due_at_ms, created_at_ms,
       state, next_try_at_ms, tried_from_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'due', $20, $19)
     on conflict (unique_key) do nothing`,
    [
      ...[noticeId, notice.uniqueKey, notice.code, notice.exercise, notice.fromAgencyId, to.role],
      ...[to.role === 'person' ? null : to.agencyId, to.role === 'person' ? to.personId : null],
      ...[
        notice.proceedingId ?? null,
        notice.orderId ?? null,
        notice.incidentId ?? null,
        notice.ruleId,
        notice.article,
      ],
      ...[JSON.stringify(notice.facts ?? {}), details?.keyId ?? null, details?.sealed ?? null],
      ...[notice.happenedAtMs, notice.dueAtMs, nowMs, isPerson ? null : nowMs],
    ],
  );
  return rowCount === 1;
}

/** Locked until the transaction ends. */
export async function lockNotice(tx: Sql, noticeId: string): Promise<Notice | null> {
  const { rows } = await tx.query<NoticeRow>(`select ${COLUMNS} from orders.notice where notice_id = $1 for update`, [
    noticeId,
  ]);
  return rows[0] === undefined ? null : noticeOf(rows[0]);
}

export interface Head {
  readonly endpoint: Endpoint;
  readonly notice: Notice;
}

/**
 * Of each endpoint that is not busy the oldest notice that is to go there, when its time has come: those behind it wait, so that each
 * endpoint is told in order. INVARIANT: exercise and real are told apart here, and by the sender once more.
 */
export async function loadHeads(sql: Sql, busy: readonly string[], nowMs: number): Promise<Head[]> {
  const { rows } = await sql.query<EndpointRow & { notice: NoticeRow }>(
    `select ${ENDPOINT_COLUMNS.map((name) => `e.${name}`).join(', ')}, n.notice_id as head_id
     from orders.endpoint e cross join lateral (
       select n.notice_id, n.next_try_at_ms from orders.notice n
       where n.to_agency_id = e.agency_id and n.exercise = e.exercise and n.next_try_at_ms is not null
         and (e.tells @> array['*'] or n.code = any(e.tells))
       order by n.number limit 1) n
     where e.state = 'active' and n.next_try_at_ms <= $1 and e.endpoint_id <> all($2::uuid[])`,
    [nowMs, busy],
  );
  const ids = rows.map((row) => (row as unknown as { head_id: string }).head_id);
  if (ids.length === 0) return [];
  const { rows: found } = await sql.query<NoticeRow>(
    `select ${COLUMNS} from orders.notice where notice_id = any($1::uuid[])`,
    [ids],
  );
  const notices = new Map(found.map((row) => [row.notice_id, noticeOf(row)]));
  return rows.map((row, i) => ({ endpoint: endpointOf(row), notice: notices.get(ids[i]!)! }));
}

/** Written before the request begins: what a crash leaves is sent again. */
export async function beginAttempt(tx: Sql, { notice, endpoint }: Head, nowMs: number): Promise<number> {
  // The endpoint's own exercise: a notice of the other kind breaks the foreign key, and nothing is sent.
  const { rows } = await tx.query<{ attempt_id: number }>(
    `insert into orders.delivery_attempt (notice_id, endpoint_id, exercise, begun_at_ms) values ($1, $2, $3, $4) returning attempt_id`,
    [notice.noticeId, endpoint.endpointId, endpoint.exercise, nowMs],
  );
  await tx.query(
    `update orders.notice set state = 'sent', tries = tries + 1, sent_at_ms = coalesce(sent_at_ms, $2) where notice_id = $1`,
    [notice.noticeId, nowMs],
  );
  return rows[0]!.attempt_id;
}

export async function endAttempt(
  tx: Sql,
  attemptId: number,
  ended: { readonly outcome: string; readonly status: number | null; readonly atMs: number },
): Promise<void> {
  await tx.query(
    `update orders.delivery_attempt set ended_at_ms = $2, outcome = $3, status = $4 where attempt_id = $1`,
    [...[attemptId, ended.atMs, ended.outcome, ended.status]],
  );
}

/** What is received stays so: a receipt may be faster than the answer to the request. */
export async function updateTried(tx: Sql, noticeId: string, become: Become): Promise<void> {
  await tx.query(
    `update orders.notice set state = case when state = 'received' then state else $2 end,
       next_try_at_ms = case when state = 'received' then null else $3::bigint end, delivered_at_ms = coalesce($4, delivered_at_ms),
       receipt_due_at_ms = $5, failed_at_ms = $6, fail_reason = $7 where notice_id = $1`,
    [
      ...[noticeId, become.state, become.nextTryAtMs, become.deliveredAtMs, become.receiptDueAtMs],
      ...[become.failedAtMs, become.failReason],
    ],
  );
}

export async function updateReceived(
  tx: Sql,
  noticeId: string,
  receipt: {
    readonly atMs: number;
    readonly how: ReceiptWay;
    readonly by: string | null;
    readonly words: { readonly keyId: number; readonly sealed: Buffer } | null;
  },
): Promise<void> {
  await tx.query(
    `update orders.notice set state = 'received', next_try_at_ms = null, received_at_ms = $2, received_how = $3, received_by = $4,
       received_key_id = $5, received_sealed = $6 where notice_id = $1`,
    [noticeId, receipt.atMs, receipt.how, receipt.by, receipt.words?.keyId ?? null, receipt.words?.sealed ?? null],
  );
}

export async function updateSendAgain(tx: Sql, noticeId: string, nowMs: number): Promise<void> {
  await tx.query(
    `update orders.notice set state = 'due', next_try_at_ms = $2, tried_from_ms = $2, failed_at_ms = null, fail_reason = null,
       receipt_due_at_ms = null where notice_id = $1`,
    [noticeId, nowMs],
  );
}

/** From or to the agency: all that is open, and what was received lately; the most overdue first. */
export async function loadNoticesOf(sql: Sql, agencyId: string, sinceMs: number, most: number): Promise<Notice[]> {
  const { rows } = await sql.query<NoticeRow>(
    `select ${COLUMNS} from orders.notice
     where (from_agency_id = $1 or to_agency_id = $1) and (state <> 'received' or received_at_ms >= $2)
     order by state = 'received', due_at_ms, number limit $3`,
    [agencyId, sinceMs, most],
  );
  return rows.map(noticeOf);
}

/** The office that is told under the order; null: none was named. */
export async function loadAddressee(sql: Sql, orderId: string, role: AgencyRole): Promise<string | null> {
  const { rows } = await sql.query<{ agency_id: string }>(
    `select agency_id from orders.addressee where order_id = $1 and role = $2`,
    [orderId, role],
  );
  return rows[0]?.agency_id ?? null;
}

/** Orders for which that office was named. */
export async function loadOrderIdsAddressedTo(sql: Sql, agencyId: string, role: AgencyRole): Promise<string[]> {
  const { rows } = await sql.query<{ order_id: string }>(
    `select order_id from orders.addressee where agency_id = $1 and role = $2`,
    [agencyId, role],
  );
  return rows.map((row) => row.order_id);
}

export async function upsertAddressee(tx: Sql, orderId: string, role: AgencyRole, agencyId: string): Promise<void> {
  await tx.query(
    `insert into orders.addressee (order_id, role, agency_id) values ($1, $2, $3)
     on conflict (order_id, role) do update set agency_id = excluded.agency_id`,
    [orderId, role, agencyId],
  );
}

function noticeOf(row: NoticeRow): Notice {
  return {
    noticeId: row.notice_id,
    number: row.number,
    uniqueKey: row.unique_key,
    code: row.code,
    exercise: row.exercise,
    fromAgencyId: row.from_agency_id as Notice['fromAgencyId'],
    toRole: row.to_role as Notice['toRole'],
    toAgencyId: row.to_agency_id as Notice['toAgencyId'],
    toPersonId: row.to_person_id as Notice['toPersonId'],
    proceedingId: row.proceeding_id,
    orderId: row.order_id as Notice['orderId'],
    incidentId: row.incident_id,
    ruleId: row.rule_id,
    article: row.article,
    facts: row.facts,
    details: row.key_id === null || row.sealed === null ? null : { keyId: row.key_id, sealed: row.sealed },
    happenedAtMs: row.happened_at_ms,
    dueAtMs: row.due_at_ms,
    createdAtMs: row.created_at_ms,
    state: row.state,
    nextTryAtMs: row.next_try_at_ms,
    triedFromMs: row.tried_from_ms,
    tries: row.tries,
    sentAtMs: row.sent_at_ms,
    deliveredAtMs: row.delivered_at_ms,
    receiptDueAtMs: row.receipt_due_at_ms,
    failedAtMs: row.failed_at_ms,
    failReason: row.fail_reason,
    receivedAtMs: row.received_at_ms,
    receivedHow: row.received_how,
  };
}
