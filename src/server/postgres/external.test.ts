/** DATABASE_URL against a real PostgreSQL: what is set right by itself, and the one clear line for what cannot be. */
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { MIGRATIONS, TEST_PASSWORDS } from '../../../test/support/test-cluster.ts';
import { systemClock } from '../../core/clock.ts';
import { PgDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { operatorLine } from '../operator-error.ts';
import { externalDatabase } from './external.ts';
import { loopbackUrl, runStatements } from './roles.ts';

const PASSWORD = 'a p@ss/word';
let test: TestDatabase;
let superuser: string;
let port: number;
let name: string;

beforeAll(async () => {
  test = await testDatabase({ empty: true });
  const url = new URL(test.ownerUrl);
  port = Number(url.port);
  name = url.pathname.slice(1);
  superuser = loopbackUrl('postgres', TEST_PASSWORDS.superuser, port, name);
  await runStatements(superuser, [
    `create role ${name}_all login createrole password '${PASSWORD}'`,
    `create role ${name}_none login password '${PASSWORD}'`,
    `grant create on database ${name} to ${name}_all`,
    // What PostgreSQL 16 and later gives to the one who created a role: they may grant it, to themselves too.
    `grant magpie_app to ${name}_all with admin true, inherit false, set false`,
  ]);
}, 60_000);
afterAll(async () => {
  await runStatements(superuser, [
    `revoke magpie_app from ${name}_all cascade`,
    `drop owned by ${name}_all, ${name}_none`,
  ]);
  await runStatements(superuser, [`drop role ${name}_all`, `drop role ${name}_none`]);
  await test.close();
});

async function lineOf(work: Promise<unknown>): Promise<string> {
  const line = operatorLine(
    await work.then(
      () => new Error('it went well'),
      (error: unknown) => error,
    ),
  );
  expect(line).not.toContain('\n');
  expect(line).not.toContain(PASSWORD);
  expect(line).not.toContain(encodeURIComponent(PASSWORD));
  return line;
}

describe('with one user for everything', () => {
  it('migrates as them and works as magpie_app', async () => {
    const url = loopbackUrl(`${name}_all`, PASSWORD, port, name);
    const urls = await externalDatabase(url, null);
    await migrate(urls.ownerUrl, MIGRATIONS, systemClock);
    const database = new PgDatabase(urls.appUrl);
    const { rows } = await database.query('select session_user as session, current_user as current');
    expect(rows).toEqual([{ session: `${name}_all`, current: 'magpie_app' }]);
    await expect(database.query('delete from safeguards.audit')).rejects.toMatchObject({ code: '42501' });
    await database.close();
    // A second start finds everything as it needs it.
    expect(await externalDatabase(url, null)).toEqual(urls);
  }, 30_000);
});

describe('with an owner beside', () => {
  it('leaves the application its own sign-in', async () => {
    const urls = await externalDatabase(test.appUrl, superuser);
    expect(urls.appUrl).toBe(new URL(test.appUrl).href);
    expect(urls.ownerUrl).toBe(new URL(superuser).href);
  });
});

describe('says in one line', () => {
  it('that the address is none', async () => {
    expect(await lineOf(externalDatabase('localhost:5432', null))).toContain(
      'DATABASE_URL is not a PostgreSQL address',
    );
    expect(await lineOf(externalDatabase(test.appUrl, 'mysql://a@b/c'))).toContain('DATABASE_OWNER_URL is not');
  });

  it('that nobody listens', async () => {
    expect(await lineOf(externalDatabase(loopbackUrl('a', PASSWORD, 1, 'c'), null))).toContain(
      '127.0.0.1:1/c cannot be reached (ECONNREFUSED)',
    );
  });

  it('that the sign-in is refused', async () => {
    expect(await lineOf(externalDatabase(loopbackUrl(`${name}_all`, 'wrong', port, name), null))).toContain(
      'refused the sign-in of DATABASE_URL',
    );
  });

  it('that there is no such database', async () => {
    expect(await lineOf(externalDatabase(loopbackUrl(`${name}_all`, PASSWORD, port, 'nowhere'), null))).toContain(
      'There is no database',
    );
  });

  it('that the user may not create schemas', async () => {
    expect(await lineOf(externalDatabase(loopbackUrl(`${name}_none`, PASSWORD, port, name), null))).toContain(
      'may not create schemas',
    );
  });

  it('that the user may not create roles, where magpie_app is missing', async () => {
    await runStatements(superuser, [`grant create on database ${name} to ${name}_none`]);
    // The cluster's magpie_app belongs to all tests: a user who may not take it on meets the same refusal.
    expect(await lineOf(externalDatabase(loopbackUrl(`${name}_none`, PASSWORD, port, name), null))).toContain(
      `As an administrator run: grant magpie_app to ${name}_none`,
    );
  });
});

describe('a PostgreSQL that is too old', () => {
  let old: Server;
  afterEach(() => old.close());

  const message = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(5);
    head.write(type, 0, 'latin1');
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const READY = message('Z', Buffer.from('I'));

  it('is named with the version that is needed', async () => {
    old = createServer((socket) => {
      let started = false;
      socket.on('error', () => socket.destroy());
      socket.on('data', (data) => {
        if (!started) {
          started = true;
          socket.write(Buffer.concat([message('R', Buffer.alloc(4)), READY]));
        } else if (data[0] === 0x51) {
          const column = Buffer.concat([Buffer.from('v\0'), Buffer.alloc(6), Buffer.from([0, 0, 0, 25, 255, 255])]);
          const description = Buffer.concat([Buffer.from([0, 1]), column, Buffer.from([255, 255, 255, 255, 0, 0])]);
          const row = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, 6]), Buffer.from('140011')]);
          const answer = [message('T', description), message('D', row), message('C', Buffer.from('SELECT 1\0')), READY];
          socket.write(Buffer.concat(answer));
        }
      });
    });
    await new Promise<void>((resolve) => old.listen(0, '127.0.0.1', resolve));
    const address = old.address();
    const oldPort = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await lineOf(externalDatabase(loopbackUrl('a', PASSWORD, oldPort, 'c'), null))).toContain(
      'is version 14; Magpie needs 15 or later',
    );
  });
});
