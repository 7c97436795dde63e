/**
 * What a warrant is, and what may become of it: pure. A permission is asked, and granted, in part, or refused; in an emergency officers see first
 * and the permission must come in time. Fails toward refusing: whatever is not open by what was recorded and by the clock is not seen.
 */
import { assert, unreachable } from '../../core/assert.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import type { Period, Result, Warrant, WarrantBase, WarrantEvent, WarrantEventBody, WarrantState } from './warrant.ts';

/** In which something of the copy may be seen, if the clock allows it too. */
const OPEN: ReadonlySet<WarrantState> = new Set(['emergency', 'emergency-asked', 'granted', 'partly']);

/** The warrant that these events make; the first is `asked` or `emergency`. */
export function warrantOf(base: WarrantBase, events: readonly WarrantEvent[]): Warrant {
  const first = events[0]?.body;
  assert(
    first !== undefined && (first.kind === 'asked' || first.kind === 'emergency'),
    'a warrant begins by being asked for',
  );
  const isEmergency = first.kind === 'emergency';
  const begun: Warrant = {
    ...base,
    kind: isEmergency ? 'emergency' : 'permission',
    state: isEmergency ? 'emergency' : 'asked',
    ...{ use: first.use, article: first.article, asked: first.period, seen: isEmergency ? first.period : null },
    permissionAsked: !isEmergency,
    permissionDueMs: isEmergency ? first.permissionDueMs : null,
    lapseAtMs: first.lapseAtMs,
    ...{ accessUntilMs: null, decided: null, copy: null, generations: 0, destroyed: [], views: 0, exports: 0 },
    confirmation: 'none',
    events: 1,
  };
  return events.slice(1).reduce(apply, begun);
}

function apply(warrant: Warrant, { atMs, body, number }: WarrantEvent): Warrant {
  const next = { ...warrant, events: number };
  switch (body.kind) {
    case 'asked':
    case 'emergency':
      throw new Error('a warrant is asked for once');
    case 'permission-asked':
      return {
        ...next,
        permissionAsked: true,
        state: warrant.state === 'emergency' ? 'emergency-asked' : warrant.state,
      };
    case 'decided': {
      const { period, accessUntilMs } = body;
      return { ...next, state: body.result, decided: body, seen: period, accessUntilMs };
    }
    case 'late':
      return { ...next, state: 'late', seen: null };
    case 'withdrawn':
      return { ...next, state: 'withdrawn', seen: null };
    case 'ended':
      return { ...next, state: body.because === 'lapsed' ? 'lapsed' : 'ended', seen: null };
    case 'copied':
      return { ...next, copy: body, generations: body.generation };
    case 'viewed':
      return { ...next, views: warrant.views + 1 };
    case 'exported':
      return { ...next, exports: warrant.exports + 1 };
    case 'copy-destroyed': {
      const { because, positions } = body;
      const isDue = MUST_CONFIRM.has(because) && (warrant.views > 0 || warrant.exports > 0);
      return {
        ...next,
        copy: null,
        destroyed: [...warrant.destroyed, { atMs, because, positions }],
        confirmation: isDue ? 'due' : warrant.confirmation,
      };
    }
    case 'confirmed':
      return { ...next, confirmation: 'done' };
    default:
      return unreachable(body);
  }
}

/** After these an officer says in writing that nothing is left outside (kr: EDA 16(5)). */
const MUST_CONFIRM: ReadonlySet<string> = new Set(['refused', 'late', 'withdrawn', 'narrowed', 'originals-gone']);

export type WhyNot = 'not-decided' | 'refused' | 'late' | 'withdrawn' | 'over' | 'originals-gone' | 'lapsed';

// HAZARD H-512: an open page goes on showing what a court refused, or what nobody permitted in time.
/** What of it may be seen now. `originalsUntilMs`: when what it was copied from must be gone; null: not known to end. */
export function accessOf(
  warrant: Warrant,
  nowMs: number,
  originalsUntilMs: number | null,
):
  | { readonly may: true; readonly period: Period; readonly untilMs: number }
  | { readonly may: false; readonly why: WhyNot } {
  const { seen, state } = warrant;
  if (seen === null || !OPEN.has(state)) return { may: false, why: whyNot(state) };
  if (originalsUntilMs !== null && nowMs >= originalsUntilMs) return { may: false, why: 'originals-gone' };
  const endMs = warrant.accessUntilMs ?? warrant.permissionDueMs;
  assert(endMs !== null, 'what is open has an end');
  if (nowMs >= endMs) return { may: false, why: warrant.accessUntilMs === null ? 'late' : 'over' };
  return { may: true, period: seen, untilMs: Math.min(endMs, originalsUntilMs ?? endMs) };
}

function whyNot(state: WarrantState): WhyNot {
  switch (state) {
    case 'asked':
      return 'not-decided';
    case 'refused':
    case 'late':
    case 'withdrawn':
    case 'lapsed':
      return state;
    case 'emergency':
    case 'emergency-asked':
    case 'granted':
    case 'partly':
    case 'ended':
      return 'over';
    default:
      return unreachable(state);
  }
}

export interface Decision {
  readonly result: Result;
  readonly period: Period | null;
  readonly accessUntilMs: number | null;
  readonly documentId: string | null;
  readonly onPaper: boolean;
  readonly decidedAtMs: number;
}

/**
 * The court decides: once, on what was asked, and never on more. `accessUntilMaxMs`: how long what is granted now may be looked at, by the pack.
 */
export function decideRuling(
  warrant: Warrant,
  decision: Decision,
  at: { readonly nowMs: number; readonly accessUntilMaxMs: number },
): Outcome<WarrantEventBody[], Refusal> {
  const waits = ['asked', 'emergency-asked', 'late'].includes(warrant.state) && warrant.permissionAsked;
  if (!waits) return refuse('conflict', 'It does not wait for a decision.');
  if (decision.decidedAtMs > at.nowMs) return refuse('invalid', 'It cannot have been decided after now.');
  if (decision.decidedAtMs < warrant.createdAtMs)
    return refuse('invalid', 'It cannot have been decided before it was asked.');
  if (decision.onPaper && decision.documentId === null)
    return refuse('invalid', 'A decision on paper is entered with the paper.');
  const { result, period, accessUntilMs } = decision;
  if (result === 'refused') {
    if (period !== null || accessUntilMs !== null) return refuse('invalid', 'A refusal grants no period.');
    return ok([{ kind: 'decided', ...decision }, ...destroying(warrant, 'refused')]);
  }
  if (period === null || accessUntilMs === null)
    return refuse('invalid', 'What is granted has a period, and an end until which it may be seen.');
  // HAZARD H-513: more is shown than a court granted, or than anybody asked for.
  if (!within(period, warrant.asked))
    return refuse('out-of-bounds', 'The period reaches beyond the one that was asked for.');
  const isWhole = period.fromMs === warrant.asked.fromMs && period.untilMs === warrant.asked.untilMs;
  if (isWhole !== (result === 'granted'))
    return refuse('invalid', 'Granted is the whole period; anything less is granted in part.');
  if (accessUntilMs <= at.nowMs) return refuse('invalid', 'The time to look at it would be over.');
  if (accessUntilMs > at.accessUntilMaxMs) return refuse('out-of-bounds', 'It may not be looked at for so long.');
  return ok([{ kind: 'decided', ...decision }, ...(isWhole ? [] : destroying(warrant, 'narrowed'))]);
}

/** The permission for what was seen in an emergency. */
export function decideAskingPermission(
  { state, permissionAsked }: Warrant,
  documents: readonly string[],
): Outcome<WarrantEventBody[], Refusal> {
  if (permissionAsked) return refuse('conflict', 'The permission was asked for before.');
  if (state !== 'emergency' && state !== 'late') return refuse('conflict', 'There is no permission to be asked for.');
  return ok([{ kind: 'permission-asked', documents }]);
}

/** Whoever asked takes it back, before it was decided. What was seen in an emergency goes as after a refusal. */
export function decideWithdrawal(warrant: Warrant): Outcome<WarrantEventBody[], Refusal> {
  if (!['asked', 'emergency', 'emergency-asked'].includes(warrant.state))
    return refuse('conflict', 'It was decided, or is over.');
  return ok([{ kind: 'withdrawn' }, ...destroying(warrant, 'withdrawn')]);
}

/** An officer says in writing that nothing is left of what was destroyed here. */
export function decideConfirmation(
  warrant: Warrant,
  outside: 'none' | 'destroyed',
  documentId: string | null,
): Outcome<WarrantEventBody[], Refusal> {
  if (warrant.confirmation !== 'due') return refuse('conflict', 'There is nothing to be confirmed.');
  if (outside === 'none' && warrant.exports > 0)
    return refuse('invalid', 'It was exported: say that the files were destroyed.');
  return ok([{ kind: 'confirmed', outside, documentId }]);
}

/** What time alone did to it. Idempotent: once written, there is nothing more. */
export function decideByTime(warrant: Warrant, nowMs: number, originalsUntilMs: number | null): WarrantEventBody[] {
  const { state } = warrant;
  if (state === 'asked' || state === 'late')
    return nowMs >= warrant.lapseAtMs ? [{ kind: 'ended', because: 'lapsed' }] : [];
  if (!OPEN.has(state)) return [];
  const access = accessOf(warrant, nowMs, originalsUntilMs);
  if (access.may) return [];
  if (access.why === 'late') return [{ kind: 'late' }, ...destroying(warrant, 'late')];
  const because = access.why === 'originals-gone' ? 'originals-gone' : 'access-over';
  return [{ kind: 'ended', because }, ...destroying(warrant, because)];
}

// HAZARD H-511: what a court refused stays readable somewhere.
function destroying(
  warrant: Warrant,
  because: Extract<WarrantEventBody, { kind: 'copy-destroyed' }>['because'],
): WarrantEventBody[] {
  if (warrant.copy === null) return [];
  const { generation, positions } = warrant.copy;
  return [{ kind: 'copy-destroyed', because, generation, positions }];
}

function within(inner: Period, outer: Period): boolean {
  return inner.fromMs >= outer.fromMs && inner.untilMs <= outer.untilMs && inner.fromMs < inner.untilMs;
}

/** Nothing more will be written of it, but for a confirmation: its retention may begin. */
export function isOver({ state }: Warrant): boolean {
  return ['refused', 'withdrawn', 'ended', 'lapsed'].includes(state);
}
