/**
 * The journal writer's own connection: it holds the shard's lock for as long as it lives, so that two processes never number
 * inputs side by side, and what a lost lock wrote can never commit after another took it.
 */
import pg from 'pg';
import type { WriterConnection } from '../ingest/journal.ts';
import { queryError, TYPES, urlForTask } from './database.ts';
import { POSTGRES_LIMITS } from './postgres/limits.ts';

/** First half of the advisory lock; the shard's number is the second. */
const LOCK_SPACE = 0x6d616770;

export class ShardTakenError extends Error {
  override readonly name = 'ShardTakenError';
}

/** Rejects with `ShardTakenError` while another process writes this shard. */
export async function connectWriter(url: string, shard: number): Promise<WriterConnection> {
  const client = new pg.Client({
    connectionString: urlForTask(url, 'journal'),
    connectionTimeoutMillis: POSTGRES_LIMITS.connectMs,
    statement_timeout: POSTGRES_LIMITS.statementMs,
    query_timeout: POSTGRES_LIMITS.queryMs,
    application_name: 'magpie journal',
    keepAlive: true,
    types: TYPES,
  });
  let lost: Error | null = null;
  client.on('error', (error) => {
    lost = error;
  });
  const names = new Map<string, string>();
  const connection: WriterConnection = {
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      if (lost !== null) throw queryError(lost);
      try {
        // Prepared once a connection: the journal runs the same few statements for ever.
        const name = names.get(text) ?? `magpie_${names.size}`;
        names.set(text, name);
        const result = await client.query<Row>({ name, text, values: [...values] });
        return { rows: result.rows, rowCount: result.rowCount ?? 0 };
      } catch (error) {
        throw queryError(error);
      }
    },
    close: () => client.end(),
  };
  try {
    await client.connect();
    const { rows } = await connection.query<{ taken: boolean }>(`select pg_try_advisory_lock($1, $2) as taken`, [
      LOCK_SPACE,
      shard,
    ]);
    if (rows[0]?.taken !== true) throw new ShardTakenError('another process writes this shard');
    return connection;
  } catch (error) {
    await client.end();
    throw error instanceof ShardTakenError ? error : queryError(error);
  }
}
