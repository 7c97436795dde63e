/** What other agencies' systems decide, in proceedings on a real database: it is done whole, or held with what is wrong. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOON_MS } from '../../test/support/app.ts';
import { Offices } from '../../test/support/offices.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import { addresseeOf } from '../orders/exchange/service.ts';
import { loadProceedingRow } from '../orders/process/process.sql.ts';

let o: Offices;

beforeAll(async () => {
  o = await Offices.open();
});
afterAll(() => o?.t.close());
beforeEach(() => {
  o.t.clock.atMs = NOON_MS;
  o.changed.length = 0;
});

async function held(): Promise<number> {
  return (await o.exchangeOf('officer')).held.filter(({ kind }) => kind === 'court-decision').length;
}

describe("a decision of the court's system", () => {
  it('becomes an order in force with its conditions, served, and who must be told is', async () => {
    const { proceedingId, number } = await o.filed();
    const servedAt = new Date(o.t.clock.atMs - 1_000).toISOString();
    const id = randomUUID();
    const answer = await o.send('court', 'court-decision', { ...o.decisionOn(number), servedAt }, id);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      ...{ status: 200, body: { state: 'accepted', number, served: true } },
    });
    const now = await o.seen(proceedingId);
    expect(now.events.map(({ kind }) => kind)).toEqual(['filed', 'decided', 'served']);
    expect(now.measures).toMatchObject([{ measure: 'provisional-3-2', inForce: true }]);
    expect(now.events[1]!.text).toContain('no-contact');
    expect(now.events[1]!.text).toContain('2026-초-4567');
    expect(now.conditions).toMatchObject({
      ...{ restraintM: 100, wearerIntervalS: 60 },
      zones: [
        {
          ...{ kind: 'exclusion', name: 'workplace', ofPersonId: o.who.protected!.id },
          shape: { kind: 'circle', latDeg: 37.5113, lonDeg: 127.0712, radiusM: 100 },
          timetable: [{ days: [1, 2, 3, 4, 5], from: '08:00', until: '19:00' }],
        },
      ],
    });
    const notices = await o.noticesOf(proceedingId);
    expect(notices.map(({ code, toRole, toAgencyId, toPersonId }) => [code, toRole, toAgencyId ?? toPersonId])).toEqual(
      [
        ['order-decided', 'prosecution', o.office.prosecution],
        ['order-decided', 'person', o.who.protected!.id],
        ['protected-details', 'monitoring', o.office.monitoring],
      ],
    );
    const [toProsecutor, , details] = notices;
    expect(toProsecutor).toMatchObject({
      ...{ ruleId: 'kr-decided', article: 'SPA 9', fromAgencyId: o.office.court, exercise: true, state: 'due' },
      facts: {
        ...{ proceeding: number, result: 'granted', 'measures.1': 'provisional-3-2' },
        'until.provisional-3-2': '2027-02-20T15:00:00.000Z',
      },
    });
    expect(o.changed).toEqual([toProsecutor!.orderId]);
    // Two police offices lie under this law: the proceeding's is told.
    expect(await addresseeOf(o.t.deps.database, toProsecutor!.orderId!, 'police')).toBe(o.office.police);
    expect(JSON.stringify(notices)).not.toContain('Made up');
    const read = await o.call<{ details: object }>('officer', 'GET', `/api/exchange/notices/${details!.noticeId}`);
    expect(read.body.details).toEqual({
      ...{ name: 'Made up protected', phone: '+82 10-0000-0001', language: 'en' },
      household: [{ name: 'Made up child', phone: null, minor: true }],
    });
    // Sent again, it is answered as before.
    expect(await o.send('court', 'court-decision', { ...o.decisionOn(number), servedAt }, id)).toMatchObject({
      status: 200,
    });
    expect(await o.noticesOf(proceedingId)).toHaveLength(3);
  });

  it('approves what the police imposed, and leaves it as it is', async () => {
    const imposed = await o.call('police', 'POST', '/api/proceedings', {
      ...{ procedure: 'emergency-measures', respondentId: o.who.wearer!.id, protectedIds: [o.who.protected!.id] },
      offices: { courtId: o.office.court, prosecutionId: o.office.prosecution, monitoringId: o.office.monitoring },
      act: { act: 'impose', measures: [{ measure: 'emergency-1' }] },
    });
    expect(imposed.status, JSON.stringify(imposed.body)).toBe(201);
    const { proceedingId, number, measures } = imposed.body;
    o.t.clock.atMs += HOUR_MS;
    await o.call('prosecutor', 'POST', `/api/proceedings/${proceedingId}/acts`, { act: 'ask-approval' });
    o.t.clock.atMs += HOUR_MS;
    const until = new Date(measures[0]!.endMs! + 2 * DAY_MS).toISOString();
    const decision = (end: string) => ({
      ...o.decisionOn(number),
      measures: [{ measure: 'emergency-1', until: end, conditions: [] }],
    });
    const longer = await o.send('court', 'court-decision', decision(until));
    expect(longer.body.error?.message).toContain('/measures/0/until: an approval leaves the end as it is');
    const { state } = (await loadProceedingRow(o.t.deps.database, proceedingId))!;
    const answer = await o.send(
      'court',
      'court-decision',
      decision(new Date(state.measures[0]!.untilMs!).toISOString()),
    );
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
    const now = await o.seen(proceedingId);
    expect(now).toMatchObject({ stage: 'decided', measures: [{ measure: 'emergency-1', inForce: true }] });
  });

  it('another police office that is named later is told from then on', async () => {
    const { proceedingId, number } = await o.filed();
    await o.send('court', 'court-decision', o.decisionOn(number));
    const orderId = (await o.noticesOf(proceedingId))[0]!.orderId!;
    const path = `/api/proceedings/${proceedingId}/offices`;
    const named = await o.call('prosecutor', 'POST', path, { policeId: o.office.otherPolice });
    expect(named.status, JSON.stringify(named.body)).toBe(200);
    expect(await addresseeOf(o.t.deps.database, orderId, 'police')).toBe(o.office.otherPolice);
    expect(await addresseeOf(o.t.deps.database, orderId, 'prosecution')).toBe(o.office.prosecution);
  });

  it('is taken as docs/exchange.md shows it, with the number and the people put in', async () => {
    const page = await readFile(join(import.meta.dirname, '../../docs/exchange.md'), 'utf8');
    const found = /<!-- example: court-decision -->\n```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { data } = JSON.parse(found) as {
      data: { wearerRef: string; protectedRefs: string[]; applicationRef: string };
    };
    const { number } = await o.filed();
    o.t.clock.atMs = Date.parse('2026-11-21T14:35:00+09:00');
    const mine = JSON.stringify(data)
      .replaceAll(data.wearerRef, o.who.wearer!.id)
      .replaceAll(data.protectedRefs[0]!, o.who.protected!.id)
      .replaceAll(data.applicationRef, number);
    const answer = await o.send('court', 'court-decision', JSON.parse(mine));
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200, body: { number, served: false } });
  });

  it('a decision that does not fit is held with what is wrong, and nothing changes (H-403, H-404)', async () => {
    const { proceedingId, number } = await o.filed();
    const [before, heldBefore] = [await o.seen(proceedingId), await held()];
    const good = o.decisionOn(number);
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
      ['court', { ...good, protectedRefs: [o.who.protected!.id, 'P-2'] }, '/protectedRefs: are not those'],
      ['court', withMeasure({ from: '2026-11-21T15:00:00+09:00' }), '/measures/0/from: it begins when decided (SPA 9)'],
      ['court', withMeasure({ until: '2027-05-21T00:00:00+09:00' }), 'longer than the law allows (SPA 9'],
      ['court', withMeasure({ fitBy: null }), 'by when the wearer reports for fitting'],
      ['court', withMeasure({ measure: 'provisional-9', conditions: [] }), 'no measure provisional-9 (SPA'],
      [
        'court',
        withMeasure({ conditions: [timed] }),
        '/measures/0/conditions/0/when/timeZone: hours are those of Asia/Seoul',
      ],
      ['court', { ...good, decidedAt: new Date(o.t.clock.atMs + 60_000).toISOString() }, 'it begins when decided'],
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
      const answer = await o.send(from, 'court-decision', data);
      expect([answer.status, answer.body.error?.message]).toEqual([422, expect.stringContaining(message)]);
    }
    expect(await o.seen(proceedingId)).toEqual(before);
    expect([await o.noticesOf(proceedingId), o.changed]).toEqual([[], []]);
    expect((await held()) - heldBefore).toBe(12);
    expect((await o.send('court', 'court-decision', good)).status).toBe(200);
    const again = await o.send('court', 'court-decision', good);
    expect(again.body.error).toMatchObject({
      code: 'refused-conflict',
      message: expect.stringMatching(/decided \(SPA 8; SPA 9\)/),
    });
  });
});

describe('an end', () => {
  async function monitored() {
    const { proceedingId, number } = await o.filed();
    expect((await o.send('court', 'court-decision', o.decisionOn(number))).status).toBe(200);
    const orderId = (await o.noticesOf(proceedingId))[0]!.orderId!;
    o.changed.length = 0;
    o.t.clock.atMs += HOUR_MS;
    return { proceedingId, orderId, number };
  }
  const endOf = async (orderId: string) => {
    const { rows } = await o.t.deps.database.query(
      `select how, effective_at_ms from orders.ending where order_id = $1`,
      [orderId],
    );
    const clocks = await o.t.deps.database.query<{ row: string }>(
      `select r::text as row from safeguards.retention_clock r where basis = $1`,
      [`order:${orderId}`],
    );
    return { ending: rows[0], clocks: clocks.rows.length };
  };

  it('the prosecution’s decision not to indict ends the order in its proceeding at once, and its clocks run', async () => {
    const { proceedingId, orderId, number } = await monitored();
    const decidedAtMs = o.t.clock.atMs - 60_000;
    const data = { orderId, decidedAt: new Date(decidedAtMs).toISOString(), reference: '2026-형제-1' };
    const wrong = await o.send('prosecution', 'non-indictment', { ...data, applicationRef: 'P-2026-9999' });
    expect(wrong.body.error?.message).toContain('/applicationRef');
    expect(await endOf(orderId)).toEqual({ ending: undefined, clocks: 0 });
    const answer = await o.send('prosecution', 'non-indictment', { ...data, applicationRef: number });
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200, body: { proceedingId, ended: true } });
    expect(o.changed).toEqual([orderId]);
    const { ending, clocks } = await endOf(orderId);
    expect(ending).toEqual({ how: 'non-indictment', effective_at_ms: decidedAtMs });
    expect(clocks).toBeGreaterThan(0);
    expect(await o.seen(proceedingId)).toMatchObject({ stage: 'closed', measures: [{ inForce: false }] });
    const again = await o.send('prosecution', 'non-indictment', data);
    expect(again.body.error).toMatchObject({ code: 'refused-conflict' });
  });

  it('an acquittal is one, by the court that is named and no other', async () => {
    const { orderId } = await monitored();
    const data = { orderId, decidedAt: new Date(o.t.clock.atMs - 1_000).toISOString(), reference: '2026-고단-1' };
    expect((await o.send('otherCourt', 'acquittal', data)).body.error?.code).toBe('refused-not-found');
    expect((await o.send('court', 'acquittal', data)).status).toBe(200);
    expect((await endOf(orderId)).ending).toMatchObject({ how: 'acquitted' });
  });
});
