/** Warrants over HTTP: who sees what, by whose permission, and what is left of it. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { iso, warrantCalls } from '../../../test/support/warrant-calls.ts';
import { addFixes, type WarrantApp, warrantApp } from '../../../test/support/warrants.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../core/time.ts';
import { loadNoticesOf } from '../../orders/exchange/notices.sql.ts';
import type { RegisterJson } from '../../safeguards/registers/contract.ts';
import { canonicalBytes, clocksOf, startClocks } from '../../safeguards/service.ts';
import type { WarrantListJson } from '../../safeguards/warrants/contract.ts';
import { lookAtWarrants } from './watch.ts';

let w: WarrantApp;
/** Of the wearer, kept by the order; the protected person's lie beside them, hours and minutes the same. */
let fromMs: number;
const COUNT = 40;
const SECRET = 41.25;

beforeAll(async () => {
  w = await warrantApp();
  const { c, orderId, beganMs } = w;
  fromMs = beganMs + 2 * DAY_MS;
  const basis = `order:${orderId}`;
  await addFixes(c.t, { id: c.who.wearer!.id, latDeg: 37.5 }, [basis], fromMs, COUNT);
  await addFixes(c.t, { id: c.who.protected!.id, latDeg: SECRET }, [basis], fromMs, COUNT);
}, 60_000);
afterAll(() => w?.c.close());

const calls = warrantCalls(() => ({ w, fromMs }));
const { asking, emergency, ask, post, grant, refusal, see, partOf, detail, entries } = calls;

describe('a permission', () => {
  it('(H-515) without a grant nothing is seen on any path, by anybody, and each attempt is on record', async () => {
    const id = await ask();
    const before = (await entries('audit')).filter(({ action }) => action === 'warrant.refuse').length;
    const granted = await ask();
    await grant(granted);
    const { viewId } = (await see(granted)).body;
    const tries = [
      await see(id),
      await partOf(id, viewId),
      await post('police', id, 'exports', { viewId, confirmed: true }),
      // Another warrant's view, another person's, another office's.
      await partOf(granted, viewId, 0, 'prosecutor'),
      await partOf(granted, viewId, 0, 'police2'),
      await see(granted, 'police2'),
      // Of the same case, and another office.
      await see(granted, 'prosecutor'),
      await see(granted, 'far'),
      await post('police', granted, 'views', { use: 'compliance' }),
      await partOf(granted, randomUUID()),
    ];
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 404, 404, 404, 404, 404, 403, 404]);
    for (const name of ['officer', 'judge', 'clerk', 'protected', 'overseer']) {
      expect([name, (await see(granted, name)).status]).toEqual([name, 403]);
    }
    const refused = (await entries('audit')).filter(({ action }) => action === 'warrant.refuse');
    expect(refused.length - before).toBe(tries.length);
    for (const name of ['police2', 'far', 'judge2', 'prosecutor']) {
      expect((await w.c.call(name, 'GET', `/api/warrants/${granted}`)).status).toBe(404);
      expect((await w.c.call(name, 'GET', `/api/warrants/${granted}/standing`)).status).toBe(404);
    }
    expect((await post('judge2', id, 'decide', { result: 'refused', reason: 'x' })).status).toBe(404);
  });

  it('(H-518) shows the wearer’s positions of the granted time, as measured, and nobody else’s', async () => {
    const id = await ask(asking({ until: iso(fromMs + 20 * MINUTE_MS) }));
    await post('judge', id, 'decide', {
      ...{
        result: 'partly',
        reason: 'Ten minutes are enough.',
        from: iso(fromMs + 5 * MINUTE_MS),
        until: iso(fromMs + 15 * MINUTE_MS),
      },
    });
    const { body } = await see(id);
    expect([body.positions, body.erased, body.elsewhere, body.parts]).toEqual([10, 0, 0, 1]);
    const { positions } = (await partOf(id, body.viewId)).body;
    expect(positions.map(({ fixedAtMs }) => fixedAtMs)).toEqual(
      Array.from({ length: 10 }, (_, i) => fromMs + (5 + i) * MINUTE_MS),
    );
    expect(positions[0]).toMatchObject({ latDeg: 37.5005, lonDeg: 127, accuracyM: 12, source: 'gnss' });
    expect(JSON.stringify(positions)).not.toContain(`"latDeg":${Math.trunc(SECRET)}`);
    const own = (await entries('ledger')).filter(
      ({ kind, body: said }) => kind === 'warrant-view' && (said as { warrantId: string }).warrantId === id,
    );
    expect(own).toHaveLength(1);
    expect(own[0]!.body).toMatchObject({
      use: 'breach-tampering',
      positions: 10,
      viewer: { id: w.c.who.police!.id, kind: 'police' },
    });
    const read = (await entries('audit')).findLast(({ action }) => action === 'position.read');
    expect(read).toMatchObject({
      purpose: 'warrant:breach-tampering',
      about: { personId: w.c.who.wearer!.id, read: 10 },
    });
    for (const log of ['audit', 'ledger'] as const)
      expect(JSON.stringify(await entries(log))).not.toMatch(/37\.5|41\.2/);
  });

  it('(H-518) is not seen where it is not a wearer whom it names, however that came about', async () => {
    const { database } = w.c.t.deps;
    const granted = await ask();
    await grant(granted);
    const forged = randomUUID();
    await database.query(
      `insert into safeguards.warrant select $2, number || '-forged', jurisdiction, exercise, order_id, $3, agency_id, court_id,
         created_at_ms from safeguards.warrant where warrant_id = $1`,
      [granted, forged, w.c.who.protected!.id],
    );
    await database.query(
      `insert into safeguards.warrant_event select $2, number, at_ms, kind, by_kind, by_id, body, key_id, sealed
       from safeguards.warrant_event where warrant_id = $1`,
      [granted, forged],
    );
    expect((await see(granted)).status).toBe(200);
    expect((await see(forged)).status).toBe(403);
  });

  it('(H-517) is asked for what is over, under an order in which one takes part, for a use of the law', async () => {
    const now = w.c.t.clock.atMs;
    const code = async (more: object, name = 'police') =>
      (await w.c.call<{ error: { code: string } }>(name, 'POST', '/api/warrants', asking(more))).body.error.code;
    expect(await code({ until: iso(now) })).toBe('out-of-bounds');
    expect(await code({ from: iso(w.beganMs - DAY_MS) })).toBe('out-of-bounds');
    expect(await code({ use: 'curiosity' })).toBe('invalid');
    expect(await code({ courtId: w.c.officeIds.police })).toBe('invalid');
    expect(await code({}, 'police2')).toBe('not-found');
    expect(await code({}, 'far')).toBe('not-found');
    // HAZARD H-516: an emergency without its reason.
    expect(await code({ kind: 'emergency' })).toBe('words-needed');
    const list = (await w.c.call<WarrantListJson>('prosecutor', 'GET', '/api/warrants')).body;
    expect(list.orders.map(({ orderId }) => orderId)).toEqual([w.orderId]);
    expect((await w.c.call<WarrantListJson>('police2', 'GET', '/api/warrants')).body).toMatchObject({
      orders: [],
      warrants: [],
    });
  });

  it('on paper is entered by the clerk with the paper, which those whose it is may read', async () => {
    const id = await ask();
    const decision = { result: 'granted', reason: 'As on paper.' };
    expect((await post('clerk', id, 'decide', decision)).status).toBe(400);
    const document = await w.c.upload('clerk', 'The court permits it.', 'decision.txt');
    expect((await post('clerk', id, 'decide', { ...decision, document })).status).toBe(200);
    const said = (await detail(id)).events.find(({ kind }) => kind === 'decided')!;
    expect(said).toMatchObject({ words: { reason: 'As on paper.' }, documents: [document] });
    const reads = async (name: string) => (await w.c.call(name, 'GET', `/api/documents/${document}`)).status;
    expect([await reads('police'), await reads('judge')]).toEqual([200, 200]);
    for (const name of ['police2', 'judge2', 'officer', 'protected'])
      expect([name, await reads(name)]).toEqual([name, 404]);
  });

  it('takes up reports that came late, and says what is erased or held by another right only (H-514)', async () => {
    const { c, orderId } = w;
    const { database } = c.t.deps;
    const at = fromMs + 2 * DAY_MS;
    const wearer = { id: c.who.wearer!.id, latDeg: 37.6 };
    await addFixes(c.t, wearer, [`order:${orderId}`], at, 3);
    await addFixes(c.t, wearer, [`order:${randomUUID()}`], at + DAY_MS, 4);
    await addFixes(c.t, wearer, [`order:${orderId}`], at + 2 * DAY_MS, 5);
    const id = await ask(asking({ from: iso(at), until: iso(at + 2 * DAY_MS + HOUR_MS) }));
    await grant(id);
    expect((await see(id)).body).toMatchObject({ positions: 8, erased: 0, elsewhere: 4 });
    await addFixes(c.t, wearer, [`order:${orderId}`], at + 10 * MINUTE_MS, 2);
    const again = (await see(id)).body;
    expect(again).toMatchObject({ positions: 10, elsewhere: 4 });
    expect((await partOf(id, again.viewId)).body.positions).toHaveLength(10);
    const { rows } = await database.query<{ key_id: number }>(
      `select key_id from safeguards.data_key where subject = $1 and scope = $2`,
      [wearer.id, iso(at + 2 * DAY_MS).slice(0, 10)],
    );
    await asOwner(w.c.t.testDb, (sql) =>
      sql.query(`delete from safeguards.key_wrapping where key_id = $1`, [rows[0]!.key_id]),
    );
    const later = await ask(asking({ from: iso(at), until: iso(at + 2 * DAY_MS + HOUR_MS) }));
    await grant(later);
    expect((await see(later)).body).toMatchObject({ positions: 5, erased: 5, elsewhere: 4 });
  });

  it('leaves as a file whose hash and code say that it left here, and no other', async () => {
    const id = await ask(asking({ until: iso(fromMs + 3 * MINUTE_MS) }));
    await grant(id);
    const { viewId } = (await see(id)).body;
    expect((await post('police', id, 'exports', { viewId })).status).toBe(400);
    // Another of the office looks at the same, and takes it away.
    expect((await post('police', id, 'exports', { viewId, confirmed: true })).status).toBe(409);
    await w.c.add('partner', 'police', w.c.officeIds.police!);
    const own = (await see(id, 'partner')).body.viewId;
    const file = (await post('partner', id, 'exports', { viewId: own, confirmed: true })) as {
      status: number;
      body: { text: string };
    };
    expect(file.status).toBe(200);
    const { features, magpie } = JSON.parse(file.body.text) as { features: never[]; magpie: Record<string, never> };
    const hash = createHash('sha256');
    for (const one of features) hash.update(canonicalBytes(one)).update('\n');
    const { warrant: number, version, sha256, code } = magpie;
    expect([features.length, hash.digest('hex')]).toEqual([3, sha256]);
    const check = async (more: object) =>
      (
        await w.c.call<{ genuine: boolean }>('judge', 'POST', '/api/warrants/check-export', {
          number,
          version,
          sha256,
          code,
          ...more,
        })
      ).body.genuine;
    expect([await check({}), await check({ sha256: '0'.repeat(64) }), await check({ version: 2 })]).toEqual([
      true,
      false,
      false,
    ]);
    const kinds = (await entries('ledger')).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'warrant-export')).toHaveLength(1);
    // HAZARD H-519: no plain hash of a few positions stands in the open.
    const plain = createHash('sha256');
    for (const position of (await partOf(id, viewId)).body.positions)
      plain.update(canonicalBytes({ ...position })).update('\n');
    const inTheOpen = JSON.stringify([await entries('ledger'), await entries('audit')]);
    for (const one of [sha256, plain.digest('hex')]) expect(inTheOpen).not.toContain(one);
  });
});

describe('an emergency', () => {
  it('(H-511) refused: the copy cannot be read by anything, monitoring is told, and the office confirms on paper', async () => {
    const { c, deps } = w;
    const { database, sealer } = c.t.deps;
    const id = await ask(emergency());
    const { viewId } = (await see(id)).body;
    expect((await partOf(id, viewId)).status).toBe(200);
    const kept = await database.query<{ key_id: number; sealed: Buffer }>(
      `select key_id, sealed from safeguards.warrant_copy where warrant_id = $1`,
      [id],
    );
    const copy = kept.rows[0]!;
    await post('police', id, 'permission', { reason: 'It was urgent.' });
    expect((await refusal(id)).body.warrant).toMatchObject({ state: 'refused', copied: null });
    expect((await partOf(id, viewId)).status).toBe(403);
    expect((await see(id)).status).toBe(403);
    await expect(sealer.open(copy.key_id, copy.sealed)).rejects.toThrow('no wrapping left');
    const left = await database.query(`select from safeguards.warrant_copy where warrant_id = $1`, [id]);
    expect(left.rowCount).toBe(0);
    // The originals stay under their order.
    const other = await ask();
    await grant(other);
    expect((await see(other)).body.positions).toBe(COUNT);
    const told = await loadNoticesOf(database, c.officeIds.monitoring!, 0, 500);
    expect(told.filter(({ code }) => code === 'warrant-copy-destroyed').at(-1)).toMatchObject({
      facts: { because: 'refused', positions: COUNT },
      article: 'EDA 16(5)',
    });
    const confirmed = await post('police', id, 'confirm', {
      outside: 'none',
      words: 'Nothing was printed.',
      language: 'ko',
    });
    expect(confirmed.body.warrant.confirmation).toBe('done');
    const paper = confirmed.body.events.find(({ kind }) => kind === 'confirmed')!.documents[0]!;
    expect((await c.call<{ text: string }>('judge', 'GET', `/api/documents/${paper}`)).body.text).toMatch(/^%PDF/);
    const basis = `register:${id}`;
    const clock = (await clocksOf(database, [basis])).get(basis)![0]!;
    expect([clock.what, new Date(clock.destroyAtMs).getUTCFullYear()]).toEqual([
      'register',
      new Date(deps.clock.nowMs()).getUTCFullYear() + 3,
    ]);
  });

  it('whose permission does not come in time ends by the clock, before anything is written, and is told loudly', async () => {
    const { c, deps } = w;
    const id = await ask(emergency());
    const { viewId } = (await see(id)).body;
    const permission = await detail(id);
    expect(permission.warrant.clock).toEqual({ what: 'permission', dueMs: c.t.clock.atMs + DAY_MS });
    c.t.clock.atMs += DAY_MS;
    // No beat was there yet.
    expect([(await partOf(id, viewId)).status, (await see(id)).status]).toEqual([403, 403]);
    expect(
      await lookAtWarrants({ ...deps, database: c.t.deps.database }, (error) => Promise.reject(error)),
    ).toBeGreaterThan(0);
    expect((await detail(id)).warrant).toMatchObject({ state: 'late', copied: null, confirmation: 'due' });
    expect(await lookAtWarrants({ ...deps, database: c.t.deps.database }, (error) => Promise.reject(error))).toBe(0);
    for (const office of ['police', 'oversight']) {
      const told = await loadNoticesOf(c.t.deps.database, c.officeIds[office]!, 0, 500);
      const mine = told.filter(
        ({ code, toAgencyId }) => code === 'warrant-permission-overdue' && toAgencyId === c.officeIds[office],
      );
      expect([office, mine.length]).toEqual([office, 1]);
    }
    const today = iso(c.t.clock.atMs).slice(0, 10);
    const register = await c.call<RegisterJson>('overseer', 'GET', `/api/registers/warrants?from=${today}&to=${today}`);
    expect(register.body.overdue).toBe(1);
  });

  it('(H-512) an open page is told at once that it may show nothing more', async () => {
    const { c } = w;
    const id = await ask(emergency());
    await see(id);
    await post('police', id, 'permission', { reason: 'It was urgent.' });
    const address = c.t.app.server.address() as { port: number };
    const headers = { cookie: c.who.police!.cookie };
    const stream = await fetch(`http://127.0.0.1:${address.port}/api/warrants/${id}/standing`, { headers });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const reader = stream.body!.getReader();
    const next = async () =>
      JSON.parse(
        Buffer.from((await reader.read()).value!)
          .toString()
          .replace(/^data: /, ''),
      ) as object;
    expect(await next()).toMatchObject({ may: true, why: null });
    await refusal(id);
    expect(await next()).toMatchObject({ may: false, why: 'refused' });
    w.session.isOpen = false;
    w.deps.screens.changed(id);
    expect(await next()).toMatchObject({ may: false, why: 'signed-out' });
    expect((await reader.read()).done).toBe(true);
    w.session.isOpen = true;
  });
});

describe('registers', () => {
  const days = () =>
    `from=${iso(w.c.t.clock.atMs - 20 * DAY_MS).slice(0, 10)}&to=${iso(w.c.t.clock.atMs + DAY_MS).slice(0, 10)}`;

  it('(H-520) hold every view and export that the ledger has, and every destruction', async () => {
    const { body } = await w.c.call<RegisterJson>('overseer', 'GET', `/api/registers/warrants?${days()}`);
    const inLedger = (await entries('ledger')).filter(({ kind }) => String(kind).startsWith('warrant-')).length;
    expect(inLedger).toBeGreaterThan(5);
    expect(body.rows.filter(({ ledger }) => ledger !== null)).toHaveLength(inLedger);
    expect([body.isWhole, body.keep?.years]).toEqual([true, 3]);
    const audited = (await entries('audit')).filter(({ action }) => action === 'warrant.copy-destroyed').length;
    const gone = (await w.c.call<RegisterJson>('overseer', 'GET', `/api/registers/destructions?${days()}`)).body;
    expect(gone.rows.filter(({ what }) => what === 'copy-destroyed')).toHaveLength(audited);
    const own = (await w.c.call<RegisterJson>('police', 'GET', `/api/registers/warrants?${days()}`)).body;
    expect(own.rows).toEqual(body.rows);
    expect((await w.c.call<RegisterJson>('police2', 'GET', `/api/registers/warrants?${days()}`)).body.rows).toEqual([]);
  });
});

it('a copy goes when its originals must, whatever was granted', async () => {
  const { database, clock } = w.c.t.deps;
  const id = await ask();
  await grant(id);
  const { viewId } = (await see(id)).body;
  const nowMs = clock.nowMs();
  const lost = {
    what: 'location',
    because: 'non-indictment',
    startsAtMs: nowMs,
    destroyAtMs: nowMs,
    article: 'SPA 11-5',
    packVersion: 'x',
  };
  await startClocks(database, `order:${w.orderId}`, [lost], nowMs);
  expect([(await partOf(id, viewId)).status, (await see(id)).status]).toEqual([410, 410]);
  await lookAtWarrants({ ...w.deps, database }, (error) => Promise.reject(error));
  expect((await detail(id)).warrant).toMatchObject({ state: 'ended', copied: null, confirmation: 'due' });
});

it('rows of warrants and their events never change', async () => {
  const { database } = w.c.t.deps;
  for (const change of ['update safeguards.warrant_event set at_ms = 0', 'delete from safeguards.warrant']) {
    await expect(database.query(change)).rejects.toThrow();
  }
});
