/**
 * Entries of the audit that name one of some ids, read back for whom they are about. It only reads; who may be told what of them is the
 * caller's to decide. Fails toward telling nothing: what cannot be read as an entry is an error.
 */
import type { Sql } from '../core/database.ts';

export interface AuditNaming {
  readonly number: number;
  readonly atMs: number;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly action: string;
  readonly purpose: string;
}

interface Row {
  number: number;
  at_ms: number;
  entry: { actor: AuditNaming['actor']; action: string; purpose: string };
}

/** Newest first, before a number, at most `most`, of actors of these kinds alone; by the index over the ids that stand in entries. */
export async function loadAuditNaming(
  sql: Sql,
  ids: readonly string[],
  actorKinds: readonly string[],
  before: number,
  most: number,
): Promise<AuditNaming[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql.query<Row>(
    `select number, at_ms, convert_from(canonical, 'UTF8')::jsonb as entry
     from safeguards.audit_naming($1::uuid[], $2::text[], $3, $4) order by number desc`,
    [ids, actorKinds, before, most],
  );
  return rows.map(({ number, at_ms, entry }) => ({
    ...{ number, atMs: at_ms, action: entry.action, purpose: entry.purpose },
    actor: { kind: entry.actor.kind, id: entry.actor.id },
  }));
}
