/**
 * Forward-only migrations: the SQL files of `db/migrations` in order of their names, each in a transaction of its own, once.
 * What was applied is kept in `magpie_meta.migration` with a checksum. Fails toward refusing to start: a changed, missing
 * or late file means that code and database are not of one history.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Clock } from '../core/clock.ts';
import { queryError, TYPES } from './database.ts';
import { OperatorError } from './operator-error.ts';
import { POSTGRES_LIMITS } from './postgres/limits.ts';

/** Any constant will do, as long as every Magpie uses the same: the letters 'magpie'. */
const LOCK_KEY = 0x6d61_6770_6965;

interface Migration {
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return await Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      // Line ends may differ between checkouts of the same file.
      const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      return { name, checksum, sql };
    }),
  );
}

/** The files to apply, after what was applied has been held against what is there. */
export function pendingMigrations<M extends { readonly name: string; readonly checksum: string }>(
  files: readonly M[],
  applied: readonly { readonly name: string; readonly checksum: string }[],
): M[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const { name, checksum } of applied) {
    const file = byName.get(name);
    if (file === undefined) {
      throw new OperatorError(
        `The database holds migration ${name}, which this Magpie does not know.`,
        'Start the newer Magpie that made it, or restore the database that belongs to this one.',
      );
    }
    if (file.checksum !== checksum) {
      throw new OperatorError(
        `Migration ${name} was changed after it was applied.`,
        'Restore the file, and put the change into a new migration.',
      );
    }
  }
  const done = new Set(applied.map((row) => row.name));
  const last =
    applied
      .map((row) => row.name)
      .sort()
      .at(-1) ?? '';
  const pending = files.filter((file) => !done.has(file.name));
  const late = pending.find((file) => file.name < last);
  if (late !== undefined) {
    throw new OperatorError(
      `Migration ${late.name} comes before ${last}, which is already applied.`,
      'Give it a later number: migrations only go forward.',
    );
  }
  return pending;
}

/**
 * Applies what is missing; the names applied. `ownerUrl` belongs to the role that owns the schemas. Two starters do not
 * race: the second waits for the first and finds nothing to do.
 */
export async function migrate(
  ownerUrl: string,
  folder: string,
  clock: Clock,
  onApplied: (name: string) => void = () => undefined,
): Promise<string[]> {
  const files = await readMigrations(folder);
  const client = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: POSTGRES_LIMITS.connectMs,
    statement_timeout: POSTGRES_LIMITS.migrationStatementMs,
    lock_timeout: POSTGRES_LIMITS.migrationLockMs,
    application_name: 'magpie migrate',
    types: TYPES,
  });
  // A connection that breaks between statements is told by the next statement.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query(`create schema if not exists magpie_meta`);
    await client.query(`create table if not exists magpie_meta.migration (
      name text primary key, checksum text not null, applied_at_ms bigint not null)`);
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from magpie_meta.migration',
    );
    const pending = pendingMigrations(files, rows);
    for (const file of pending) {
      await apply(client, file, clock.nowMs());
      onApplied(file.name);
    }
    return pending.map((file) => file.name);
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw queryError(error);
  } finally {
    // Ends the session, and the advisory lock with it.
    await client.end();
  }
}

async function apply(client: pg.Client, file: Migration, nowMs: number): Promise<void> {
  try {
    await client.query('begin');
    await client.query(file.sql);
    await client.query('insert into magpie_meta.migration (name, checksum, applied_at_ms) values ($1, $2, $3)', [
      file.name,
      file.checksum,
      nowMs,
    ]);
    await client.query('commit');
  } catch (error) {
    // On a broken connection this fails too, and the server rolls back by itself.
    await client.query('rollback').catch(() => undefined);
    const { code, message } = queryError(error);
    const remedy =
      code === '42501'
        ? 'Give the owner of the database CREATEROLE and ownership of the database, or set DATABASE_OWNER_URL.'
        : 'Nothing of it was kept; mend the migration or the database and start again.';
    throw new OperatorError(`Migration ${file.name} failed: ${message}.`, remedy);
  }
}
