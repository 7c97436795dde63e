/** Rule 7: every finding explains itself, by fixes that were truly given and numbers that agree with one another. */
import { parseInstant } from '../../../src/core/time.ts';
import { sentence } from '../../../src/proximity/explanations.ts';
import type { Finding } from '../../../src/proximity/types.ts';
import type { World } from '../world.ts';
import type { Rule } from './checker.ts';

export const explanations: Rule = {
  name: 'rule 7',
  watch(_scenario, complain) {
    /** `<person>@<fixedAt>` of every fix given while somebody was bound, and whether it was mocked. */
    const given = new Map<string, boolean>();
    return {
      after({ entry, found, world }) {
        if (entry.input.kind === 'fix') {
          const { fix } = entry.input;
          given.set(`${fix.personId}@${fix.fixedAtMs}`, fix.mock === true);
        }
        for (const finding of found) {
          const objections = [
            ...checkStamp(finding, entry.input.position, entry.nowMs),
            ...checkBasis(finding, world, given),
            ...checkNumbers(finding),
            ...checkRings(finding, world),
          ];
          for (const what of objections) complain(`${finding.why.key} of input ${finding.inputPosition}: ${what}`);
        }
      },
    };
  },
};

function* checkStamp({ engineVersion, inputPosition, atMs }: Finding, position: number, nowMs: number) {
  if (engineVersion === '') yield 'no version of the engine';
  if (inputPosition !== position || atMs !== nowMs) yield 'not stamped with its input and time';
}

/** The newest fixes of those whom the finding is about; both sides of a pair whose distance it tells. */
function* checkBasis(finding: Finding, world: World, given: ReadonlyMap<string, boolean>): Generator<string> {
  const { subject, basis } = finding;
  const spec = subject.kind === 'pair' ? world.pairs.get(subject.pairId)?.spec : undefined;
  const zone = subject.kind === 'zone' ? world.zones.get(subject.zoneId)?.spec : undefined;
  const people: string[] =
    subject.kind === 'person'
      ? [subject.personId]
      : spec === undefined
        ? [zone?.wearerId ?? '']
        : [spec.wearerId, spec.protectedId];
  const cited = basis.map((reference) => reference.split('@'));
  for (const [personId = '', at = ''] of cited) {
    if (!people.includes(personId)) yield `rests on ${personId}, whom it is not about`;
    const isMock = given.get(`${personId}@${parseInstant(at)}`);
    if (isMock === undefined) yield `rests on ${personId}@${at}, which was never given`;
    if (isMock === true) yield 'rests on a position that the phone said was made up';
  }
  if (finding.distanceM === null || subject.kind === 'person') return;
  for (const id of people)
    if (!cited.some(([person]) => person === id)) yield `tells a distance without a fix of ${id}`;
}

/** Numbers that stand twice are the same, and those that follow from others do. */
function* checkNumbers(finding: Finding): Generator<string> {
  const { why, distanceM, gapM, etaS, closingMps, sinceMs, atMs, earliestContactS } = finding;
  const { params } = why;
  const twice: readonly (readonly [string, number | null])[] = [
    ['distanceM', distanceM],
    ['gapM', gapM],
    ['closingMps', closingMps],
    ['earliestContactS', earliestContactS ?? 0],
    ['depthM', distanceM],
    ['silentS', sinceMs === null ? null : Math.round((atMs - sinceMs) / 1000)],
    ['waitedS', sinceMs === null ? null : Math.round((atMs - sinceMs) / 1000)],
  ];
  for (const [name, value] of twice)
    if (name in params && params[name] !== value) yield `${name} is ${params[name]} in words and ${value} in numbers`;
  if (why.key.endsWith('.closing') && params.etaS !== (etaS ?? 0)) yield 'another etaS in words';
  if (distanceM !== null && gapM !== null && gapM > distanceM + 1) yield 'a gap that is wider than the distance';
  if (why.key.endsWith('.closing') && !(closingMps !== null && closingMps > 0)) yield 'closing without closing';
  for (const [name, value] of Object.entries(params))
    if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0)) yield `${name} is ${value}`;
  if (/[{}?]|NaN|undefined|null/.test(sentence(why))) yield `reads "${sentence(why)}"`;
}

/** A ring that is named is one of the order's, and who is said to be within is. */
function* checkRings({ why, subject, distanceM, name }: Finding, world: World): Generator<string> {
  const { ringM } = why.params;
  if (typeof ringM !== 'number' || subject.kind !== 'pair') return;
  const spec = world.pairs.get(subject.pairId)?.spec;
  if (spec === undefined) return;
  const radius =
    name !== null && name in spec.rings ? [spec.rings[name]!] : [spec.restraintM, spec.warnM, spec.noticeM];
  if (!radius.some((m) => Math.round(m) === ringM)) yield `${ringM} m is no ring of the order`;
  if (why.key.endsWith('.inside') && !(distanceM !== null && distanceM <= ringM + 1)) yield `is not within ${ringM} m`;
}
