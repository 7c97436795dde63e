import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { isPicture, isWarning, LiveClient } from '../../test/support/live-client.ts';
import {
  at,
  cancelOrder,
  makeCase,
  newMagpie,
  owntracksDevice,
  report,
  signedIn,
  type TestCase,
} from '../../test/support/magpie.ts';
import type { OrderId, PairId } from '../core/ids.ts';
import type { ServerFrame } from '../disclosure/contract.ts';
import { queueSchema } from '../incidents/contract.ts';
import { loadInputsAfter } from '../ingest/history.ts';
import { owntracksEncrypted, owntracksHeaders, owntracksLocation } from '../ingest/protocols/owntracks/encode.ts';
import { keyFromSecret } from '../ingest/protocols/owntracks/secret-key.ts';
import type { Magpie } from './assemble.ts';

let db: TestDatabase;
let magpie: Magpie;
let it1: TestCase;
const masterKey = randomBytes(32);

beforeEach(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey });
  it1 = await makeCase(magpie);
  await magpie.start();
});
afterEach(async () => {
  await magpie.stop();
  await db.close();
});

/** The wearer walks straight at the protected person, from `fromM` away; the devices send it as a late batch. */
async function approach(fromM: number, toM: number): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  const steps = 30;
  for (let i = 0; i <= steps; i += 1) {
    const fixedAtMs = nowMs - (steps - i) * 5_000;
    const eastM = fromM + ((toM - fromM) * i) / steps;
    expect(await report(magpie.devicePort, it1.protectedToken, at(0, 0), fixedAtMs)).toBe(200);
    expect(await report(magpie.devicePort, it1.wearerToken, at(eastM, 0), fixedAtMs)).toBe(200);
  }
}

async function queue(cookie: string) {
  const response = await fetch(`http://127.0.0.1:${magpie.port}/api/incidents`, { headers: { cookie } });
  return queueSchema.parse(await response.json());
}

async function post(cookie: string, path: string, body: object): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${magpie.port}${path}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'x-magpie': '1', origin: `http://127.0.0.1:${magpie.port}` },
    body: JSON.stringify(body),
  });
  return response.status;
}

describe('from a fix to a warning', () => {
  it('warns the protected person, shows the point inside 600 m, tells the officer, and records all of it', async () => {
    const phone = new LiveClient(magpie.port, await signedIn(magpie, it1.protectedId));
    const officer = new LiveClient(magpie.port, await signedIn(magpie, it1.officerId));
    await phone.next((frame) => frame.type === 'hello');
    await officer.next((frame) => frame.type === 'hello');
    await approach(1500, 60);
    const warning = await phone.next(isWarning);
    expect(warning.pairId).toBe(it1.pairId);
    const inDanger = (frame: ServerFrame) => isPicture(frame) && frame.picture.level === 'danger';
    expect(await phone.next(inDanger)).toMatchObject({
      picture: { wearer: { kind: 'point' }, protected: { kind: 'point' } },
    });
    await officer.next((frame) => frame.type === 'queue-changed');
    phone.displayed(warning.warningId);
    const cookie = await signedIn(magpie, it1.officerId);
    const changes = officer.frames.length;
    const [incident] = (await queue(cookie)).open.filter((one) => one.kind === 'approach');
    expect(incident).toMatchObject({ state: 'unacknowledged', pairId: it1.pairId });
    expect(await post(cookie, `/api/incidents/${incident!.incidentId}/acknowledge`, {})).toBe(200);
    expect(await phone.next((frame) => frame.type === 'incident')).toMatchObject({
      ...{ incidentId: incident!.incidentId, pairId: it1.pairId, state: 'acknowledged' },
    });
    expect(await post(cookie, `/api/incidents/${incident!.incidentId}/close`, { reason: 'moved-away' })).toBe(409);
    expect(await post(cookie, `/api/incidents/${incident!.incidentId}/close`, { reason: 'police-took-over' })).toBe(
      200,
    );
    expect((await queue(cookie)).closed.map((one) => one.incidentId)).toContain(incident!.incidentId);
    expect(changes).toBeGreaterThan(0);
    phone.close();
    officer.close();
  });

  it('goes on after a restart: no incident twice, the level as it was', async () => {
    await approach(1500, 60);
    // What was found of the last report is recorded, too: else a restart would only seem to find it.
    await magpie.shard.recorded();
    const cookie = await signedIn(magpie, it1.officerId);
    const before = (await queue(cookie)).open.map((one) => [one.incidentId, one.kind, one.level]);
    expect(before.length).toBeGreaterThan(0);
    await magpie.stop();
    magpie = newMagpie({ appUrl: db.appUrl, masterKey });
    await magpie.start();
    const again = await signedIn(magpie, it1.officerId);
    expect((await queue(again)).open.map((one) => [one.incidentId, one.kind, one.level])).toEqual(before);
  });

  it('after a start, says when the engine no longer holds the level of an open incident (H-89)', async () => {
    await approach(1500, 60);
    const cookie = await signedIn(magpie, it1.officerId);
    await expect.poll(async () => (await queue(cookie)).open.map((one) => one.kind)).toContain('approach');
    await magpie.stop();
    // As if the last finding before a long outage had been another than what the rebuilt engine holds.
    await asOwner(db, (owner) => owner.query(`update incidents.incident set level = 'notice' where kind = 'approach'`));
    magpie = newMagpie({ appUrl: db.appUrl, masterKey });
    await magpie.start();
    const { rows } = await db.database.query<{ level: string; key: string }>(
      `select i.level, e.body #>> '{why,key}' as key from incidents.incident i join incidents.event e using (incident_id)
       where i.kind = 'approach' order by e.number desc limit 1`,
    );
    expect(rows[0]).toEqual({
      level: magpie.shard.levelOf(`pair:${it1.pairId}`, magpie.options.clock.nowMs()),
      key: 'restarted',
    });
  });

  it('cuts open streams at once when the order is cancelled, and shows nothing after (I-5)', async () => {
    const phone = new LiveClient(magpie.port, await signedIn(magpie, it1.protectedId));
    await phone.next((frame) => frame.type === 'hello');
    await approach(900, 60);
    await phone.next((frame) => isPicture(frame) && frame.picture.wearer.kind === 'point');
    await cancelOrder(magpie, it1.orderId);
    const cut = await phone.next((frame) => frame.type === 'withdrawn');
    // The page says that no order is in force, which is something else than a refusal.
    expect(cut).toMatchObject({ pairId: it1.pairId, statement: 'no-order' });
    await report(magpie.devicePort, it1.wearerToken, at(50, 0), magpie.options.clock.nowMs());
    await phone.next((frame) => frame.type === 'heartbeat' && frame.seq > cut.seq);
    expect(phone.frames.filter((frame) => isPicture(frame) && frame.seq > cut.seq)).toEqual([]);
    phone.close();
  });
});

describe("the engine's numbers of an order", () => {
  /** The numbers with which the pair was bound each time, as the journal has it. */
  async function bound(): Promise<(object | undefined)[]> {
    const inputs = await loadInputsAfter(db.database, magpie.sealer, 0);
    return inputs.flatMap(({ input }) => (input.kind === 'bind-pair' ? [input.pair.parameters] : []));
  }

  async function set(assignments: string): Promise<void> {
    await asOwner(db, (owner) => owner.query(`update orders.court_order set ${assignments}`));
    magpie.book.markStale(it1.orderId as OrderId);
    await magpie.reconciler.run();
  }

  it('are bound again when they change, and only then, also by a start that reads older bindings back', async () => {
    expect(await bound()).toEqual([undefined]);
    await set('warn_tau_s = 600, silence_after_s = 300');
    const parameters = { warnTauS: 600, silenceAfterS: 300 };
    expect(await bound()).toEqual([undefined, parameters]);
    expect(magpie.shard.pairs.get(it1.pairId as PairId)?.parameters).toEqual(parameters);
    await magpie.stop();
    magpie = newMagpie({ appUrl: db.appUrl, masterKey });
    await magpie.start();
    expect(magpie.shard.pairs.get(it1.pairId as PairId)?.parameters).toEqual(parameters);
    await set('warn_tau_s = null, silence_after_s = null');
    expect(await bound()).toEqual([undefined, parameters, undefined]);
    await magpie.stop();
    magpie = newMagpie({ appUrl: db.appUrl, masterKey });
    await magpie.start();
    expect(magpie.shard.pairs.get(it1.pairId as PairId)).not.toHaveProperty('parameters');
    expect(await bound()).toHaveLength(3);
  });
});

describe('an SOS from the page', () => {
  it('is journaled, and stands in the queue as an incident of its own', async () => {
    expect(await post(await signedIn(magpie, it1.protectedId), '/api/sos', {})).toBe(202);
    const officer = await signedIn(magpie, it1.officerId);
    await expect.poll(async () => (await queue(officer)).open.map((one) => one.kind)).toContain('device:sos');
    expect(await post(officer, '/api/sos', {})).toBe(403);
    const { values } = await magpie.metrics.inputs.get();
    expect(values.find(({ labels }) => labels.kind === 'event')?.value).toBe(1);
  });
});

describe('devices', () => {
  it("OwnTracks, encrypted: opened with the device's own key, journaled, answered as its client needs it", async () => {
    const secret = 'a made-up secret';
    const { token } = await owntracksDevice(magpie, it1, secret);
    const fixedAtMs = Math.ceil(magpie.options.clock.nowMs() / 1000) * 1000;
    const spot = {
      fixedAtMs,
      ...at(100, 100),
      accuracyM: 9,
      speedMps: null,
      courseDeg: null,
      altitudeM: null,
      batteryPct: 70,
    };
    const body = owntracksEncrypted(owntracksLocation(spot), keyFromSecret(secret)!, randomBytes(24));
    const headers = owntracksHeaders('exercise', 'phone', token);
    const send = (text: string) =>
      fetch(`http://127.0.0.1:${magpie.devicePort}/`, { method: 'POST', headers, body: text });
    const answer = await send(body);
    expect([answer.status, await answer.text()]).toEqual([200, '[]']);
    const wrong = await send(owntracksEncrypted(owntracksLocation(spot), keyFromSecret('another')!, randomBytes(24)));
    expect(wrong.status).toBe(200);
    const journaled = await db.database.query(`select from ingest.journal where kind = 'fix' and fixed_at_ms = $1`, [
      fixedAtMs,
    ]);
    expect(journaled.rowCount).toBe(1);
    const { rows } = await db.database.query<{ reason: string }>(`select reason from ingest.quarantine`);
    expect(rows.map((row) => row.reason)).toEqual(['undecryptable']);
  });

  it('unknown device: 4xx; known device with an impossible value or a clock error: 200, and quarantined with the reason', async () => {
    const nowMs = magpie.options.clock.nowMs();
    expect(await report(magpie.devicePort, 'nobody-knows-this-id-at-all', at(0, 0), nowMs)).toBeGreaterThanOrEqual(400);
    expect(await report(magpie.devicePort, it1.wearerToken, { latDeg: 95, lonDeg: 0 }, nowMs)).toBe(200);
    expect(await report(magpie.devicePort, it1.wearerToken, at(0, 0), nowMs - 31 * 86_400_000)).toBe(200);
    const { rows } = await db.database.query<{ reason: string; sealed: Buffer }>(
      `select reason, sealed from ingest.quarantine order by quarantine_id`,
    );
    expect(rows.map((row) => row.reason)).toEqual(['unknown-device', 'impossible-value', 'clock-error']);
    for (const row of rows) expect(row.sealed.includes(Buffer.from('lat='))).toBe(false);
  });
});
