/**
 * PostgreSQL behind the small interface of `core/database.ts`: a pool with limits on every wait, bigint as numbers, and
 * errors that carry the SQLSTATE but no value of a row. Fails toward refusing: a lost or silent server is an error within
 * the limits, never a hang.
 */
import pg from 'pg';
import type { Database, Sql } from '../core/database.ts';
import { POSTGRES_LIMITS } from './postgres/limits.ts';
import { withSetting } from './postgres/session-setting.ts';
import type { OwnTask } from './scope.ts';

/** A failed statement. `code` is the SQLSTATE (`23505` and so on), or Node's (`ECONNREFUSED`), or `unsafe-bigint`. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly code: string;
  /** The constraint that was violated, or null. */
  readonly constraint: string | null;

  constructor(message: string, code: string, constraint: string | null) {
    super(message);
    this.code = code;
    this.constraint = constraint;
  }
}

export interface DatabaseOptions {
  /** What the server does of its own here, for all cases; absent: the sessions see no case until a transaction says whose it is. */
  readonly task?: OwnTask;
  readonly connections?: number;
  readonly statementMs?: number;
  readonly connectMs?: number;
  /** Told when an idle connection breaks (the server went away); queries fail by themselves. */
  readonly onConnectionLost?: (error: QueryError) => void;
}

const INT8 = 20;
const INT8_ARRAY = 1016;

/** bigint as number: times in ms, positions and counts all fit; what does not is an error rather than a wrong number. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new QueryError('a bigint column holds more than 2^53', 'unsafe-bigint', null);
  }
  return value;
}

const int8Array = pg.types.getTypeParser(INT8_ARRAY as 20, 'text') as unknown as (text: string) => (string | null)[];

/** Type parsers of Magpie's connections; pg's global ones stay as they are. */
export const TYPES = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === INT8) return safeInteger;
    if (format !== 'binary' && oid === INT8_ARRAY) {
      return (text: string) => int8Array(text).map((item) => (item === null ? null : safeInteger(item)));
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** Strips what may hold values: DETAIL always, and the message of data errors, which quotes the input. */
export function queryError(error: unknown): QueryError {
  if (error instanceof QueryError) return error;
  if (error instanceof pg.DatabaseError) {
    const code = error.code ?? 'XX000';
    const message = code.startsWith('22') ? 'a value does not fit its column or function' : error.message;
    return new QueryError(`${message} (${code})`, code, error.constraint ?? null);
  }
  const plain = error as NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] };
  const code = plain.code ?? plain.errors?.[0]?.code ?? 'connection';
  const message = plain.message === '' ? (plain.errors?.[0]?.message ?? code) : (plain.message ?? String(error));
  return new QueryError(message, code, null);
}

async function run<Row extends object>(
  client: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly unknown[] | undefined,
): Promise<{ rows: Row[]; rowCount: number }> {
  try {
    const result = await client.query<Row>(text, values as unknown[] | undefined);
    return { rows: result.rows, rowCount: result.rowCount ?? 0 };
  } catch (error) {
    throw queryError(error);
  }
}

/** The address for connections that serve one task for as long as they live. */
export function urlForTask(url: string, task: OwnTask): string {
  return withSetting(new URL(url), `magpie.task=${task}`).href;
}

/** A pool of connections. Every failure is a `QueryError`. */
export class PgDatabase implements Database {
  readonly #pool: pg.Pool;
  #closed = false;

  /** `url`: `postgres://user:password@host:port/database`. Connects on first use. */
  constructor(url: string, options: DatabaseOptions = {}) {
    const statementMs = options.statementMs ?? POSTGRES_LIMITS.statementMs;
    this.#pool = new pg.Pool({
      connectionString: options.task === undefined ? url : urlForTask(url, options.task),
      max: options.connections ?? POSTGRES_LIMITS.poolConnections,
      connectionTimeoutMillis: options.connectMs ?? POSTGRES_LIMITS.connectMs,
      statement_timeout: statementMs,
      query_timeout: statementMs + (POSTGRES_LIMITS.queryMs - POSTGRES_LIMITS.statementMs),
      idle_in_transaction_session_timeout: POSTGRES_LIMITS.idleInTransactionMs,
      application_name: 'magpie',
      keepAlive: true,
      types: TYPES,
    });
    this.#pool.on('error', (error) => options.onConnectionLost?.(queryError(error)));
  }

  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[]; rowCount: number }> {
    return run<Row>(this.#pool, text, values);
  }

  /** `begin`: the statements that begin it, sent as one; of the code's own making, since they take no values. */
  async transaction<T>(work: (tx: Sql) => Promise<T>, begin = 'begin'): Promise<T> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw queryError(error);
    });
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    try {
      await run(client, begin, undefined);
      const result = await work({ query: (text, values) => run(client, text, values) });
      // A failed statement that `work` swallowed makes `commit` answer ROLLBACK without an error.
      const { command } = await client.query('commit').catch((error: unknown) => {
        throw queryError(error);
      });
      if (command !== 'COMMIT') throw new QueryError('the transaction had failed and was rolled back', '25P02', null);
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken ??= failure;
      });
      throw error;
    } finally {
      client.removeListener('error', onError);
      // A connection whose state is not known is closed rather than reused.
      client.release(broken);
    }
  }

  /** Ends all connections, waiting for those in use up to the limit. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new QueryError('connections were not given back', 'leak', null)),
        POSTGRES_LIMITS.closeMs,
      );
    });
    try {
      await Promise.race([this.#pool.end(), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
