/**
 * Whether somebody whom an order protects goes after the wearer, or watches far beyond the warnings. Pure. It only ever puts a question to a person: no
 * restriction, no alarm, no word to the police follows from it, and what follows from a person's decision never touches a warning.
 * Fails toward not asking: what is not surely the protected person's own doing is no sign.
 */
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { DAY_MS, MINUTE_MS, utcDay } from '../../core/time.ts';
import type { PairView } from '../../proximity/types.ts';
import type { ConductDecision, ConductKind } from './contract.ts';

export const CONDUCT = {
  /** So long without a break they come nearer, and the wearer does not. */
  towardsMin: 10,
  /** So long at a place to which the order binds the wearer. */
  waitsMin: 20,
  /** So many minutes a day the wearer was looked at while nothing warned. */
  watchesMin: 240,
  /** On so many days within two weeks; once is coincidence. */
  days: 3,
  withinMs: 14 * DAY_MS,
  /** A run goes on over a gap of so long. */
  gapMs: 2.5 * MINUTE_MS,
} as const;

/** Of the closing, at most so much may be the wearer's. */
const WEARER_SHARE_MAX = 0.2;
const CLOSING_MPS_MIN = 0.5;
const FAR_M = 3_000;

/** A minute's look at one pair: whether it counts for each kind. */
export interface Look {
  readonly towards: boolean;
  readonly waits: boolean;
}

// HAZARD H-509: coming home, being followed, or a broken position is taken for pursuing
/** `atTheirPlace`: the protected person is at a place to which the order binds the wearer. */
export function lookAt(view: PairView | null, atTheirPlace: boolean): Look {
  if (view === null || view.wearer.kind !== 'fresh' || view.protected.kind !== 'fresh')
    return { towards: false, waits: false };
  const { trend, wearerShare, closingMps, distanceM, level } = view;
  const towards =
    trend === 'approaching' &&
    wearerShare !== null &&
    wearerShare <= WEARER_SHARE_MAX &&
    closingMps !== null &&
    closingMps >= CLOSING_MPS_MIN &&
    distanceM !== null &&
    distanceM <= FAR_M &&
    level !== 'unknown';
  return { towards, waits: atTheirPlace };
}

export interface Streak {
  readonly fromMs: number;
  readonly lastMs: number;
}

/** The run goes on, begins or ends; `minutes` when it is long enough to be a sign. */
export function runOn(
  before: Streak | null,
  counts: boolean,
  nowMs: number,
  leastMin: number,
): { run: Streak | null; minutes: number | null } {
  const stands = before !== null && nowMs - before.lastMs <= CONDUCT.gapMs;
  if (!counts) return { run: stands ? before : null, minutes: null };
  const run = stands ? { fromMs: before.fromMs, lastMs: nowMs } : { fromMs: nowMs, lastMs: nowMs };
  const minutes = Math.floor((run.lastMs - run.fromMs) / MINUTE_MS);
  return { run, minutes: minutes >= leastMin ? minutes : null };
}

export interface Sign {
  readonly kind: ConductKind;
  /** UTC. */
  readonly day: string;
  readonly minutes: number;
}

export interface Fact {
  readonly kind: ConductKind;
  readonly days: number;
  readonly minutes: number;
}

/** What is to be put to a person: kinds that were seen on enough days of late. Empty: nothing. */
export function factsOf(signs: readonly Sign[], nowMs: number): Fact[] {
  const since = utcDay(nowMs - CONDUCT.withinMs);
  const recent = signs.filter(({ day }) => day >= since);
  return [...Map.groupBy(recent, ({ kind }) => kind)].flatMap(([kind, of]) => {
    const days = new Set(of.map(({ day }) => day)).size;
    if (days < CONDUCT.days) return [];
    return [{ kind, days, minutes: of.reduce((sum, { minutes }) => sum + minutes, 0) }];
  });
}

export interface ConductAct {
  readonly act: 'no-concern' | 'restrict' | 'lift' | 'contest';
  readonly atMs: number;
  readonly actorId: string;
  readonly reason: string | null;
  readonly article: string | null;
  readonly untilMs: number | null;
}

/** What holds: the last decision, and whether the person contested it since. */
export function conductState(
  acts: readonly ConductAct[],
  nowMs: number,
): {
  readonly state: 'open' | 'no-concern' | 'restricted' | 'lifted' | 'contested';
  /** The restriction that stands, contested or not; null: none. */
  readonly restriction: ConductAct | null;
} {
  const decision = acts.findLast(({ act }) => act !== 'contest') ?? null;
  const isOver = decision?.act === 'restrict' && (decision.untilMs ?? 0) <= nowMs;
  const restriction = decision?.act === 'restrict' && !isOver ? decision : null;
  if (decision === null) return { state: 'open', restriction };
  if (isOver || decision.act === 'lift') return { state: 'lifted', restriction };
  if (decision.act === 'no-concern') return { state: 'no-concern', restriction };
  return { state: acts.at(-1)?.act === 'contest' ? 'contested' : 'restricted', restriction };
}

/** `laws`: abbreviations of the order's pack. `orderUntilMs`: nothing outlives the order. */
export function decideConductAct(
  acts: readonly ConductAct[],
  request: ConductDecision,
  context: {
    readonly actorId: string;
    readonly laws: readonly string[];
    readonly orderUntilMs: number;
    readonly nowMs: number;
  },
): Outcome<ConductAct, Refusal> {
  const { actorId, laws, orderUntilMs, nowMs } = context;
  const { state, restriction } = conductState(acts, nowMs);
  // HAZARD H-510: who restricted decides alone about the objection to it
  if (state === 'contested' && restriction?.actorId === actorId)
    return refuse('forbidden', 'Somebody else decides what was contested.');
  const made = { atMs: nowMs, actorId, reason: request.reason };
  if (request.act !== 'restrict') {
    if (request.act === 'lift' && restriction === null) return refuse('conflict', 'There is no restriction to lift.');
    if (request.act === 'no-concern' && restriction !== null)
      return refuse('conflict', 'A restriction stands: lift it.');
    return ok({ ...made, act: request.act, article: null, untilMs: null });
  }
  const { article, days } = request;
  if (!laws.includes(article.split(' ')[0] ?? ''))
    return refuse('invalid', "article: begins with the abbreviation of a law of this jurisdiction's pack.");
  const untilMs = Math.min(nowMs + days * DAY_MS, orderUntilMs);
  if (untilMs <= nowMs) return refuse('conflict', 'The order is over: nothing is shown under it.');
  return ok({ ...made, act: 'restrict', article, untilMs });
}
