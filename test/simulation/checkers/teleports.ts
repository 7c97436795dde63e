/**
 * Rule 4: somebody known well who is suddenly reported at places that no vehicle reaches, again and again, is a finding; and it is
 * safe: meanwhile neither the level nor the soonest contact is moved by it.
 */
import { distanceM, moved } from '../../../src/core/geo.ts';
import type { PersonId } from '../../../src/core/ids.ts';
import type { Finding, Fix } from '../../../src/proximity/types.ts';
import type { World } from '../world.ts';
import { secondOf } from './checker.ts';
import { type Pairing, placeInserts, type Rerun, runBeside } from './rerun.ts';

const KEY = 'pattern.spoofing-suspected.impossible-speed';
/** Thirty kilometres to the one side, then to the other, and again: three are more than enough. */
const FAR_M = 30_000;
const TIMES = 3;
const PAUSE_MS = 900_000;
/** A minute for all three of one person: twice in half an hour is not again and again. */
const WITHIN_MS = 60_000;
const MADE_BEFORE_MS = 500;
const SETTLED_M = 400;

export const teleports: Rerun = {
  name: 'rule 4, impossible speed',
  check(scenario, findings, make, _rng, complain) {
    let personId: PersonId | null = null;
    let sinceMs = 0;
    let count = 0;
    let notBeforeMs = 0;
    const lastOnes = new Set<Fix>();
    const inserts = placeInserts(scenario, 0, (known, { nowMs }, world) => {
      if (nowMs - sinceMs > WITHIN_MS) personId = null;
      if (nowMs < notBeforeMs || (personId !== null && personId !== known.personId)) return null;
      const fixedAtMs = nowMs - MADE_BEFORE_MS;
      // One that is older than what is known changes nothing, and is no sign of anything.
      if (!isSettled(world, known.personId) || fixedAtMs <= Math.min(known.fixedAtMs, known.receivedAtMs)) return null;
      if (personId === null) [personId, sinceMs, count] = [known.personId, nowMs, 0];
      count++;
      const spot = moved(known, (count % 2 === 0 ? 1 : -1) * FAR_M, 0);
      const fix = { ...known, ...spot, fixedAtMs, receivedAtMs: nowMs, speedMps: null, courseDeg: null };
      if (count < TIMES) return fix;
      lastOnes.add(fix);
      personId = null;
      notBeforeMs = nowMs + PAUSE_MS;
      return fix;
    });
    // Also by what their own device did, before or after.
    const said = new Set(findings.filter(({ why }) => why.key === KEY).map(personOf));
    runBeside(scenario, inserts, make, (pairing) => {
      const { insert, isInsert, entry, changedFound } = pairing;
      for (const finding of changedFound) if (finding.why.key === KEY) said.add(personOf(finding));
      if (!isInsert) return;
      const when = `at ${secondOf(scenario, entry.nowMs)} s`;
      for (const what of moves(pairing)) complain(`${what}, ${when}`);
      const isLast = insert.input.kind === 'fix' && lastOnes.has(insert.input.fix);
      if (isLast && !said.has(insert.personId)) complain(`${insert.personId}: ${KEY} is not said, ${when}`);
    });
  },
};

/** Three reports from about one place: a jump among them may still be held, and the next one taken for it. */
function isSettled(world: World, personId: PersonId): boolean {
  const [first, second, third] = world.honest(personId, 3) ?? [];
  if (first === undefined || second === undefined || third === undefined) return false;
  return Math.max(distanceM(first.fix, second.fix), distanceM(second.fix, third.fix)) <= SETTLED_M;
}

function personOf({ subject }: Finding): PersonId {
  return subject.kind === 'person' ? subject.personId : ('' as PersonId);
}

/** What the far-off fix moved at once, in the pairs of its person. */
function* moves({ world, insert, entry, reference, changed }: Pairing): Generator<string> {
  for (const [pairId, { spec }] of world.pairs) {
    if (spec.wearerId !== insert.personId && spec.protectedId !== insert.personId) continue;
    const before = reference.pairView(pairId, entry.nowMs);
    const after = changed.pairView(pairId, entry.nowMs);
    if (before?.level !== after?.level) yield `${pairId} is ${after?.level}, not ${before?.level}`;
    if (before?.earliestContactS !== after?.earliestContactS) yield `${pairId}: the soonest contact was moved`;
  }
}
