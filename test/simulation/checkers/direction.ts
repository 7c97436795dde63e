/** Rule 8: a direction is shown only when motion exceeds noise, is right when it is shown, and is never that of a stale side. */
import type { PersonId } from '../../../src/core/ids.ts';
import type { PairView, Whereabouts } from '../../../src/proximity/types.ts';
import type { Scenario } from '../scenario.ts';
import { trueMoment, trueWayM } from '../truth.ts';
import type { World } from '../world.ts';
import { type Checker, type Complain, type Rule, secondOf } from './checker.ts';

const EVERY_MS = 30_000;
/** Truly staying, or going one way, and honestly reported, over this long. */
const OVER_MS = 240_000;
/** Noise looks like motion at times, and corners come between reports: seldom. */
const SELDOM = 0.2;
const SAMPLES_MIN = 20;
const OFF_MAX_DEG = 60;

export const direction: Rule = {
  name: 'rule 8',
  watch: (scenario, complain) => new Watch(scenario, complain),
};

interface Tally {
  seen: number;
  bad: number;
}

class Watch implements Checker {
  readonly #scenario: Scenario;
  readonly #complain: Complain;
  readonly #atRest: Tally = { seen: 0, bad: 0 };
  readonly #apart: Tally = { seen: 0, bad: 0 };
  readonly #onTheWay: Tally = { seen: 0, bad: 0 };

  constructor(scenario: Scenario, complain: Complain) {
    this.#scenario = scenario;
    this.#complain = complain;
  }

  after({ entry, world }: Parameters<Checker['after']>[0]): void {
    if (entry.input.kind !== 'tick' || entry.nowMs % EVERY_MS !== 0) return;
    const seen = new Set<PersonId>();
    for (const [pairId, { spec }] of world.pairs) {
      const view = world.view(pairId);
      if (view === null) continue;
      for (const what of contradictions(view))
        this.#complain(`${pairId}: ${what}, at ${secondOf(this.#scenario, entry.nowMs)} s`);
      const sides = [
        [spec.wearerId, view.wearer],
        [spec.protectedId, view.protected],
      ] as const;
      for (const [id, whereabouts] of sides) if (!seen.has(id)) this.#watchCourse(world, id, whereabouts, entry.nowMs);
      for (const [id] of sides) seen.add(id);
      if (sides.every(([id]) => this.#isStaying(world, id, entry.nowMs)))
        add(this.#apart, view.trend === 'approaching' || view.trend === 'receding');
    }
  }

  end(): void {
    const tell = ({ seen, bad }: Tally, what: string) => {
      if (seen >= SAMPLES_MIN && bad > SELDOM * seen) this.#complain(`${what}: ${bad} of ${seen} times`);
    };
    tell(this.#atRest, 'somebody at rest is given a course');
    tell(this.#apart, 'two who stay are said to come closer or part');
    tell(this.#onTheWay, `a course is off by over ${OFF_MAX_DEG} degrees`);
  }

  #watchCourse(world: World, id: PersonId, { point }: Whereabouts, nowMs: number): void {
    if (point === null) return;
    if (this.#isStaying(world, id, nowMs)) add(this.#atRest, point.courseDeg !== null);
    const courseDeg = this.#trueCourseDeg(world, id, nowMs);
    if (courseDeg !== null && point.courseDeg !== null)
      add(this.#onTheWay, Math.abs(((point.courseDeg - courseDeg + 540) % 360) - 180) > OFF_MAX_DEG);
  }

  #isHonest(world: World, id: PersonId, nowMs: number): boolean {
    const last = world.honest(id, 4);
    return last !== null && nowMs - last[3]!.nowMs < 70_000;
  }

  #isStaying(world: World, id: PersonId, nowMs: number): boolean {
    if (!this.#isHonest(world, id, nowMs)) return false;
    const parts = [0, 0.25, 0.5, 0.75, 1].map((part) => trueMoment(this.#scenario, id, nowMs - part * OVER_MS));
    return parts.every((moment) => moment?.isStaying ?? false) && this.#wayM(id, nowMs, OVER_MS) < 40;
  }

  /** Where they have truly been heading for the last while, when it was one way all along. */
  #trueCourseDeg(world: World, id: PersonId, nowMs: number): number | null {
    if (!this.#isHonest(world, id, nowMs)) return null;
    const moments = [0, 0.25, 0.5, 0.75, 1].map((part) => trueMoment(this.#scenario, id, nowMs - part * OVER_MS));
    const now = moments[0];
    if (now === null || now === undefined || this.#wayM(id, nowMs, OVER_MS) < 1.2 * (OVER_MS / 1000)) return null;
    const isStraight = moments.every(
      (moment) =>
        moment !== null &&
        (moment.speedMps < 0.1 || Math.abs(((moment.courseDeg - now.courseDeg + 540) % 360) - 180) < 20),
    );
    return isStraight && now.speedMps > 0.5 ? now.courseDeg : null;
  }

  #wayM(id: PersonId, nowMs: number, overMs: number): number {
    return trueWayM(this.#scenario, id, nowMs - overMs, nowMs) ?? Number.NaN;
  }
}

function add(tally: Tally, isBad: boolean): void {
  tally.seen++;
  if (isBad) tally.bad++;
}

/** What a picture says of motion agrees with itself. */
function* contradictions(view: PairView): Generator<string> {
  const { trend, etaS, closingMps, missM, passS, wearerShare, distanceM, gapM } = view;
  const isFresh = view.wearer.kind === 'fresh' && view.protected.kind === 'fresh';
  if (!isFresh && trend !== 'unclear') yield `${trend} though a side is not fresh`;
  if (trend === 'approaching' && !(etaS !== null && (closingMps ?? 0) > 0)) yield 'approaching, not closing';
  if (trend === 'receding' && !(etaS === null && (closingMps ?? 0) < 0)) yield 'receding, not parting';
  if (view.bearingDeg === null && (gapM ?? 0) > 0) yield 'no bearing though they are apart';
  if (gapM !== null && distanceM !== null && gapM > distanceM) yield 'a gap wider than the distance';
  for (const [name, value] of Object.entries({ missM, passS, wearerShare }))
    if ((value === null) !== (etaS === null)) yield `${name} is ${value}, and the time to contact ${etaS}`;
  if (missM !== null && missM > (distanceM ?? 0) + 1) yield 'courses that pass further off than they are';
  yield* contradictoryChances(view);
}

/** Chances of being inside grow with the ring, and are plain where the distance is. */
function* contradictoryChances({ inside, distanceM, wearer, protected: other }: PairView): Generator<string> {
  if ((inside === null) !== (distanceM === null)) yield 'chances without a distance, or a distance without chances';
  if (inside === null || distanceM === null) return;
  const { restraint, warn, notice } = inside;
  if (!(restraint >= 0 && restraint <= warn + 0.01 && warn <= notice + 0.01 && notice <= 1))
    yield `chances of ${restraint}, ${warn} and ${notice}`;
  const blurM = (wearer.point?.radiusM ?? 0) + (other.point?.radiusM ?? 0);
  if (restraint > 0.5 && distanceM > 1000 + 3 * blurM) yield `${restraint} within the restraint distance, far off`;
  if (notice < 0.5 && distanceM + 3 * blurM < 500) yield `only ${notice} within the notice distance, close by`;
}
