import type { Sql } from '../core/database.ts';

/** When the person last said so under this jurisdiction, and to which text; null: never. */
export async function loadUndertaking(
  sql: Sql,
  personId: string,
  jurisdiction: string,
): Promise<{ readonly atMs: number; readonly textVersion: string } | null> {
  const { rows } = await sql.query<{ at_ms: number; text_version: string }>(
    `select at_ms, text_version from orders.undertaking where person_id = $1 and jurisdiction = $2
     order by at_ms desc limit 1`,
    [personId, jurisdiction],
  );
  return rows[0] === undefined ? null : { atMs: rows[0].at_ms, textVersion: rows[0].text_version };
}

/** False when the same was said in the same instant. */
export async function insertUndertaking(
  tx: Sql,
  said: {
    readonly personId: string;
    readonly jurisdiction: string;
    readonly atMs: number;
    readonly packVersion: string;
    readonly textVersion: string;
  },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into orders.undertaking (person_id, jurisdiction, at_ms, pack_version, text_version)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [said.personId, said.jurisdiction, said.atMs, said.packVersion, said.textVersion],
  );
  return rowCount === 1;
}

/** The last of everyone, for each jurisdiction. */
export async function loadUndertakings(
  sql: Sql,
): Promise<
  { readonly personId: string; readonly jurisdiction: string; readonly atMs: number; readonly textVersion: string }[]
> {
  const { rows } = await sql.query<{ person_id: string; jurisdiction: string; at_ms: number; text_version: string }>(
    `select distinct on (person_id, jurisdiction) person_id, jurisdiction, at_ms, text_version
     from orders.undertaking order by person_id, jurisdiction, at_ms desc`,
  );
  return rows.map((row) => {
    const { person_id: personId, jurisdiction, at_ms: atMs, text_version: textVersion } = row;
    return { personId, jurisdiction, atMs, textVersion };
  });
}
