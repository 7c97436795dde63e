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

/**
 * Newest first, at most `most`, of actors of these kinds alone. The bytes are searched: an id stands in them as it is written.
 */
export async function loadAuditNaming(
  sql: Sql,
  ids: readonly string[],
  fromMs: number,
  actorKinds: readonly string[],
  most: number,
): Promise<AuditNaming[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql.query<Row>(
    `select number, at_ms, convert_from(canonical, 'UTF8')::jsonb as entry from safeguards.audit
     where at_ms >= $2 and exists (select from unnest($1::text[]) id where position(convert_to(id, 'UTF8') in canonical) > 0)
       and exists (select from unnest($3::text[]) kind
                   where position(convert_to('"kind":"' || kind || '"}', 'UTF8') in canonical) > 0)
     order by number desc limit $4`,
    [ids, fromMs, actorKinds, most],
  );
  return rows.map(({ number, at_ms, entry }) => ({
    ...{ number, atMs: at_ms, action: entry.action, purpose: entry.purpose },
    actor: { kind: entry.actor.kind, id: entry.actor.id },
  }));
}
