import type { Sql } from '../../../core/database.ts';
import type { AgencyId, PersonId } from '../../../core/ids.ts';

export interface OidcClient {
  readonly agencyId: AgencyId;
  readonly issuer: string;
  readonly clientId: string;
  readonly keyId: number;
  readonly secretSealed: Buffer;
  readonly acr: readonly string[];
  readonly amr: readonly string[];
  readonly createdAtMs: number;
}

interface Row {
  agency_id: AgencyId;
  issuer: string;
  client_id: string;
  key_id: number;
  secret_sealed: Buffer;
  acr: string[];
  amr: string[];
  created_at_ms: number;
}

/** The one that holds now; null: none. */
export async function loadClient(sql: Sql, agencyId: string): Promise<OidcClient | null> {
  const { rows } = await sql.query<Row>(
    `select agency_id, issuer, client_id, key_id, secret_sealed, acr, amr, created_at_ms from server.oidc_client
     where agency_id = $1 and ended_at_ms is null`,
    [agencyId],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    ...{ agencyId: row.agency_id, issuer: row.issuer, clientId: row.client_id, keyId: row.key_id },
    ...{ secretSealed: row.secret_sealed, acr: row.acr, amr: row.amr, createdAtMs: row.created_at_ms },
  };
}

export async function insertClient(tx: Sql, rowId: string, client: OidcClient): Promise<void> {
  await tx.query(
    `insert into server.oidc_client (client_row, agency_id, issuer, client_id, key_id, secret_sealed, acr, amr, created_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[rowId, client.agencyId, client.issuer, client.clientId, client.keyId, client.secretSealed],
      ...[client.acr, client.amr, client.createdAtMs],
    ],
  );
}

/** Whether there was one. */
export async function endClient(tx: Sql, agencyId: string, nowMs: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update server.oidc_client set ended_at_ms = $2 where agency_id = $1 and ended_at_ms is null`,
    [agencyId, nowMs],
  );
  return rowCount > 0;
}

/** Agencies whose staff may sign in so. */
export async function loadAgencyIdsWithClient(sql: Sql): Promise<AgencyId[]> {
  const { rows } = await sql.query<{ agency_id: AgencyId }>(
    `select agency_id from server.oidc_client where ended_at_ms is null order by agency_id limit 200`,
  );
  return rows.map((row) => row.agency_id);
}

export async function insertSubject(
  tx: Sql,
  subject: {
    readonly agencyId: string;
    readonly index: Buffer;
    readonly personId: string;
    readonly nowMs: number;
  },
): Promise<boolean> {
  await tx.query(`delete from server.oidc_subject where person_id = $1`, [subject.personId]);
  const { rowCount } = await tx.query(
    `insert into server.oidc_subject (agency_id, subject_index, person_id, created_at_ms) values ($1, $2, $3, $4)
     on conflict (agency_id, subject_index) do nothing`,
    [subject.agencyId, subject.index, subject.personId, subject.nowMs],
  );
  return rowCount === 1;
}

export async function loadSubject(sql: Sql, agencyId: string, index: Buffer): Promise<PersonId | null> {
  const { rows } = await sql.query<{ person_id: PersonId }>(
    `select person_id from server.oidc_subject where agency_id = $1 and subject_index = $2`,
    [agencyId, index],
  );
  return rows[0]?.person_id ?? null;
}
