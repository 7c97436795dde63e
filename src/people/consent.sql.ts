import type { Sql } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import type { ConsentAct } from './consent.ts';
import type { ConsentActKind } from './contract.ts';

interface ConsentRow {
  person_id: PersonId;
  number: number;
  at_ms: number;
  act: ConsentActKind;
  text_version: string;
  until_ms: number | null;
}

const COLUMNS = 'person_id, number, at_ms, act, text_version, until_ms';

/** Held until the transaction ends: two acts of one person take turns. */
export async function lockConsent(tx: Sql, personId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('people.consent ' || $1, 0))`, [personId]);
}

export async function insertConsentAct(tx: Sql, personId: string, act: ConsentAct): Promise<void> {
  await tx.query(
    `insert into people.consent_act (${COLUMNS}, purpose) values ($1, $2, $3, $4, $5, $6, 'own-position')`,
    [personId, act.number, act.atMs, act.act, act.textVersion, act.untilMs],
  );
}

/** Of one person, or null: of everyone; ascending by number. */
export async function loadConsentActs(sql: Sql, personId: string | null): Promise<Map<PersonId, ConsentAct[]>> {
  const { rows } = await sql.query<ConsentRow>(
    `select ${COLUMNS} from people.consent_act where $1::uuid is null or person_id = $1::uuid order by person_id, number`,
    [personId],
  );
  const byPerson = Map.groupBy(rows, (row) => row.person_id);
  return new Map([...byPerson].map(([id, acts]) => [id, acts.map(actOf)]));
}

function actOf(row: ConsentRow): ConsentAct {
  const { number, act } = row;
  return { number, act, atMs: row.at_ms, textVersion: row.text_version, untilMs: row.until_ms };
}
