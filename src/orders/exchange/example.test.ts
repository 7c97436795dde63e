/** docs/exchange.md, as an engineer of another agency would follow it: its code is run as it stands there, over a real socket. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { main } from '../../cli/main.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { ownHandlers } from './handlers.ts';
import { IN_KINDS, IN_SCHEMAS, jsonSchemaOf, noticeMessageSchema, SCHEMA_NAMES } from './messages.ts';
import { exchangeRoutes } from './routes.ts';
import { sign } from './signing.ts';

let t: TestApp;
let folder: string;
let url: string;

const text = await readFile(join(import.meta.dirname, '../../../docs/exchange.md'), 'utf8');

/** The block of code under that mark. */
function example(name: string): string {
  const found = new RegExp(`<!-- example: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
  if (found === undefined) throw new Error(`docs/exchange.md has no example "${name}"`);
  return found;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-example-'));
  const { adminToken } = await loadSecrets(folder);
  // The example signs by the machine's clock.
  const clock = { nowMs: () => Math.floor(performance.timeOrigin + performance.now()) };
  t = await testApp({ adminToken, clock }, (deps) => [
    (app) =>
      exchangeRoutes(app, {
        ...{ ...deps, randomBytes, handlers: ownHandlers(deps), folders: null, hasFolders: false },
        ...{
          onOrderChange: () => undefined,
          onRefused: () => undefined,
          inTurn: (work) => work(),
          wake: () => undefined,
        },
        staffOf: () => ({ kind: 'officer', personId: '', agencyId: '' }) as never,
      }),
  ]);
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
  process.env.MAGPIE_DATA = folder;
});
afterAll(async () => {
  delete process.env.MAGPIE_DATA;
  await t.close();
  await rm(folder, { recursive: true });
});

async function magpie(args: string[]): Promise<{ code: number; out: Record<string, never>; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await main(args, { stdin: new PassThrough(), stdout, stderr });
  const out = String(stdout.read() ?? '');
  return { code, out: out === '' ? {} : JSON.parse(out), err: String(stderr.read() ?? '') };
}

it('every example keeps to its schema, and every schema is published', async () => {
  noticeMessageSchema.parse(JSON.parse(example('notice')));
  IN_SCHEMAS.receipt.parse(JSON.parse(example('receipt')));
  IN_SCHEMAS['court-decision'].parse(JSON.parse(example('court-decision')));
  expect(SCHEMA_NAMES).toEqual([...IN_KINDS, 'notice', 'manifest']);
  for (const name of SCHEMA_NAMES) {
    expect(text).toContain(`\`${name}\``);
    const response = await fetch(`${url}/api/schemas/${name}`);
    expect(response.headers.get('content-type')).toContain('application/schema+json');
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(jsonSchemaOf(name))));
  }
  expect((await fetch(`${url}/api/schemas/constructor`)).status).toBe(404);
});

it('a system connected by the command sends what the page shows, and is understood', async () => {
  const created = await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Drill court', role: 'court' });
  const at = ['--url', url];
  const create = [
    'exchange',
    'endpoint',
    'create',
    '--agency',
    created.body.agencyId,
    '--webhook',
    'http://127.0.0.1:1/',
    ...at,
  ];
  expect(await magpie([...create, '--network', 'loopback'])).toMatchObject({ code: 2 });
  expect(await magpie([...create, '--exercise'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('another network'),
  });
  const options = ['--exercise', '--network', 'loopback', '--accept', 'court-decision', '--accept', 'receipt'];
  const { out, code } = await magpie([...create, ...options]);
  expect(code).toBe(0);
  const { endpointId, secrets } = out as unknown as { endpointId: string; secrets: { in: string; out: string } };
  const listed = await magpie(['exchange', 'endpoint', 'list', ...at]);
  expect(JSON.stringify(listed.out)).not.toContain('whsec_');
  expect(await magpie([...create, ...options])).toMatchObject({
    code: 1,
    err: expect.stringContaining('stop it first'),
  });
  const script = join(folder, 'send.mjs');
  await writeFile(script, example('send'));
  const { send } = (await import(pathToFileURL(script).href)) as {
    send(url: string, secret: string, message: unknown): Promise<{ status: number; body: object }>;
  };
  const door = `${url}/api/exchange/${endpointId}`;
  const decision = JSON.parse(example('court-decision'));
  expect(await send(door, secrets.in, decision)).toMatchObject({ status: 202, body: { state: 'held' } });
  delete decision.data.measures[0].until;
  expect(await send(door, secrets.in, decision)).toMatchObject({
    ...{ status: 422, body: { error: { problems: [{ pointer: '/data/measures/0/until', message: 'is missing' }] } } },
  });
  expect(await send(door, secrets.out, decision)).toMatchObject({
    status: 401,
    body: { error: { code: 'signature-wrong' } },
  });
  const rotated = await magpie([
    'exchange',
    'endpoint',
    'rotate',
    '--endpoint',
    endpointId,
    '--direction',
    'in',
    ...at,
  ]);
  expect(Object.keys(rotated.out.secrets ?? {})).toEqual(['in']);
  // The old one is good for a day more.
  expect((await send(door, secrets.in, JSON.parse(example('court-decision')))).status).toBe(202);
  await magpie(['exchange', 'endpoint', 'stop', '--endpoint', endpointId, ...at]);
  expect((await send(door, secrets.in, decision)).status).toBe(404);
});

it('a signed file is checked where it lies', async () => {
  const file = join(folder, 'notice.json');
  const body = Buffer.from(example('notice'));
  const key = `whsec_${randomBytes(32).toString('base64')}`;
  await writeFile(file, body);
  await writeFile(`${file}.sig`, JSON.stringify(sign([key], 'n-1', 1_700_000_000_000, body)));
  const check = ['exchange', 'verify', '--file', file, '--key'];
  expect(await magpie([...check, key])).toMatchObject({ code: 0, out: { ok: true, id: 'n-1' } });
  expect(await magpie([...check, `whsec_${randomBytes(32).toString('base64')}`])).toMatchObject({ code: 1 });
  await writeFile(file, body.toString().replace('ban-risk', 'ban-none'));
  expect(await magpie([...check, key])).toMatchObject({ code: 1 });
  expect(await magpie(['exchange', 'verify'])).toMatchObject({ code: 2 });
});
