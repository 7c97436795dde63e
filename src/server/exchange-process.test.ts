/** Proceedings and the exchange together, on a real database: what offices do is told as the law demands, and what their systems decide is done. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOON_MS, type TestApp, testApp } from '../../test/support/app.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import { type ExchangeJson, endpointRequestSchema } from '../orders/exchange/contract.ts';
import { courtDecision } from '../orders/exchange/court-decision.fixture.ts';
import { createEndpoint } from '../orders/exchange/endpoints.ts';
import { loadNoticesOf } from '../orders/exchange/notices.sql.ts';
import { exchangeRoutes } from '../orders/exchange/routes.ts';
import { addresseeOf } from '../orders/exchange/service.ts';
import { sign } from '../orders/exchange/signing.ts';
import type { ProceedingDetailJson } from '../orders/process/contract.ts';
import { dueNotices } from '../orders/process/notices.ts';
import { loadEvents, loadProceedingRow } from '../orders/process/process.sql.ts';
import { exchangeHandlers } from './exchange-handlers.ts';
import { processDeps } from './process-deps.ts';
import { viewerOf } from './sessions/viewer.ts';

let t: TestApp;
let office: Record<string, string>;
let who: Record<string, { id: string; cookie: string }>;
const changed: string[] = [];
const keys = new Map<string, { endpointId: string; key: string }>();

const SYSTEM = { kind: 'system', id: null } as const;

beforeAll(async () => {
  t = await testApp({}, (deps) => [
    (app) =>
      exchangeRoutes(app, {
        ...{ ...deps, randomBytes, handlers: exchangeHandlers(deps), folders: null, hasFolders: false },
        ...{
          onOrderChange: (id) => void changed.push(id),
          onRefused: () => undefined,
          wake: () => undefined,
          inTurn: (work) => work(),
        },
        staffOf: viewerOf,
      }),
  ]);
  office = {};
  for (const role of ['monitoring', 'police', 'prosecution', 'court']) {
    office[role] = (
      await t.admin<{ agencyId: string }>('/api/agencies', { name: `Drill ${role}`, role })
    ).body.agencyId;
  }
  office.otherCourt = (
    await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Other court', role: 'court' })
  ).body.agencyId;
  office.otherPolice = (
    await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Other police', role: 'police' })
  ).body.agencyId;
  who = {};
  for (const [kind, of] of [
    ['officer', 'monitoring'],
    ['police', 'police'],
    ['prosecutor', 'prosecution'],
    ['judge', 'court'],
    ['protected', 'monitoring'],
    ['wearer', 'monitoring'],
  ] as const) {
    const phone = kind === 'protected' ? '+82 10-0000-0001' : null;
    const request = { kind, agencyId: office[of], name: `Made up ${kind}`, exercise: true, phone };
    const id = (await t.admin<{ personId: string }>('/api/people', request)).body.personId;
    who[kind] = { id, cookie: '' };
  }
  await t.admin('/api/people', {
    ...{ kind: 'household', agencyId: office.monitoring, name: 'Made up child', exercise: true },
    ...{ householdOf: who.protected!.id, minor: true },
  });
  for (const name of ['court', 'otherCourt', 'prosecution']) keys.set(name, await endpoint(office[name]!));
});
afterAll(() => t?.close());
beforeEach(() => {
  t.clock.atMs = NOON_MS;
  changed.length = 0;
});

async function endpoint(agencyId: string) {
  const deps = { ...t.deps, randomBytes, jurisdictions: t.deps.packs.jurisdictions(), hasFolders: false };
  const request = endpointRequestSchema.parse({
    ...{ agencyId, kind: 'webhook', url: 'http://127.0.0.1:1/', network: 'loopback', tells: [], exercise: true },
    accepts: ['court-decision', 'non-indictment', 'acquittal'],
  });
  const made = valueOrRefuse(await createEndpoint(deps, request, SYSTEM));
  return { endpointId: made.endpoint.endpointId, key: made.told.in! };
}

async function send(from: string, type: string, data: object, id: string = randomUUID()) {
  const { endpointId, key } = keys.get(from)!;
  const message = { type, version: 1, timestamp: new Date(t.clock.atMs).toISOString(), exercise: true, data };
  const payload = Buffer.from(JSON.stringify(message));
  const headers = { ...sign([key], id, t.clock.atMs, payload), 'content-type': 'application/json' };
  const answer = await t.app.inject({ method: 'POST', url: `/api/exchange/${endpointId}`, payload, headers });
  return { status: answer.statusCode, body: answer.json() as { error?: { code: string; message: string } } };
}

async function call<T = ProceedingDetailJson>(kind: string, method: 'GET' | 'POST', path: string, body?: object) {
  const one = who[kind]!;
  if (one.cookie === '') {
    const made = await t.admin<{ path: string }>('/api/sign-in-codes', { personId: one.id });
    const code = made.body.path.split('#')[1]!;
    one.cookie = (await t.browser('POST', '/api/session', { body: { code } })).cookie!;
  }
  const { cookie } = one;
  return t.browser<T>(method, path, body === undefined ? { cookie } : { cookie, body });
}

async function filed(measures: string[] = ['provisional-3-2']) {
  const { status, body } = await call('prosecutor', 'POST', '/api/proceedings', {
    ...{ procedure: 'provisional-measures', respondentId: who.wearer!.id, protectedIds: [who.protected!.id] },
    offices: { courtId: office.court, monitoringId: office.monitoring, policeId: office.police },
    act: { act: 'file', measures },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  t.clock.atMs += HOUR_MS;
  return body;
}

/** As the court's system sends it of that proceeding, a minute ago. */
function decisionOn(number: string) {
  const decidedAt = new Date(t.clock.atMs - 60_000).toISOString();
  const fixture = courtDecision();
  const protectedId = who.protected!.id;
  const measures = fixture.measures.map((measure) => ({
    ...{ ...measure, from: decidedAt, fitBy: new Date(t.clock.atMs + 2 * DAY_MS).toISOString() },
    conditions: measure.conditions.map((one) => ('ofRef' in one ? { ...one, ofRef: protectedId } : one)),
  }));
  return {
    ...{ ...fixture, measures, applicationRef: number, decision: 'granted', reasons: [], decidedAt },
    ...{ wearerRef: who.wearer!.id, protectedRefs: [protectedId] },
  };
}

const seen = async (id: string) => (await call('prosecutor', 'GET', `/api/proceedings/${id}`)).body;
const noticesIn = async (kind: string) => (await call<ExchangeJson>(kind, 'GET', '/api/exchange/notices')).body.notices;

async function held(): Promise<number> {
  const { body } = await call<ExchangeJson>('officer', 'GET', '/api/exchange/notices');
  return body.held.filter(({ kind }) => kind === 'court-decision').length;
}

async function noticesOf(proceedingId: string) {
  const all = await Promise.all(
    ['monitoring', 'police', 'prosecution', 'court'].map((role) =>
      loadNoticesOf(t.deps.database, office[role]!, 0, 500),
    ),
  );
  const mine = all.flat().filter((notice) => notice.proceedingId === proceedingId);
  return [...new Map(mine.map((notice) => [notice.noticeId, notice])).values()].sort((a, b) => a.number - b.number);
}

describe("a decision of the court's system", () => {
  it('becomes an order in force with its conditions, served, and who must be told is', async () => {
    const { proceedingId, number } = await filed();
    const servedAt = new Date(t.clock.atMs - 1_000).toISOString();
    const id = randomUUID();
    const answer = await send('court', 'court-decision', { ...decisionOn(number), servedAt }, id);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      ...{ status: 200, body: { state: 'accepted', number, served: true } },
    });
    const now = await seen(proceedingId);
    expect(now.events.map(({ kind }) => kind)).toEqual(['filed', 'decided', 'served']);
    expect(now.measures).toMatchObject([{ measure: 'provisional-3-2', inForce: true }]);
    expect(now.events[1]!.text).toContain('no-contact');
    expect(now.events[1]!.text).toContain('2026-초-4567');
    expect(now.conditions).toMatchObject({
      ...{ restraintM: 100, wearerIntervalS: 60 },
      zones: [
        {
          ...{ kind: 'exclusion', name: 'workplace', ofPersonId: who.protected!.id },
          shape: { kind: 'circle', latDeg: 37.5113, lonDeg: 127.0712, radiusM: 100 },
          timetable: [{ days: [1, 2, 3, 4, 5], from: '08:00', until: '19:00' }],
        },
      ],
    });
    const notices = await noticesOf(proceedingId);
    expect(notices.map(({ code, toRole, toAgencyId, toPersonId }) => [code, toRole, toAgencyId ?? toPersonId])).toEqual(
      [
        ['order-decided', 'prosecution', office.prosecution],
        ['order-decided', 'person', who.protected!.id],
        ['protected-details', 'monitoring', office.monitoring],
      ],
    );
    const [toProsecutor, , details] = notices;
    expect(toProsecutor).toMatchObject({
      ...{ ruleId: 'kr-decided', article: 'SPA 9', fromAgencyId: office.court, exercise: true, state: 'due' },
      facts: {
        ...{ proceeding: number, result: 'granted', 'measures.1': 'provisional-3-2' },
        'until.provisional-3-2': '2027-02-20T15:00:00.000Z',
      },
    });
    expect(changed).toEqual([toProsecutor!.orderId]);
    // Two police offices lie under this law: the proceeding's is told.
    expect(await addresseeOf(t.deps.database, toProsecutor!.orderId!, 'police')).toBe(office.police);
    expect(JSON.stringify(notices)).not.toContain('Made up');
    const read = await call<{ details: object }>('officer', 'GET', `/api/exchange/notices/${details!.noticeId}`);
    expect(read.body.details).toEqual({
      ...{ name: 'Made up protected', phone: '+82 10-0000-0001', language: 'en' },
      household: [{ name: 'Made up child', phone: null, minor: true }],
    });
    // Sent again, it is answered as before.
    expect(await send('court', 'court-decision', { ...decisionOn(number), servedAt }, id)).toMatchObject({
      status: 200,
    });
    expect(await noticesOf(proceedingId)).toHaveLength(3);
  });

  it('approves what the police imposed, and leaves it as it is', async () => {
    const imposed = await call('police', 'POST', '/api/proceedings', {
      ...{ procedure: 'emergency-measures', respondentId: who.wearer!.id, protectedIds: [who.protected!.id] },
      offices: { courtId: office.court, prosecutionId: office.prosecution, monitoringId: office.monitoring },
      act: { act: 'impose', measures: [{ measure: 'emergency-1' }] },
    });
    expect(imposed.status, JSON.stringify(imposed.body)).toBe(201);
    const { proceedingId, number, measures } = imposed.body;
    t.clock.atMs += HOUR_MS;
    await call('prosecutor', 'POST', `/api/proceedings/${proceedingId}/acts`, { act: 'ask-approval' });
    t.clock.atMs += HOUR_MS;
    const until = new Date(measures[0]!.endMs! + 2 * DAY_MS).toISOString();
    const decision = (end: string) => ({
      ...decisionOn(number),
      measures: [{ measure: 'emergency-1', until: end, conditions: [] }],
    });
    const longer = await send('court', 'court-decision', decision(until));
    expect(longer.body.error?.message).toContain('/measures/0/until: an approval leaves the end as it is');
    const { state } = (await loadProceedingRow(t.deps.database, proceedingId))!;
    const answer = await send('court', 'court-decision', decision(new Date(state.measures[0]!.untilMs!).toISOString()));
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
    const now = await seen(proceedingId);
    expect(now).toMatchObject({ stage: 'decided', measures: [{ measure: 'emergency-1', inForce: true }] });
  });

  it('another police office that is named later is told from then on', async () => {
    const { proceedingId, number } = await filed();
    await send('court', 'court-decision', decisionOn(number));
    const orderId = (await noticesOf(proceedingId))[0]!.orderId!;
    const path = `/api/proceedings/${proceedingId}/offices`;
    const named = await call('prosecutor', 'POST', path, { policeId: office.otherPolice });
    expect(named.status, JSON.stringify(named.body)).toBe(200);
    expect(await addresseeOf(t.deps.database, orderId, 'police')).toBe(office.otherPolice);
    expect(await addresseeOf(t.deps.database, orderId, 'prosecution')).toBe(office.prosecution);
  });

  it('is taken as docs/exchange.md shows it, with the number and the people put in', async () => {
    const page = await readFile(join(import.meta.dirname, '../../docs/exchange.md'), 'utf8');
    const found = /<!-- example: court-decision -->\n```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { data } = JSON.parse(found) as {
      data: { wearerRef: string; protectedRefs: string[]; applicationRef: string };
    };
    const { number } = await filed();
    t.clock.atMs = Date.parse('2026-11-21T14:35:00+09:00');
    const mine = JSON.stringify(data)
      .replaceAll(data.wearerRef, who.wearer!.id)
      .replaceAll(data.protectedRefs[0]!, who.protected!.id)
      .replaceAll(data.applicationRef, number);
    const answer = await send('court', 'court-decision', JSON.parse(mine));
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200, body: { number, served: false } });
  });

  it('a decision that does not fit is held with what is wrong, and nothing changes (H-403, H-404)', async () => {
    const { proceedingId, number } = await filed();
    const [before, heldBefore] = [await seen(proceedingId), await held()];
    const good = decisionOn(number);
    const [measure] = good.measures;
    const withMeasure = (more: object) => ({ ...good, measures: [{ ...measure, ...more }] });
    const zone = measure!.conditions.find(({ kind }) => kind === 'exclusion-zone')!;
    const timed = {
      ...zone,
      when: { timeZone: 'Asia/Tokyo', hours: [{ days: ['mon'], from: '08:00', until: '24:00' }] },
    };
    for (const [from, data, message] of [
      ['court', { ...good, applicationRef: 'P-2026-9999' }, '/applicationRef: no proceeding of this number'],
      ['otherCourt', good, '/applicationRef: no proceeding of this number names your office'],
      ['court', { ...good, wearerRef: 'R-1' }, '/wearerRef: is not the respondent'],
      ['court', { ...good, protectedRefs: [who.protected!.id, 'P-2'] }, '/protectedRefs: are not those'],
      ['court', withMeasure({ from: '2026-11-21T15:00:00+09:00' }), '/measures/0/from: it begins when decided (SPA 9)'],
      ['court', withMeasure({ until: '2027-05-21T00:00:00+09:00' }), 'longer than the law allows (SPA 9'],
      ['court', withMeasure({ fitBy: null }), 'by when the wearer reports for fitting'],
      ['court', withMeasure({ measure: 'provisional-9', conditions: [] }), 'no measure provisional-9 (SPA'],
      [
        'court',
        withMeasure({ conditions: [timed] }),
        '/measures/0/conditions/0/when/timeZone: hours are those of Asia/Seoul',
      ],
      ['court', { ...good, decidedAt: new Date(t.clock.atMs + 60_000).toISOString() }, 'it begins when decided'],
      [
        'court',
        { ...good, decision: 'partly', reasons: [{ code: 'odd', text: '' }] },
        'All that was asked for is granted (SPA',
      ],
      [
        'court',
        {
          ...good,
          documents: [{ name: 'a.pdf', mediaType: 'application/pdf', sha256: 'a'.repeat(64), bytes: 'AAAA' }],
        },
        '/documents/0/bytes',
      ],
    ] as const) {
      const answer = await send(from, 'court-decision', data);
      expect([answer.status, answer.body.error?.message]).toEqual([422, expect.stringContaining(message)]);
    }
    expect(await seen(proceedingId)).toEqual(before);
    expect([await noticesOf(proceedingId), changed]).toEqual([[], []]);
    expect((await held()) - heldBefore).toBe(12);
    expect((await send('court', 'court-decision', good)).status).toBe(200);
    const again = await send('court', 'court-decision', good);
    expect(again.body.error).toMatchObject({
      code: 'refused-conflict',
      message: expect.stringMatching(/decided \(SPA 8; SPA 9\)/),
    });
  });
});

describe('an end', () => {
  async function monitored() {
    const { proceedingId, number } = await filed();
    expect((await send('court', 'court-decision', decisionOn(number))).status).toBe(200);
    const orderId = (await noticesOf(proceedingId))[0]!.orderId!;
    changed.length = 0;
    t.clock.atMs += HOUR_MS;
    return { proceedingId, orderId, number };
  }
  const endOf = async (orderId: string) => {
    const { rows } = await t.deps.database.query(`select how, effective_at_ms from orders.ending where order_id = $1`, [
      orderId,
    ]);
    const clocks = await t.deps.database.query<{ row: string }>(
      `select r::text as row from safeguards.retention_clock r where basis = $1`,
      [`order:${orderId}`],
    );
    return { ending: rows[0], clocks: clocks.rows.length };
  };

  it('the prosecution’s decision not to indict ends the order in its proceeding at once, and its clocks run', async () => {
    const { proceedingId, orderId, number } = await monitored();
    const decidedAtMs = t.clock.atMs - 60_000;
    const data = { orderId, decidedAt: new Date(decidedAtMs).toISOString(), reference: '2026-형제-1' };
    const wrong = await send('prosecution', 'non-indictment', { ...data, applicationRef: 'P-2026-9999' });
    expect(wrong.body.error?.message).toContain('/applicationRef');
    expect(await endOf(orderId)).toEqual({ ending: undefined, clocks: 0 });
    const answer = await send('prosecution', 'non-indictment', { ...data, applicationRef: number });
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200, body: { proceedingId, ended: true } });
    expect(changed).toEqual([orderId]);
    const { ending, clocks } = await endOf(orderId);
    expect(ending).toEqual({ how: 'non-indictment', effective_at_ms: decidedAtMs });
    expect(clocks).toBeGreaterThan(0);
    expect(await seen(proceedingId)).toMatchObject({ stage: 'closed', measures: [{ inForce: false }] });
    const again = await send('prosecution', 'non-indictment', data);
    expect(again.body.error).toMatchObject({ code: 'refused-conflict' });
  });

  it('an acquittal is one, by the court that is named and no other', async () => {
    const { orderId } = await monitored();
    const data = { orderId, decidedAt: new Date(t.clock.atMs - 1_000).toISOString(), reference: '2026-고단-1' };
    expect((await send('otherCourt', 'acquittal', data)).body.error?.code).toBe('refused-not-found');
    expect((await send('court', 'acquittal', data)).status).toBe(200);
    expect((await endOf(orderId)).ending).toMatchObject({ how: 'acquitted' });
  });
});

describe('what the law demands of the course of things', () => {
  it('the police are told that a device was declined; the centre sees what is overdue', async () => {
    const { proceedingId } = await filed();
    const act = (kind: string, body: object) => call(kind, 'POST', `/api/proceedings/${proceedingId}/acts`, body);
    const fitBy = new Date(t.clock.atMs + DAY_MS).toISOString();
    const decided = await act('judge', {
      act: 'decide',
      result: 'granted',
      measures: [{ measure: 'provisional-3-2', fitBy }],
    });
    expect(decided.status, JSON.stringify(decided.body)).toBe(200);
    const personId = who.protected!.id;
    await act('officer', { act: 'offer', personId });
    const declined = await act('officer', { act: 'answer-offer', personId, answer: 'declined' });
    expect(declined.status, JSON.stringify(declined.body)).toBe(200);
    const [told] = (await noticesOf(proceedingId)).filter(({ code }) => code === 'protected-declined');
    expect(told).toMatchObject({
      toAgencyId: office.police,
      fromAgencyId: office.monitoring,
      ruleId: 'kr-offer-declined',
    });
    expect(await noticesIn('police')).toContainEqual(
      expect.objectContaining({ noticeId: told!.noticeId, direction: 'in', overdue: null }),
    );
    t.clock.atMs = told!.dueAtMs;
    for (const one of Object.values(who)) one.cookie = '';
    const late = (await noticesIn('officer')).filter(({ overdue }) => overdue !== null);
    expect(late).toContainEqual(
      expect.objectContaining({ noticeId: told!.noticeId, direction: 'out', overdue: 'not-told' }),
    );
    expect(
      (await noticesIn('prosecutor')).some(({ code, overdue }) => code === 'order-decided' && overdue !== null),
    ).toBe(true);
  });

  it('each notice is written once, whatever is tried again (H-402)', async () => {
    const { proceedingId, number } = await filed();
    await send('court', 'court-decision', decisionOn(number));
    const before = await noticesOf(proceedingId);
    const row = (await loadProceedingRow(t.deps.database, proceedingId))!;
    const events = await loadEvents(t.deps.database, proceedingId);
    const deps = processDeps(t.deps);
    const notices = dueNotices(row, events, 0, deps.lawFor(row, t.clock.atMs)!);
    expect(notices).toHaveLength(before.length);
    const told = { row, byAgencyId: null, notices, details: new Map() };
    await t.deps.database.transaction((tx) => deps.addNotices(tx, told));
    expect(await noticesOf(proceedingId)).toEqual(before);
    // Of two people each is told.
    const two = notices.flatMap((one) =>
      one.to === 'protected' ? [one, { ...one, toPersonId: who.wearer!.id as never }] : [],
    );
    await t.deps.database.transaction((tx) => deps.addNotices(tx, { ...told, notices: two }));
    expect(await noticesOf(proceedingId)).toHaveLength(before.length + 1);
  });

  it('what a protected person asks for names the office that is asked (H-401)', async () => {
    const ask = { procedure: 'provisional-measures', act: { act: 'ask', of: 'prosecutor' } };
    const open = (body: object) => call<{ error?: object }>('protected', 'POST', '/api/me/proceedings', body);
    expect(await open(ask)).toMatchObject({
      ...{ status: 400, body: { error: { message: 'Name the office that is asked: prosecutor.' } } },
    });
    expect((await open({ ...ask, offices: { courtId: office.court } })).status).toBe(400);
    expect((await open({ ...ask, offices: { prosecutionId: office.prosecution } })).status).toBe(201);
  });
});
