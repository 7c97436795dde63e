/**
 * Conditions while somebody writes them: what the fields hold, what is wrong with it, and the request that comes of it. Pure. Fails toward
 * saying so: nothing is sent that the same checks of the server would refuse.
 */
import { type ShapeFault, shapeFault } from '../../../src/orders/contract.ts';
import type { LawJson, OrderConditions } from '../../../src/orders/process/contract.ts';

export interface Point {
  readonly latDeg: number;
  readonly lonDeg: number;
}

export interface ZoneDraft {
  /** Of this form only. */
  readonly key: string;
  readonly kind: 'exclusion' | 'inclusion';
  readonly name: string;
  readonly form: 'circle' | 'polygon';
  /** A circle's middle, or a polygon's corners in turn. */
  readonly points: readonly Point[];
  /** Of a circle, as typed; metres. */
  readonly radius: string;
  /** Empty: where the order protects one person, theirs. */
  readonly ofPersonId: string;
  /** Empty: it always counts. */
  readonly timetable: readonly TimeDraft[];
}

export interface TimeDraft {
  /** ISO: 1 is Monday. */
  readonly days: readonly number[];
  readonly from: string;
  readonly until: string;
}

export interface ConditionsDraft {
  /** As typed; empty: as the law's own. */
  readonly distances: Readonly<Record<string, string>>;
  readonly zones: readonly ZoneDraft[];
}

/** What an order may set that this form asks for, in its order. */
export const DISTANCES = ['restraintM', 'warnM', 'noticeM', 'wearerIntervalS', 'protectedIntervalS'] as const;
export type DistanceName = (typeof DISTANCES)[number];

/** Of the schema: a circle is no smaller and no larger. */
export const RADIUS_M_MIN = 10;
export const RADIUS_M_MAX = 50_000;
export const NO_CONDITIONS: ConditionsDraft = { distances: {}, zones: [] };

export type ConditionsFault =
  | 'number'
  | 'too-small'
  | 'too-large'
  | 'order'
  | 'zone-name'
  | 'zone-point'
  | 'zone-corners'
  | 'zone-radius'
  | 'zone-days'
  | 'zone-hours'
  | ShapeFault;

/** `field`: of the control that it stands at. */
export interface Problem<Code extends string = string> {
  readonly field: string;
  readonly code: Code;
  readonly values?: Readonly<Record<string, string | number>>;
}

export function newZone(key: string, form: ZoneDraft['form'] = 'circle'): ZoneDraft {
  return { key, kind: 'exclusion', name: '', form, points: [], radius: '200', ofPersonId: '', timetable: [] };
}

/** What stands in force, to be changed. */
export function draftOf(conditions: OrderConditions | null): ConditionsDraft {
  if (conditions === null) return NO_CONDITIONS;
  const distances: Record<string, string> = {};
  for (const name of DISTANCES) if (conditions[name] !== undefined) distances[name] = String(conditions[name]);
  return {
    distances,
    zones: conditions.zones.map((zone, i) => ({
      ...{ key: `zone-${i}`, kind: zone.kind, name: zone.name, form: zone.shape.kind },
      points: zone.shape.kind === 'circle' ? [pointOf(zone.shape)] : (zone.shape.rings[0] ?? []).map(pointOf),
      radius: zone.shape.kind === 'circle' ? String(zone.shape.radiusM) : '200',
      ofPersonId: zone.ofPersonId ?? '',
      timetable: (zone.timetable ?? []).map((one) => ({ ...one })),
    })),
  };
}

export function problemsOf(draft: ConditionsDraft, distances: LawJson['distances']): Problem<ConditionsFault>[] {
  const problems: Problem<ConditionsFault>[] = [];
  for (const name of DISTANCES) {
    const rule = distances[name];
    const typed = draft.distances[name]?.trim() ?? '';
    if (rule === undefined || typed === '') continue;
    const fault = numberFault(typed, rule.min, rule.max);
    if (fault !== null) problems.push({ field: name, code: fault, values: { min: rule.min, max: rule.max } });
  }
  return [...problems, ...orderProblems(draft, distances), ...draft.zones.flatMap(zoneProblems)];
}

/** Whoever comes nearer passes notice, then warning, then the distance that is forbidden. */
function orderProblems(draft: ConditionsDraft, distances: LawJson['distances']): Problem<ConditionsFault>[] {
  const of = (name: DistanceName) => Number(draft.distances[name]?.trim() || distances[name]?.default);
  const problems: Problem<ConditionsFault>[] = [];
  if (of('warnM') < of('restraintM')) problems.push({ field: 'warnM', code: 'order' });
  if (of('noticeM') < of('warnM')) problems.push({ field: 'noticeM', code: 'order' });
  return problems;
}

// HAZARD H-364: a place that is none, or another than was meant.
function zoneProblems(zone: ZoneDraft): Problem<ConditionsFault>[] {
  const at = (part: string) => `${zone.key}-${part}`;
  const problems: Problem<ConditionsFault>[] = [];
  if (zone.name.trim() === '') problems.push({ field: at('name'), code: 'zone-name' });
  if (zone.form === 'circle') {
    const fault = numberFault(zone.radius.trim(), RADIUS_M_MIN, RADIUS_M_MAX);
    if (zone.points.length === 0) problems.push({ field: at('place'), code: 'zone-point' });
    if (fault !== null) {
      const code = Number(zone.radius) === 0 ? 'no-size' : 'zone-radius';
      problems.push({ field: at('radius'), code, values: { min: RADIUS_M_MIN, max: RADIUS_M_MAX } });
    }
  } else if (zone.points.length < 3) {
    problems.push({ field: at('place'), code: 'zone-corners' });
  } else {
    const fault = shapeFault({ kind: 'polygon', rings: [zone.points] });
    if (fault !== null) problems.push({ field: at('place'), code: fault });
  }
  for (const [i, { days, from, until }] of zone.timetable.entries()) {
    if (days.length === 0) problems.push({ field: at(`days-${i}`), code: 'zone-days' });
    if (from === '' || until === '') problems.push({ field: at(`hours-${i}`), code: 'zone-hours' });
  }
  return problems;
}

function numberFault(typed: string, min: number, max: number): 'number' | 'too-small' | 'too-large' | null {
  if (!/^\d{1,6}$/.test(typed)) return 'number';
  return Number(typed) < min ? 'too-small' : Number(typed) > max ? 'too-large' : null;
}

/** Of a draft without problems. */
export function conditionsOf(draft: ConditionsDraft): OrderConditions {
  const distances = Object.fromEntries(
    DISTANCES.flatMap((name) => {
      const typed = draft.distances[name]?.trim() ?? '';
      return typed === '' ? [] : [[name, Number(typed)]];
    }),
  ) as Partial<Record<DistanceName, number>>;
  return { ...distances, zones: draft.zones.map(zoneOf) } as OrderConditions;
}

function zoneOf(zone: ZoneDraft): OrderConditions['zones'][number] {
  const { kind, ofPersonId, timetable } = zone;
  return {
    ...{ kind, name: zone.name.trim(), shape: shapeOf(zone) },
    ...(ofPersonId === '' || kind === 'inclusion' ? {} : { ofPersonId }),
    ...(timetable.length === 0 ? {} : { timetable: timetable.map((one) => ({ ...one, days: [...one.days] })) }),
  } as OrderConditions['zones'][number];
}

export function shapeOf(zone: ZoneDraft): OrderConditions['zones'][number]['shape'] {
  if (zone.form === 'polygon') return { kind: 'polygon', rings: [zone.points.map(pointOf)] };
  return { kind: 'circle', ...pointOf(zone.points[0]!), radiusM: Number(zone.radius) };
}

/** "37.1234, 127.5678", as people copy coordinates; null: it is no place. */
export function parsePoint(text: string): Point | null {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (found === null) return null;
  const [latDeg, lonDeg] = [Number(found[1]), Number(found[2])];
  return Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 ? { latDeg, lonDeg } : null;
}

/** Five decimals are a metre: more was not meant by a hand on a map. */
export function pointText({ latDeg, lonDeg }: Point): string {
  return `${latDeg.toFixed(5)}, ${lonDeg.toFixed(5)}`;
}

function pointOf({ latDeg, lonDeg }: Point): Point {
  return { latDeg, lonDeg };
}
