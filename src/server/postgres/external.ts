/**
 * A PostgreSQL of the operator's own, named by DATABASE_URL: looked at before anything is done with it, with one clear line
 * and a remedy for whatever is missing. No message holds a password.
 */
import pg from 'pg';
import { queryError } from '../database.ts';
import { OperatorError } from '../operator-error.ts';
import { POSTGRES_LIMITS } from './limits.ts';
import { withSetting } from './session-setting.ts';

export interface DatabaseUrls {
  /** Sessions work as magpie_app. */
  readonly appUrl: string;
  /** For migrations. */
  readonly ownerUrl: string;
}

const VERSION_MIN = 15;
const APP_ROLE = 'magpie_app';

/** `name` is the variable that the operator set. */
function parseUrl(text: string, name: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2) {
    throw new OperatorError(
      `${name} is not a PostgreSQL address.`,
      `Write it as postgres://user:password@host:5432/database.`,
    );
  }
  return url;
}

function where(url: URL): string {
  return `${url.hostname}:${url.port === '' ? '5432' : url.port}${url.pathname}`;
}

function connectionFailure(error: unknown, url: URL, name: string): OperatorError {
  const { code, message } = queryError(error);
  switch (code) {
    case '28P01':
    case '28000':
      return new OperatorError(
        `PostgreSQL at ${where(url)} refused the sign-in of ${name}.`,
        `Mend user and password in ${name}, and see that pg_hba.conf admits them.`,
      );
    case '3D000':
      return new OperatorError(`There is no database ${where(url)}.`, `Make it (createdb), or mend ${name}.`);
    case '42501':
      return new OperatorError(
        `PostgreSQL at ${where(url)} denies ${name} a right: ${message}.`,
        'Grant it, and start again.',
      );
    case '53300':
      return new OperatorError(
        `PostgreSQL at ${where(url)} has no connection free.`,
        'Raise max_connections or stop other users.',
      );
    default:
      return new OperatorError(
        `PostgreSQL at ${where(url)} cannot be reached (${/^[A-Z0-9_]+$/.test(code) ? code : message}).`,
        `See that it runs and listens there, or mend ${name}; without ${name} Magpie starts one of its own.`,
      );
  }
}

async function withClient<T>(url: URL, name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url.href,
    connectionTimeoutMillis: POSTGRES_LIMITS.connectMs,
    query_timeout: POSTGRES_LIMITS.queryMs,
    application_name: 'magpie setup',
  });
  // A connection that breaks between statements is told by the next statement.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw error instanceof OperatorError ? error : connectionFailure(error, url, name);
  } finally {
    await client.end();
  }
}

async function demandVersion(client: pg.Client, url: URL): Promise<number> {
  const { rows } = await client.query<{ v: string }>(`select current_setting('server_version_num') as v`);
  const major = Math.floor(Number(rows[0]?.v) / 10_000);
  if (major >= VERSION_MIN) return major;
  throw new OperatorError(
    `PostgreSQL at ${where(url)} is version ${major}; Magpie needs ${VERSION_MIN} or later.`,
    'Upgrade it, or unset DATABASE_URL to use the embedded one.',
  );
}

async function ensureAppRole(client: pg.Client, url: URL, name: string): Promise<void> {
  const { rows } = await client.query<{ exists: boolean; may: boolean; make: boolean; who: string }>(
    `select exists (select from pg_roles where rolname = $1) as exists, rolcreaterole or rolsuper as may,
       has_database_privilege(current_database(), 'create') as make, rolname as who
     from pg_roles where rolname = current_user`,
    [APP_ROLE],
  );
  const found = rows[0];
  if (found?.make !== true) {
    throw new OperatorError(
      `The user of ${name} may not create schemas in ${where(url)}.`,
      `Make them its owner (alter database … owner to …), or set DATABASE_OWNER_URL to one who is.`,
    );
  }
  if (found.exists) return;
  if (!found.may) {
    throw new OperatorError(
      `The user of ${name} may not create the role ${APP_ROLE} at ${where(url)}.`,
      `As an administrator run "create role ${APP_ROLE}; grant ${APP_ROLE} to ${found.who}", or set DATABASE_OWNER_URL.`,
    );
  }
  // Two starters: the second finds it made.
  await client.query(`create role ${APP_ROLE} nologin`).catch((error: unknown) => {
    if (!['42710', '23505'].includes(queryError(error).code)) throw error;
  });
}

/** Whether sessions of `client` may take on the application's role; from version 16 on membership alone is not enough. */
async function mayTakeRole(client: pg.Client, major: number): Promise<boolean> {
  const kind = major >= 16 ? 'SET' : 'MEMBER';
  const { rows } = await client.query<{ may: boolean }>('select pg_has_role(current_user, $1, $2) as may', [
    APP_ROLE,
    kind,
  ]);
  return rows[0]?.may === true;
}

/**
 * Looks at DATABASE_URL (and DATABASE_OWNER_URL, for migrations) and makes magpie_app where it is missing. Each lack is an
 * OperatorError.
 */
export async function externalDatabase(databaseUrl: string, databaseOwnerUrl: string | null): Promise<DatabaseUrls> {
  const app = parseUrl(databaseUrl, 'DATABASE_URL');
  const ownerName = databaseOwnerUrl === null ? 'DATABASE_URL' : 'DATABASE_OWNER_URL';
  const owner = databaseOwnerUrl === null ? app : parseUrl(databaseOwnerUrl, ownerName);
  const appUser = await withClient(app, 'DATABASE_URL', async (client) => {
    await demandVersion(client, app);
    const { rows } = await client.query<{ who: string }>('select current_user as who');
    return rows[0]?.who ?? '';
  });
  await withClient(owner, ownerName, async (client) => {
    const major = await demandVersion(client, owner);
    await ensureAppRole(client, owner, ownerName);
    if (appUser === APP_ROLE) return;
    const isMember = await withClient(app, 'DATABASE_URL', (session) => mayTakeRole(session, major));
    if (isMember) return;
    const grant = `grant ${APP_ROLE} to ${pg.escapeIdentifier(appUser)}`;
    await client.query(grant).catch((error: unknown) => {
      if (queryError(error).code !== '42501') throw error;
      throw new OperatorError(
        `The user of DATABASE_URL may not work as ${APP_ROLE} at ${where(app)}.`,
        `As an administrator run: ${grant.replaceAll('"', '')}.`,
      );
    });
  });
  return { appUrl: appUser === APP_ROLE ? app.href : withSetting(app, `role=${APP_ROLE}`).href, ownerUrl: owner.href };
}
