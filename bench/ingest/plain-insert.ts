/**
 * What is usually done, beside it in the same run: each message is one INSERT of its own, committed by itself, over a pool of
 * connections to the same PostgreSQL; nothing is sealed, deduplicated or given to an engine.
 */
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';

export interface PlainResult {
  readonly perSecond: number;
  readonly connections: number;
  readonly rowsPerMessage: number;
}

const CONNECTIONS = 10;
/** A message of one report is one row; trackers that store send batches. */
export async function plainInserts(ownerUrl: string, rowsPerMessage: number, seconds: number): Promise<PlainResult> {
  const pool = new Pool({ connectionString: ownerUrl, max: CONNECTIONS });
  try {
    await pool.query(`create table if not exists public.plain_fix (
      device_id uuid, fixed_at_ms bigint, lat double precision, lon double precision, speed real, course real,
      primary key (device_id, fixed_at_ms))`);
    const values = Array.from({ length: rowsPerMessage }, (_, i) => `($1, $${2 * i + 2}, $${2 * i + 3}, 124, 0, 0)`);
    const statement = `insert into public.plain_fix values ${values.join(', ')} on conflict do nothing`;
    const endMs = performance.now() + seconds * 1_000;
    let rows = 0;
    const work = async (): Promise<void> => {
      const device = randomUUID();
      for (let at = 0; performance.now() < endMs; at += rowsPerMessage) {
        const given = Array.from({ length: rowsPerMessage }, (_, i) => [at + i, 36 + i / 1e6]).flat();
        await pool.query(statement, [device, ...given]);
        rows += rowsPerMessage;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, work));
    return { perSecond: Math.round(rows / seconds), connections: CONNECTIONS, rowsPerMessage };
  } finally {
    await pool.query('drop table if exists public.plain_fix');
    await pool.end();
  }
}
