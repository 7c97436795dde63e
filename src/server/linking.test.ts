/** One wearer under two records, on a running Magpie: the device that is worn for the older matter protects in the newer one. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { isWarning, LiveClient } from '../../test/support/live-client.ts';
import {
  at,
  callServer,
  deviceOf,
  makeCase,
  newMagpie,
  report,
  shareFrom,
  signedIn,
  type TestCase,
} from '../../test/support/magpie.ts';
import type { PairId, ZoneId } from '../core/ids.ts';
import { HOUR_MS } from '../core/time.ts';
import type { OrderJson } from '../orders/contract.ts';
import type { LinkingDeskJson } from '../orders/linking/contract.ts';
import type { LinkingJson } from '../people/contract.ts';
import type { Magpie } from './assemble.ts';

type Entered = OrderJson & { readonly linking: LinkingJson };

const masterKey = randomBytes(32);
const IDENTIFIER = 'CASE-2026-000118';

let db: TestDatabase;
let magpie: Magpie;
let old: TestCase;

beforeEach(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey });
  old = await makeCase(magpie);
  await magpie.start();
  await admin(`/api/people/${old.wearerId}/findable`, { identifier: IDENTIFIER, birthDate: '1985-01-31' });
});
afterEach(async () => {
  await magpie.stop();
  await db.close();
});

async function admin<T>(path: string, body?: object): Promise<T> {
  const answer = await callServer(magpie, null, body === undefined ? 'GET' : 'POST', path, body);
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

async function person(kind: 'wearer' | 'protected', more: object = {}): Promise<string> {
  const request = { kind, agencyId: old.agencyId, name: `new ${kind}`, exercise: true, ...more };
  return (await admin<{ personId: string }>('/api/people', request)).personId;
}

/** A new protected person whose phone reports, and an order that names that wearer record. */
async function newMatter(wearerId: string, more: object = {}) {
  const protectedId = await person('protected');
  await shareFrom(magpie, protectedId, magpie.options.clock.nowMs() - HOUR_MS);
  const { token } = await deviceOf(magpie, old.agencyId, protectedId, { protocol: 'osmand' });
  const request = { agencyId: old.agencyId, wearerId, protectedIds: [protectedId], exercise: true, ...more };
  const order = await admin<Entered>('/api/orders', {
    ...{ wearerIntervalS: 5, protectedIntervalS: 5, from: new Date(magpie.options.clock.nowMs() - HOUR_MS) },
    ...request,
  });
  return { protectedId, token: token!, order, pairId: order.pairs[0]!.pairId as PairId };
}

/** He walks from 1500 m to 60 m with the device that he wears for the older matter. */
async function approach(protectedToken: string): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  for (let i = 0; i <= 20; i += 1) {
    const fixedAtMs = nowMs - (20 - i) * 5_000;
    expect(await report(magpie.devicePort, protectedToken, at(0, 0), fixedAtMs)).toBe(200);
    expect(await report(magpie.devicePort, old.wearerToken, at(1500 - i * 72, 0), fixedAtMs)).toBe(200);
  }
}

describe('a device that is worn for an older matter', () => {
  it('protects the person of a new order against another record of the same man, without any further act (H-82, H-301)', async () => {
    const second = await person('wearer', { identifier: 'case 2026 000118', name: 'exercise wearer' });
    const { protectedId, token, order, pairId } = await newMatter(second);
    expect(order.wearerId).toBe(old.wearerId);
    const phone = new LiveClient(magpie.port, await signedIn(magpie, protectedId));
    await phone.next((frame) => frame.type === 'hello');
    await approach(token);
    expect((await phone.next(isWarning)).pairId).toBe(pairId);
    phone.close();
  });

  it('protects at once when the two are found to be one under two running orders, and after a restart the same (H-306)', async () => {
    const second = await person('wearer', { name: 'Somebody Else' });
    const shape = { kind: 'circle', ...at(0, 5_000), radiusM: 200 };
    const { protectedId, token, pairId, order } = await newMatter(second, {
      zones: [{ kind: 'inclusion', name: 'home', shape }],
    });
    const zoneId = order.zones[0]!.zoneId as ZoneId;
    await approach(token);
    const level = () => magpie.shard.view(pairId, magpie.options.clock.nowMs())?.level;
    // Nobody reports for that record.
    expect(magpie.shard.levelSeen(`pair:${pairId}`, magpie.options.clock.nowMs())).toBe('unknown');
    const phone = new LiveClient(magpie.port, await signedIn(magpie, protectedId));
    await phone.next((frame) => frame.type === 'hello');
    const found = await admin<{ linking: LinkingJson }>(`/api/people/${second}/findable`, { identifier: IDENTIFIER });
    // Identifier alone, and another name: a person decides.
    expect(found.linking).toMatchObject({ state: 'checked', linkedTo: null });
    expect(magpie.shard.pairs.get(pairId)?.wearerId).toBe(second);
    const cookie = await signedIn(magpie, old.officerId);
    const path = `/api/desk/linking/reviews/${found.linking.reviews[0]}`;
    expect((await callServer(magpie, cookie, 'POST', path, { decision: 'same', reason: 'documents' })).status).toBe(
      200,
    );
    expect(magpie.shard.pairs.get(pairId)?.wearerId).toBe(old.wearerId);
    // A place that he must stay in, sealed before under the other record, opens and binds him.
    expect(magpie.shard.zones.get(zoneId)).toMatchObject({ wearerId: old.wearerId, shape });
    expect(magpie.shard.unboundAt).toBeGreaterThan(0);
    expect(['warning', 'danger']).toContain(level());
    expect((await phone.next((frame) => isWarning(frame) && frame.level !== 'unknown')).type).toBe('warning');
    phone.close();
    const before = level();
    await magpie.stop();
    magpie = newMagpie({ appUrl: db.appUrl, masterKey });
    await magpie.start();
    expect(level()).toBe(before);
    expect(magpie.shard.pairs.get(pairId)?.wearerId).toBe(old.wearerId);
  });

  it('protects no longer when the two are split; an incident of what was found then says what holds now (H-306)', async () => {
    const second = await person('wearer', { identifier: IDENTIFIER, name: 'exercise wearer' });
    const { token, pairId } = await newMatter(second);
    await approach(token);
    const cookie = await signedIn(magpie, old.officerId);
    const desk = (await callServer(magpie, cookie, 'GET', '/api/desk/linking')).body as unknown as LinkingDeskJson;
    expect(desk.links).toHaveLength(1);
    const path = `/api/desk/linking/links/${desk.links[0]!.linkId}/split`;
    expect((await callServer(magpie, cookie, 'POST', path, { reason: 'entered-wrongly' })).status).toBe(200);
    expect(magpie.shard.pairs.get(pairId)?.wearerId).toBe(second);
    const { rows } = await magpie.database.query<{ level: string }>(
      `select level from incidents.incident where subject = $1 and kind = 'approach'`,
      [`pair:${pairId}`],
    );
    expect(rows).toEqual([{ level: 'unknown' }]);
    // It is not linked again by itself.
    await magpie.linking.link();
    expect(magpie.shard.pairs.get(pairId)?.wearerId).toBe(second);
  });

  it('tells those who monitor him of an order that does not hold yet, until it does (H-304)', async () => {
    const from = magpie.options.clock.nowMs() + HOUR_MS;
    const second = await person('wearer', { identifier: IDENTIFIER, name: 'exercise wearer' });
    const { order } = await newMatter(second, { from: new Date(from).toISOString() });
    expect(order.linking).toMatchObject({ linkedTo: old.wearerId, notYet: 'not-in-force-yet' });
    const cookie = await signedIn(magpie, old.officerId);
    const desk = (await callServer(magpie, cookie, 'GET', '/api/desk/linking')).body as unknown as LinkingDeskJson;
    expect(desk.notices).toMatchObject([{ matter: order.label, reason: 'not-in-force-yet', fromMs: from }]);
    await admin(`/api/orders/${order.orderId}/cancel`, {});
    await magpie.linking.tell();
    const after = (await callServer(magpie, cookie, 'GET', '/api/desk/linking')).body as unknown as LinkingDeskJson;
    expect(after.notices).toEqual([]);
  });
});
