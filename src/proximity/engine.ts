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
import { basisOf, ENGINE_VERSION, type Moment, newFinding } from './finding.ts';
import { newEngineState } from './new-state.ts';
import { evaluatePair } from './pair.ts';
import { DEFAULT_PARAMETERS, type Parameters } from './parameters.ts';
import { inspectAfter, inspectBefore, type PatternSaid } from './patterns.ts';
import type { Engine, PersonState } from './state.ts';
import type { Finding, Fix, Input } from './types.ts';
import { pairView, zoneView } from './view.ts';
import { evaluateZone } from './zone.ts';

export type { Engine };
export { ENGINE_VERSION, pairView, zoneView };

export function createEngine(parameters: Partial<Parameters> = {}): Engine {
  return newEngineState({ ...DEFAULT_PARAMETERS, ...parameters });
}

/** Takes one input. `nowMs` is the journal writer's time of it and never goes back. Findings come by pair, then by zone. */
export function step(engine: Engine, input: Input, nowMs: number): readonly Finding[] {
  const moment: Moment = { inputPosition: input.position, nowMs };
  const findings: Finding[] = [];
  switch (input.kind) {
    case 'fix': {
      const person = engine.people.get(input.fix.personId);
      if (person === undefined) return findings;
      takeFix(engine, person, input.fix, moment, findings);
      evaluatePerson(engine, person, moment, findings);
      return findings;
    }
    case 'event': {
      const person = engine.people.get(input.personId);
      if (person === undefined) return findings;
      takeEvent(person, input.event, input.eventAtMs, moment, findings);
      evaluatePerson(engine, person, moment, findings);
      return findings;
    }
    case 'bind-pair':
      evaluatePair(engine, bindPair(engine, input.pair, nowMs), moment, findings);
      return findings;
    case 'unbind-pair':
      unbindPair(engine, input.pairId);
      return findings;
    case 'bind-zone':
      evaluateZone(engine, bindZone(engine, input.zone, nowMs), moment, findings);
      return findings;
    case 'unbind-zone':
      unbindZone(engine, input.zoneId);
      return findings;
    case 'tick':
      for (const pair of engine.pairList) evaluatePair(engine, pair, moment, findings);
      for (const zone of engine.zoneList) evaluateZone(engine, zone, moment, findings);
      return findings;
    default:
      return unreachable(input);
  }
}

/** Pairs in which the person is either side, by id. */
export function pairsOf(engine: Engine, personId: PersonId): readonly PairId[] {
  return (engine.people.get(personId)?.pairs ?? []).map((pair) => pair.pairId);
}

/** Zones that the wearer must keep to, by id. */
export function zonesOf(engine: Engine, wearerId: PersonId): readonly ZoneId[] {
  return (engine.people.get(wearerId)?.zones ?? []).map((zone) => zone.zoneId);
}

/** How often a pair was evaluated since it was bound (I-2); null when it is not bound. */
export function evaluationsOf(engine: Engine, pairId: PairId): number | null {
  return engine.pairs.get(pairId)?.evaluations ?? null;
}

function takeFix(engine: Engine, person: PersonState, fix: Fix, moment: Moment, findings: Finding[]): void {
  const { parameters: p } = engine;
  try {
    const before = inspectBefore(p, person, fix, moment.nowMs);
    const reception = receiveFix(p, person, fix, moment.nowMs);
    const after = inspectAfter(p, person, fix, reception, moment.nowMs);
    person.failed = false;
    for (const pattern of [...before, ...after]) findings.push(patternFinding(person, pattern, moment));
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

function evaluatePerson(engine: Engine, person: PersonState, moment: Moment, findings: Finding[]): void {
  for (const pair of person.pairs) evaluatePair(engine, pair, moment, findings);
  for (const zone of person.zones) evaluateZone(engine, zone, moment, findings);
}
