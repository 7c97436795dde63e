/**
 * Whether an order may be entered: its parties, its period and its distances against the jurisdiction's pack. Pure.
 * Fails toward refusing: what the pack does not allow is not monitored and not disclosed.
 */
import { assert } from '../core/assert.ts';
import type { OrderId, PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { Agency, Person } from '../people/service.ts';
import type { OrderParameters } from '../proximity/parameters.ts';
import type { Shape } from '../proximity/types.ts';
import type { OrderRequest, Timetable, ZoneRequest } from './contract.ts';
import { shapeProblem } from './decide-shape.ts';
import { ORDER_LIMITS } from './limits.ts';
import { type CourtOrder, ORDER_PARAMETERS } from './order.ts';
import { periodEnd } from './packs/calendar.ts';
import type { Pack } from './packs/pack.ts';
import type { Period } from './packs/procedure.ts';

export interface OrderContext {
  readonly orderId: OrderId;
  readonly nowMs: number;
  readonly agency: Agency | null;
  /** The pack of the agency's jurisdiction that holds now; null when there is none. */
  readonly pack: Pack | null;
  /** Everyone whom the request names and who exists. */
  readonly people: ReadonlyMap<string, Person>;
  /** Real persons may be entered here. */
  readonly realPersons: boolean;
}

export interface DecidedZone {
  readonly kind: 'exclusion' | 'inclusion';
  readonly name: string;
  readonly shape: Shape;
  /** Whose place it is. */
  readonly ofPersonId: PersonId;
  readonly warnM: number;
  readonly noticeM: number;
  /** Null: it always counts. */
  readonly timetable: Timetable | null;
}

export interface DecidedOrder {
  /** A null label: the next free one. */
  readonly order: Omit<CourtOrder, 'label'> & { readonly label: string | null };
  /** Protected persons, then household members: a pair each. */
  readonly protectedIds: readonly PersonId[];
  readonly zones: readonly DecidedZone[];
}

export function decideOrder(request: OrderRequest, context: OrderContext): Outcome<DecidedOrder, Refusal> {
  const { agency, pack, nowMs } = context;
  if (agency === null) return refuse('not-found', 'There is no such agency.');
  if (pack === null) return refuse('invalid', "The agency's jurisdiction has no pack.");
  // HAZARD H-355: under a pack without a legal basis nobody real is monitored
  if (!request.exercise && pack.legalBasis === null) {
    return refuse('exercise-only', `No law of '${pack.jurisdiction}' allows a device: simulated people only.`);
  }
  const parties = decideParties(request, context);
  if (!parties.ok) return parties;
  const period = decidePeriod(request, pack, nowMs);
  if (!period.ok) return period;
  const distances = decideDistances(request, pack);
  if (!distances.ok) return distances;
  const parameters = decideParameters(request, pack);
  if (!parameters.ok) return parameters;
  const zones: DecidedZone[] = [];
  for (const zone of request.zones) {
    const decided = decideZone(zone, request, parties.value, pack);
    if (!decided.ok) return decided;
    zones.push(decided.value);
  }
  return ok({
    order: {
      orderId: context.orderId,
      agencyId: agency.agencyId,
      wearerId: parties.value.wearerId,
      jurisdiction: pack.jurisdiction,
      label: request.label ?? null,
      exercise: request.exercise,
      status: 'active',
      endedAtMs: null,
      packVersion: pack.versionId,
      createdAtMs: nowMs,
      ...period.value,
      ...distances.value,
      parameters: parameters.value,
    },
    protectedIds: parties.value.protectedIds,
    zones,
  });
}

interface Parties {
  readonly wearerId: PersonId;
  readonly protectedIds: readonly PersonId[];
}

function decideParties(
  request: OrderRequest,
  { people, realPersons }: Pick<OrderContext, 'people' | 'realPersons'>,
): Outcome<Parties, Refusal> {
  // HAZARD H-74: real people where the safeguards are not in place
  if (!request.exercise && !realPersons) {
    return refuse('exercise-only', 'Only exercise orders are accepted here: see docs/operate/real-persons.md.');
  }
  const named = [request.wearerId, ...request.protectedIds, ...request.householdIds];
  if (new Set(named).size !== named.length) return refuse('invalid', 'The order names somebody twice.');
  const found = named.map((id) => people.get(id));
  if (found.some((person) => person === undefined))
    return refuse('not-found', 'The order names somebody who is not registered.');
  // INVARIANT: exercise and real people never mix in one order.
  if (found.some((person) => person?.exercise !== request.exercise)) {
    return refuse('exercise-only', 'Exercise and real people never mix in one order.');
  }
  const wearer = people.get(request.wearerId)!;
  if (wearer.kind !== 'wearer') return refuse('invalid', 'The order is made against a wearer.');
  const protectedPeople = request.protectedIds.map((id) => people.get(id)!);
  if (protectedPeople.some((person) => person.kind !== 'protected')) {
    return refuse('invalid', 'protectedIds names somebody who is not a protected person.');
  }
  const household = request.householdIds.map((id) => people.get(id)!);
  if (
    household.some((person) => person.kind !== 'household' || !request.protectedIds.includes(person.householdOf ?? ''))
  ) {
    return refuse('invalid', 'householdIds names somebody who lives with none of the protected persons of the order.');
  }
  return ok({ wearerId: wearer.personId, protectedIds: [...protectedPeople, ...household].map((p) => p.personId) });
}

function decidePeriod(
  request: OrderRequest,
  pack: Pack,
  nowMs: number,
): Outcome<Pick<CourtOrder, 'measure' | 'fromMs' | 'untilMs'>, Refusal> {
  const devices = pack.measures.filter((measure) => measure.device);
  if (devices.length === 0)
    return refuse('invalid', `No measure of '${pack.jurisdiction}' has a device: nobody is monitored there.`);
  const measure = request.measure === undefined ? devices[0] : devices.find(({ id }) => id === request.measure);
  if (measure === undefined) {
    return refuse(
      'invalid',
      `The pack has no such measure with a device; it has: ${devices.map((m) => m.id).join(', ')}.`,
    );
  }
  const fromMs = request.from === undefined ? nowMs : Date.parse(request.from);
  const { duration } = measure;
  assert(duration !== null, 'a measure with a device lasts for a limited time');
  const latestMs = periodEnd(fromMs, duration, pack).endMs;
  const untilMs = request.until === undefined ? latestMs : Date.parse(request.until);
  if (untilMs <= fromMs) return refuse('invalid', 'The order ends before it begins.');
  if (untilMs <= nowMs) return refuse('invalid', 'The order is already over.');
  if (untilMs > latestMs) {
    return refuse(
      'out-of-bounds',
      `The measure lasts at most ${lengthText(duration)} before an extension (${duration.article}).`,
    );
  }
  return ok({ measure: measure.id, fromMs, untilMs });
}

function lengthText({ length }: Period): string {
  const [unit, count] = Object.entries(length)[0]!;
  return `${count} ${unit}`;
}

type Distances = Pick<
  CourtOrder,
  'restraintM' | 'warnM' | 'noticeM' | 'rings' | 'wearerIntervalS' | 'protectedIntervalS'
>;

function decideDistances(request: OrderRequest, pack: Pack): Outcome<Distances, Refusal> {
  const bounds = pack.proximity;
  const names = ['restraintM', 'warnM', 'noticeM', 'wearerIntervalS', 'protectedIntervalS'] as const;
  const chosen = {} as Record<(typeof names)[number], number>;
  for (const name of names) {
    const within = pick(name, request[name], bounds[name], bounds[name].article);
    if (!within.ok) return within;
    chosen[name] = within.value;
  }
  const { noticeTimesWarn } = bounds;
  if (noticeTimesWarn !== null) {
    const noticeM = chosen.warnM * noticeTimesWarn.factor;
    if (request.noticeM !== undefined && request.noticeM !== noticeM) {
      return refuse(
        'out-of-bounds',
        `noticeM: ${noticeM}, which is ${noticeTimesWarn.factor} times warnM (${noticeTimesWarn.article}).`,
      );
    }
    chosen.noticeM = noticeM;
  }
  if (!(chosen.restraintM < chosen.warnM && chosen.warnM < chosen.noticeM)) {
    return refuse('invalid', 'The distances must ascend: restraintM, warnM, noticeM.');
  }
  const rings = request.rings ?? bounds.rings.default;
  const radii = Object.values(rings);
  if (radii.length > ORDER_LIMITS.rings) return refuse('invalid', `At most ${ORDER_LIMITS.rings} rings.`);
  if (radii.some((radiusM) => radiusM < bounds.rings.minM || radiusM > bounds.rings.maxM)) {
    return refuse(
      'out-of-bounds',
      `rings: from ${bounds.rings.minM} to ${bounds.rings.maxM} (${bounds.rings.article}).`,
    );
  }
  return ok({ ...chosen, rings });
}

/** What neither the order nor the pack sets stays unset: the engine's own numbers were measured together. */
function decideParameters(request: OrderRequest, pack: Pack): Outcome<Partial<OrderParameters>, Refusal> {
  const chosen: Partial<Record<keyof OrderParameters, number>> = {};
  for (const name of ORDER_PARAMETERS) {
    const { default: ofPack, reason, ...bound } = pack.proximity.engine[name];
    const value = request.parameters?.[name] ?? ofPack;
    if (value === null) continue;
    const within = pick(`parameters.${name}`, value, { ...bound, default: value }, reason);
    if (!within.ok) return within;
    chosen[name] = within.value;
  }
  return ok(chosen);
}

function decideZone(
  zone: ZoneRequest,
  order: OrderRequest,
  parties: Parties,
  pack: Pack,
): Outcome<DecidedZone, Refusal> {
  const bounds = pack.proximity.zone;
  const warnM = pick('zone.warnM', zone.warnM, bounds.warnM, bounds.warnM.article);
  if (!warnM.ok) return warnM;
  const noticeM = pick('zone.noticeM', zone.noticeM, bounds.noticeM, bounds.noticeM.article);
  if (!noticeM.ok) return noticeM;
  if (!(warnM.value < noticeM.value)) return refuse('invalid', "A zone's distances must ascend: warnM, noticeM.");
  const mayBe = zone.kind === 'inclusion' ? [parties.wearerId] : parties.protectedIds;
  if (zone.ofPersonId === undefined && zone.kind === 'exclusion' && order.protectedIds.length > 1) {
    return refuse('invalid', 'The order protects several people: say whose place each zone is.');
  }
  // Protected persons stand first: without a household member's id the place is the protected person's.
  const ofPersonId = zone.ofPersonId === undefined ? mayBe[0] : mayBe.find((id) => id === zone.ofPersonId);
  if (ofPersonId === undefined) return refuse('invalid', 'A zone is the place of somebody whom it cannot belong to.');
  const { kind, name, shape } = zone;
  const problem = shapeProblem(shape);
  if (problem !== null) return refuse('invalid', problem);
  const timetable = zone.timetable ?? null;
  return ok({ kind, name, shape, ofPersonId, warnM: warnM.value, noticeM: noticeM.value, timetable });
}

function pick(
  name: string,
  value: number | undefined,
  bound: { readonly default: number; readonly min: number; readonly max: number },
  why: string,
): Outcome<number, Refusal> {
  const chosen = value ?? bound.default;
  if (chosen >= bound.min && chosen <= bound.max) return ok(chosen);
  return refuse('out-of-bounds', `${name}: from ${bound.min} to ${bound.max} (${why}).`);
}
