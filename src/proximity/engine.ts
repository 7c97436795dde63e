/**
 * The engine's entry: `step` takes one numbered input, updates the state it owns in place and returns what changed. No clock, no
 * I/O, no chance: the same inputs give the same findings, to the byte. Read this file first, then `pair.ts`.
 * Fails toward warning: a fix that cannot be taken in makes the person's pairs `unknown` until a good one comes.
 */

import { unreachable } from '../core/assert.ts';
import type { PairId, PersonId, ZoneId } from '../core/ids.ts';
import { receiveFix } from './belief.ts';
import { bindPair, bindZone, unbindPair, unbindZone } from './binding.ts';
import { takeEvent } from './device-events.ts';
import { basisOf, ENGINE_VERSION, type Moment, newFinding, sortFindings } from './finding.ts';
import { findPerson, forPairsOf } from './lists.ts';
import { type Engine, lookAgain, newEngineState } from './new-state.ts';
import { evaluatePair, evaluatePairOnTick } from './pair.ts';
import { DEFAULT_PARAMETERS, type Parameters } from './parameters.ts';
import { inspectAfter, inspectBefore, type PatternSaid } from './patterns.ts';
import type { PersonCursor } from './person-record.ts';
import { reviewWearer } from './reporting.ts';
import type { PersonState } from './state.ts';
import { NONE } from './table.ts';
import type { Finding, Fix, Input } from './types.ts';
import { pairView, zoneView } from './view.ts';
import { evaluateZone, evaluateZones, evaluateZonesOnTick } from './zone.ts';

export type { Engine };
export { ENGINE_VERSION, pairView, zoneView };

export function createEngine(parameters: Partial<Parameters> = {}): Engine {
  return newEngineState({ ...DEFAULT_PARAMETERS, ...parameters });
}

/** Takes one input. `nowMs` is the journal writer's time of it and never goes back. Findings come by pair, then by zone. */
export function step(engine: Engine, input: Input, nowMs: number): readonly Finding[] {
  const moment: Moment = { inputPosition: input.position, nowMs };
  const findings: Finding[] = [];
  lookAgain(engine);
  switch (input.kind) {
    case 'fix': {
      if (!findPerson(engine, input.fix.personId)) return findings;
      takeFix(engine, engine.wearer, input.fix, moment, findings);
      evaluatePerson(engine, engine.wearer.slot, moment, findings);
      return findings;
    }
    case 'event': {
      if (!findPerson(engine, input.personId)) return findings;
      takeEvent(engine.wearer, input.event, input.eventAtMs, moment, findings);
      reviewWearer(engine.parameters, engine.wearer, moment, findings);
      evaluatePerson(engine, engine.wearer.slot, moment, findings);
      return findings;
    }
    case 'bind-pair':
      bindPair(engine, input.pair, nowMs);
      evaluatePair(engine, engine.pair, moment, findings);
      return findings;
    case 'unbind-pair':
      unbindPair(engine, input.pairId);
      return findings;
    case 'bind-zone':
      bindZone(engine, input.zone, nowMs, input.position);
      evaluateZone(engine, engine.zone, moment, findings);
      return findings;
    case 'unbind-zone':
      unbindZone(engine, input.zoneId);
      return findings;
    case 'tick':
      evaluateAll(engine, moment, findings);
      return findings;
    default:
      return unreachable(input);
  }
}

/** Pairs in which the person is either side, by id. */
export function pairsOf(engine: Engine, personId: PersonId): readonly PairId[] {
  const ids: PairId[] = [];
  const slot = engine.people.ids.find(personId);
  if (slot !== NONE) forPairsOf(engine, slot, (pair) => ids.push(pair.pairId));
  return ids.sort(byCodeUnits);
}

/** Zones that the wearer must keep to, by id. */
export function zonesOf(engine: Engine, wearerId: PersonId): readonly ZoneId[] {
  const ids: ZoneId[] = [];
  const { zone, zones, wearer } = engine;
  if (!findPerson(engine, wearerId)) return ids;
  for (let slot = wearer.firstZone; slot !== NONE; slot = zone.nextZone) {
    zone.at(slot);
    ids.push(zones.ids.textOf(slot) as ZoneId);
  }
  return ids.sort(byCodeUnits);
}

/** How often a pair was evaluated since it was bound (I-2); null when it is not bound. */
export function evaluationsOf(engine: Engine, pairId: PairId): number | null {
  const slot = engine.pairs.ids.find(pairId);
  if (slot === NONE) return null;
  engine.pair.alone(slot);
  return engine.pair.evaluations;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function takeFix(engine: Engine, person: PersonCursor, fix: Fix, moment: Moment, findings: Finding[]): void {
  const { parameters: p } = engine;
  try {
    const before = inspectBefore(p, person, fix, moment.nowMs);
    const reception = receiveFix(p, person, fix, moment.nowMs);
    const after = inspectAfter(p, person, fix, reception, moment.nowMs);
    // What is late or known already shows nothing that a broken one left unseen.
    if (reception !== 'late' && reception !== 'duplicate') person.failed = false;
    for (const pattern of [...before, ...after]) findings.push(patternFinding(person, pattern, moment));
    reviewWearer(p, person, moment, findings);
  } catch {
    // HAZARD H-17: evaluation fails. Its pairs and zones become unknown; the error's text could hold a coordinate and is not kept.
    person.failed = true;
  }
}

function patternFinding(person: PersonState, pattern: PatternSaid, moment: Moment): Finding {
  return newFinding(moment, {
    subject: { kind: 'person', personId: person.personId },
    kind: 'pattern',
    name: pattern.name,
    basis: basisOf(person),
    why: pattern.why,
  });
}

/**
 * Each wearer's pairs and zones together: the wearer is carried to now once. Who is not due has none that could find or change
 * anything: being evaluated is then no more than that there was a tick (`ticks.ts`).
 */
function evaluateAll(engine: Engine, moment: Moment, findings: Finding[]): void {
  const { people, zones, ticks } = engine;
  const { due } = people;
  const end = people.table.size;
  for (let person = due.next(1, end, moment.nowMs); person < end; person = due.next(person + 1, end, moment.nowMs)) {
    due.set(person, evaluateWearerOnTick(engine, person, moment, findings));
  }
  zones.fresh.clear();
  ticks.count = (ticks.count + 1) >>> 0;
  ticks.position = moment.inputPosition;
  ticks.atMs = moment.nowMs;
  sortFindings(findings, 0);
}

/** The time until which, without news, the next ticks need not look at the person; Infinity of who is no wearer. */
function evaluateWearerOnTick(engine: Engine, person: number, moment: Moment, findings: Finding[]): number {
  const { wearer, pair } = engine;
  let dueMs = Number.POSITIVE_INFINITY;
  wearer.at(person);
  for (let slot = wearer.firstAsWearer; slot !== NONE; slot = pair.nextOfWearer) {
    evaluatePairOnTick(engine, slot, moment, findings);
    // NaN, not known, stays.
    dueMs = Math.min(dueMs, pair.quietUntilMs);
  }
  if (wearer.firstZone === NONE) return dueMs;
  return Math.min(dueMs, evaluateZonesOnTick(engine, moment, findings));
}

function evaluatePerson(engine: Engine, person: number, moment: Moment, findings: Finding[]): void {
  const from = findings.length;
  forPairsOf(engine, person, (pair) => evaluatePair(engine, pair, moment, findings));
  const { wearer, people } = engine;
  wearer.at(person);
  if (wearer.firstZone !== NONE) {
    wearer.zonesPosition = moment.inputPosition;
    people.due.bring(person, evaluateZones(engine, moment, findings));
  }
  sortFindings(findings, from);
}
