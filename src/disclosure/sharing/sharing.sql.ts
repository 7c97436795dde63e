import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';

export type SharingEnd = 'stopped' | 'replaced' | 'cancelled' | 'closed' | 'order-ended' | 'time';

export interface Sharing {
  readonly sharingId: string;
  readonly personId: PersonId;
  /** It stands while one of them is open. */
  readonly incidentIds: readonly string[];
  /** It came with an SOS, and is taken back with it. */
  readonly withSos: boolean;
  readonly beganAtMs: number;
  readonly untilMs: number;
  readonly hidden: boolean;
  /** A hidden one stood when it began: it is not ended from the person's screen, but hidden. */
  readonly coversHidden: boolean;
}

interface SharingRow {
  sharing_id: string;
  person_id: PersonId;
  incident_ids: string[];
  with_sos: boolean;
  began_at_ms: number;
  until_ms: number;
  hidden: boolean;
  covers_hidden: boolean;
}

export async function insertSharing(tx: Sql, sharing: Sharing): Promise<void> {
  await tx.query(
    `insert into disclosure.sharing (sharing_id, person_id, incident_ids, with_sos, began_at_ms, until_ms, hidden, covers_hidden)
     values ($1, $2, $3::uuid[], $4, $5, $6, $7, $8)`,
    [
      sharing.sharingId,
      sharing.personId,
      sharing.incidentIds,
      sharing.withSos,
      sharing.beganAtMs,
      sharing.untilMs,
      sharing.hidden,
      sharing.coversHidden,
    ],
  );
}

export async function updateEnded(tx: Sql, sharingId: string, cause: SharingEnd, atMs: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update disclosure.sharing set ended_at_ms = $2, cause = $3 where sharing_id = $1 and ended_at_ms is null`,
    [sharingId, atMs, cause],
  );
  return rowCount === 1;
}

/** Whether it was not yet. */
export async function updateHidden(tx: Sql, sharingId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update disclosure.sharing set hidden = true where sharing_id = $1 and not hidden`,
    [sharingId],
  );
  return rowCount === 1;
}

export async function loadStanding(sql: Sql): Promise<Sharing[]> {
  const { rows } = await sql.query<SharingRow>(
    `select sharing_id, person_id, incident_ids, with_sos, began_at_ms, until_ms, hidden, covers_hidden from disclosure.sharing
     where ended_at_ms is null order by began_at_ms`,
  );
  return rows.map((row) => ({
    sharingId: row.sharing_id,
    personId: row.person_id,
    incidentIds: row.incident_ids,
    withSos: row.with_sos,
    beganAtMs: row.began_at_ms,
    untilMs: row.until_ms,
    hidden: row.hidden,
    coversHidden: row.covers_hidden,
  }));
}
