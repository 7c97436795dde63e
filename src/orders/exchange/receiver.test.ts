/** The door for other agencies' systems over HTTP: proved, of this moment, once, of a known form - or held for a person. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testAccess } from '../../../test/support/access.ts';
import { type ExchangeTest, exchangeTest, foldersIn } from '../../../test/support/exchange.ts';
import { createApp } from '../../server/http/app.ts';
import { createLogger } from '../../server/logger.ts';
import { Challenges } from '../../server/sessions/challenge.ts';
import { ViewGate } from '../../server/sessions/view-gate.ts';
import { loadPacks } from '../service.ts';
import { courtDecision } from './court-decision.fixture.ts';
import { ownHandlers } from './handlers.ts';
import { takeFiles } from './inbox.ts';
import type { Endpoint } from './notice.ts';
import type { ReceiverDeps } from './receiver.ts';
import { exchangeRoutes } from './routes.ts';
import { newSigningKey, publicOf, sign } from './signing.ts';

let t: ExchangeTest;
let app: FastifyInstance;
let deps: ReceiverDeps;
let root: string;
const ended: string[] = [];
const refused: string[] = [];

beforeAll(async () => {
  t = await exchangeTest();
  root = await mkdtemp(join(tmpdir(), 'magpie-exchange-'));
  const { sealer, clock } = t;
  const { database } = t.db;
  deps = {
    ...{ database, sealer, clock, randomBytes, handlers: ownHandlers({ database, clock, packs: loadPacks() }) },
    onOrderChange: (orderId) => void ended.push(orderId),
    inTurn: (work) => work(),
    onRefused: (fault) => void refused.push(fault),
  };
  const folders = foldersIn(root);
  app = await createApp({
    ...{
      database,
      sealer,
      clock,
      randomBytes,
      packs: loadPacks(),
      access: testAccess(clock),
      adminToken: 'x'.repeat(32),
      log: createLogger('silent'),
    },
    ...{ hosts: [], pagesRoot: root, tls: null, gate: new ViewGate() },
    challenges: new Challenges({ randomBytes, clock }),
    signIn: { publicUrl: null, tls: false, realPersons: false },
    ...{ onOrderChange: () => undefined, onDeviceChange: () => undefined, onSessionEnd: () => undefined },
    routes: [
      (one) =>
        exchangeRoutes(one, {
          ...{ ...deps, access: testAccess(clock), folders, hasFolders: true, wake: () => undefined },
          staffOf: () => ({ kind: 'officer', personId: t.protectedId, agencyId: t.offices.centre, exercise: true }),
        }),
    ],
  });
});
afterAll(async () => {
  await app?.close();
  await t?.close();
  await rm(root, { recursive: true, force: true });
});

interface Sender {
  readonly endpoint: Endpoint;
  readonly key: string;
}

async function sender(of: keyof ExchangeTest['offices'], more: object = {}): Promise<Sender> {
  const { endpoint, told } = await t.endpoint(t.offices[of], 'http://127.0.0.1:1/', { tells: [], ...more });
  return { endpoint, key: told.in ?? '' };
}

function envelope(type: string, data: object, more: object = {}) {
  return { type, version: 1, timestamp: new Date(t.clock.atMs).toISOString(), exercise: true, data, ...more };
}

async function send(
  { endpoint, key }: Sender,
  message: unknown,
  more: { id?: string; atMs?: number; body?: string } = {},
) {
  const signed = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
  const headers = sign([key], more.id ?? `m-${randomUUID()}`, more.atMs ?? t.clock.atMs, signed);
  const answer = await app.inject({
    ...{ method: 'POST', url: `/api/exchange/${endpoint.endpointId}`, payload: more.body ?? signed },
    headers: { ...headers, 'content-type': 'application/json' },
  });
  return { status: answer.statusCode, body: answer.json() as Record<string, never> };
}

const held = async () => {
  const { rows } = await t.db.database.query<{ reason: string; kind: string | null }>(
    `select reason, kind from orders.held_message order by received_at_ms, held_id`,
  );
  return rows;
};

const ending = (orderId: string = t.orderId) => ({
  ...{ orderId, decidedAt: new Date(t.clock.atMs - 60_000).toISOString(), reference: '2026-형제-1234' },
});

describe('the door', () => {
  it('refuses what is not proved, or not of this moment, and keeps nothing of it (H-341)', async () => {
    const police = await sender('police');
    const message = envelope('receipt', { noticeId: randomUUID(), receivedAt: '2026-11-21T12:00:00+09:00' });
    const wrong = { ...police, key: (await sender('court')).key };
    expect(await send(wrong, message)).toMatchObject({ status: 401, body: { error: { code: 'signature-wrong' } } });
    const body = JSON.stringify({ ...message, exercise: false });
    expect(await send(police, message, { body })).toMatchObject({ status: 401 });
    expect(await send(police, message, { atMs: t.clock.atMs - 301_000 })).toMatchObject({
      body: { error: { code: 'too-old' } },
    });
    expect(await send(police, message, { atMs: t.clock.atMs + 301_000 })).toMatchObject({
      body: { error: { code: 'too-new' } },
    });
    const url = `/api/exchange/${police.endpoint.endpointId}`;
    const bare = await app.inject({ method: 'POST', url, payload: message });
    expect(bare.json()).toMatchObject({ error: { code: 'headers-missing' } });
    expect(
      (await send({ ...police, endpoint: { ...police.endpoint, endpointId: randomUUID() } }, message)).status,
    ).toBe(404);
    const { rows } = await t.db.database.query(`select from orders.exchange_message`);
    expect([rows.length, (await held()).length]).toEqual([0, 0]);
    expect(refused).toEqual([
      'signature-wrong',
      'signature-wrong',
      'too-old',
      'too-new',
      'headers-missing',
      'unknown-endpoint',
    ]);
  });

  it('takes a key of their own, with which nobody but them can sign', async () => {
    const key = newSigningKey(randomBytes);
    const { endpoint, told } = await t.endpoint(t.offices.police, 'http://127.0.0.1:1/', {
      tells: [],
      theirKey: publicOf(key),
    });
    expect(told.in).toBeNull();
    const answer = await send(
      { endpoint, key },
      envelope('receipt', { noticeId: randomUUID(), receivedAt: '2026-11-21T12:00:00+09:00' }),
    );
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'refused-not-found' } } });
  });
});

describe('a receipt', () => {
  it('says of a notice to that agency that it was received, once, and of nobody else (H-341)', async () => {
    const noticeId = await t.notice();
    const [police, court] = [await sender('police'), await sender('court')];
    const message = envelope('receipt', { noticeId, receivedAt: '2026-11-21T12:00:10+09:00', reference: '112-77' });
    expect(await send(police, message)).toMatchObject({ status: 422, body: { error: { code: 'refused-conflict' } } });
    await t.db.database.query(
      `update orders.notice set state = 'delivered', sent_at_ms = 1, delivered_at_ms = 1, next_try_at_ms = null`,
    );
    expect(await send(court, message)).toMatchObject({ status: 422, body: { error: { code: 'refused-not-found' } } });
    const id = `m-${randomUUID()}`;
    expect(await send(police, message, { id })).toMatchObject({
      status: 200,
      body: { state: 'accepted', first: true },
    });
    expect(await t.load(noticeId)).toMatchObject({ state: 'received', receivedHow: 'message' });
    // Recorded on the way and sent again: answered as before, and nothing is done.
    expect(await send(police, message, { id })).toMatchObject({ status: 200, body: { first: true, again: true } });
    const other = envelope('receipt', { noticeId, receivedAt: '2026-11-21T12:09:00+09:00' });
    expect(await send(police, other, { id })).toMatchObject({ status: 409, body: { error: { code: 'id-used' } } });
    const { rows } = await t.db.database.query(
      `select from safeguards.audit where convert_from(canonical, 'UTF8') like '%notice.receipt%'`,
    );
    expect(rows).toHaveLength(1);
  });
});

describe('an end', () => {
  it('of the prosecution ends the order at once, and is not theirs to say who monitor', async () => {
    const [police, prosecution] = [await sender('police'), await sender('prosecution')];
    expect(await send(police, envelope('non-indictment', ending()))).toMatchObject({
      body: { error: { code: 'not-theirs' } },
    });
    expect(await send(prosecution, envelope('non-indictment', ending(randomUUID())))).toMatchObject({
      body: { error: { code: 'refused-not-found', message: 'There is no such order.' } },
    });
    const message = envelope('non-indictment', ending());
    expect(await send(prosecution, message)).toMatchObject({ status: 200, body: { state: 'accepted', ended: true } });
    expect(ended).toEqual([t.orderId]);
    const { rows } = await t.db.database.query(`select status from orders.court_order`);
    expect(rows).toEqual([{ status: 'non-indictment' }]);
    expect(await send(prosecution, message)).toMatchObject({
      status: 422,
      body: { error: { code: 'refused-conflict' } },
    });
  });
});

describe('what is bad', () => {
  it('is held, sealed, with where and how it is bad, and never what stood there (H-346)', async () => {
    const court = await sender('court');
    const bad = structuredClone(courtDecision()) as {
      measures: { until: string; conditions: { area?: object }[] }[];
    } & Record<string, unknown>;
    bad.measures[0]!.until = '2026-11-01T00:00:00+09:00';
    bad.measures[0]!.conditions[2]!.area = {
      type: 'Polygon',
      coordinates: [
        [
          [127.123456, 37.5],
          [127.1, 37.6],
          [127.2, 37.6],
          [127.3, 37.7],
        ],
      ],
    };
    bad.secretName = 'Kim Made Up';
    const answer = await send(court, envelope('court-decision', bad));
    expect(answer.status).toBe(422);
    const { problems } = (answer.body as unknown as { error: { problems: { pointer: string; message: string }[] } })
      .error;
    const pointers = problems.map(({ pointer }) => pointer);
    expect(pointers).toContain('/data/measures/0/conditions/2/area/coordinates/0');
    expect(pointers).toContain('/data');
    const { rows } = await t.db.database.query<{ row: string }>(`select h::text as row from orders.held_message h`);
    for (const text of [JSON.stringify(answer.body), ...rows.map(({ row }) => row)]) {
      for (const value of ['127.12', 'secretName', 'Kim']) expect(text).not.toContain(value);
    }
    expect(await held()).toContainEqual({ kind: 'court-decision', reason: 'schema' });
  });

  it.each([
    ['no JSON', '{"type":', 'not-json', null],
    ['an unknown kind', envelopeText('gossip'), 'unknown-kind', null],
    ['a kind that the endpoint does not take', 'not-accepted', 'not-accepted', 'receipt'],
  ])('%s', async (_what, body, reason, kind) => {
    const police = await sender('police', body === 'not-accepted' ? { accepts: ['acquittal'] } : {});
    const receipt = envelope('receipt', { noticeId: randomUUID(), receivedAt: '2026-11-21T12:00:00+09:00' });
    const answer = await send(police, kind === null ? body : receipt);
    expect(answer).toMatchObject({ status: 422, body: { error: { code: reason } } });
    expect(await held()).toContainEqual({ kind, reason });
  });

  it.each([
    ['a drill to a real endpoint', false, true],
    ['something real to a drill', true, false],
  ])('exercise and real (H-348): %s', async (_what, ofEndpoint, ofMessage) => {
    const prosecution = await sender('prosecution', { exercise: ofEndpoint });
    const answer = await send(prosecution, envelope('non-indictment', ending(), { exercise: ofMessage }));
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'exercise' } } });
    expect(await held()).toContainEqual({ kind: 'non-indictment', reason: 'exercise' });
  });

  it('a decision for which nothing is connected yet is taken and held for a person', async () => {
    const court = await sender('court');
    const answer = await send(court, envelope('court-decision', courtDecision()));
    expect(answer).toMatchObject({ status: 202, body: { state: 'held', reason: 'no-handler' } });
  });
});

describe('folders', () => {
  it('tell by files with a manifest, and take receipts as files', async () => {
    const { endpoint, told } = await t.endpoint(t.offices.police, null);
    const folders = foldersIn(root);
    const noticeId = await t.notice();
    const deliverer = t.deliverer({ folders });
    await t.until(
      async () => (await t.load(noticeId)).state === 'sent' && (await t.load(noticeId)).nextTryAtMs === null,
    );
    await deliverer.stop();
    const out = join(root, endpoint.endpointId, 'out');
    const [file] = (await readdir(out)).filter((name) => name.endsWith('.json'));
    const manifest = await readFile(join(out, 'manifest.ndjson'), 'utf8');
    expect(
      manifest
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).file),
    ).toEqual([file]);
    expect(JSON.parse(await readFile(join(out, `${file}.sig`), 'utf8'))['webhook-id']).toBe(noticeId);
    // A receipt, written first and signed then: half of it is not taken.
    const inbox = join(root, endpoint.endpointId, 'in');
    const body = Buffer.from(
      JSON.stringify(envelope('receipt', { noticeId, receivedAt: '2026-11-21T12:00:10+09:00' })),
    );
    await takeFiles({ ...deps, folders });
    await writeFile(join(inbox, 'r1.json'), body);
    expect(await takeFiles({ ...deps, folders })).toBe(0);
    await writeFile(join(inbox, 'r1.json.sig'), JSON.stringify(sign([told.in!], 'r1', t.clock.atMs - 3_600_000, body)));
    expect(await takeFiles({ ...deps, folders })).toBe(1);
    expect(await t.load(noticeId)).toMatchObject({ state: 'received', receivedHow: 'file' });
    expect(await readdir(join(root, endpoint.endpointId, 'taken'))).toEqual([
      'r1.json',
      'r1.json.answer',
      'r1.json.sig',
    ]);
    await writeFile(join(inbox, 'r2.json'), body);
    await writeFile(join(inbox, 'r2.json.sig'), 'nonsense');
    await takeFiles({ ...deps, folders });
    expect(await readdir(join(root, endpoint.endpointId, 'refused'))).toContain('r2.json');
  });

  it('never put another message in the place of one that was told (H-349)', async () => {
    const folders = foldersIn(root);
    const signing = {
      headers: sign(['whsec_AAAA'], 'm', 0, Buffer.from('1')),
      sign: () => sign(['whsec_AAAA'], 'm', 0, Buffer.from('1')),
    };
    await folders.write('same', 'a', Buffer.from('1'), signing);
    await folders.write('same', 'a', Buffer.from('1'), signing);
    await expect(folders.write('same', 'a', Buffer.from('2'), signing)).rejects.toThrow();
    expect(await readFile(join(root, 'same/out/a.json'), 'utf8')).toBe('1');
  });
});

function envelopeText(type: string): string {
  return JSON.stringify({ type, version: 1, exercise: true, data: {} });
}
