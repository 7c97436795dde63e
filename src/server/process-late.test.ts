/** What is entered late, served later than ordered, or about another record of the same man: on a real database, as offices do it. */
import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest';
import { NOON_MS, type TestApp, testApp } from '../../test/support/app.ts';
import type { AgencyId, PersonId } from '../core/ids.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { DAY_MS, HOUR_MS, toIso } from '../core/time.ts';
import { recordEndings } from '../orders/endings.ts';
import { loadOrderRow } from '../orders/orders.sql.ts';
import type { ActRequest } from '../orders/process/contract.ts';
import type { ProcessDeps } from '../orders/process/deps.ts';
import { lookAtProceedings } from '../orders/process/look.ts';
import { nameRespondent } from '../orders/process/naming.ts';
import {
  loadInForce,
  loadMeasures,
  loadOpenProceedings,
  loadProceedingsOfAgency,
} from '../orders/process/process.sql.ts';
import { actOn, openProceeding, type ProceedingRow } from '../orders/process/service.ts';
import { basisOf } from '../orders/service.ts';
import { clocksOf } from '../safeguards/service.ts';
import { principalOf } from './access-deps.ts';
import { processDeps } from './process-deps.ts';

type Office = 'prosecutor' | 'court' | 'police' | 'monitoring';
const AGENCY_ROLES = { prosecutor: 'prosecution', court: 'court', police: 'police', monitoring: 'monitoring' } as const;

let t: TestApp;
let deps: ProcessDeps;

interface Place {
  readonly jurisdiction: string;
  readonly offices: Readonly<Record<Office, AgencyId>>;
  readonly wearer: PersonId;
  readonly woman: PersonId;
  readonly other: PersonId;
}
let kr: Place;
let example: Place;

beforeAll(async () => {
  t = await testApp();
  deps = processDeps(t.deps);
  kr = await place('kr');
  example = await place('example');
}, 60_000);
afterAll(() => t.close());
beforeEach(() => {
  t.clock.atMs = NOON_MS;
});

async function place(jurisdiction: string): Promise<Place> {
  const offices = {} as Record<Office, AgencyId>;
  for (const [office, role] of Object.entries(AGENCY_ROLES)) {
    const request = { name: `${role} of ${jurisdiction}`, role, jurisdiction };
    offices[office as Office] = (await t.admin<{ agencyId: AgencyId }>('/api/agencies', request)).body.agencyId;
  }
  const person = (kind: string) => register(offices.monitoring, kind);
  const [wearer, woman, other] = [await person('wearer'), await person('protected'), await person('protected')];
  return { jurisdiction, offices, wearer, woman, other };
}

async function register(agencyId: AgencyId, kind: string): Promise<PersonId> {
  const request = { kind, agencyId, name: `${kind} (exercise)`, exercise: true };
  return (await t.admin<{ personId: PersonId }>('/api/people', request)).body.personId;
}

const doer = ({ offices }: Place, role: Office) => ({
  ...{ role, personId: null, agencyId: offices[role], isBench: true },
  who: { is: 'system', agencyId: offices[role], exercise: true } as const,
});
const wanted = (measure: string, fitBy: string | null = null) => ({ measure, until: null, fitBy });

const request = (said: object) => ({ documents: [], ...said }) as unknown as ActRequest;

async function open(at: Place, by: Office, procedure: string, said: object, respondentId: PersonId | null = at.wearer) {
  const { court, prosecutor, police, monitoring } = at.offices;
  const offices = { courtId: court, prosecutionId: prosecutor, policeId: police, monitoringId: monitoring };
  const act = request(said);
  return openProceeding(deps, { procedure, respondentId, protectedIds: [at.woman], offices, act }, doer(at, by));
}

const act = (at: Place, by: Office, { proceedingId }: ProceedingRow, said: object) =>
  actOn(deps, proceedingId, request(said), doer(at, by));

const DEVICE = 'provisional-3-2';

/** In Korea, with a device, from noon on. */
async function monitored(conditions: object = { zones: [] }, respondentId: PersonId = kr.wearer) {
  const said = { act: 'file', measures: [DEVICE], afterId: null };
  const row = valueOrRefuse(await open(kr, 'prosecutor', 'provisional-measures', said, respondentId));
  const measures = [wanted(DEVICE, toIso(t.clock.atMs + DAY_MS))];
  const decision = { act: 'decide', result: 'granted', measures, reasons: [], conditions };
  return valueOrRefuse(await act(kr, 'court', row, decision));
}

const orderOf = async ({ proceedingId }: ProceedingRow) => (await loadMeasures(t.deps.database, proceedingId)).at(-1)!;
const endMs = Date.parse('2027-02-21T15:00:00Z');

it('an order that takes effect by service is monitored from then on, and ends with its measure (H-392)', async () => {
  const filed = { act: 'file', measures: ['monitored-distance'], afterId: null };
  const row = valueOrRefuse(await open(example, 'prosecutor', 'monitored-order', filed));
  const decision = { act: 'decide', result: 'granted', measures: [wanted('monitored-distance')], reasons: [] };
  valueOrRefuse(await act(example, 'court', row, { act: 'hear' }));
  valueOrRefuse(await act(example, 'court', row, { ...decision, conditions: { zones: [] } }));
  expect((await orderOf(row)).orderId).toBeNull();
  valueOrRefuse(await act(example, 'police', row, { act: 'serve' }));
  const { orderId } = await orderOf(row);
  expect(await loadOrderRow(t.deps.database, orderId!)).toMatchObject({ status: 'active', fromMs: NOON_MS });
  valueOrRefuse(await act(example, 'court', row, { act: 'end', how: 'cancelled' }));
  expect(await loadOrderRow(t.deps.database, orderId!)).toMatchObject({ status: 'cancelled' });
});

it('an extension decided in time and entered when the order had run out is monitored from now on, by another order (H-422)', async () => {
  const row = await monitored();
  const first = await orderOf(row);
  const { measureId } = first;
  t.clock.atMs = endMs - DAY_MS;
  valueOrRefuse(await act(kr, 'prosecutor', row, { act: 'ask-extension', measureId }));
  t.clock.atMs = endMs + DAY_MS;
  await lookAtProceedings(deps, (error) => expect(error).toBeNull());
  expect((await recordEndings(t.deps, 0)).failed).toEqual([]);
  const at = toIso(endMs - HOUR_MS);
  const granted = { act: 'decide-extension', measureId, result: 'granted', until: null, reasons: [], at };
  const extended = valueOrRefuse(await act(kr, 'court', row, granted));
  const { orderId, formerOrderIds } = await orderOf(row);
  expect(formerOrderIds).toEqual([first.orderId]);
  const untilMs = extended.state.measures[0]!.untilMs!;
  expect(await loadOrderRow(t.deps.database, first.orderId!)).toMatchObject({ untilMs: endMs });
  expect(await loadOrderRow(t.deps.database, orderId!)).toMatchObject({
    fromMs: t.clock.atMs,
    untilMs,
    status: 'active',
  });
  // Both lapses are recorded, each once.
  t.clock.atMs = untilMs;
  for (let i = 0; i < 2; i += 1) await lookAtProceedings(deps, (error) => expect(error).toBeNull());
  const { rows } = await t.deps.database.query<{ at_ms: number }>(
    `select at_ms from orders.proceeding_event where proceeding_id = $1 and kind = 'expired' order by number`,
    [row.proceedingId],
  );
  expect(rows.map(({ at_ms }) => at_ms)).toEqual([endMs, untilMs]);
  // Acquittal reaches what was kept under either of them.
  valueOrRefuse(await act(kr, 'court', row, { act: 'end', how: 'acquitted' }));
  const bases = [first.orderId!, orderId!].map(basisOf);
  const clocks = await clocksOf(t.deps.database, bases);
  for (const basis of bases) {
    expect(clocks.get(basis)).toContainEqual(expect.objectContaining({ what: 'location', destroyAtMs: t.clock.atMs }));
  }
});

it('non-indictment before the end that is entered after it was recorded destroys at once all the same (H-423)', async () => {
  const row = await monitored();
  const orderId = (await orderOf(row)).orderId!;
  t.clock.atMs = endMs + DAY_MS;
  expect((await recordEndings(t.deps, 0)).failed).toEqual([]);
  const doneMs = endMs - DAY_MS;
  valueOrRefuse(await act(kr, 'prosecutor', row, { act: 'end', how: 'non-indictment', at: toIso(doneMs) }));
  const clocks = (await clocksOf(t.deps.database, [basisOf(orderId)])).get(basisOf(orderId));
  expect(clocks).toContainEqual(
    expect.objectContaining({ what: 'location', because: 'non-indictment', destroyAtMs: doneMs }),
  );
  const { rows } = await t.deps.database.query<{ recorded_at_ms: number }>(
    `select recorded_at_ms from safeguards.retention_clock where basis = $1 and because = 'non-indictment'`,
    [basisOf(orderId)],
  );
  expect(rows[0]!.recorded_at_ms).toBe(t.clock.atMs);
});

it('an offer is made to whom the proceeding protects, and each answers for themself (H-424)', async () => {
  const row = await monitored();
  const offer = (personId: PersonId) => act(kr, 'monitoring', row, { act: 'offer', personId });
  expect(await offer(kr.other)).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect((await offer(kr.woman)).ok).toBe(true);
  const stranger = {
    ...({ role: 'protected', personId: kr.other, agencyId: kr.offices.monitoring, isBench: false } as const),
    who: principalOf({ kind: 'protected', personId: kr.other, agencyId: kr.offices.monitoring, exercise: true }),
  };
  const answer = request({ act: 'answer-offer', personId: kr.woman, answer: 'declined' });
  expect(await actOn(deps, row.proceedingId, answer, stranger)).toMatchObject({ ok: false });
});

it('a change of conditions changes what the engine counts with too, and is a version', async () => {
  const row = await monitored({ zones: [], parameters: { warnTauS: 300 } });
  valueOrRefuse(await act(kr, 'prosecutor', row, { act: 'ask-change', what: 'conditions' }));
  const conditions = { zones: [], parameters: { warnTauS: 600 } };
  const change = { act: 'decide-change', result: 'granted', measures: [], reasons: [], conditions };
  valueOrRefuse(await act(kr, 'court', row, change));
  const { orderId } = await orderOf(row);
  expect((await loadOrderRow(t.deps.database, orderId!))!.parameters).toEqual({ warnTauS: 600 });
  const { rows } = await t.deps.database.query<{ changes: unknown }>(
    `select changes from orders.order_version where proceeding_id = $1 and version = 2`,
    [row.proceedingId],
  );
  expect(rows).toEqual([{ changes: [{ what: 'distance:parameter:warnTauS', from: '300', to: '600' }] }]);
});

test('what is in force is asked of a man, whichever record of his the proceeding names', async () => {
  const [old, second] = [
    await register(kr.offices.monitoring, 'wearer'),
    await register(kr.offices.monitoring, 'wearer'),
  ];
  const row = await monitored({ zones: [] }, second);
  await t.deps.database.query(
    `insert into people.person_link (link_id, merged_id, into_id, at_ms, how, reasons) values ($1, $2, $3, $4, 'by-hand', '{}')`,
    [row.proceedingId, second, old, t.clock.atMs],
  );
  for (const record of [old, second]) {
    expect(await loadInForce(t.deps.database, record, kr.woman, t.clock.atMs)).toMatchObject([{ measure: DEVICE }]);
  }
  expect(await loadInForce(t.deps.database, kr.wearer, kr.woman, t.clock.atMs)).not.toContainEqual(
    expect.objectContaining({ proceedingId: row.proceedingId }),
  );
});

test('a proceeding is a matter about the wearer from its naming on, until a device of its own protects or it is over (H-304)', async () => {
  const openMatters = async ({ proceedingId }: ProceedingRow) => {
    const { rows } = await t.deps.database.query<{ wearer_id: string }>(
      `select wearer_id from orders.open_matter where matter_id = $1 and closed_at_ms is null`,
      [proceedingId],
    );
    return rows.map(({ wearer_id }) => wearer_id);
  };
  const file = { act: 'file', measures: ['provisional-2'], afterId: null };
  const unnamed = valueOrRefuse(await open(kr, 'prosecutor', 'provisional-measures', file, null));
  expect(await openMatters(unnamed)).toEqual([]);
  const another = await register(kr.offices.monitoring, 'wearer');
  for (const one of [another, kr.wearer]) {
    valueOrRefuse(await nameRespondent(deps, unnamed, one, doer(kr, 'prosecutor')));
    expect(await openMatters(unnamed)).toEqual([one]);
    const due = await t.deps.database.query(`select from people.match_due where person_id = $1`, [one]);
    expect(due.rowCount).toBe(1);
  }
  const decision = { act: 'decide', result: 'granted', measures: [wanted('provisional-2')], reasons: [] };
  valueOrRefuse(await act(kr, 'court', unnamed, decision));
  expect(await openMatters(unnamed)).toEqual([kr.wearer]);
  t.clock.atMs = endMs;
  await lookAtProceedings(deps, (error) => expect(error).toBeNull());
  expect(await openMatters(unnamed)).toEqual([]);
  expect(await openMatters(await monitored())).toEqual([]);
});

test('an act is judged by the law of its day: no petition reaches back to before there was one', async () => {
  t.clock.atMs = Date.parse('2027-04-23T00:00:00+09:00');
  const said = { act: 'file', measures: ['protection-order-1'], afterId: null, at: '2027-04-21T12:00:00+09:00' };
  expect(await open(kr, 'court', 'victim-protection-order', said)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('no such procedure') },
  });
});

test('what a respondent hands in is entered by the court, as theirs', async () => {
  const row = await monitored();
  expect(await act(kr, 'court', row, { act: 'appeal' })).toMatchObject({ error: { code: 'forbidden' } });
  const theirs = { act: 'appeal', by: 'respondent' };
  expect(await act(kr, 'police', row, theirs)).toMatchObject({ error: { code: 'forbidden' } });
  expect(valueOrRefuse(await act(kr, 'court', row, theirs)).state.appeal).toMatchObject({ by: 'respondent' });
});

test('what is long over is looked at no more, and stands after what waits in a list that is cut', async () => {
  const file = { act: 'file', measures: ['provisional-2'], afterId: null };
  const waiting = valueOrRefuse(await open(kr, 'prosecutor', 'provisional-measures', file));
  t.clock.atMs += DAY_MS;
  const refused = valueOrRefuse(await open(kr, 'prosecutor', 'provisional-measures', file));
  valueOrRefuse(
    await act(kr, 'court', refused, { act: 'decide', result: 'refused', measures: [], reasons: ['not-necessary'] }),
  );
  const { database } = t.deps;
  const listed = await loadProceedingsOfAgency(database, kr.offices.court, true, t.clock.atMs);
  const place = (row: ProceedingRow) => listed.findIndex(({ proceedingId }) => proceedingId === row.proceedingId);
  expect(place(waiting)).toBeLessThan(place(refused));
  const looked = async (nowMs: number) =>
    (await loadOpenProceedings(database, nowMs)).map(({ proceedingId }) => proceedingId);
  expect(await looked(t.clock.atMs)).toContain(refused.proceedingId);
  expect(await looked(t.clock.atMs + 801 * DAY_MS)).not.toContain(refused.proceedingId);
});
