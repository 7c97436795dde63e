import type { Sql } from '../../core/database.ts';
import type { AssignedAs } from './case.ts';

export interface Assignment {
  readonly assignmentId: string;
  readonly matterKind: 'order' | 'proceeding';
  readonly matterId: string;
  readonly personId: string;
  readonly as: AssignedAs;
  readonly fromMs: number;
  /** The first instant at which it is over; null: until somebody ends it. */
  readonly untilMs: number | null;
  /** Null: the bearer of the admin token. */
  readonly givenBy: string | null;
  readonly givenAtMs: number;
  readonly endedAtMs: number | null;
}

interface Row {
  assignment_id: string;
  matter_kind: Assignment['matterKind'];
  matter_id: string;
  person_id: string;
  assigned_as: AssignedAs;
  from_ms: number;
  until_ms: number | null;
  given_by: string | null;
  given_at_ms: number;
  ended_at_ms: number | null;
}

const COLUMNS =
  'assignment_id, matter_kind, matter_id, person_id, assigned_as, from_ms, until_ms, given_by, given_at_ms, ended_at_ms';

function assignmentOf(row: Row): Assignment {
  return {
    ...{ assignmentId: row.assignment_id, matterKind: row.matter_kind, matterId: row.matter_id },
    ...{ personId: row.person_id, as: row.assigned_as, fromMs: row.from_ms, untilMs: row.until_ms },
    ...{ givenBy: row.given_by, givenAtMs: row.given_at_ms, endedAtMs: row.ended_at_ms },
  };
}

/** False when the person has that part in the matter already. */
export async function insertAssignment(tx: Sql, one: Assignment): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into safeguards.assignment (assignment_id, matter_kind, matter_id, person_id, assigned_as, from_ms, until_ms, given_by, given_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      ...[one.assignmentId, one.matterKind, one.matterId, one.personId, one.as, one.fromMs, one.untilMs],
      ...[one.givenBy, one.givenAtMs],
    ],
  );
  return rowCount === 1;
}

/** False when it was ended before. */
export async function endAssignment(
  tx: Sql,
  assignmentId: string,
  atMs: number,
  byId: string | null,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update safeguards.assignment set ended_at_ms = $2, ended_by = $3 where assignment_id = $1 and ended_at_ms is null`,
    [assignmentId, atMs, byId],
  );
  return rowCount === 1;
}

/** Those whose time is over make place for a new one. */
export async function endLapsed(tx: Sql, matterId: string, personId: string, nowMs: number): Promise<void> {
  await tx.query(
    `update safeguards.assignment set ended_at_ms = until_ms
     where matter_id = $1 and person_id = $2 and ended_at_ms is null and until_ms <= $3`,
    [matterId, personId, nowMs],
  );
}

export async function loadAssignment(sql: Sql, assignmentId: string): Promise<Assignment | null> {
  const { rows } = await sql.query<Row>(`select ${COLUMNS} from safeguards.assignment where assignment_id = $1`, [
    assignmentId,
  ]);
  return rows[0] === undefined ? null : assignmentOf(rows[0]);
}

/** Newest first. */
export async function loadAssignmentsOf(sql: Sql, matterId: string, most: number): Promise<Assignment[]> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from safeguards.assignment where matter_id = $1 order by given_at_ms desc, assignment_id limit $2`,
    [matterId, most],
  );
  return rows.map(assignmentOf);
}

export async function loadStandingAssignments(sql: Sql): Promise<Assignment[]> {
  const { rows } = await sql.query<Row>(`select ${COLUMNS} from safeguards.assignment where ended_at_ms is null`);
  return rows.map(assignmentOf);
}
