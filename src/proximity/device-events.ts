/**
 * What devices tell besides positions. Each is a finding, once. An open strap ends trust in the device's positions until it is
 * closed: they are then no longer those of the person, and the outer bound stays with the last fix before.
 */
import type { PersonId } from '../core/ids.ts';
import { explain } from './explanations.ts';
import { basisOf, type Moment, newFinding, whole } from './finding.ts';
import type { PersonState } from './state.ts';
import type { DeviceEventKind, Finding } from './types.ts';

export function takeEvent(
  person: PersonState,
  event: DeviceEventKind,
  eventAtMs: number,
  moment: Moment,
  findings: Finding[],
): void {
  // The same event delivered again changes nothing.
  const last = person.lastEventMs(event);
  if (last === eventAtMs) return;
  person.setLastEventMs(event, last > eventAtMs ? last : eventAtMs);
  // A clock that runs ahead must not make what it tells newer than what is told after it.
  moveStrap(person, event, Math.min(eventAtMs, moment.nowMs));
  // HAZARD H-140: which of the two is the wearer is not known; a good report some time after the last conflict ends it.
  if (event === 'identity-conflict' && Number.isNaN(person.distrustedMs)) person.distrustedMs = moment.nowMs;
  const personId: PersonId = person.personId;
  findings.push(
    newFinding(moment, {
      subject: { kind: 'person', personId },
      kind: 'device',
      name: event,
      basis: basisOf(person),
      why: explain(`device.${event}`, { ageS: Math.max(0, whole((moment.nowMs - eventAtMs) / 1000)) }),
    }),
  );
}

/** The newest strap event counts, whatever order they came in. */
function moveStrap(person: PersonState, event: DeviceEventKind, eventAtMs: number): void {
  if (event !== 'strap-open' && event !== 'strap-closed') return;
  if (eventAtMs < person.strapEventMs) return;
  person.strapEventMs = eventAtMs;
  if (event === 'strap-closed') person.strapOpenMs = Number.NaN;
  else if (Number.isNaN(person.strapOpenMs)) person.strapOpenMs = eventAtMs;
}
