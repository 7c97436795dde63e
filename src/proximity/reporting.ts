/**
 * Asking devices to report faster, and releasing them. The protected person's phone is asked as time to contact shrinks. The wearer's
 * device must not learn from it that the other is near (I-4): it is asked by the wearer's own motion alone, wherever the other
 * is. Battery is respected. Fails toward the ordered interval: what is asked for is a wish, and silence is measured by the order.
 */
import type { PersonId } from '../core/ids.ts';
import { explain } from './explanations.ts';
import { basisOf, type Moment, newFinding } from './finding.ts';
import { findPerson } from './lists.ts';
import type { Engine } from './new-state.ts';
import type { PairCursor } from './pair-record.ts';
import type { Parameters } from './parameters.ts';
import type { PersonCursor } from './person-record.ts';
import type { Relative } from './state.ts';
import { NONE } from './table.ts';
import type { Finding } from './types.ts';

/** Seconds between reports that the person's device is asked for now; null: as its order says. */
export function wantedIntervalS(engine: Engine, personId: PersonId): number | null {
  if (!findPerson(engine, personId) || !engine.wearer.isAskedFaster) return null;
  return intervalFor(engine.parameters, engine.wearer);
}

/** After a wearer's own fix or event: on the way, or not. Sees nothing of any other person. */
export function reviewWearer(p: Parameters, person: PersonCursor, moment: Moment, findings: Finding[]): void {
  if (isWearer(person)) review(p, person, person.speedMps >= p.restSpeedMps, moment, findings);
}

/** After a pair's evaluation: whether its protected person's phone should report faster. */
export function reviewPhone(
  p: Parameters,
  pair: PairCursor,
  relative: Relative,
  moment: Moment,
  findings: Finding[],
): void {
  const person = pair.protectedPerson;
  const { rank } = pair.levels;
  const isClose = rank === 2 || rank === 3 || (relative.closing && relative.tauS <= p.closeTauS);
  // Nobody is there to be asked before the first report.
  if (Number.isNaN(person.tMs) || (!isClose && !person.isAskedFaster)) return;
  // Who is a wearer too, under another order, is asked as a wearer only.
  if (!isWearer(person)) review(p, person, isClose, moment, findings);
}

/** HAZARD H-81: what was asked of somebody as a protected person ends when they come under an order themselves. */
export function forgetRequest(person: PersonCursor): void {
  if (isWearer(person)) return;
  person.isAskedFaster = false;
  person.fasterMs = Number.NaN;
}

function isWearer(person: PersonCursor): boolean {
  return person.firstAsWearer !== NONE || person.firstZone !== NONE;
}

function intervalFor(p: Parameters, person: PersonCursor): number {
  return isWearer(person) ? p.movingIntervalS : p.closeIntervalS;
}

function review(p: Parameters, person: PersonCursor, isCalledFor: boolean, moment: Moment, findings: Finding[]): void {
  const { nowMs } = moment;
  if (isCalledFor) person.fasterMs = nowMs;
  const isBatteryLow = nowMs - person.lastEventMs('low-battery') < p.batteryRestS * 1000;
  const isHeld = nowMs - person.fasterMs < p.fasterHoldS * 1000;
  const isAsked = !isBatteryLow && (isCalledFor || (person.isAskedFaster && isHeld));
  if (isAsked === person.isAskedFaster) return;
  person.isAskedFaster = isAsked;
  const intervalS = intervalFor(p, person);
  findings.push(
    newFinding(moment, {
      subject: { kind: 'person', personId: person.personId },
      kind: 'reporting',
      name: isAsked ? 'faster' : 'as-ordered',
      basis: basisOf(person),
      why: isAsked
        ? explain('reporting.faster', { intervalS })
        : explain(isBatteryLow ? 'reporting.released.battery' : 'reporting.released', {}),
    }),
  );
}
