/** What a protected person has written so far: saved for them alone, sealed under a key of theirs, gone when they send or discard it. */
import type { PersonId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import type { ProcessDeps } from './deps.ts';
import { PROCESS_LIMITS } from './limits.ts';

type DraftDeps = Pick<ProcessDeps, 'database' | 'sealer' | 'clock'>;
type Draft = Record<string, unknown>;

export async function loadDraft(
  deps: DraftDeps,
  personId: PersonId,
): Promise<{ draft: Draft | null; changedAtMs: number | null }> {
  const { rows } = await deps.database.query<{ key_id: number; sealed: Buffer; changed_at_ms: number }>(
    `select key_id, sealed, changed_at_ms from orders.petition_draft where person_id = $1`,
    [personId],
  );
  const row = rows[0];
  if (row === undefined) return { draft: null, changedAtMs: null };
  const opened = await deps.sealer.open(row.key_id, row.sealed);
  return { draft: JSON.parse(opened.toString('utf8')) as Draft, changedAtMs: row.changed_at_ms };
}

/** @param draft null: discarded */
export async function saveDraft(
  deps: DraftDeps,
  personId: PersonId,
  draft: Draft | null,
): Promise<Outcome<number | null, Refusal>> {
  if (draft === null) {
    await deps.database.query(`delete from orders.petition_draft where person_id = $1`, [personId]);
    return ok(null);
  }
  const bytes = Buffer.from(JSON.stringify(draft), 'utf8');
  if (bytes.length > PROCESS_LIMITS.draftBytes) return refuse('invalid', 'The draft is too long.');
  const nowMs = deps.clock.nowMs();
  const key = await deps.sealer.dataKey({ subject: personId, scope: 'petition-draft', bases: ['registration'] }, nowMs);
  await deps.database.query(
    `insert into orders.petition_draft (person_id, key_id, sealed, changed_at_ms) values ($1, $2, $3, $4)
     on conflict (person_id) do update set key_id = excluded.key_id, sealed = excluded.sealed, changed_at_ms = excluded.changed_at_ms`,
    [personId, key.keyId, deps.sealer.sealWith(key, bytes), nowMs],
  );
  return ok(nowMs);
}
