/** What happens in proceedings is told as the law demands, on a real database: to whom, once, and seen while nobody has it. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { NOON_MS } from '../../test/support/app.ts';
import { Offices } from '../../test/support/offices.ts';
import { DAY_MS } from '../core/time.ts';
import { dueNotices } from '../orders/process/notices.ts';
import { loadEvents, loadProceedingRow } from '../orders/process/process.sql.ts';
import { processDeps } from './process-deps.ts';

let o: Offices;

beforeAll(async () => {
  o = await Offices.open();
});
afterAll(() => o?.t.close());
beforeEach(() => {
  o.t.clock.atMs = NOON_MS;
  o.changed.length = 0;
});

const noticesIn = async (kind: string) => (await o.exchangeOf(kind)).notices;

it('the police are told that a device was declined; the centre sees what is overdue', async () => {
  const { proceedingId } = await o.filed();
  const act = (kind: string, body: object) => o.call(kind, 'POST', `/api/proceedings/${proceedingId}/acts`, body);
  const fitBy = new Date(o.t.clock.atMs + DAY_MS).toISOString();
  const decided = await act('judge', {
    act: 'decide',
    result: 'granted',
    measures: [{ measure: 'provisional-3-2', fitBy }],
  });
  expect(decided.status, JSON.stringify(decided.body)).toBe(200);
  const personId = o.who.protected!.id;
  await act('officer', { act: 'offer', personId });
  const declined = await act('officer', { act: 'answer-offer', personId, answer: 'declined' });
  expect(declined.status, JSON.stringify(declined.body)).toBe(200);
  const [told] = (await o.noticesOf(proceedingId)).filter(({ code }) => code === 'protected-declined');
  expect(told).toMatchObject({
    toAgencyId: o.office.police,
    fromAgencyId: o.office.monitoring,
    ruleId: 'kr-offer-declined',
  });
  expect(await noticesIn('police')).toContainEqual(
    expect.objectContaining({ noticeId: told!.noticeId, direction: 'in', overdue: null }),
  );
  o.t.clock.atMs = told!.dueAtMs;
  for (const one of Object.values(o.who)) one.cookie = '';
  const late = (await noticesIn('officer')).filter(({ overdue }) => overdue !== null);
  expect(late).toContainEqual(
    expect.objectContaining({ noticeId: told!.noticeId, direction: 'out', overdue: 'not-told' }),
  );
  expect(
    (await noticesIn('prosecutor')).some(({ code, overdue }) => code === 'order-decided' && overdue !== null),
  ).toBe(true);
});

it('each notice is written once, whatever is tried again (H-402)', async () => {
  const { proceedingId, number } = await o.filed();
  await o.send('court', 'court-decision', o.decisionOn(number));
  const before = await o.noticesOf(proceedingId);
  const row = (await loadProceedingRow(o.t.deps.database, proceedingId))!;
  const events = await loadEvents(o.t.deps.database, proceedingId);
  const deps = processDeps(o.t.deps);
  const notices = dueNotices(row, events, 0, deps.lawFor(row, o.t.clock.atMs)!);
  expect(notices).toHaveLength(before.length);
  const told = { row, byAgencyId: null, notices, details: new Map() };
  await o.t.deps.database.transaction((tx) => deps.addNotices(tx, told));
  expect(await o.noticesOf(proceedingId)).toEqual(before);
  // Of two people each is told.
  const two = notices.flatMap((one) =>
    one.to === 'protected' ? [one, { ...one, toPersonId: o.who.wearer!.id as never }] : [],
  );
  await o.t.deps.database.transaction((tx) => deps.addNotices(tx, { ...told, notices: two }));
  expect(await o.noticesOf(proceedingId)).toHaveLength(before.length + 1);
});

it('what a protected person asks for names the office that is asked (H-401)', async () => {
  const ask = { procedure: 'provisional-measures', act: { act: 'ask', of: 'prosecutor' } };
  const open = (body: object) => o.call<{ error?: object }>('protected', 'POST', '/api/me/proceedings', body);
  expect(await open(ask)).toMatchObject({
    ...{ status: 400, body: { error: { message: 'Name the office that is asked: prosecutor.' } } },
  });
  expect((await open({ ...ask, offices: { courtId: o.office.court } })).status).toBe(400);
  expect((await open({ ...ask, offices: { prosecutionId: o.office.prosecution } })).status).toBe(201);
});
