/** Consent, positions of the page, phones and own orders, over HTTP against a running Magpie on a database of its own. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import {
  at,
  callServer,
  cancelOrder,
  makeCase,
  newMagpie,
  report,
  signedIn,
  type TestCase,
} from '../../../test/support/magpie.ts';
import { systemClock } from '../../core/clock.ts';
import type { PairId } from '../../core/ids.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import { owntracksHeaders, owntracksLocation } from '../../ingest/protocols/owntracks/encode.ts';
import { CONSENT_TEXT } from '../../people/contract.ts';
import type { Magpie } from '../assemble.ts';

let aheadMs = 0;
const clock = { nowMs: () => systemClock.nowMs() + aheadMs };
let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let cookie: string;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, clock });
  await magpie.start();
});
afterAll(async () => {
  await magpie?.stop();
  await db?.close();
});
beforeEach(async () => {
  one = await makeCase(magpie, { undertaken: false, intervalS: 60, untilMs: clock.nowMs() + 60 * DAY_MS });
  await magpie.reload();
  await magpie.reconciler.run();
  cookie = await signedIn(magpie, one.protectedId);
});

const call = (method: string, path: string, body?: object, as = cookie) => callServer(magpie, as, method, path, body);

const give = () => call('POST', '/api/me/consent', { act: 'given', textVersion: CONSENT_TEXT });
const withdraw = () => call('POST', '/api/me/consent', { act: 'withdrawn' });
const pause = (more: object = {}) => call('POST', '/api/me/consent', { act: 'paused', pause: 'hour', ...more });

function page(eastM: number, fixedAtMs = clock.nowMs(), more: object = {}) {
  const position = { ...at(eastM, 0), accuracyM: 9, speedMps: null, courseDeg: null };
  const positions = [{ fixedAt: new Date(fixedAtMs).toISOString(), ...position, ...more }];
  return call('POST', '/api/me/positions', { positions, battery: { pct: 64, charging: false } });
}

async function kept(personId: string): Promise<number> {
  const { rows } = await db.database.query<{ n: number }>(
    `select count(*) as n from ingest.journal where person_id = $1 and kind = 'fix'`,
    [personId],
  );
  return rows[0]!.n;
}

/** Reasons in quarantine of the person's devices, and whether any byte of a frame was kept with them. */
async function quarantined(personId: string): Promise<{ reasons: string[]; bytes: boolean }> {
  const { rows } = await db.database.query<{ reason: string; key_id: number; sealed: Buffer }>(
    `select reason, key_id, sealed from ingest.quarantine
     where device_id in (select device_id from devices.assignment where person_id = $1) order by quarantine_id`,
    [personId],
  );
  const opened = await Promise.all(
    rows.map(async (row) => (await magpie.sealer.open(row.key_id, row.sealed)).toString()),
  );
  return { reasons: rows.map(({ reason }) => reason), bytes: opened.some((text) => /lat|36\.|location/.test(text)) };
}

function here() {
  return magpie.shard.view(one.pairId as PairId, clock.nowMs())?.protected ?? null;
}

async function incident() {
  const { rows } = await db.database.query<{ level: string; state: string; suppressed_reason: string | null }>(
    `select level, state, suppressed_reason from incidents.incident where subject = $1 and kind = 'approach'`,
    [`pair:${one.pairId}`],
  );
  return rows;
}

describe('HAZARD H-190: without consent nothing of a place is kept, by whichever way it comes', () => {
  it('an app over HTTP is answered as ever, and only its reason and time are kept', async () => {
    await withdraw();
    expect(await report(magpie.devicePort, one.protectedToken, at(0, 0), clock.nowMs())).toBe(200);
    expect(await kept(one.protectedId)).toBe(0);
    expect(await quarantined(one.protectedId)).toEqual({ reasons: ['no-consent'], bytes: false });
    expect(here()).toMatchObject({ kind: 'never' });
    // The wearer is bound by the order, and not asked.
    expect(await report(magpie.devicePort, one.wearerToken, at(5_000, 0), clock.nowMs())).toBe(200);
    expect(await kept(one.wearerId)).toBe(1);
  });

  it('an OwnTracks phone that she set up herself is answered with its array, and nothing is kept', async () => {
    const { body } = await call('POST', '/api/me/devices', { app: 'owntracks' });
    await withdraw();
    const answer = await ownTracks(String(body.link));
    // Of what stands in it only how often to report, once the order's interval is known.
    expect([
      answer.status,
      Array.isArray(JSON.parse(answer.body)),
      /lat|lon/i.test(answer.body.replaceAll('locator', '')),
    ]).toEqual([200, true, false]);
    expect(await kept(one.protectedId)).toBe(0);
    expect((await quarantined(one.protectedId)).bytes).toBe(false);
  });

  it('the page is told that nothing is kept, so that it stops', async () => {
    await withdraw();
    expect(await page(0)).toEqual({ status: 200, body: { keeps: false, intervalS: null } });
    expect(await kept(one.protectedId)).toBe(0);
    expect(await quarantined(one.protectedId)).toEqual({ reasons: [], bytes: false });
  });

  it('what was made in a pause is not kept when it comes after it', async () => {
    await page(0);
    await pause();
    const inPauseMs = clock.nowMs() + 1;
    await call('POST', '/api/me/consent', { act: 'resumed' });
    await page(1, inPauseMs - 1);
    expect(await report(magpie.devicePort, one.protectedToken, at(2, 0), inPauseMs)).toBe(200);
    expect((await quarantined(one.protectedId)).reasons).toContain('no-consent');
  });
});

describe('consent', () => {
  it('from consent to the engine having her place, by the page; the same report again is no second one', async () => {
    await withdraw();
    expect((await give()).body).toMatchObject({ sharing: { kind: 'shared' }, isProtected: true, intervalS: 60 });
    const madeAtMs = clock.nowMs();
    expect(await page(7, madeAtMs)).toEqual({ status: 200, body: { keeps: true, intervalS: 60 } });
    expect(await page(7, madeAtMs)).toMatchObject({ status: 200 });
    expect(await kept(one.protectedId)).toBe(1);
    expect(here()).toMatchObject({ kind: 'fresh', point: { radiusM: 9 } });
    const { sources } = (await call('GET', '/api/me/position')).body as { sources: Record<string, unknown>[] };
    expect(sources.find(({ kind }) => kind === 'page')).toMatchObject({ batteryPct: 64, lastPositionMs: madeAtMs });
  });

  it('is on record with text and purpose, act by act, and cannot be rewritten', async () => {
    await withdraw();
    await give();
    const { rows } = await db.database.query<{ act: string; text_version: string; purpose: string }>(
      `select act, text_version, purpose from people.consent_act where person_id = $1 order by number`,
      [one.protectedId],
    );
    expect(rows.map(({ act }) => act)).toEqual(['given', 'withdrawn', 'given']);
    expect(new Set(rows.map(({ text_version, purpose }) => `${text_version} ${purpose}`))).toEqual(
      new Set([`${CONSENT_TEXT} own-position`]),
    );
    await expect(db.database.query(`delete from people.consent_act`)).rejects.toThrow();
    const { rows: audited } = await db.database.query<{ n: number }>(
      `select count(*) as n from safeguards.audit where position($1 in convert_from(canonical, 'UTF8')) > 0
         and position('"consent.' in convert_from(canonical, 'UTF8')) > 0`,
      [one.protectedId],
    );
    expect(audited[0]!.n).toBe(3);
  });

  it('is known again after a start', async () => {
    await pause({ pause: 'open' });
    await magpie.consents.reload(magpie.database);
    expect(magpie.consents.sharing(one.protectedId as never, clock.nowMs())).toMatchObject({ kind: 'paused' });
  });

  it('is nobody else to give: officers have no such route, and wearers no page', async () => {
    const officer = await signedIn(magpie, one.officerId);
    expect((await call('POST', '/api/me/consent', { act: 'withdrawn' }, officer)).status).toBe(403);
    expect((await call('GET', '/api/me/position', undefined, officer)).status).toBe(403);
    const admin = await fetch(`http://127.0.0.1:${magpie.port}/api/people/${one.wearerId}/consent`, {
      method: 'POST',
      headers: {
        'x-magpie': '1',
        'content-type': 'application/json',
        authorization: `Bearer ${magpie.options.adminToken}`,
      },
      body: JSON.stringify({ act: 'given' }),
    });
    expect(admin.status).toBe(400);
  });

  it('an act that is none, or another text, is refused', async () => {
    for (const body of [{}, { act: 'sold' }, { act: 'paused' }, { act: 'paused', pause: 'year' }])
      expect((await call('POST', '/api/me/consent', body)).status).toBe(400);
    await withdraw();
    expect((await call('POST', '/api/me/consent', { act: 'given', textVersion: 'old-1' })).status).toBe(409);
  });
});

describe('a pause', () => {
  it('HAZARD H-192: is unknown by a reason of its own, told once, aside from the alarms, and warns nobody who chose it', async () => {
    await page(0);
    await report(magpie.devicePort, one.wearerToken, at(1_500, 0), clock.nowMs());
    await pause();
    aheadMs += 12 * MINUTE_MS;
    await report(magpie.devicePort, one.wearerToken, at(1_490, 0), clock.nowMs());
    await magpie.journal.append({ kind: 'tick' }, null, null);
    await magpie.shard.recorded();
    const view = magpie.withheld.seen(magpie.shard.view(one.pairId as PairId, clock.nowMs()), clock.nowMs());
    expect(view).toMatchObject({ level: 'unknown', reason: 'protected-not-sharing' });
    expect(await incident()).toMatchObject([{ level: 'unknown', suppressed_reason: 'not-sharing' }]);
    expect(await outbox(one.protectedId)).toBe(0);
    // It ends: what was set aside is an alarm from the next look on, while it stands.
    await call('POST', '/api/me/consent', { act: 'resumed' });
    await magpie.withheld.look();
    expect(await incident()).toMatchObject([{ level: 'unknown', state: 'unacknowledged', suppressed_reason: null }]);
    // Whoever chose it learns that nobody watches over them now: once.
    expect(await outbox(one.protectedId)).toBe(1);
    await magpie.withheld.look();
    expect(await outbox(one.protectedId)).toBe(1);
  });

  it('HAZARD H-192: who was never asked is an alarm, and a warning comes through a pause that has just begun', async () => {
    await page(0);
    await pause();
    // Her last place is of a moment ago: by it the wearer stands beside her.
    for (let i = 4; i >= 0; i -= 1)
      await report(magpie.devicePort, one.wearerToken, at(60, 0), clock.nowMs() - i * 5 * SECOND_MS);
    await magpie.journal.append({ kind: 'tick' }, null, null);
    await magpie.shard.recorded();
    await magpie.withheld.look();
    const [found] = await incident();
    expect(['warning', 'danger']).toContain(found?.level);
    expect(found?.suppressed_reason).toBe(null);
    expect(await outbox(one.protectedId)).toBeGreaterThan(0);
  });

  it('HAZARD H-193: while a warning stands it is asked once more', async () => {
    for (let i = 4; i >= 0; i -= 1) {
      await page(0, clock.nowMs() - i * 5 * SECOND_MS);
      await report(magpie.devicePort, one.wearerToken, at(60, 0), clock.nowMs() - i * 5 * SECOND_MS);
    }
    expect(await pause()).toMatchObject({ status: 409, body: { error: { code: 'still-alerting' } } });
    expect((await call('GET', '/api/me/position')).body).toMatchObject({ sharing: { kind: 'shared' } });
    expect(await pause({ despiteWarning: true })).toMatchObject({ status: 200, body: { sharing: { kind: 'paused' } } });
  });

  it('ends by itself', async () => {
    await pause();
    expect(await page(0)).toMatchObject({ body: { keeps: false } });
    aheadMs += 61 * MINUTE_MS;
    expect(await page(0)).toMatchObject({ body: { keeps: true } });
  });
});

describe('a phone', () => {
  it('is set up by its link alone, reports, and ends the one before it', async () => {
    const first = await call('POST', '/api/me/devices', { app: 'traccar' });
    expect(first.status).toBe(201);
    const { url, id } = Object.fromEntries(new URL(String(first.body.link)).searchParams) as Record<
      'url' | 'id',
      string
    >;
    expect(new URL(url).port).toBe(String(magpie.devicePort));
    expect(await report(magpie.devicePort, id, at(3, 0), clock.nowMs())).toBe(200);
    expect(await kept(one.protectedId)).toBe(1);
    const second = await call('POST', '/api/me/devices', { app: 'owntracks' });
    expect(await ownTracks(String(second.body.link))).toEqual({ status: 200, body: '[]' });
    expect(await kept(one.protectedId)).toBe(2);
    // HAZARD H-194: the old one is answered, so that it falls silent about nothing, and kept is only that it came.
    expect(await report(magpie.devicePort, id, at(9, 0), clock.nowMs())).toBe(200);
    expect(await report(magpie.devicePort, one.protectedToken, at(9, 0), clock.nowMs())).toBe(200);
    expect(await kept(one.protectedId)).toBe(2);
    expect((await quarantined(one.protectedId)).reasons).toEqual(['no-assignment', 'no-assignment']);
    const { sources } = (await call('GET', '/api/me/position')).body as {
      sources: { kind: string; deviceId: string }[];
    };
    expect(sources.filter(({ kind }) => kind === 'app').map(({ deviceId }) => deviceId)).toEqual([
      second.body.deviceId,
    ]);
  });

  it('its secret is told once, and stands neither in the database nor in the answer to anything else', async () => {
    const { body } = await call('POST', '/api/me/devices', { app: 'traccar' });
    const secret = new URL(String(body.link)).searchParams.get('id')!;
    expect(JSON.stringify((await call('GET', '/api/me/position')).body)).not.toContain(secret);
    const { rows } = await db.database.query<{ row: string }>(`select device::text as row from devices.device`);
    expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
  });

  it("is ended by its owner, and another's is not found", async () => {
    const { body } = await call('POST', '/api/me/devices', { app: 'traccar' });
    const other = await makeCase(magpie, { name: 'other' });
    await magpie.reload();
    await magpie.reconciler.run();
    const theirs = await signedIn(magpie, other.protectedId);
    expect((await call('DELETE', `/api/me/devices/${String(body.deviceId)}`, undefined, theirs)).status).toBe(404);
    expect((await call('DELETE', `/api/me/devices/${String(body.deviceId)}`)).status).toBe(200);
    expect((await call('DELETE', `/api/me/devices/${String(body.deviceId)}`)).status).toBe(404);
  });

  it('none is set up in vain: while nothing is shared it is refused', async () => {
    await pause();
    expect((await call('POST', '/api/me/devices', { app: 'traccar' })).status).toBe(403);
    expect((await call('POST', '/api/me/devices', { app: 'pigeon' })).status).toBe(400);
  });
});

describe('the page', () => {
  it('is refused what has no form, and what cannot be is not kept', async () => {
    const bad = [{}, { positions: [], battery: null }, { positions: [{ latDeg: 1 }], battery: null }];
    for (const body of bad) expect((await call('POST', '/api/me/positions', body)).status).toBe(400);
    expect((await page(0, clock.nowMs(), { latDeg: 91 })).status).toBe(200);
    expect(await kept(one.protectedId)).toBe(0);
    expect((await quarantined(one.protectedId)).reasons).toEqual(['impossible-value']);
  });

  it('cannot speak through a port for devices', async () => {
    await page(0);
    expect(await report(magpie.devicePort, one.protectedId, at(0, 0), clock.nowMs())).toBe(400);
  });

  it('I-5: keeps nothing once the order has ended', async () => {
    await page(0);
    await cancelOrder(magpie, one.orderId);
    expect(await page(1)).toEqual({ status: 200, body: { keeps: false, intervalS: null } });
    expect(await kept(one.protectedId)).toBe(1);
    await withdraw();
    expect(await give()).toMatchObject({ status: 403 });
  });
});

describe('own orders', () => {
  it('say dates, distances and who is asked for more, and name no case and nobody else', async () => {
    const { status, body } = await call('GET', '/api/me/orders');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      agencyName: 'exercise',
      orders: [
        { timeZone: 'Asia/Seoul', ended: null, restraintM: 100, extensions: { countMax: 2, askedOf: 'prosecutor' } },
      ],
      undertaking: { article: 'EDA 36(4)', yearsMax: 3, fineMax: 30_000_000, acceptedAtMs: null, isDue: true },
    });
    const text = JSON.stringify(body);
    for (const secret of [one.orderId, one.wearerId, one.pairId, 'M-0']) expect(text).not.toContain(secret);
  });

  it('say how one ended before its time', async () => {
    await cancelOrder(magpie, one.orderId);
    expect((await call('GET', '/api/me/orders')).body).toMatchObject({
      ...{ orders: [{ ended: { how: 'cancelled' } }], undertaking: null },
    });
  });

  it('the undertaking is accepted on record, and is due again after a year', async () => {
    const accepted = await call('POST', '/api/me/undertaking', { jurisdiction: 'kr', textVersion: 'undertaking-2' });
    expect(accepted.body).toMatchObject({ undertaking: { isDue: false } });
    for (const wrong of [
      { jurisdiction: 'kr', textVersion: 'x' },
      { jurisdiction: 'jp', textVersion: 'undertaking-2' },
    ])
      expect((await call('POST', '/api/me/undertaking', wrong)).status).toBeGreaterThanOrEqual(404);
    await asOwner(db, (owner) =>
      owner.query(`alter table orders.undertaking disable trigger undertaking_append_only;
        update orders.undertaking set at_ms = at_ms - ${367 * DAY_MS}`),
    );
    expect((await call('GET', '/api/me/orders')).body).toMatchObject({ undertaking: { isDue: true } });
  });
});

async function outbox(recipientId: string): Promise<number> {
  const { rows } = await db.database.query<{ n: number }>(
    `select count(*) as n from notify.outbox where recipient_id = $1`,
    [recipientId],
  );
  return rows[0]!.n;
}

/** As the app does with the configuration of the link: one report. */
async function ownTracks(link: string): Promise<{ status: number; body: string }> {
  const inline = new URL(link).searchParams.get('inline')!;
  const config = JSON.parse(Buffer.from(inline, 'base64').toString('utf8')) as Record<string, string>;
  const place = {
    ...at(4, 0),
    fixedAtMs: clock.nowMs(),
    accuracyM: 8,
    speedMps: null,
    courseDeg: null,
    altitudeM: null,
  };
  const response = await fetch(config.url!, {
    method: 'POST',
    headers: owntracksHeaders(config.username!, config.deviceId!, config.password!),
    body: owntracksLocation(place),
  });
  return { status: response.status, body: await response.text() };
}
