/** Types of report that are an event, and when it was. */
import type { DeviceEventKind } from '../../../proximity/types.ts';
import type { DecodedEvent } from '../types.ts';
import type { Faults } from '../values.ts';
import type { Message } from './frame.ts';
import type { Places } from './places.ts';

const KIND_OF_TYPE: Readonly<Record<string, DeviceEventKind>> = {
  SOS: 'sos',
  PFA: 'power-off',
  BPL: 'low-battery',
  EPF: 'power-cut',
  MPF: 'power-cut',
  JDR: 'jamming',
  JDS: 'jamming',
};
/** They carry the last known place: its time says nothing of when the report was made. */
const LAST_KNOWN_PLACE = ['BPL', 'EPF', 'MPF', 'JDR', 'JDS'];

/** Send times are local. No zone is further from UTC, and no clock that goes is this wrong. */
const ZONE_MS_MAX = 14.5 * 3_600_000;
const CLOCK_MS_MAX = 600_000;

/** HAZARD H-12: SOS lost with a bad position */
export function readEvents(message: Message, places: Places, faults: Faults, receivedAtMs: number): DecodedEvent[] {
  const { type } = message;
  const kind = Object.hasOwn(KIND_OF_TYPE, type) ? KIND_OF_TYPE[type] : undefined;
  if (kind === undefined) return [];
  const fixedAtMs = LAST_KNOWN_PLACE.includes(type) ? null : places.freshAtMs;
  const atMs = fixedAtMs ?? sentAtMsOf(message, receivedAtMs);
  if (atMs !== null) return [{ kind, atMs }];
  faults.add('malformed', 'send time');
  return [];
}

/** A report of now that seems hours old or early was made now, by a clock in another zone. HAZARD H-14: local time */
function sentAtMsOf({ kind, sentAtMs }: Message, receivedAtMs: number): number | null {
  if (!Number.isFinite(receivedAtMs)) return sentAtMs;
  if (sentAtMs === null) return receivedAtMs;
  const aheadMs = sentAtMs - receivedAtMs;
  const isZone = Math.abs(aheadMs) > CLOCK_MS_MAX && Math.abs(aheadMs) <= ZONE_MS_MAX;
  return isZone && (kind === 'RESP' || aheadMs > 0) ? receivedAtMs : sentAtMs;
}
