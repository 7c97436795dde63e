import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import type { SosOutcome } from '../decide-sos.ts';

export interface Sos {
  readonly sosId: string;
  readonly personId: PersonId;
  readonly pressedAtMs: number;
  readonly receivedAtMs: number;
  /** Null: not committed to the journal yet. */
  readonly journaledAtMs: number | null;
  readonly outcome: SosOutcome;
}

interface SosRow {
  sos_id: string;
  person_id: PersonId;
  pressed_at_ms: number;
  received_at_ms: number;
  journaled_at_ms: number | null;
  outcome: SosOutcome;
}

const COLUMNS = 'sos_id, person_id, pressed_at_ms, received_at_ms, journaled_at_ms, outcome';

/** Written once for an id; who sends it again gets what was written first. Null: the id is of a call that is not theirs to see. */
export async function ensureSos(
  sql: Sql,
  sos: Pick<Sos, 'sosId' | 'personId' | 'pressedAtMs' | 'receivedAtMs'>,
): Promise<Sos | null> {
  await sql.query(
    `insert into incidents.sos (sos_id, person_id, pressed_at_ms, received_at_ms) values ($1, $2, $3, $4)
     on conflict (sos_id) do nothing`,
    [sos.sosId, sos.personId, sos.pressedAtMs, sos.receivedAtMs],
  );
  return loadSos(sql, sos.sosId);
}

export async function loadSos(sql: Sql, sosId: string): Promise<Sos | null> {
  const { rows } = await sql.query<SosRow>(`select ${COLUMNS} from incidents.sos where sos_id = $1`, [sosId]);
  return rows[0] === undefined ? null : sosOf(rows[0]);
}

export async function lockSos(tx: Sql, sosId: string): Promise<Sos | null> {
  const { rows } = await tx.query<SosRow>(`select ${COLUMNS} from incidents.sos where sos_id = $1 for update`, [sosId]);
  return rows[0] === undefined ? null : sosOf(rows[0]);
}

/** Whether the person called again after this one, and has not taken that back. */
export async function isOvertaken(sql: Sql, sos: Sos): Promise<boolean> {
  const { rows } = await sql.query<{ one: number }>(
    `select 1 as one from incidents.sos
     where person_id = $1 and sos_id <> $2 and received_at_ms >= $3 and outcome = 'open' limit 1`,
    [sos.personId, sos.sosId, sos.receivedAtMs],
  );
  return rows.length > 0;
}

export async function updateJournaled(sql: Sql, sosId: string, atMs: number): Promise<void> {
  await sql.query(`update incidents.sos set journaled_at_ms = coalesce(journaled_at_ms, $2) where sos_id = $1`, [
    sosId,
    atMs,
  ]);
}

export async function updateOutcome(tx: Sql, sosId: string, outcome: SosOutcome, atMs: number): Promise<void> {
  await tx.query(`update incidents.sos set outcome = $2, resolved_at_ms = $3 where sos_id = $1`, [
    sosId,
    outcome,
    atMs,
  ]);
}

/** Open SOS incidents of a person, of every agency; locked. */
export async function lockOpenSosIds(tx: Sql, personId: string): Promise<string[]> {
  const { rows } = await tx.query<{ incident_id: string }>(
    `select incident_id from incidents.incident
     where subject = $1 and kind = 'device:sos' and state <> 'closed' order by incident_id for update`,
    [`person:${personId}`],
  );
  return rows.map((row) => row.incident_id);
}

export async function updateDuress(tx: Sql, incidentId: string, atMs: number): Promise<void> {
  await tx.query(`update incidents.incident set duress_at_ms = coalesce(duress_at_ms, $2) where incident_id = $1`, [
    incidentId,
    atMs,
  ]);
}

export interface OpenAbout {
  readonly incidentId: string;
  readonly agencyId: string;
  readonly isSos: boolean;
  /** An SOS whose last call was taken back, whichever code it was: nothing that the person's screen shows depends on which. */
  readonly isTakenBack: boolean;
}

/** Open incidents about a protected person, of every agency: their own and those of their pairs. */
export async function loadOpenAboutProtected(
  sql: Sql,
  personId: string,
  pairIds: readonly string[],
): Promise<OpenAbout[]> {
  const { rows } = await sql.query<{ incident_id: string; agency_id: string; is_sos: boolean; is_taken_back: boolean }>(
    `select incident_id, agency_id, kind = 'device:sos' as is_sos, kind = 'device:sos' and coalesce(
         (select s.outcome <> 'open' from incidents.sos s where s.person_id = $1 order by received_at_ms desc, sos_id limit 1),
         false) as is_taken_back
     from incidents.incident where subject = any($2::text[]) and state <> 'closed'`,
    [personId, [`person:${personId}`, ...pairIds.map((pairId) => `pair:${pairId}`)]],
  );
  return rows.map((row) => ({
    incidentId: row.incident_id,
    agencyId: row.agency_id,
    isSos: row.is_sos,
    isTakenBack: row.is_taken_back,
  }));
}

/** What became of the person's newest call; null: they never called. */
export async function loadNewestOutcome(sql: Sql, personId: string): Promise<SosOutcome | null> {
  const { rows } = await sql.query<{ outcome: SosOutcome }>(
    `select outcome from incidents.sos where person_id = $1 order by received_at_ms desc, sos_id limit 1`,
    [personId],
  );
  return rows[0]?.outcome ?? null;
}

/** A call of somebody who was forced to open the app; told by `duress_due` until it is told whole. */
export async function insertDuressCall(tx: Sql, sosId: string, personId: PersonId, atMs: number): Promise<void> {
  await tx.query(
    `insert into incidents.sos (sos_id, person_id, pressed_at_ms, received_at_ms, duress_due) values ($1, $2, $3, $3, true)`,
    [sosId, personId, atMs],
  );
}

/** The oldest first. */
export async function loadDuressDue(sql: Sql): Promise<Pick<Sos, 'sosId' | 'personId'>[]> {
  const { rows } = await sql.query<{ sos_id: string; person_id: PersonId }>(
    `select sos_id, person_id from incidents.sos where duress_due order by received_at_ms, sos_id`,
  );
  return rows.map((row) => ({ sosId: row.sos_id, personId: row.person_id }));
}

export async function updateDuressDone(sql: Sql, sosId: string): Promise<void> {
  await sql.query(`update incidents.sos set duress_due = false where sos_id = $1`, [sosId]);
}

function sosOf(row: SosRow): Sos {
  return {
    sosId: row.sos_id,
    personId: row.person_id,
    pressedAtMs: row.pressed_at_ms,
    receivedAtMs: row.received_at_ms,
    journaledAtMs: row.journaled_at_ms,
    outcome: row.outcome,
  };
}
