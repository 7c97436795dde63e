/** Proceedings over HTTP, on a real database: from a request to the end, as each office does its part. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOON_MS, type TestApp } from '../../test/support/app.ts';
import { type CaseApp, caseApp } from '../../test/support/cases.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import type { Figures } from '../insight/applications/contract.ts';
import type { ProceedingListJson } from '../orders/process/contract.ts';
import { lookAtProceedings } from '../orders/process/look.ts';
import { loadInForce } from '../orders/process/process.sql.ts';
import { processDeps } from './process-deps.ts';

let c: CaseApp;
let t: TestApp;
let who: CaseApp['who'];
let officeIds: Record<string, string>;
let call: CaseApp['call'];
let act: CaseApp['act'];

beforeAll(async () => {
  c = await caseApp();
  ({ t, who, officeIds, call, act } = c);
}, 60_000);
afterAll(() => c.close());
beforeEach(() => goTo(NOON_MS));

function goTo(atMs: number): void {
  t.clock.atMs = atMs;
}

/** Filed by the prosecutor for an approach ban and a device. */
async function filed(over: object = {}) {
  const { body, status } = await call('prosecutor', 'POST', '/api/proceedings', {
    procedure: 'provisional-measures',
    respondentId: who.wearer!.id,
    protectedIds: [who.protected!.id],
    offices: { courtId: officeIds.court, monitoringId: officeIds.monitoring, policeId: officeIds.police },
    act: { act: 'file', measures: ['provisional-2', 'provisional-3-2'], text: 'He has come to the door every night.' },
    ...over,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

const HOME = {
  kind: 'exclusion',
  name: 'Home',
  shape: { kind: 'circle', latDeg: 10.5, lonDeg: 20.5, radiusM: 200 },
};
const granted = () => ({
  act: 'decide',
  result: 'granted',
  measures: [
    { measure: 'provisional-2' },
    { measure: 'provisional-3-2', fitBy: new Date(t.clock.atMs + 2 * DAY_MS).toISOString() },
  ],
  conditions: { zones: [HOME] },
});

/** Whether whoever monitors the respondent hears that the proceeding concerns them. */
async function openMatters(proceedingId: string): Promise<number> {
  const { rows } = await t.deps.database.query(
    `select 1 from orders.open_matter where matter_id = $1 and closed_at_ms is null`,
    [proceedingId],
  );
  return rows.length;
}

describe('from a request to an order that is monitored', () => {
  it('is filed, decided, fitted, extended and ended, and the monitored order follows (H-392)', async () => {
    const begun = await filed();
    expect(begun).toMatchObject({ stage: 'filed', number: 'P-2026-0001', role: 'prosecutor' });
    expect(begun.events[0]!.text).toContain('door');
    expect(await openMatters(begun.proceedingId)).toBe(1);
    const id = begun.proceedingId;
    const forJudge = (await call('judge', 'GET', `/api/proceedings/${id}`)).body;
    expect(forJudge.may.map(({ act: one }) => one)).toContain('decide');
    t.clock.atMs += HOUR_MS;
    const decided = await act('judge', id, granted());
    expect(decided.status, JSON.stringify(decided.body)).toBe(200);
    const device = decided.body.measures.find(({ measure }) => measure === 'provisional-3-2')!;
    expect(await openMatters(id)).toBe(0);
    expect(device).toMatchObject({ inForce: true, orderLabel: 'M-001', extensions: 0 });
    // Three months from the day after: the 21st of November is not counted.
    expect(new Date(device.endMs!).toISOString()).toBe('2027-02-21T15:00:00.000Z');
    expect(t.told.some((line) => line.startsWith('order '))).toBe(true);
    const { orders } = (
      await t.admin<{ orders: { label: string; inForce: boolean; until: string; zones: unknown[] }[] }>('/api/orders')
    ).body;
    expect(orders).toMatchObject([{ label: 'M-001', inForce: true, until: '2027-02-21T15:00:00.000Z' }]);
    expect(orders[0]!.zones).toHaveLength(1);
    expect((await act('officer', id, { act: 'fit', measureId: device.measureId })).status).toBe(200);
    expect((await act('officer', id, { act: 'offer', personId: who.protected!.id })).status).toBe(200);
    const accepted = await call('protected', 'POST', `/api/me/proceedings/${id}/acts`, {
      ...{ act: 'answer-offer', personId: who.protected!.id, answer: 'accepted' },
    });
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
    goTo(Date.parse('2027-02-10T03:00:00Z'));
    await act('prosecutor', id, { act: 'ask-extension', measureId: device.measureId });
    const extended = await act('judge', id, {
      act: 'decide-extension',
      measureId: device.measureId,
      result: 'granted',
    });
    expect(extended.status, JSON.stringify(extended.body)).toBe(200);
    expect(extended.body.versions.map(({ version }) => version)).toEqual([1, 2]);
    expect(extended.body.versions[1]!.changes.map(({ what }) => what.split(':').at(-1))).toEqual(['until']);
    const inForce = await loadInForce(t.deps.database, who.wearer!.id, who.protected!.id, t.clock.atMs);
    expect(inForce.map(({ measure }) => measure).sort()).toEqual(['provisional-2', 'provisional-3-2']);
    const over = await act('prosecutor', id, { act: 'end', how: 'non-indictment' });
    expect(over.body).toMatchObject({ stage: 'closed' });
    expect(await loadInForce(t.deps.database, who.wearer!.id, who.protected!.id, t.clock.atMs)).toEqual([]);
    const after = (await t.admin<{ orders: { status: string }[] }>('/api/orders')).body.orders;
    expect(after[0]).toMatchObject({ status: 'non-indictment' });
  });

  it('a refusal names the article, and nothing changes', async () => {
    const { proceedingId } = await filed();
    const before = (await call('judge', 'GET', `/api/proceedings/${proceedingId}`)).body;
    for (const [kind, body, status, said] of [
      ['clerk', granted(), 403, 'A judge'],
      ['police', { act: 'decide', result: 'refused', reasons: ['other'] }, 403, 'court'],
      ['judge', { act: 'decide', result: 'refused' }, 400, 'reasons'],
      ['judge', { ...granted(), measures: [{ measure: 'provisional-2' }] }, 400, 'Less than all'],
      [
        'judge',
        {
          ...granted(),
          measures: [{ measure: 'provisional-2', until: '2027-09-01T00:00:00+09:00' }, granted().measures[1]],
        },
        422,
        'longer than the law allows',
      ],
      [
        'judge',
        { ...granted(), measures: [{ measure: 'provisional-2' }, { measure: 'provisional-3-2' }] },
        400,
        'fitting',
      ],
      [
        'judge',
        { ...granted(), conditions: { zones: [{ ...HOME, shape: { kind: 'polygon', rings: [bowTie()] } }] } },
        400,
        'crosses itself',
      ],
      ['judge', { ...granted(), conditions: { zones: [HOME], warnM: 50 } }, 422, 'warnM'],
      ['judge', { act: 'serve', at: new Date(NOON_MS - DAY_MS).toISOString() }, 409, 'First comes'],
    ] as const) {
      const answer = await act(kind, proceedingId, body);
      expect([answer.status, JSON.stringify(answer.body)], JSON.stringify(body)).toEqual([
        status,
        expect.stringContaining(said),
      ]);
    }
    expect((await call('judge', 'GET', `/api/proceedings/${proceedingId}`)).body).toEqual(before);
  });

  it('who has no part in it is told that there is none (H-395)', async () => {
    const { proceedingId } = await filed({ offices: { courtId: officeIds.court } });
    expect((await call('police', 'GET', `/api/proceedings/${proceedingId}`)).status).toBe(404);
    expect((await act('officer', proceedingId, { act: 'serve' })).status).toBe(404);
    const list = (await call<ProceedingListJson>('police', 'GET', '/api/proceedings')).body;
    expect(list.proceedings.map((one) => one.proceedingId)).not.toContain(proceedingId);
  });

  it('two judges at once: one of them is told that somebody was faster (H-394)', async () => {
    const { proceedingId } = await filed();
    const answers = await Promise.all([act('judge', proceedingId, granted()), act('judge', proceedingId, granted())]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { events } = (await call('judge', 'GET', `/api/proceedings/${proceedingId}`)).body;
    expect(events.filter(({ kind }) => kind === 'decided')).toHaveLength(1);
  });
});

describe('time', () => {
  it('an emergency measure for which nobody asks approval ends at its forty-eighth hour, recorded once, whenever that is (H-393)', async () => {
    const begun = await call('police', 'POST', '/api/proceedings', {
      procedure: 'emergency-measures',
      respondentId: who.wearer!.id,
      protectedIds: [who.protected!.id],
      offices: { prosecutionId: officeIds.prosecution, courtId: officeIds.court },
      act: { act: 'impose', measures: [{ measure: emergencyBan() }] },
    });
    expect(begun.status, JSON.stringify(begun.body)).toBe(201);
    expect(begun.body.clocks[0]).toMatchObject({ kind: 'approval', dueMs: NOON_MS + 48 * HOUR_MS });
    const { proceedingId } = begun.body;
    goTo(NOON_MS + 60 * HOUR_MS);
    expect((await act('prosecutor', proceedingId, { act: 'ask-approval' })).status).toBe(409);
    const deps = processDeps(t.deps);
    for (let i = 0; i < 2; i += 1) await lookAtProceedings(deps, (error) => expect(error).toBeNull());
    const seen = (await call('prosecutor', 'GET', `/api/proceedings/${proceedingId}`)).body;
    const lapsed = seen.events.filter(({ kind }) => kind === 'expired');
    expect(lapsed).toMatchObject([
      { atMs: NOON_MS + 48 * HOUR_MS, recordedAtMs: t.clock.atMs, about: { why: 'not-approved' } },
    ]);
  });

  it('warns of an expiry 14, 7 and 1 day before, each once', async () => {
    const { proceedingId } = await filed();
    await act('judge', proceedingId, granted());
    const deps = processDeps(t.deps);
    const endMs = Date.parse('2027-02-21T15:00:00Z');
    for (const days of [20, 13.5, 10, 6.5, 2, 0.5, 0.4]) {
      t.clock.atMs = endMs - days * DAY_MS;
      await lookAtProceedings(deps, (error) => expect(error).toBeNull());
    }
    const { rows } = await t.deps.database.query<{ before_ms: number }>(
      `select distinct before_ms from orders.clock_warning where proceeding_id = $1 and clock = 'expiry' order by before_ms desc`,
      [proceedingId],
    );
    expect(rows.map(({ before_ms }) => before_ms / DAY_MS)).toEqual([14, 7, 1]);
    // Both measures end together: each time one notice to each who has to act or to plan.
    const told = await t.deps.database.query<{ to_role: string; n: number }>(
      `select to_role, count(*)::int as n from orders.notice
       where proceeding_id = $1 and rule_id = 'reminder-expiry' and code = 'deadline-near' group by 1 order by 1`,
      [proceedingId],
    );
    expect(told.rows).toEqual([
      { to_role: 'monitoring', n: 3 },
      { to_role: 'person', n: 3 },
      { to_role: 'prosecution', n: 3 },
    ]);
  });
});

describe('the protected person', () => {
  it('saves a draft that nobody else gets, sends it, and sees what became of it without others’ words', async () => {
    const draft = { step: 3, what: 'keep-away' };
    expect((await call('protected', 'PUT', '/api/me/petition', { draft })).status).toBe(200);
    expect((await call('protected', 'GET', '/api/me/petition')).body).toMatchObject({ draft });
    const rows = await t.deps.database.query<{ sealed: Buffer }>(`select sealed from orders.petition_draft`);
    expect(rows.rows[0]!.sealed.toString('utf8')).not.toContain('keep-away');
    const sent = await call('protected', 'POST', '/api/me/proceedings', {
      procedure: 'provisional-measures',
      offices: { prosecutionId: officeIds.prosecution },
      act: { act: 'ask', of: 'prosecutor', text: 'Please help me.' },
    });
    expect(sent.status, JSON.stringify(sent.body)).toBe(201);
    expect((await call('protected', 'GET', '/api/me/petition')).body).toMatchObject({ draft: null });
    const { proceedingId } = sent.body;
    const declined = await act('prosecutor', proceedingId, {
      act: 'decline',
      reasons: ['insufficient-evidence'],
      text: 'secret words',
    });
    expect(declined.status, JSON.stringify(declined.body)).toBe(200);
    const own = await call<{ proceedings: { proceedingId: string; declinedAtMs: number }[] }>(
      'protected',
      'GET',
      '/api/me/proceedings',
    );
    expect(own.body.proceedings.find((one) => one.proceedingId === proceedingId)?.declinedAtMs).toBe(NOON_MS);
    expect(JSON.stringify(own.body)).not.toContain('secret words');
    expect(JSON.stringify(own.body)).not.toContain(who.wearer!.id);
  });

  it('petitions the court within 90 days of a refusal, from 2027-04-22 on, and not before or after', async () => {
    goTo(Date.parse('2027-05-03T03:00:00Z'));
    const asked = await call('protected', 'POST', '/api/me/proceedings', {
      ...{
        procedure: 'provisional-measures',
        offices: { prosecutionId: officeIds.prosecution },
        act: { act: 'ask', of: 'prosecutor' },
      },
    });
    const { proceedingId } = asked.body;
    const petition = () =>
      call('protected', 'POST', '/api/me/proceedings', {
        procedure: 'victim-protection-order',
        offices: { courtId: officeIds.court },
        act: { act: 'file', measures: protectionMeasures(), afterId: proceedingId },
      });
    expect((await petition()).status).toBe(409);
    await act('prosecutor', proceedingId, { act: 'decline', reasons: ['not-necessary'] });
    // The 90th day is Sunday the first of August: the Monday after it is the last.
    goTo(Date.parse('2027-08-02T14:59:59Z'));
    expect((await petition()).status).toBe(201);
    // The holidays of that summer are not in the pack yet: what is surely too late is refused.
    goTo(Date.parse('2027-08-20T03:00:00Z'));
    expect((await petition()).body).toMatchObject({ error: { message: expect.stringContaining('run out') } });
  });
});

describe('a change', () => {
  it('of address gives the order that stands new places, leaves what is not said as it was, and is a version', async () => {
    const { proceedingId } = await filed();
    const decision = granted();
    await act('judge', proceedingId, {
      ...decision,
      conditions: { zones: [HOME], warnM: 900, rings: { police: 1500 } },
    });
    const refused = await act('judge', proceedingId, { act: 'decide-change', result: 'granted' });
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining('Nobody has asked')]);
    const asked = await call('protected', 'POST', `/api/me/proceedings/${proceedingId}/acts`, {
      act: 'ask-change',
      what: 'address',
    });
    expect(asked.status, JSON.stringify(asked.body)).toBe(200);
    const moved = { ...HOME, name: 'New home', shape: { ...HOME.shape, latDeg: 10.6 } };
    const changed = await act('judge', proceedingId, {
      act: 'decide-change',
      result: 'granted',
      conditions: { zones: [moved] },
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    expect(changed.body.conditions).toMatchObject({
      warnM: 900,
      rings: { police: 1500 },
      zones: [{ name: 'New home' }],
    });
    expect(changed.body.versions.map(({ conditions }) => conditions?.zones[0]?.name)).toEqual(['Home', 'New home']);
    const { rows } = await t.deps.database.query<{ warn_m: number; standing: number; all: number }>(
      `select o.warn_m, count(*) filter (where z.replaced_at_ms is null)::int as standing, count(*)::int as all
       from orders.measure m join orders.court_order o using (order_id) join orders.zone z using (order_id)
       where m.proceeding_id = $1 group by 1`,
      [proceedingId],
    );
    expect(rows).toEqual([{ warn_m: 900, standing: 1, all: 2 }]);
  });
});

describe('figures', () => {
  it('are whole for the offices, small counts withheld for anybody, and CSV says the same', async () => {
    goTo(Date.parse('2028-03-10T03:00:00Z'));
    const ids: string[] = [];
    for (let i = 0; i < 6; i += 1) ids.push((await filed()).proceedingId);
    for (const id of ids.slice(0, 5))
      expect((await act('judge', id, { act: 'decide', result: 'refused', reasons: ['not-necessary'] })).status).toBe(
        200,
      );
    const path = '/figures/applications?group=court&from=2028-03&to=2028-03';
    const whole = (await call<Figures>('clerk', 'GET', `/api${path}`)).body;
    expect(whole.all).toMatchObject({
      applications: 6,
      refused: 5,
      pending: 1,
      perApplication: 0,
      perPerson: 0,
      reasons: { 'not-necessary': 5 },
    });
    expect(whole.rows.map(({ key }) => key)).toEqual(['court']);
    const open = (await t.browser<Figures>('GET', `/api/public${path}`)).body;
    expect(open.all).toMatchObject({ pending: null, refused: null, applications: 5 });
    const csv = await t.app.inject({
      url: '/api/public/figures/applications.csv?group=court&from=2028-03&to=2028-03',
      headers: { host: 'localhost' },
    });
    expect(csv.body).toContain('all,5,0,0,withheld,withheld,0');
    expect((await t.browser('GET', '/api/figures/applications')).status).toBe(401);
    const reversed = await t.browser('GET', '/api/public/figures/applications?from=2028-04&to=2028-03');
    expect(reversed).toMatchObject({
      status: 400,
      body: { error: { message: 'The first month lies after the last one.' } },
    });
  });
});

function bowTie() {
  return [
    { latDeg: 10, lonDeg: 20 },
    { latDeg: 10.01, lonDeg: 20.01 },
    { latDeg: 10, lonDeg: 20.01 },
    { latDeg: 10.01, lonDeg: 20 },
  ];
}

function kr() {
  return t.deps.packs
    .all()
    .filter(({ jurisdiction }) => jurisdiction === 'kr')
    .at(-1)!;
}

function emergencyBan(): string {
  return kr().measures.find(({ procedure }) => procedure === 'emergency-measures')!.id;
}

function protectionMeasures(): string[] {
  return kr()
    .measures.filter(({ procedure }) => procedure === 'victim-protection-order')
    .slice(0, 1)
    .map(({ id }) => id);
}
