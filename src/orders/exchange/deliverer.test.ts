/** Notices over real sockets to another agency's system, which checks them with the specification's own library. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TEST_MASTER } from '../../../test/support/app.ts';
import { type ExchangeTest, exchangeTest, type OtherSystem, openSystem } from '../../../test/support/exchange.ts';
import { valueOrRefuse } from '../../core/refusal.ts';
import { SECOND_MS } from '../../core/time.ts';
import { rotateEndpoint } from './endpoints.ts';
import { jsonSchemaOf, noticeMessageSchema } from './messages.ts';
import { sealDetails } from './service.ts';

let t: ExchangeTest;
let system: OtherSystem;

beforeEach(async () => {
  t = await exchangeTest();
  system = await openSystem();
});
afterEach(async () => {
  vi.useRealTimers();
  await system.close();
  await t.close();
});

const ids = () => system.got.map(({ headers }) => headers['webhook-id']);
const stateOf = async (noticeId: string) => (await t.load(noticeId)).state;

describe('a notice', () => {
  it('goes over TLS, signed so that the published library takes it, and holds what its schema says', async () => {
    const { told } = await t.endpoint(t.offices.police, system.url);
    const noticeId = await t.notice();
    t.deliverer({ ca: [system.ca] });
    await t.until(async () => (await stateOf(noticeId)) === 'delivered');
    expect(ids()).toEqual([noticeId]);
    const { headers, body } = system.got[0]!;
    // The library looks at the machine's clock; the test's stands at noon.
    vi.useFakeTimers({ now: t.clock.atMs, toFake: ['Date'] });
    expect(new Webhook(told.out).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(told.out).verify(body.replace('240', '999'), headers)).toThrow();
    const message = noticeMessageSchema.parse(JSON.parse(body));
    expect(message).toMatchObject({
      exercise: true,
      data: { noticeId, code: 'ban-risk', caseLabel: 'M-001', details: null },
    });
    expect(message.data).toMatchObject({ from: { role: 'monitoring' }, to: { role: 'police' }, facts: { etaS: 240 } });
    expect(jsonSchemaOf('notice')).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('carries names only sealed in the database and only to the system of whom it is told to (H-346)', async () => {
    await t.endpoint(t.offices.police, system.url);
    const about = { personId: t.protectedId, orderId: t.orderId };
    const details = await sealDetails(t, about, { protected: { name: 'Made Up Name', phone: '+82 10-0000-0009' } });
    const noticeId = await t.notice({ details });
    const { rows } = await t.db.database.query<{ row: string }>(`select n::text as row from orders.notice n`);
    expect(rows[0]!.row).not.toContain('Made Up');
    t.deliverer({ ca: [system.ca] });
    await t.until(async () => (await stateOf(noticeId)) === 'delivered');
    expect(JSON.parse(system.got[0]!.body).data.details.protected.name).toBe('Made Up Name');
    await expect(t.notice({ facts: { latDeg: 37.5 } })).rejects.toThrow(/whole/);
    await expect(t.notice({ facts: { name: 'Made Up, Seoul' } })).rejects.toThrow(/code/);
  });

  it('is told once however often it is found', async () => {
    await t.endpoint(t.offices.police, system.url);
    const first = await t.notice({ uniqueKey: 'incident:1:risk' });
    expect(await t.notice({ uniqueKey: 'incident:1:risk', code: 'other' })).toBe(first);
    t.deliverer({ ca: [system.ca] });
    await t.until(async () => (await stateOf(first)) === 'delivered');
    expect(ids()).toEqual([first]);
  });

  it('waits for a system that is down, and then arrives once, in order', async () => {
    const { endpoint } = await t.endpoint(t.offices.police, system.url);
    system.answer = () => 503;
    const sent = [await t.notice(), await t.notice(), await t.notice()];
    t.deliverer({ ca: [system.ca] });
    for (let tries = 1; tries <= 5; tries += 1) {
      await t.until(async () => (await t.load(sent[0]!)).tries === tries && (await stateOf(sent[0]!)) === 'due');
      t.clock.atMs += 61 * SECOND_MS;
    }
    // Nothing overtakes, and the circuit tells that it fails.
    expect(new Set(ids())).toEqual(new Set([sent[0]]));
    expect(t.troubles).toEqual([[endpoint.endpointId, true]]);
    const before = system.got.length;
    system.answer = () => 200;
    t.clock.atMs += 61 * SECOND_MS;
    await t.until(async () => (await stateOf(sent[2]!)) === 'delivered');
    expect(ids().slice(before)).toEqual(sent);
    expect(t.troubles.at(-1)).toEqual([endpoint.endpointId, false]);
  });

  it('is not sent on to where a redirect leads, and not again where it was refused', async () => {
    await t.endpoint(t.offices.police, system.url);
    system.answer = () => 302;
    const redirected = await t.notice();
    t.deliverer({ ca: [system.ca] });
    await t.until(async () => (await t.load(redirected)).tries === 1 && (await stateOf(redirected)) === 'due');
    const { rows } = await t.db.database.query(`select outcome, status from orders.delivery_attempt`);
    expect(rows).toEqual([{ outcome: 'redirected', status: 302 }]);
    system.answer = () => 422;
    t.clock.atMs += 61 * SECOND_MS;
    await t.until(async () => (await stateOf(redirected)) === 'failed');
    expect(await t.load(redirected)).toMatchObject({ failReason: 'not-taken', nextTryAtMs: null });
    // The next one is not kept back by it.
    system.answer = () => 200;
    const next = await t.notice();
    await t.until(async () => (await stateOf(next)) === 'delivered');
  });

  it('is signed by both secrets for a day after a rotation', async () => {
    const { endpoint, told } = await t.endpoint(t.offices.police, system.url);
    const deps = {
      ...t,
      database: t.db.database,
      randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
      hasFolders: false,
    };
    const rotated = valueOrRefuse(
      await rotateEndpoint(
        deps,
        endpoint.endpointId,
        { direction: 'out', theirKey: null },
        { kind: 'system', id: null },
      ),
    );
    const first = await t.notice();
    t.deliverer({ ca: [system.ca] });
    await t.until(async () => (await stateOf(first)) === 'delivered');
    vi.useFakeTimers({ now: t.clock.atMs, toFake: ['Date'] });
    for (const secret of [told.out, rotated.told.out!]) {
      expect(new Webhook(secret).verify(system.got[0]!.body, system.got[0]!.headers)).toBeTruthy();
    }
    vi.useRealTimers();
    t.clock.atMs += 24 * 3_600 * SECOND_MS;
    const second = await t.notice();
    await t.until(async () => (await stateOf(second)) === 'delivered');
    expect(system.got[1]!.headers['webhook-signature']!.split(' ')).toHaveLength(1);
  });
});

describe('nobody waits for another', () => {
  it('a system that answers nothing delays no other', async () => {
    const other = await openSystem({ tls: false });
    await t.endpoint(t.offices.police, system.url);
    await t.endpoint(t.offices.court, other.url);
    system.answer = () => null;
    const slow = await t.notice();
    const quick = await t.notice({ to: { role: 'court', agencyId: t.offices.court } });
    t.deliverer({ ca: [system.ca] });
    await system.until(1);
    await t.until(async () => (await stateOf(quick)) === 'delivered');
    expect(await stateOf(slow)).toBe('sent');
    await other.close();
  });
});

describe('exercise and real', () => {
  it('never meet: not chosen, refused by the sender, and refused by the database (H-348)', async () => {
    const { endpoint } = await t.endpoint(t.offices.police, system.url, { exercise: false });
    const noticeId = await t.notice();
    const deliverer = t.deliverer({ ca: [system.ca] });
    await deliverer.settled();
    expect(await stateOf(noticeId)).toBe('due');
    const { rowCount } = await t.db.database.query(`select from orders.delivery_attempt`);
    expect([rowCount, system.got.length, t.errors]).toEqual([0, 0, []]);
    // Were it chosen all the same, no row could say so, and without one nothing is sent.
    const insert = `insert into orders.delivery_attempt (notice_id, endpoint_id, exercise, begun_at_ms) values ($1, $2, $3, 0)`;
    for (const exercise of [true, false]) {
      await expect(t.db.database.query(insert, [noticeId, endpoint.endpointId, exercise])).rejects.toThrow();
    }
  });
});

describe('a crash', () => {
  it('between the request and its record sends it again, with the same id', async () => {
    const plain = await openSystem({ tls: false });
    await t.endpoint(t.offices.court, plain.url);
    plain.answer = () => null;
    const noticeId = await t.notice({ to: { role: 'court', agencyId: t.offices.court } });
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../../test/support/exchange-process.ts')], {
      env: { ...process.env, APP_URL: t.db.appUrl, MASTER_KEY_HEX: TEST_MASTER.toString('hex') },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await plain.until(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await t.load(noticeId)).toMatchObject({ state: 'sent', tries: 1 });
    plain.answer = () => 200;
    t.deliverer();
    await t.until(async () => (await stateOf(noticeId)) === 'delivered');
    expect(plain.got.map(({ headers }) => headers['webhook-id'])).toEqual([noticeId, noticeId]);
    await plain.close();
  });
});
