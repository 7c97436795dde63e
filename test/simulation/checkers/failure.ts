/** Rule 10: when evaluation fails, it fails for whom it fails: their pairs and zones are unknown, said so, and well again; others as ever. */
import type { PersonId } from '../../../src/core/ids.ts';
import type { Finding, Fix, PairSpec } from '../../../src/proximity/types.ts';
import type { Scenario } from '../scenario.ts';
import { secondOf } from './checker.ts';
import { differences } from './differences.ts';
import { type Pairing, placeInserts, type Rerun, runBeside } from './rerun.ts';

const APART_MS = 900_000;

export const failure: Rerun = {
  name: 'rule 10',
  check(scenario, _findings, make, rng, complain) {
    const fixes: readonly Partial<Fix>[] = [
      { latDeg: Number.NaN },
      { lonDeg: Number.POSITIVE_INFINITY },
      { fixedAtMs: Number.NaN },
    ];
    const inserts = placeInserts(scenario, APART_MS, (known, { nowMs }) => ({
      ...known,
      fixedAtMs: nowMs - 500,
      receivedAtMs: nowMs,
      ...fixes[Math.floor(rng.next() * fixes.length)],
    }));
    /** Whose findings may differ from now on; and who has not reported well since. */
    const failed = new Set<PersonId>();
    const broken = new Set<PersonId>();
    runBeside(scenario, inserts, make, (pairing) => {
      const { entry, insert, isInsert } = pairing;
      const when = `at ${secondOf(scenario, entry.nowMs)} s`;
      if (isInsert) {
        for (const what of notUnknown(pairing, broken)) complain(`${what} after a fix that is none, ${when}`);
        failed.add(insert.personId);
        broken.add(insert.personId);
      } else if (entry.input.kind === 'fix' && isNews(pairing, entry.input.fix)) {
        broken.delete(entry.input.fix.personId);
        for (const what of stillFailed(pairing, entry.input.fix.personId, broken))
          complain(`${what} after a good fix, ${when}`);
      }
      const apart = (found: readonly Finding[]) => found.filter((one) => !concerns(scenario, pairing, one, failed));
      for (const what of differences(apart(pairing.referenceFound), apart(pairing.changedFound)))
        complain(`somebody else's findings are other than they were, in ${what}, ${when}`);
    });
  },
};

function* notUnknown(pairing: Pairing, broken: ReadonlySet<PersonId>): Generator<string> {
  const { world, insert, entry, changed, changedFound } = pairing;
  for (const [pairId, { spec }] of world.pairs) {
    if (spec.wearerId !== insert.personId && spec.protectedId !== insert.personId) continue;
    const view = changed.pairView(pairId, entry.nowMs);
    if (view?.level !== 'unknown' || view.reason !== 'evaluation-failed') yield `${pairId} is ${view?.level}`;
    if (broken.has(spec.wearerId) || broken.has(spec.protectedId)) continue;
    if (
      !changedFound.some(
        ({ subject, reason }) => subject.kind === 'pair' && subject.pairId === pairId && reason === 'evaluation-failed',
      )
    )
      yield `${pairId} is not said to have failed`;
  }
  for (const [zoneId, { spec }] of world.zones) {
    if (spec.wearerId !== insert.personId) continue;
    const view = changed.zoneView(zoneId, entry.nowMs);
    if (view?.reason !== 'evaluation-failed') yield `${zoneId} is ${view?.level}`;
  }
}

/** What comes again, or was overtaken by a newer one, says nothing of now, and mends nothing. */
function isNews({ world, entry }: Pairing, fix: Fix): boolean {
  if (entry.quality === 'repeat') return false;
  return world.heard(fix.personId).every((one) => one.fix === fix || one.fix.fixedAtMs < fix.fixedAtMs);
}

/** With the next good report of those who failed the pair is judged as any other. */
function* stillFailed(
  { world, entry, changed }: Pairing,
  personId: PersonId,
  broken: ReadonlySet<PersonId>,
): Generator<string> {
  if (entry.quality !== 'honest') return;
  for (const [pairId, { spec }] of world.pairs) {
    if (spec.wearerId !== personId && spec.protectedId !== personId) continue;
    if (broken.has(spec.wearerId) || broken.has(spec.protectedId)) continue;
    if (changed.pairView(pairId, entry.nowMs)?.reason === 'evaluation-failed') yield `${pairId} is still unknown`;
  }
}

function concerns(
  scenario: Scenario,
  { world }: Pairing,
  { subject, kind }: Finding,
  failed: ReadonlySet<PersonId>,
): boolean {
  const isOf = (spec: PairSpec, personId: PersonId) => spec.wearerId === personId || spec.protectedId === personId;
  const hasFailed = (spec: PairSpec) => failed.has(spec.wearerId) || failed.has(spec.protectedId);
  switch (subject.kind) {
    case 'person': {
      const { personId } = subject;
      if (failed.has(personId)) return true;
      // What a phone is asked for follows from all its pairs, also those that have ended since.
      return kind === 'reporting' && scenario.pairs.some((spec) => isOf(spec, personId) && hasFailed(spec));
    }
    case 'pair': {
      const spec = world.pairs.get(subject.pairId)?.spec;
      return spec === undefined || hasFailed(spec);
    }
    case 'zone': {
      const spec = world.zones.get(subject.zoneId)?.spec;
      return spec === undefined || failed.has(spec.wearerId);
    }
  }
}
