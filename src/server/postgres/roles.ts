/**
 * The roles of a cluster: `postgres` (superuser, used only here), `magpie_owner` (owns the schemas, migrates) and `magpie_app`
 * (what the server works as: only what migrations grant).
 */
import pg from 'pg';
import { queryError } from '../database.ts';
import { POSTGRES_LIMITS } from './limits.ts';

export interface RolePasswords {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

/** Runs statements one by one as `url`'s role. */
export async function runStatements(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: POSTGRES_LIMITS.connectMs,
    statement_timeout: POSTGRES_LIMITS.migrationStatementMs,
    application_name: 'magpie setup',
  });
  // A connection that breaks between statements is told by the next statement.
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (const statement of statements) await client.query(statement);
  } catch (error) {
    throw queryError(error);
  } finally {
    await client.end();
  }
}

/** `postgres://role:password@127.0.0.1:port/database`. */
export function loopbackUrl(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Makes roles and the database where they are missing, and sets the passwords to those of secrets.json. Idempotent. */
export async function ensureRoles(port: number, passwords: RolePasswords, database: string): Promise<void> {
  const superuser = loopbackUrl('postgres', passwords.superuser, port, 'postgres');
  const owner = pg.escapeLiteral(passwords.owner);
  const app = pg.escapeLiteral(passwords.app);
  await runStatements(superuser, [
    `do $$ begin
      if not exists (select from pg_roles where rolname = 'magpie_owner') then create role magpie_owner; end if;
      if not exists (select from pg_roles where rolname = 'magpie_app') then create role magpie_app; end if;
    end $$`,
    `alter role magpie_owner login createdb createrole nosuperuser password ${owner}`,
    `alter role magpie_app login nocreatedb nocreaterole nosuperuser noinherit password ${app}`,
  ]);
  const client = new pg.Client({ connectionString: superuser, connectionTimeoutMillis: POSTGRES_LIMITS.connectMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)} owner magpie_owner`);
  } catch (error) {
    throw queryError(error);
  } finally {
    await client.end();
  }
  await runStatements(loopbackUrl('postgres', passwords.superuser, port, database), [
    `revoke all on database ${pg.escapeIdentifier(database)} from public`,
    `grant connect on database ${pg.escapeIdentifier(database)} to magpie_app`,
    'revoke all on schema public from public',
  ]);
}
