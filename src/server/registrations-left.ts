/** Registrations that nothing holds any more, from what all contexts hold of them. Fails toward not naming one. */
import type { Sql } from '../core/database.ts';
import type { LeftRegistration } from '../orders/service.ts';

const AT_ONCE = 500;

/** A page at a time, those alone that have no clock yet. */
export async function* registrationsLeft(sql: Sql, nowMs: number): AsyncIterable<readonly LeftRegistration[]> {
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: LeftRegistration[] } = await sql.query<LeftRegistration>(
      `select id, jurisdiction, because, since_ms as "sinceMs" from server.registrations_left($1, $2, $3)`,
      [nowMs, after, AT_ONCE],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.id;
  }
}
