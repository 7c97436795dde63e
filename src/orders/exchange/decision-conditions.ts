/**
 * Conditions of a court's decision as our orders hold them: one distance, one interval, places with their hours. Pure. Fails toward
 * refusing: an order that says less than the court, or more, is not made.
 */
import type { z } from 'zod';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import type { OrderConditions } from '../process/contract.ts';
import type { Law } from '../process/law.ts';
import type { CourtDecision, conditionSchema } from './court-decision.ts';

type Condition = z.infer<typeof conditionSchema>;
type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>;
type Zone = OrderConditions['zones'][number];

/** A condition with where it stands in the message. */
interface Placed<K extends Condition['kind']> {
  readonly at: string;
  readonly measure: string;
  readonly condition: Of<K>;
}

export function decisionConditions(decision: CourtDecision, law: Law): Outcome<OrderConditions, Refusal> {
  const restraint = restraintOf(of(decision, 'keep-away'), decision.protectedRefs);
  if (!restraint.ok) return restraint;
  const interval = intervalOf(of(decision, 'device'), law);
  if (!interval.ok) return interval;
  const zones: Zone[] = [];
  for (const placed of [...of(decision, 'exclusion-zone'), ...of(decision, 'inclusion-zone')]) {
    const zone = zoneOf(placed, law);
    if (!zone.ok) return zone;
    // The same place may stand under several measures.
    if (!zones.some((one) => JSON.stringify(one) === JSON.stringify(zone.value))) zones.push(zone.value);
  }
  return ok({
    ...(restraint.value === null ? {} : { restraintM: restraint.value }),
    ...(interval.value === null ? {} : { wearerIntervalS: interval.value }),
    zones,
  });
}

function of<K extends Condition['kind']>({ measures }: CourtDecision, kind: K): Placed<K>[] {
  return measures.flatMap(({ measure, conditions }, m) =>
    conditions.flatMap((condition, c) => {
      if (condition.kind !== kind) return [];
      return [{ at: `/measures/${m}/conditions/${c}`, measure, condition: condition as Of<K> }];
    }),
  );
}

/** An order has one distance, from everybody whom it protects, at all times. */
function restraintOf(
  found: readonly Placed<'keep-away'>[],
  protectedRefs: readonly string[],
): Outcome<number | null, Refusal> {
  const [first] = found;
  if (first === undefined) return ok(null);
  const timed = found.find(({ condition }) => condition.when !== null);
  if (timed !== undefined) return refuse('invalid', `${timed.at}/when: a distance from a person holds at all times.`);
  const other = found.find(({ condition }) => condition.restraintM !== first.condition.restraintM);
  if (other !== undefined) return refuse('invalid', `${other.at}/restraintM: an order has one distance.`);
  const named = new Set(found.map(({ condition }) => condition.ofRef));
  if (protectedRefs.every((ref) => named.has(ref))) return ok(first.condition.restraintM);
  return refuse('invalid', `${first.at}/ofRef: an order's distance is from everybody whom it protects.`);
}

function intervalOf(found: readonly Placed<'device'>[], law: Law): Outcome<number | null, Refusal> {
  const without = found.find(({ measure }) => law.measures.find(({ id }) => id === measure)?.device !== true);
  if (without !== undefined) return refuse('invalid', `${without.at}: the law knows no device under this measure.`);
  const named = found.filter(({ condition }) => condition.reportingIntervalS !== null);
  const [first] = named;
  if (first === undefined) return ok(null);
  const other = named.find(({ condition }) => condition.reportingIntervalS !== first.condition.reportingIntervalS);
  if (other !== undefined) return refuse('invalid', `${other.at}/reportingIntervalS: an order has one interval.`);
  return ok(first.condition.reportingIntervalS);
}

function zoneOf(
  { at, condition }: Placed<'exclusion-zone'> | Placed<'inclusion-zone'>,
  law: Law,
): Outcome<Zone, Refusal> {
  const { name, area, when } = condition;
  if (when !== null && when.timeZone !== law.timeZone) {
    return refuse('invalid', `${at}/when/timeZone: hours are those of ${law.timeZone} here.`);
  }
  const ofPersonId = condition.kind === 'exclusion-zone' ? condition.ofRef : null;
  return ok({
    kind: condition.kind === 'exclusion-zone' ? 'exclusion' : 'inclusion',
    ...{ name, shape: shapeOf(area) },
    ...(ofPersonId === null ? {} : { ofPersonId }),
    ...(when === null ? {} : { timetable: timetableOf(when.hours) }),
  });
}

/** GeoJSON has the longitude first, and ends a ring where it began. */
function shapeOf(area: Of<'exclusion-zone'>['area']): Zone['shape'] {
  if (area.type === 'Point') {
    const [lonDeg, latDeg] = area.coordinates;
    return { kind: 'circle', latDeg, lonDeg, radiusM: area.radiusM };
  }
  const rings = area.coordinates.map((ring) => ring.slice(0, -1).map(([lonDeg, latDeg]) => ({ latDeg, lonDeg })));
  return { kind: 'polygon', rings };
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** To the end of a day is until midnight, which with us is on the next day. */
function timetableOf(hours: NonNullable<Of<'exclusion-zone'>['when']>['hours']): NonNullable<Zone['timetable']> {
  return hours.map(({ days, from, until }) => ({
    days: days.map((day) => DAYS.indexOf(day) + 1),
    ...{ from, until: until === '24:00' ? '00:00' : until },
  }));
}
