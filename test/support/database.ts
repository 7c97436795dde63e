/**
 * A database of a test's own: a clone of a migrated template. `database` works as magpie_app, as the server does. `close`
 * fails when a connection was left open.
 */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import type { Database } from '../../src/core/database.ts';
import { PgDatabase } from '../../src/server/database.ts';
import { loopbackUrl } from '../../src/server/postgres/roles.ts';
import { RequestDatabase } from '../../src/server/request-database.ts';
import { TEMPLATE, TEST_PASSWORDS } from './test-cluster.ts';

export interface TestDatabase {
  /** As magpie_app, in the server's own work: it sees all cases. */
  readonly database: Database;
  /** As request handlers have it: it sees what the scope around it may see. */
  readonly requests: Database;
  readonly appUrl: string;
  /** As magpie_owner, who may do what migrations do. */
  readonly ownerUrl: string;
  /** Ends `database`, fails if others left connections open, and drops the clone. */
  close(): Promise<void>;
}

const DRAIN_MS = 3_000;
let made = 0;

/** The port of this run's PostgreSQL, which starts at the first call. */
async function clusterPort(): Promise<number> {
  const answer = JSON.parse(await text(connect(inject('testDatabaseBroker'), '127.0.0.1'))) as {
    port?: number;
    error?: string;
  };
  if (answer.port === undefined) throw new Error(`the test database did not start: ${answer.error}`);
  return answer.port;
}

/** One statement as the superuser, outside any clone. */
async function administer(port: number, statement: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({
    connectionString: loopbackUrl('postgres', TEST_PASSWORDS.superuser, port, 'postgres'),
  });
  await client.connect();
  try {
    return await client.query(statement, values);
  } finally {
    await client.end();
  }
}

/** Connections to the clone that are still there after the time that closing sockets takes. */
async function leftOpen(port: number, name: string): Promise<string[]> {
  const deadlineMs = systemClock.nowMs() + DRAIN_MS;
  for (;;) {
    const { rows } = await administer(
      port,
      `select application_name || ': ' || left(query, 80) as what from pg_stat_activity where datname = $1`,
      [name],
    );
    if (rows.length === 0 || systemClock.nowMs() > deadlineMs) return rows.map((row: { what: string }) => row.what);
    await delay(20);
  }
}

async function createClone(port: number, name: string, template: string): Promise<void> {
  // Making two clones at once collides on the template ("being accessed by other users"): whoever is second tries again.
  for (let attempt = 0; ; attempt++) {
    try {
      await administer(port, `create database ${name} template ${template} owner magpie_owner`);
      return;
    } catch (error) {
      if ((error as pg.DatabaseError).code !== '55006' || attempt >= 100) throw error;
      await delay(20);
    }
  }
}

/** With `empty`, a database without migrations. */
export async function testDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const port = await clusterPort();
  const name = `test_${process.pid}_${process.env.VITEST_POOL_ID ?? '0'}_${made++}`;
  await createClone(port, name, options.empty === true ? 'template0' : TEMPLATE);
  const appUrl = loopbackUrl('magpie_app', TEST_PASSWORDS.app, port, name);
  const ownerUrl = loopbackUrl('magpie_owner', TEST_PASSWORDS.owner, port, name);
  const database = new PgDatabase(appUrl, { task: 'server' });
  const people = new PgDatabase(appUrl);
  return {
    database,
    requests: new RequestDatabase(people, database),
    appUrl,
    ownerUrl,
    async close() {
      const held = await Promise.all([people.close(), database.close()]).then(
        () => [],
        (error: Error) => [error.message],
      );
      const open = [...held, ...(await leftOpen(port, name))];
      await administer(port, `drop database ${name} with (force)`);
      if (open.length > 0) throw new Error(`connections were left open: ${open.join('; ')}`);
    },
  };
}
