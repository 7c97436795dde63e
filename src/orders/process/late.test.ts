/** What is recorded late or comes from the other side: rules that a walk seldom meets, each on its own. */
import { expect, it, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import type { Pack, PackFile } from '../packs/pack.ts';
import { procedureProblems } from '../packs/procedure-problems.ts';
import { loadPacks } from '../packs/read.ts';
import type { Act } from './act.ts';
import { clocksOf } from './clocks.ts';
import { decideAct } from './decide.ts';
import { lawOf, rulesOf } from './law.ts';
import { lapses } from './look.ts';
import { monitoringChanges } from './monitoring.ts';
import { endOfMeasure, isInForce, type Proceeding } from './proceeding.ts';
import type { ProcessRules } from './rules.ts';

const PACKS = loadPacks();
const START_MS = Date.parse('2027-05-03T03:00:00Z');

function lawOfThe(jurisdiction: string, procedure: string, change: (pack: Pack) => Pack = (pack) => pack) {
  const pack = change(PACKS.current(jurisdiction, START_MS)!);
  return { pack, rules: rulesOf(lawOf(pack), procedure)! };
}

/** Each act in turn; `nowMs` is when it is recorded, its own time unless said. */
function after(
  rules: ProcessRules,
  acts: readonly (Act & { readonly nowMs?: number })[],
  from: Proceeding | null = null,
) {
  let state = from;
  for (const { nowMs, ...act } of acts) {
    const outcome = decideAct(state, act as Act, rules, nowMs ?? act.atMs);
    expect(outcome, JSON.stringify([act, outcome])).toMatchObject({ ok: true });
    if (outcome.ok) state = outcome.value.proceeding;
  }
  return state!;
}

const wanted = (measure: string, fitByMs: number | null = null) => ({
  measureId: measure,
  measure,
  untilMs: null,
  fitByMs,
});
const noneAfter = null;

const PARTLY: Act[] = [
  { act: 'file', by: 'prosecutor', atMs: START_MS, measures: ['provisional-2', 'provisional-3-2'], after: noneAfter },
  {
    act: 'decide',
    by: 'court',
    atMs: START_MS,
    result: 'partly',
    measures: [wanted('provisional-2')],
    reasons: ['other'],
  },
];

test.each([
  ['prosecutor', true],
  ['respondent', false],
] as const)('an appeal of the %s that is allowed: what was ordered holds on, %s (H-421)', (by, holds) => {
  const { rules } = lawOfThe('kr', 'provisional-measures');
  const state = after(rules, [
    ...PARTLY,
    { act: 'appeal', by, atMs: START_MS + DAY_MS },
    { act: 'decide-appeal', by: 'court', atMs: START_MS + 2 * DAY_MS, result: 'allowed' },
  ]);
  expect(isInForce(state, state.measures[0]!, START_MS + 3 * DAY_MS)).toBe(holds);
  expect(state.measures[0]!.ended?.how ?? null).toBe(holds ? null : 'cancelled');
});

it('a respondent who has not been served loses no appeal by time', () => {
  const { rules, pack } = lawOfThe('kr', 'provisional-measures');
  const appeal = (by: 'respondent' | 'prosecutor', atMs: number, from: Proceeding) =>
    decideAct(from, { act: 'appeal', by, atMs }, rules, atMs);
  const decided = after(rules, PARTLY);
  const lateMs = START_MS + 30 * DAY_MS;
  expect(appeal('prosecutor', lateMs, decided)).toMatchObject({ ok: false, error: { code: 'too-late' } });
  expect(appeal('respondent', lateMs, decided).ok).toBe(true);
  const served = after(rules, [{ act: 'serve', by: 'police', atMs: lateMs }], decided);
  const clock = clocksOf(served, rules, pack.procedures, lateMs).find(({ kind }) => kind === 'appeal')!;
  expect(clock).toMatchObject({ startedMs: lateMs, of: ['respondent'] });
  expect(appeal('respondent', clock.dueMs! - 1, served).ok).toBe(true);
  // The holidays of that May are not known yet: some days later it is surely too late.
  const surelyMs = clock.dueMs! + 12 * DAY_MS;
  expect(appeal('respondent', surelyMs, served)).toMatchObject({ ok: false, error: { code: 'too-late' } });
});

it('serves what was ordered for the meantime, and the decision after it, each once', () => {
  const { rules } = lawOfThe('example', 'monitored-order');
  const serve = (atMs: number): Act => ({ act: 'serve', by: 'police', atMs });
  const acts: Act[] = [
    { act: 'file', by: 'protected', atMs: START_MS, measures: ['distance'], after: noneAfter },
    {
      act: 'order-interim',
      by: 'court',
      atMs: START_MS + 1,
      measures: [{ ...wanted('distance'), measureId: 'interim' }],
    },
    serve(START_MS + HOUR_MS),
    { act: 'hear', by: 'court', atMs: START_MS + 2 * HOUR_MS },
    {
      act: 'decide',
      by: 'court',
      atMs: START_MS + DAY_MS,
      result: 'granted',
      measures: [wanted('distance')],
      reasons: [],
    },
    serve(START_MS + 2 * DAY_MS),
  ];
  const [interim, decided] = after(rules, acts).measures;
  expect(interim).toMatchObject({ fromMs: START_MS + HOUR_MS, ended: { how: 'replaced' } });
  expect(decided).toMatchObject({ fromMs: START_MS + 2 * DAY_MS, ended: null });
  const again = decideAct(after(rules, acts), serve(START_MS + 3 * DAY_MS), rules, START_MS + 3 * DAY_MS);
  expect(again).toMatchObject({ ok: false, error: { code: 'not-now' } });
});

it('a lapse is recorded again of a measure that goes on by what was done in time and entered late', () => {
  const { rules } = lawOfThe('kr', 'emergency-measures');
  const imposed = after(rules, [{ act: 'impose', by: 'police', atMs: START_MS, measures: [wanted('emergency-1')] }]);
  const lateMs = START_MS + 60 * HOUR_MS;
  expect(lapses(imposed, lateMs)).toHaveLength(1);
  const recorded = { ...imposed, measures: imposed.measures.map((one) => ({ ...one, isLapseRecorded: true })) };
  const asked = after(
    rules,
    [{ act: 'ask-approval', by: 'prosecutor', atMs: START_MS + 40 * HOUR_MS, nowMs: lateMs }],
    recorded,
  );
  expect(isInForce(asked, asked.measures[0]!, lateMs)).toBe(true);
  expect(lapses(asked, endOfMeasure(asked, asked.measures[0]!)!)).toHaveLength(1);
});

it('what is imposed with a device is monitored on once its approval is asked for (H-392)', () => {
  const { rules } = lawOfThe('kr', 'emergency-measures', (pack) => ({
    ...pack,
    measures: pack.measures.map((one) => (one.id === 'emergency-1' ? { ...one, device: true } : one)),
  }));
  const before = after(rules, [{ act: 'impose', by: 'police', atMs: START_MS, measures: [wanted('emergency-1')] }]);
  const asked = after(rules, [{ act: 'ask-approval', by: 'prosecutor', atMs: START_MS + HOUR_MS }], before);
  expect(monitoringChanges(before, asked, rules)).toMatchObject([
    { kind: 'last-until', untilMs: endOfMeasure(asked, asked.measures[0]!) },
  ]);
});

it('the offer is due before anybody has made it, and a change is none once nothing is in force', () => {
  const { rules, pack } = lawOfThe('kr', 'provisional-measures');
  const device = 'provisional-3-2';
  const state = after(rules, [
    { act: 'file', by: 'prosecutor', atMs: START_MS, measures: [device], after: noneAfter },
    {
      ...{ act: 'decide', by: 'court', atMs: START_MS, result: 'granted', reasons: [] },
      measures: [wanted(device, START_MS + DAY_MS)],
    },
    { act: 'ask-change', by: 'protected', atMs: START_MS + DAY_MS, what: 'address' },
  ]);
  const kinds = (of: Proceeding, atMs: number) => clocksOf(of, rules, pack.procedures, atMs).map(({ kind }) => kind);
  expect(kinds(state, START_MS + DAY_MS)).toEqual(expect.arrayContaining(['offer', 'change-decision']));
  const declined = { ...state, offers: [{ personId: 'p' as never, state: 'declined' as const, atMs: START_MS }] };
  expect(kinds(declined, START_MS + DAY_MS)).not.toContain('offer');
  expect(kinds(state, endOfMeasure(state, state.measures[0]!)!)).not.toContain('change-decision');
});

it('a pack whose appeal suspends a device is refused: what is monitored could not follow it (H-392)', () => {
  const { pack } = lawOfThe('kr', 'provisional-measures', (one) => ({
    ...one,
    procedures: one.procedures.map((each) => {
      return each.appeal === null ? each : { ...each, appeal: { ...each.appeal, suspends: true } };
    }),
  }));
  expect(procedureProblems(pack as unknown as PackFile)).toEqual([
    { path: ['measures', 0, 'device'], message: expect.stringContaining('suspends') },
  ]);
});

it('what was ordered for the meantime holds until the decision that takes its place is served', () => {
  const { rules } = lawOfThe('example', 'monitored-order');
  const at = (hours: number) => START_MS + hours * HOUR_MS;
  const meantime = { ...wanted('distance'), measureId: 'meantime' };
  const decided = after(rules, [
    { act: 'file', by: 'protected', atMs: at(0), measures: ['distance'], after: noneAfter },
    { act: 'order-interim', by: 'court', atMs: at(1), measures: [meantime] },
    { act: 'serve', by: 'police', atMs: at(2) },
    { act: 'hear', by: 'court', atMs: at(3) },
    { act: 'decide', by: 'court', atMs: at(4), result: 'granted', measures: [wanted('distance')], reasons: [] },
  ]);
  const holding = (state: Proceeding, atMs: number) =>
    state.measures.filter((one) => isInForce(state, one, atMs)).map(({ measureId }) => measureId);
  expect(holding(decided, at(5))).toEqual(['meantime']);
  const served = after(rules, [{ act: 'serve', by: 'police', atMs: at(30) }], decided);
  expect(holding(served, at(30))).toEqual(['distance']);
  expect(served.measures[0]!.ended).toEqual({ how: 'replaced', atMs: at(30) });
});

it('a right whose last day may be a holiday that nobody knows yet is not refused for being late, and says so', () => {
  const { pack, rules } = lawOfThe('kr', 'provisional-measures');
  // The pack knows holidays until the end of April 2027.
  const last = rules.endOf(START_MS, rules.procedure.appeal!.within);
  const state = after(rules, PARTLY);
  const appeal = (atMs: number) => decideAct(state, { act: 'appeal', by: 'prosecutor', atMs }, rules, atMs);
  expect(appeal(last + DAY_MS)).toMatchObject({ ok: true });
  expect(appeal(last + 15 * DAY_MS)).toMatchObject({ ok: false, error: { code: 'too-late' } });
  const clock = clocksOf(state, rules, pack.procedures, START_MS).find(({ kind }) => kind === 'appeal')!;
  expect([clock.dueMs, clock.mayMove]).toEqual([last, true]);
  const before = Date.parse('2026-11-30T03:00:00Z');
  const known = after(
    rules,
    PARTLY.map((act) => ({ ...act, atMs: before })),
  );
  expect(
    decideAct(known, { act: 'appeal', by: 'prosecutor', atMs: before + 9 * DAY_MS }, rules, before + 9 * DAY_MS),
  ).toMatchObject({ ok: false });
});
