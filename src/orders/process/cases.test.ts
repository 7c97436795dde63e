/** The case corpora: each act is possible or refused as its case says, by the article that decides, with ends and deadlines as told. */
import { describe, expect, test } from 'vitest';
import type { PersonId } from '../../core/ids.ts';
import { type CaseAct, type CaseExpect, caseEndMs, caseTimeMs, loadCases, type ProcessCase } from '../packs/cases.ts';
import type { Pack } from '../packs/pack.ts';
import { loadPacks } from '../packs/read.ts';
import type { Act, DecidedMeasure } from './act.ts';
import { clocksOf } from './clocks.ts';
import { decideAct } from './decide.ts';
import { lawOf, rulesOf } from './law.ts';
import { endOfMeasure, isInForce, type Proceeding } from './proceeding.ts';
import type { ProcessRules } from './rules.ts';

const packs = loadPacks();
const PERSON = 'person' as PersonId;
type Measures = NonNullable<CaseAct['measures']>;

describe.each([...packs.jurisdictions()])('%s', (jurisdiction) => {
  test.each(loadCases(jurisdiction).process.map((one) => [one.id, one] as const))('%s', (_, one) => {
    const zone = packs.timeZoneOf(jurisdiction)!;
    const pack = packs.current(jurisdiction, caseTimeMs(one.acts[0]!.at, zone))!;
    run(one, pack, zone);
  });
});

function run({ id, story, procedure, acts }: ProcessCase, pack: Pack, zone: string): void {
  const rules = rulesOf(lawOf(pack), procedure);
  let state: Proceeding | null = null;
  for (const [i, act] of acts.entries()) {
    const where = `${id}, act ${i + 1} (${act.act}): ${story}`;
    const atMs = caseTimeMs(act.at, zone);
    const { expect: wanted = { ok: true } } = act;
    if (rules === null) {
      expect([where, wanted]).toEqual([where, { refused: 'no-such-procedure' }]);
      return;
    }
    if (act.act !== 'look') {
      const decided = decideAct(state, actOf(act, state, zone, i), rules, atMs + 1_000_000_000_000);
      const answer = decided.ok ? 'ok' : `${decided.error.code}: ${decided.error.message}`;
      if ('refused' in wanted) {
        expect([where, decided.ok ? answer : decided.error.code]).toEqual([where, wanted.refused]);
        if (!decided.ok && wanted.article !== undefined)
          expect([where, decided.error.article]).toEqual([where, wanted.article]);
        continue;
      }
      expect([where, answer]).toEqual([where, 'ok']);
      if (decided.ok) state = decided.value.proceeding;
    }
    if ('ok' in wanted) check(where, state!, wanted, rules, pack, atMs, zone);
  }
}

function check(
  where: string,
  state: Proceeding,
  wanted: Extract<CaseExpect, { ok: true }>,
  rules: ProcessRules,
  pack: Pack,
  atMs: number,
  zone: string,
): void {
  const names = new Map(state.measures.map((one) => [one.measure, one]));
  for (const [name, until] of Object.entries(wanted.until ?? {})) {
    const end = endOfMeasure(state, names.get(name)!);
    const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
    expect([where, name, iso(end)]).toEqual([where, name, until === null ? null : iso(caseEndMs(until, zone))]);
  }
  if (wanted.inForce !== undefined) {
    const holding = state.measures.filter((one) => isInForce(state, one, atMs)).map(({ measure }) => measure);
    expect([where, holding.toSorted()]).toEqual([where, wanted.inForce.toSorted()]);
  }
  const clocks = clocksOf(state, rules, pack.procedures, atMs);
  for (const [kind, due] of Object.entries(wanted.clocks ?? {})) {
    const dueMs = clocks.find((clock) => clock.kind === kind)?.dueMs;
    expect([where, kind, dueMs]).toEqual([where, kind, caseEndMs(due, zone)]);
  }
}

/** Names to the machine's ids: a measure is known by its name and the act that ordered it. */
function actOf(act: CaseAct, state: Proceeding | null, zone: string, i: number): Act {
  const { at, expect: _, measures, measure, after, until, ...rest } = act;
  const measureId = state?.measures.findLast((one) => one.measure === measure)?.measureId ?? '';
  const isRequest = act.act === 'file';
  return {
    ...{ reasons: [], personId: PERSON, untilMs: until === undefined ? null : caseTimeMs(until, zone) },
    ...rest,
    ...{ atMs: caseTimeMs(at, zone), measureId },
    measures: isRequest ? (measures ?? []) : (measures ?? []).map((one) => decidedMeasure(one, zone, i)),
    after:
      after === undefined ? null : { procedure: after.procedure, declinedAtMs: caseTimeMs(after.declinedAt, zone) },
  } as unknown as Act;
}

function decidedMeasure(one: Measures[number], zone: string, i: number): DecidedMeasure {
  const { measure, until, fitBy } =
    typeof one === 'string' ? { measure: one } : { until: undefined, fitBy: undefined, ...one };
  const ms = (text: string | undefined) => (text === undefined ? null : caseTimeMs(text, zone));
  return { measureId: `${measure}/${i}`, measure, untilMs: ms(until), fitByMs: ms(fitBy) };
}
