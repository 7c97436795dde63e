/** The state machine under every pack's procedures: random walks never reach an order outside its law (I-5). */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DAY_MS } from '../../core/time.ts';
import { periodEnd } from '../packs/calendar.ts';
import type { Pack } from '../packs/pack.ts';
import type { Role } from '../packs/procedure.ts';
import { loadPacks } from '../packs/read.ts';
import { clocksOf, warningOf } from './clocks.ts';
import { decideAct } from './decide.ts';
import { lawOf, rulesOf } from './law.ts';
import { monitoringChanges } from './monitoring.ts';
import { mayDo } from './offers.ts';
import { endOfMeasure, isInForce } from './proceeding.ts';
import type { ProcessRules } from './rules.ts';
import { drawsArbitrary, type Step, walk } from './walk.test-helper.ts';

const PACKS = loadPacks().all();
const CASES = PACKS.flatMap((pack) =>
  pack.procedures.map((procedure) => [`${pack.versionId.split('+')[0]} ${procedure.id}`, pack, procedure.id] as const),
);
const START_MS = Date.parse('2027-04-22T03:00:00Z');

function rules(pack: Pack, procedureId: string): ProcessRules {
  return rulesOf(lawOf(pack), procedureId)!;
}

/** The longest that the law allows in all, from where the measure took effect. */
function longestMs(fromMs: number, measure: string, pack: Pack, extensions: number): number | null {
  const rule = pack.measures.find(({ id }) => id === measure)!;
  if (rule.duration === null) return null;
  let end = periodEnd(fromMs, rule.duration, pack).endMs;
  for (let i = 0; i < extensions; i += 1) end = periodEnd(end, rule.extensions!.period, pack).endMs;
  return end;
}

describe.each(CASES)('%s', (_name, pack, procedureId) => {
  const law = rules(pack, procedureId);
  test('no walk over a year reaches an order outside its law (H-391)', () => {
    fc.assert(
      fc.property(drawsArbitrary, (draws) => {
        for (const step of walk(draws, law, START_MS)) check(step, pack, law);
      }),
    );
  });
});

function check(step: Step, pack: Pack, law: ProcessRules): void {
  const { before, after, act, nowMs, refused } = step;
  if (refused !== null) expect(after).toBe(before);
  if (after === null) return;
  expect(act.atMs <= nowMs || refused !== null).toBe(true);
  for (const one of after.measures) {
    const rule = pack.measures.find(({ id }) => id === one.measure)!;
    expect(rule.procedure).toBe(law.procedure.id);
    const countMax = rule.extensions === null ? 0 : (rule.extensions.countMax ?? Number.POSITIVE_INFINITY);
    expect(one.extensions).toBeLessThanOrEqual(countMax);
    if (one.fromMs === null) continue;
    const longest = longestMs(one.fromMs, one.measure, pack, one.extensions);
    if (longest !== null) expect(one.untilMs!).toBeLessThanOrEqual(longest);
    if (one.untilMs !== null) expect(one.untilMs).toBeGreaterThan(one.fromMs);
    const end = endOfMeasure(after, one);
    if (end !== null) expect(isInForce(after, one, end)).toBe(false);
    expect(isInForce(after, one, one.fromMs - 1)).toBe(false);
    if (one.by === 'decision') expect(after.decision).not.toBeNull();
    if (one.by === 'imposed' && after.approvalAskedAtMs === null) {
      expect(end!).toBeLessThanOrEqual(after.imposed!.approvalDueMs);
    }
  }
  // What was over stays over: nothing in the past becomes in force by a later act, unless that act says so of its own time.
  for (const one of before?.measures ?? []) {
    const now = after.measures.find(({ measureId }) => measureId === one.measureId);
    expect(now).toBeDefined();
    if (one.ended !== null) expect(now!.ended).toEqual(one.ended);
  }
  if (after.closedAtMs !== null && before?.closedAtMs == null) {
    const later = decideAct(after, { act: 'serve', by: 'court', atMs: nowMs }, law, nowMs);
    expect(later.ok).toBe(false);
  }
  for (const change of monitoringChanges(before, after, law)) {
    if (change.kind === 'begin') expect(change.untilMs).toBeGreaterThan(change.fromMs);
  }
  for (const clock of clocksOf(after, law, pack.procedures, nowMs)) {
    expect(clock.article).not.toBe('');
    if (clock.nature === 'end') expect(clock.dueMs!).toBeGreaterThan(nowMs);
    if (warningOf(clock, nowMs) === 0) expect(clock.dueMs!).toBeLessThanOrEqual(nowMs);
  }
  // What is offered of a measure is of one that holds, and an extension of one that may have another.
  for (const { act: offered, measureId } of ['court', 'monitoring', 'prosecutor'].flatMap((role) =>
    mayDo(after, role as Role, [], law, nowMs),
  )) {
    if (measureId === null) continue;
    const one = after.measures.find((each) => each.measureId === measureId)!;
    expect(isInForce(after, one, nowMs), offered).toBe(true);
    if (offered !== 'ask-extension') continue;
    const { countMax } = pack.measures.find(({ id }) => id === one.measure)!.extensions!;
    expect(one.extensions).toBeLessThan(countMax ?? Number.POSITIVE_INFINITY);
  }
}

it('reaches each state within the walks: the property above speaks of something', () => {
  const seen = new Set<string>();
  const kr = PACKS.filter(({ jurisdiction }) => jurisdiction === 'kr').at(-1)!;
  for (const procedure of kr.procedures) {
    fc.assert(
      fc.property(drawsArbitrary, (draws) => {
        for (const { act, refused } of walk(draws, rules(kr, procedure.id), START_MS)) {
          seen.add(refused === null ? act.act : `${act.act}:${refused}`);
        }
      }),
      { numRuns: 1_500, seed: 7 },
    );
  }
  for (const act of [
    'ask',
    'decline',
    'file',
    'impose',
    'ask-approval',
    'decide',
    'serve',
    'appeal',
    'decide-appeal',
    'ask-extension',
    'decide-extension',
    'ask-change',
    'decide-change',
    'end',
    'withdraw',
    'fit',
    'offer',
    'answer-offer',
  ]) {
    expect([...seen], act).toContain(act);
  }
});

it('counts 3 + 3 + 3 months as the calendar does, over a leap day and a month without a thirty-first', () => {
  const kr = PACKS.filter(({ jurisdiction }) => jurisdiction === 'kr').at(-1)!;
  const law = rules(kr, 'provisional-measures');
  const at = (text: string) => Date.parse(`${text}:00+09:00`);
  let state = act(null, {
    act: 'file',
    by: 'prosecutor',
    atMs: at('2027-08-30T10:00'),
    measures: ['provisional-3-2'],
    after: null,
  });
  const one = { measureId: 'm', measure: 'provisional-3-2', untilMs: null, fitByMs: at('2027-09-02T10:00') };
  state = act(state, {
    act: 'decide',
    by: 'court',
    atMs: at('2027-08-31T15:00'),
    result: 'granted',
    measures: [one],
    reasons: [],
  });
  expect(new Date(state.measures[0]!.untilMs!).toISOString()).toBe('2027-11-30T15:00:00.000Z');
  for (const [decided, until] of [
    ['2027-11-20T10:00', '2028-02-29T15:00:00.000Z'],
    ['2028-02-20T10:00', '2028-05-31T15:00:00.000Z'],
  ] as const) {
    state = act(state, { act: 'ask-extension', by: 'prosecutor', atMs: at(decided), measureId: 'm' });
    state = act(state, {
      act: 'decide-extension',
      by: 'court',
      atMs: at(decided),
      measureId: 'm',
      result: 'granted',
      untilMs: null,
      reasons: [],
    });
    expect(new Date(state.measures[0]!.untilMs!).toISOString()).toBe(until);
  }
  const third = decideAct(
    state,
    { act: 'ask-extension', by: 'prosecutor', atMs: at('2028-05-20T10:00'), measureId: 'm' },
    law,
    START_MS + 900 * DAY_MS,
  );
  expect(third).toMatchObject({ ok: false, error: { code: 'too-many-extensions' } });

  function act(before: Parameters<typeof decideAct>[0], next: Parameters<typeof decideAct>[1]) {
    const outcome = decideAct(before, next, law, START_MS + 900 * DAY_MS);
    expect(outcome).toMatchObject({ ok: true });
    return (outcome as Extract<typeof outcome, { ok: true }>).value.proceeding;
  }
});
