/**
 * Every sentence a finding can give as its reason, in one table: the key, the numbers that go with it, and the English words.
 * Screens translate the keys (web catalogues); `magpie replay` prints the English. A key that is not here does not compile.
 * Units are in the parameters' names: M metres, S seconds, Mps metres a second. No parameter is ever a coordinate.
 */
import type { Explanation } from './types.ts';

export const EXPLANATIONS = {
  // Pairs: why a level was raised.
  'approach.notice.inside': {
    params: ['distanceM', 'gapM', 'ringM', 'chancePct'],
    en: 'Probably within {ringM} m ({chancePct} %) and not moving apart: about {distanceM} m between them, {gapM} m with the uncertainty of both taken off.',
  },
  'approach.notice.closing': {
    params: ['distanceM', 'closingMps', 'etaS'],
    en: 'Coming closer at {closingMps} m/s from about {distanceM} m: at this speed the restraint distance is reached in {etaS} s.',
  },
  'approach.warning.inside': {
    params: ['distanceM', 'gapM', 'ringM', 'chancePct'],
    en: 'Probably within {ringM} m ({chancePct} %) and not moving apart: about {distanceM} m between them, {gapM} m with the uncertainty of both taken off.',
  },
  'approach.warning.closing': {
    params: ['distanceM', 'closingMps', 'etaS', 'missM', 'passS'],
    en: 'Coming closer at {closingMps} m/s from about {distanceM} m, on courses that pass within {missM} m in {passS} s: the restraint distance is reached in {etaS} s.',
  },
  'approach.warning.trend': {
    params: ['distanceM', 'closedM', 'overS', 'etaS'],
    en: 'Steadily closer over the last {overS} s, by {closedM} m, to about {distanceM} m: at this pace the restraint distance is reached in {etaS} s.',
  },
  'approach.danger.inside': {
    params: ['distanceM', 'gapM', 'ringM', 'chancePct'],
    en: 'Probably within the restraint distance of {ringM} m ({chancePct} %): about {distanceM} m between them, {gapM} m with the uncertainty of both taken off.',
  },
  'approach.danger.near': {
    params: ['distanceM', 'ringM'],
    en: 'About {distanceM} m between them and not moving apart: the next steps could lead inside the restraint distance of {ringM} m.',
  },
  'approach.danger.closing': {
    params: ['distanceM', 'closingMps', 'etaS', 'missM', 'passS'],
    en: 'Coming closer at {closingMps} m/s from about {distanceM} m, on courses that pass within {missM} m in {passS} s: the restraint distance is reached in {etaS} s.',
  },
  // Pairs: why a level was lowered, or known again.
  'approach.lowered': {
    params: ['distanceM', 'gapM', 'heldS'],
    en: 'Lowered: for {heldS} s nothing called for the higher level, and good positions of both show about {distanceM} m between them ({gapM} m with the uncertainty of both taken off).',
  },
  'approach.resumed': {
    params: ['distanceM', 'gapM'],
    en: 'Known again: good positions of both show about {distanceM} m between them ({gapM} m with the uncertainty of both taken off).',
  },
  'approach.resumed.far': {
    params: ['distanceM', 'gapM'],
    en: 'No longer possible soon: by their last positions there are about {distanceM} m between them ({gapM} m with the uncertainty of both taken off), though a side is still silent or imprecise.',
  },
  // Pairs: why the level is not known. `earliestContactS` is the soonest that contact is physically possible; 0 is now.
  'approach.unknown.wearer-never-reported': {
    params: ['waitedS'],
    en: "Nothing was ever received from the wearer's device, {waitedS} s after it should have begun to report.",
  },
  'approach.unknown.wearer-silent': {
    params: ['silentS', 'earliestContactS'],
    en: "The wearer's device has been silent for {silentS} s: contact is possible in {earliestContactS} s at the earliest.",
  },
  'approach.unknown.wearer-imprecise': {
    params: ['silentS', 'earliestContactS'],
    en: "The wearer's device has given no precise position for {silentS} s: contact is possible in {earliestContactS} s at the earliest.",
  },
  'approach.unknown.wearer-untrustworthy': {
    params: ['silentS', 'earliestContactS'],
    en: "The wearer's positions cannot be trusted; the last one that could is {silentS} s old: contact is possible in {earliestContactS} s at the earliest.",
  },
  'approach.unknown.protected-never-reported': {
    params: ['waitedS'],
    en: "Nothing was ever received from the protected person's phone, {waitedS} s after it should have begun to report.",
  },
  'approach.unknown.protected-silent': {
    params: ['silentS', 'earliestContactS'],
    en: "The protected person's phone has been silent for {silentS} s: contact is possible in {earliestContactS} s at the earliest.",
  },
  'approach.unknown.protected-imprecise': {
    params: ['silentS', 'earliestContactS'],
    en: "The protected person's phone has given no precise position for {silentS} s: contact is possible in {earliestContactS} s at the earliest.",
  },
  'approach.unknown.protected-untrustworthy': {
    params: ['silentS', 'earliestContactS'],
    en: "The positions of the protected person's phone cannot be trusted; the last one that could is {silentS} s old: contact is possible in {earliestContactS} s at the earliest.",
  },
  'approach.unknown.evaluation-failed': {
    params: [],
    en: 'The evaluation of this pair failed, so nothing can be said about it. Operators must look at once.',
  },
  // Zones. Distances are to the zone's edge.
  'zone.exclusion.inside': {
    params: ['depthM'],
    en: 'Probably inside the prohibited zone, about {depthM} m from its edge.',
  },
  'zone.exclusion.near': {
    params: ['distanceM', 'ringM'],
    en: 'About {distanceM} m from the edge of the prohibited zone, within {ringM} m, and not moving away.',
  },
  'zone.exclusion.closing': {
    params: ['distanceM', 'closingMps', 'etaS'],
    en: 'About {distanceM} m from the edge of the prohibited zone and coming closer at {closingMps} m/s: there in {etaS} s.',
  },
  'zone.inclusion.outside': {
    params: ['distanceM'],
    en: 'Probably outside the zone that must not be left, about {distanceM} m from its edge.',
  },
  'zone.inclusion.near': {
    params: ['distanceM', 'ringM'],
    en: 'About {distanceM} m inside the edge of the zone that must not be left, within {ringM} m of it, and not moving inwards.',
  },
  'zone.inclusion.closing': {
    params: ['distanceM', 'closingMps', 'etaS'],
    en: 'About {distanceM} m inside the edge of the zone that must not be left and moving towards it at {closingMps} m/s: there in {etaS} s.',
  },
  'zone.lowered': {
    params: ['distanceM', 'heldS'],
    en: "Lowered: for {heldS} s nothing called for the higher level, and good positions show about {distanceM} m to the zone's edge.",
  },
  'zone.resumed': {
    params: ['distanceM'],
    en: "Known again: a good position shows about {distanceM} m to the zone's edge.",
  },
  'zone.resumed.far': {
    params: ['distanceM'],
    en: "No longer possible soon: the last position shows about {distanceM} m to the zone's edge, though the wearer is still silent or imprecise.",
  },
  'zone.unknown.wearer-never-reported': {
    params: ['waitedS'],
    en: "Nothing was ever received from the wearer's device, {waitedS} s after it should have begun to report.",
  },
  'zone.unknown.wearer-silent': {
    params: ['silentS', 'earliestContactS'],
    en: "The wearer's device has been silent for {silentS} s: the zone's edge can be crossed in {earliestContactS} s at the earliest.",
  },
  'zone.unknown.wearer-imprecise': {
    params: ['silentS', 'earliestContactS'],
    en: "The wearer's device has given no precise position for {silentS} s: the zone's edge can be crossed in {earliestContactS} s at the earliest.",
  },
  'zone.unknown.wearer-untrustworthy': {
    params: ['silentS', 'earliestContactS'],
    en: "The wearer's positions cannot be trusted; the last one that could is {silentS} s old: the zone's edge can be crossed in {earliestContactS} s at the earliest.",
  },
  'zone.unknown.evaluation-failed': {
    params: [],
    en: 'The evaluation of this zone failed, so nothing can be said about it. Operators must look at once.',
  },
  // Named rings without a level.
  'ring.entered': {
    params: ['ringM', 'distanceM'],
    en: 'Came inside the ring of {ringM} m: about {distanceM} m between them.',
  },
  'ring.left': {
    params: ['ringM', 'distanceM'],
    en: 'Went outside the ring of {ringM} m: about {distanceM} m between them.',
  },
  // What devices tell. `ageS` is how long ago it happened when it became known.
  'device.sos': { params: ['ageS'], en: 'The SOS button was pressed {ageS} s ago.' },
  'device.strap-open': {
    params: ['ageS'],
    en: 'The strap was opened {ageS} s ago: positions of this device are no longer those of the person.',
  },
  'device.strap-closed': { params: ['ageS'], en: 'The strap was closed {ageS} s ago.' },
  'device.tamper': { params: ['ageS'], en: 'The device reported tampering {ageS} s ago.' },
  'device.low-battery': { params: ['ageS'], en: 'The device reported a low battery {ageS} s ago.' },
  'device.power-off': { params: ['ageS'], en: 'The device was switched off {ageS} s ago.' },
  'device.power-cut': { params: ['ageS'], en: 'The device lost its outside power {ageS} s ago.' },
  'device.separation': { params: ['ageS'], en: 'The two parts of the device were separated {ageS} s ago.' },
  'device.shielding': { params: ['ageS'], en: 'The device reported shielding {ageS} s ago.' },
  'device.jamming': { params: ['ageS'], en: 'The device reported jamming {ageS} s ago.' },
  'device.connection-lost': { params: ['ageS'], en: 'The connection to the device broke {ageS} s ago.' },
  'device.identity-conflict': {
    params: ['ageS'],
    en: 'Two connections reported under the name of this device at once, {ageS} s ago: its positions cannot be trusted until only one does.',
  },
  'device.fall': { params: ['ageS'], en: 'The device reported a fall {ageS} s ago.' },
  // Patterns, each said once an episode.
  'pattern.probing': {
    params: ['crossings', 'overS', 'ringM'],
    en: 'The wearer crossed the line at {ringM} m inwards {crossings} times within {overS} s: the boundary may be being tested.',
  },
  'pattern.spoofing-suspected.mock': {
    params: [],
    en: 'The phone says that its positions were made by another app. They are not believed.',
  },
  'pattern.spoofing-suspected.impossible-speed': {
    params: ['speedMps', 'reports'],
    en: 'Positions that would need {speedMps} m/s came {reports} times. They are not believed until others agree.',
  },
  'pattern.spoofing-suspected.frozen-position': {
    params: ['reports', 'overS'],
    en: 'Exactly the same position came {reports} times over {overS} s.',
  },
  'reporting.faster': { params: ['intervalS'], en: 'The device is asked to report every {intervalS} s.' },
  'reporting.released': { params: [], en: 'The device is asked to report as its order says again.' },
  'reporting.released.battery': {
    params: [],
    en: 'The battery is low: the device is asked to report as its order says.',
  },
  'pattern.clock-error': {
    params: ['aheadS'],
    en: "The device's clock is {aheadS} s ahead: the time of arrival is used instead of its own.",
  },
} as const satisfies Record<string, { readonly params: readonly string[]; readonly en: string }>;

export type ExplanationKey = keyof typeof EXPLANATIONS;

/** The numbers that a key must come with. */
export type ExplanationParams<K extends ExplanationKey> = Readonly<
  Record<(typeof EXPLANATIONS)[K]['params'][number], number>
>;

/** An explanation with exactly the numbers its key asks for. */
export function explain<K extends ExplanationKey>(key: K, params: ExplanationParams<K>): Explanation {
  return { key, params };
}

/** The English sentence of an explanation; an unknown key gives the key itself, so that a reader always sees something. */
export function sentence(explanation: Explanation): string {
  const entry: { readonly en: string } | undefined = EXPLANATIONS[explanation.key as ExplanationKey];
  if (entry === undefined) return explanation.key;
  return entry.en.replace(/\{(\w+)\}/g, (_, name: string) => String(explanation.params[name] ?? '?'));
}
