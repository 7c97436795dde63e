/** The HTTP server over a test's own database, and short ways to call it. */
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Clock } from '../../src/core/clock.ts';
import { Sealer } from '../../src/safeguards/service.ts';
import { type AppDeps, createApp } from '../../src/server/http/app.ts';
import { Challenges } from '../../src/server/sessions/challenge.ts';
import { ViewGate } from '../../src/server/sessions/view-gate.ts';
import { testAccess } from './access.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { PACKS } from './packs.ts';

export const ADMIN_TOKEN = 'a-token-of-a-test-a-token-of-a-test';

export const TEST_MASTER = Buffer.alloc(32, 7);

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  atMs: number;
}

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
  readonly cookie: string | null;
}

export interface TestApp {
  readonly app: FastifyInstance;
  readonly deps: AppDeps;
  readonly clock: TestClock;
  readonly testDb: TestDatabase;
  /** Everything that was logged, as NDJSON. */
  readonly logged: () => string;
  /** Orders, devices and sessions that the callbacks were told of, in order. */
  readonly told: string[];
  /** As the bearer of the admin token; a body makes it a POST. */
  admin<T = Record<string, unknown>>(path: string, body?: object): Promise<Answer<T>>;
  /** As a browser with that cookie. */
  browser<T = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    options?: { cookie?: string | null; body?: object; headers?: Record<string, string> },
  ): Promise<Answer<T>>;
  close(): Promise<void>;
}

/** 2026-11-21 12:00 in Seoul. */
export const NOON_MS = Date.parse('2026-11-21T03:00:00Z');

/** `routesOf`: routes that need the test's own parts. */
export async function testApp(
  overrides: Partial<AppDeps> = {},
  routesOf: (deps: AppDeps) => AppDeps['routes'] = () => [],
): Promise<TestApp> {
  const testDb = await testDatabase();
  const clock: TestClock = { atMs: NOON_MS, nowMs: () => clock.atMs };
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const told: string[] = [];
  const deps: AppDeps = {
    database: testDb.database,
    sealer: new Sealer(TEST_MASTER, testDb.database),
    clock,
    randomBytes,
    packs: PACKS,
    access: testAccess(clock),
    adminToken: ADMIN_TOKEN,
    log: pino({ level: 'trace' }, sink),
    hosts: [],
    pagesRoot: join(tmpdir(), 'magpie-no-pages-here'),
    tls: null,
    onOrderChange: (id) => void told.push(`order ${id}`),
    onDeviceChange: (id) => void told.push(`device ${id}`),
    onSessionEnd: (id) => void told.push(`session ${id}`),
    gate: new ViewGate(),
    challenges: new Challenges({ randomBytes, clock }),
    signIn: { publicUrl: null, tls: false, realPersons: false },
    routes: [],
    ...overrides,
  };
  const asked = { ...deps, database: overrides.database ?? testDb.requests };
  const routes = [...deps.routes, ...routesOf(asked)];
  const app = await createApp({ ...asked, routes }).catch(async (error: unknown) => {
    await testDb.close();
    throw error;
  });
  const call = async <T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<Answer<T>> => {
    const answer = await app.inject({ method, url: path, headers, ...(body === undefined ? {} : { payload: body }) });
    const cookie = [answer.headers['set-cookie'] ?? []].flat()[0]?.split(';')[0] ?? null;
    const json = (answer.headers['content-type'] ?? '').toString().startsWith('application/json');
    return { status: answer.statusCode, body: (json ? answer.json() : { text: answer.body }) as T, cookie };
  };
  return {
    app,
    deps,
    clock,
    testDb,
    told,
    logged: () => lines.join(''),
    admin: (path, body) =>
      call(
        body === undefined ? 'GET' : 'POST',
        path,
        { authorization: `Bearer ${deps.adminToken}`, 'x-magpie': '1' },
        body,
      ),
    browser: (method, path, options = {}) =>
      call(
        method,
        path,
        {
          'x-magpie': '1',
          ...(options.cookie === undefined || options.cookie === null ? {} : { cookie: options.cookie }),
          ...options.headers,
        },
        options.body,
      ),
    async close() {
      await app.close();
      await testDb.close();
    },
  };
}

export interface Cast {
  readonly agencyId: string;
  readonly wearer: string;
  readonly protectedPerson: string;
  readonly household: string;
  readonly officer: string;
}

/** An agency with one person of each kind. */
export async function cast(t: TestApp): Promise<Cast> {
  const { agencyId } = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Drill office' })).body;
  const person = async (kind: string, more: object = {}): Promise<string> => {
    const made = await t.admin<{ personId: string }>('/api/people', {
      kind,
      agencyId,
      name: `Name of the ${kind}`,
      phone: '+82 10-0000-0000',
      language: 'ko',
      exercise: true,
      ...more,
    });
    if (made.status !== 201) throw new Error(`a ${kind} was refused: ${JSON.stringify(made.body)}`);
    return made.body.personId;
  };
  const protectedPerson = await person('protected');
  return {
    agencyId,
    protectedPerson,
    wearer: await person('wearer'),
    household: await person('household', { householdOf: protectedPerson }),
    officer: await person('officer'),
  };
}
