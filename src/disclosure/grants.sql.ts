/** Grants in PostgreSQL: row and ledger entry in one transaction, or neither. */
import type { Database, Sql } from '../core/database.ts';
import { toIso } from '../core/time.ts';
import { type Canonical, ledger } from '../safeguards/service.ts';
import type { ClosingCause, ClosingRow, GivenRow, GrantStore } from './grants.ts';

/** A crash leaves open grants of its last minutes; a day is far beyond them and keeps the search short. */
const LEFT_OPEN_WITHIN_MS = 86_400_000;
const LEFT_OPEN_BATCH = 1_000;

export function sqlGrantStore(database: Database): GrantStore {
  return {
    give: (rows) => database.transaction((tx) => insertGiven(tx, rows)),
    close: (rows) => database.transaction((tx) => closeOpen(tx, rows)),
    async closeLeftOpen(nowMs) {
      let closed = 0;
      for (;;) {
        const batch = await database.transaction((tx) => closeCrashed(tx, nowMs));
        closed += batch;
        if (batch < LEFT_OPEN_BATCH) return closed;
      }
    },
  };
}

async function insertGiven(tx: Sql, rows: readonly GivenRow[]): Promise<void> {
  const first = await ledger(
    tx,
    rows.map((row) => ({
      ...{ atMs: row.givenAtMs, kind: 'grant' as const, body: givenBody(row) },
      ...{ subject: row.subjectId, case: row.orderId },
    })),
  );
  await tx.query(
    `insert into disclosure.grant_given
       (grant_id, viewer_kind, viewer_id, pair_id, rule, shown, urgency, given_at_ms, expires_at_ms, ledger_number,
        order_id, subject_id, purpose)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::jsonb[],
       $8::bigint[], $9::bigint[], $10::bigint[], $11::uuid[], $12::uuid[], $13::text[])`,
    [
      rows.map((row) => row.grantId),
      rows.map((row) => row.viewerKind),
      rows.map((row) => row.viewerId),
      rows.map((row) => row.pairId),
      rows.map((row) => row.rule),
      rows.map((row) => row.shown),
      rows.map((row) => JSON.stringify(row.urgency)),
      rows.map((row) => row.givenAtMs),
      rows.map((row) => row.expiresAtMs),
      rows.map((_, i) => first + i),
      rows.map((row) => row.orderId),
      rows.map((row) => row.subjectId),
      rows.map((row) => row.use.purpose),
    ],
  );
}

function givenBody(row: GivenRow): { readonly [key: string]: Canonical } {
  return {
    article: row.article,
    expiresAt: toIso(row.expiresAtMs),
    grantId: row.grantId,
    orderId: row.orderId,
    pack: row.packVersion,
    pairId: row.pairId,
    purpose: row.use.purpose,
    purposeArticle: row.use.article,
    rule: row.rule,
    shown: row.shown,
    target: row.target,
    urgency: {
      distanceM: row.urgency.distanceM,
      etaS: row.urgency.etaS,
      insideM: row.urgency.insideM,
      level: row.urgency.level,
    },
    viewer: { id: row.viewerId, kind: row.viewerKind },
  };
}

/** What a closing names of the grant that it closes. */
interface Opened {
  readonly grant_id: string;
  readonly viewer_kind: string;
  readonly viewer_id: string;
  readonly pair_id: string;
  readonly rule: string;
  readonly order_id: string | null;
  readonly subject_id: string | null;
}

const OPENED = 'g.grant_id, g.viewer_kind, g.viewer_id, g.pair_id, g.rule, g.order_id, g.subject_id';

interface Closed {
  readonly grantId: string;
  readonly opened: Opened;
  readonly closedAtMs: number;
  readonly cause: ClosingCause;
  readonly frames: number | null;
  readonly firstPosition: number | null;
  readonly lastPosition: number | null;
  readonly framesHash: Buffer | null;
}

async function closeOpen(tx: Sql, rows: readonly ClosingRow[]): Promise<void> {
  const { rows: open } = await tx.query<Opened>(
    `select ${OPENED} from disclosure.grant_given g
     where g.grant_id = any($1::uuid[])
       and not exists (select from disclosure.grant_closed c where c.grant_id = g.grant_id)`,
    [rows.map((row) => row.grantId)],
  );
  const byId = new Map(open.map((row) => [row.grant_id, row]));
  const closed = rows.flatMap((row) => {
    const opened = byId.get(row.grantId);
    return opened === undefined ? [] : [{ ...row, opened }];
  });
  await insertClosed(tx, closed);
}

async function closeCrashed(tx: Sql, nowMs: number): Promise<number> {
  const { rows } = await tx.query<Opened>(
    `select ${OPENED} from disclosure.grant_given g
     where g.given_at_ms >= (select max(given_at_ms) - $1::bigint from disclosure.grant_given)
       and not exists (select from disclosure.grant_closed c where c.grant_id = g.grant_id)
     order by g.given_at_ms limit $2`,
    [LEFT_OPEN_WITHIN_MS, LEFT_OPEN_BATCH],
  );
  await insertClosed(
    tx,
    rows.map((opened) => ({
      ...{ grantId: opened.grant_id, opened },
      closedAtMs: nowMs,
      cause: 'crashed' as const,
      frames: null,
      firstPosition: null,
      lastPosition: null,
      framesHash: null,
    })),
  );
  return rows.length;
}

async function insertClosed(tx: Sql, rows: readonly Closed[]): Promise<void> {
  if (rows.length === 0) return;
  const first = await ledger(
    tx,
    rows.map((row) => ({
      ...{ atMs: row.closedAtMs, kind: 'grant-closed' as const, body: closedBody(row) },
      actor: { kind: row.opened.viewer_kind, id: row.opened.viewer_id },
      purpose: row.opened.rule,
      subject: row.opened.subject_id,
      case: row.opened.order_id ?? row.opened.pair_id,
    })),
  );
  await tx.query(
    `insert into disclosure.grant_closed
       (grant_id, closed_at_ms, cause, frames, first_position, last_position, frames_hash, ledger_number)
     select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::int[], $5::bigint[], $6::bigint[], $7::bytea[],
       $8::bigint[])`,
    [
      rows.map((row) => row.grantId),
      rows.map((row) => row.closedAtMs),
      rows.map((row) => row.cause),
      rows.map((row) => row.frames),
      rows.map((row) => row.firstPosition),
      rows.map((row) => row.lastPosition),
      rows.map((row) => row.framesHash),
      rows.map((_, i) => first + i),
    ],
  );
}

function closedBody(row: Closed): { readonly [key: string]: Canonical } {
  return {
    cause: row.cause,
    firstPosition: row.firstPosition,
    frames: row.frames,
    framesHash: row.framesHash === null ? null : row.framesHash.toString('hex'),
    grantId: row.grantId,
    lastPosition: row.lastPosition,
  };
}
