/** A walk through a year of a proceeding's life: random acts of random people, most of them possible, some absurd. */
import fc from 'fast-check';
import type { PersonId } from '../../core/ids.ts';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import { CHANGES, ENDINGS, ROLES, type Role } from '../packs/procedure.ts';
import type { Act, DecidedMeasure } from './act.ts';
import { decideAct } from './decide.ts';
import type { Proceeding } from './proceeding.ts';
import type { ProcessRules } from './rules.ts';

export interface Step {
  readonly act: Act;
  readonly nowMs: number;
  readonly before: Proceeding | null;
  readonly after: Proceeding | null;
  readonly refused: string | null;
}

/** What a walk is drawn from. */
export interface Draw {
  readonly kind: number;
  readonly role: number;
  readonly which: number;
  readonly waitMs: number;
  readonly untilDays: number;
  readonly lateMs: number;
}

export const drawsArbitrary = fc.array(
  fc.record({
    kind: fc.nat(1),
    role: fc.nat(ROLES.length * 3),
    which: fc.nat(100),
    waitMs: fc.oneof(fc.nat(3 * HOUR_MS), fc.nat(5 * DAY_MS), fc.nat(80 * DAY_MS)),
    untilDays: fc.integer({ min: -3, max: 500 }),
    lateMs: fc.oneof(fc.constant(0), fc.integer({ min: -HOUR_MS, max: 2 * DAY_MS })),
  }),
  { minLength: 5, maxLength: 60 },
);

const PEOPLE = ['p1', 'p2'] as PersonId[];

/** Applies the draws one after the other; refused acts change nothing and are part of what is returned. */
export function walk(draws: readonly Draw[], rules: ProcessRules, startMs: number): Step[] {
  const steps: Step[] = [];
  let state: Proceeding | null = null;
  let nowMs = startMs;
  for (const [i, draw] of draws.entries()) {
    nowMs += draw.waitMs;
    const act = actFrom(draw, state, rules, nowMs, i);
    const outcome = decideAct(state, act, rules, nowMs);
    const after: Proceeding | null = outcome.ok ? outcome.value.proceeding : state;
    steps.push({ act, nowMs, before: state, after, refused: outcome.ok ? null : outcome.error.code });
    state = after;
  }
  return steps;
}

/** One in three roles is whoever the draw says; the others are whom the law lets act. */
function roleFor(draw: Draw, may: readonly Role[]): Role {
  return draw.role < ROLES.length || may.length === 0 ? ROLES[draw.role % ROLES.length]! : may[draw.role % may.length]!;
}

function actFrom(draw: Draw, state: Proceeding | null, rules: ProcessRules, nowMs: number, i: number): Act {
  const { procedure } = rules;
  const own = rules.measures.filter((one) => one.procedure === procedure.id).map(({ id }) => id);
  const some = own.filter((_, at) => ((draw.which + 1) >> at) % 2 === 1);
  const names = some.length === 0 ? own.slice(0, 1) : some;
  const atMs = nowMs - draw.lateMs;
  const bench = procedure.imposed === null ? procedure.decidedBy : procedure.imposed.approvedBy;
  const reasons = draw.which % 4 === 0 ? [] : (['other'] as const);
  const wanted = (asked: readonly string[]): DecidedMeasure[] =>
    asked.map((measure, at) => ({
      measureId: `m${i}-${at}`,
      measure,
      untilMs: draw.untilDays % 3 === 0 ? null : atMs + draw.untilDays * DAY_MS,
      fitByMs: rules.measures.find(({ id }) => id === measure)?.fitting?.by === 'as-decided' ? atMs + 2 * DAY_MS : null,
    }));
  const asked = state?.filed?.measures ?? state?.measures.map(({ measure }) => measure) ?? names;
  const measureId = state?.measures[draw.which % Math.max(1, state.measures.length)]?.measureId ?? 'none';
  const personId = PEOPLE[draw.which % PEOPLE.length]!;
  const by = (may: readonly Role[]) => ({ by: roleFor(draw, may), atMs });
  const what = CHANGES[draw.which % CHANGES.length]!;
  const after = {
    procedure: procedure.petitionAfterRefusal?.of ?? 'none',
    declinedAtMs: atMs - draw.untilDays * DAY_MS,
  };
  const acts: (() => Act)[] = [
    () => ({ ...by(procedure.askedBy), act: 'ask', of: procedure.filedBy[0] ?? procedure.imposed?.by ?? 'court' }),
    () => ({ ...by(state?.asked == null ? [] : [state.asked.of]), act: 'decline', reasons }),
    () => ({ ...by(procedure.filedBy), act: 'file', measures: names, after }),
    () => ({ ...by(procedure.imposed === null ? [] : [procedure.imposed.by]), act: 'impose', measures: wanted(names) }),
    () => ({ ...by(procedure.imposed === null ? [] : [procedure.imposed.approvalAskedBy]), act: 'ask-approval' }),
    () => ({ ...by([bench]), act: 'hear' }),
    () => ({ ...by([bench]), act: 'order-interim', measures: wanted(procedure.interim?.measures ?? names) }),
    () => ({ ...by([bench]), act: 'decide', result: 'granted', measures: wanted(asked), reasons }),
    () => ({ ...by([bench]), act: 'decide', result: 'partly', measures: wanted(asked.slice(1)), reasons }),
    () => ({ ...by([bench]), act: 'decide', result: 'refused', measures: [], reasons }),
    () => ({ ...by(['court', 'police']), act: 'serve' }),
    () => ({ ...by(procedure.appeal?.by ?? []), act: 'appeal' }),
    () => ({
      ...by([procedure.decidedBy]),
      act: 'decide-appeal',
      result: draw.which % 2 === 0 ? 'allowed' : 'dismissed',
    }),
    () => ({ ...by(['monitoring']), act: draw.which % 3 === 0 ? 'miss-fitting' : 'fit', measureId }),
    () => ({ ...by(['monitoring']), act: 'offer', personId }),
    () => ({
      ...by(['protected']),
      act: 'answer-offer',
      personId,
      answer: draw.which % 2 === 0 ? 'accepted' : 'declined',
    }),
    () => ({ ...by(['prosecutor', 'protected', 'court']), act: 'ask-extension', measureId }),
    () => ({
      ...by([procedure.decidedBy]),
      act: 'decide-extension',
      measureId,
      result: 'granted',
      untilMs: draw.untilDays % 2 === 0 ? null : nowMs + draw.untilDays * DAY_MS,
      reasons,
    }),
    () => ({ ...by(['prosecutor', 'protected']), act: 'ask-change', what }),
    () => ({
      ...by([procedure.decidedBy]),
      act: 'decide-change',
      result: 'granted',
      measures: state?.changeAsked?.what === 'kind' ? wanted(names) : [],
      reasons,
    }),
    () => ({ ...by(['court', 'prosecutor']), act: 'end', how: ENDINGS[draw.which % ENDINGS.length]! }),
    () => ({ ...by(['protected', 'prosecutor']), act: 'withdraw' }),
  ];
  // Half of the time one that the law lets be, or no walk would get far.
  const legal =
    draw.kind % 2 === 0 ? [] : acts.map((make) => make()).filter((act) => decideAct(state, act, rules, nowMs).ok);
  return legal.length === 0 ? acts[draw.which % acts.length]!() : legal[draw.which % legal.length]!;
}
