import type { Sql } from '../../../core/database.ts';
import type { PersonId } from '../../../core/ids.ts';

export type PasskeyUse = 'sign-in' | 'unlock';

export interface PasskeyRow {
  readonly passkeyId: string;
  /** base64url. */
  readonly credentialId: string;
  readonly personId: PersonId;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly synced: boolean;
  readonly keyId: number;
  readonly nameSealed: Buffer;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

interface Row {
  passkey_id: string;
  credential_id: Buffer;
  person_id: PersonId;
  public_key: Buffer;
  counter: number;
  synced: boolean;
  key_id: number;
  name_sealed: Buffer;
  created_at_ms: number;
  last_used_at_ms: number | null;
}

const COLUMNS = `passkey_id, credential_id, person_id, public_key, counter, synced, key_id, name_sealed, created_at_ms,
  last_used_at_ms`;

const fromRow = (row: Row): PasskeyRow => ({
  passkeyId: row.passkey_id,
  credentialId: row.credential_id.toString('base64url'),
  personId: row.person_id,
  publicKey: Uint8Array.from(row.public_key),
  counter: row.counter,
  synced: row.synced,
  keyId: row.key_id,
  nameSealed: row.name_sealed,
  createdAtMs: row.created_at_ms,
  lastUsedAtMs: row.last_used_at_ms,
});

/** Those that still hold, the oldest first. */
export async function loadPasskeys(sql: Sql, personId: string, use: PasskeyUse): Promise<PasskeyRow[]> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from server.passkey where person_id = $1 and use = $2 and ended_at_ms is null
     order by created_at_ms, passkey_id`,
    [personId, use],
  );
  return rows.map(fromRow);
}

export async function hasPasskey(sql: Sql, personId: string): Promise<boolean> {
  const { rows } = await sql.query(
    `select 1 as one from server.passkey where person_id = $1 and use = 'sign-in' and ended_at_ms is null limit 1`,
    [personId],
  );
  return rows.length > 0;
}

/** Held until the transaction ends: of two answers with one counter, one is refused. */
export async function lockPasskey(tx: Sql, credentialId: string, use: PasskeyUse): Promise<PasskeyRow | null> {
  const { rows } = await tx.query<Row>(
    `select ${COLUMNS} from server.passkey where credential_id = $1 and use = $2 and ended_at_ms is null for update`,
    [Buffer.from(credentialId, 'base64url'), use],
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** False: this credential is known already, of whomever. */
export async function insertPasskey(
  tx: Sql,
  passkey: Omit<PasskeyRow, 'lastUsedAtMs'> & { readonly use: PasskeyUse },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into server.passkey (passkey_id, credential_id, person_id, use, public_key, counter, synced, key_id, name_sealed, created_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (credential_id) do nothing`,
    [
      passkey.passkeyId,
      Buffer.from(passkey.credentialId, 'base64url'),
      passkey.personId,
      passkey.use,
      Buffer.from(passkey.publicKey),
      passkey.counter,
      passkey.synced,
      passkey.keyId,
      passkey.nameSealed,
      passkey.createdAtMs,
    ],
  );
  return rowCount === 1;
}

export async function updateUsed(
  tx: Sql,
  passkeyId: string,
  used: { readonly counter: number; readonly synced: boolean; readonly atMs: number },
): Promise<void> {
  await tx.query(`update server.passkey set counter = $2, synced = $3, last_used_at_ms = $4 where passkey_id = $1`, [
    passkeyId,
    used.counter,
    used.synced,
    used.atMs,
  ]);
}

export async function updateName(tx: Sql, personId: string, passkeyId: string, sealed: Buffer): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update server.passkey set name_sealed = $3
     where person_id = $1 and passkey_id = $2 and use = 'sign-in' and ended_at_ms is null`,
    [personId, passkeyId, sealed],
  );
  return rowCount === 1;
}

/** Of one, or (null) of all of that use. How many ended. */
export async function endPasskeys(
  tx: Sql,
  personId: string,
  use: PasskeyUse,
  only: string | null,
  nowMs: number,
): Promise<number> {
  const { rowCount } = await tx.query(
    `update server.passkey set ended_at_ms = $4
     where person_id = $1 and use = $2 and ($3::uuid is null or passkey_id = $3::uuid) and ended_at_ms is null`,
    [personId, use, only, nowMs],
  );
  return rowCount;
}
