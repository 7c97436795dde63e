import type { Sql } from '../../../core/database.ts';

export async function insertStepUp(
  tx: Sql,
  stepUp: {
    readonly stepUpId: string;
    readonly sessionId: string;
    readonly act: string;
    readonly givenAtMs: number;
    readonly expiresAtMs: number;
  },
): Promise<void> {
  await tx.query(
    `insert into server.step_up (step_up_id, session_id, act, given_at_ms, expires_at_ms) values ($1, $2, $3, $4, $5)`,
    [stepUp.stepUpId, stepUp.sessionId, stepUp.act, stepUp.givenAtMs, stepUp.expiresAtMs],
  );
}

/** One statement: of two calls at once one has it. */
export async function takeStepUp(tx: Sql, sessionId: string, act: string, nowMs: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update server.step_up set used_at_ms = $3 where step_up_id = (
       select step_up_id from server.step_up
       where session_id = $1 and act = $2 and used_at_ms is null and expires_at_ms > $3
       order by given_at_ms limit 1 for update skip locked)`,
    [sessionId, act, nowMs],
  );
  return rowCount === 1;
}
