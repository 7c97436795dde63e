/**
 * The status word of a report: the upper 16 bits are alarms, the lower are states. README.md says where each is from.
 * Fails toward warning: bit 22 is read as a fall, though one maker's document has an abnormal heart rate there.
 */
import type { DeviceEventKind } from '../../../proximity/types.ts';

const BITS: readonly (readonly [bit: number, kind: DeviceEventKind])[] = [
  [16, 'sos'],
  [20, 'strap-open'],
  [21, 'fall'],
  [22, 'fall'],
  [14, 'power-cut'],
  [17, 'low-battery'],
  [0, 'low-battery'],
];
const OFF_BODY_STATE_BIT = 3;
const OFF_BODY_ALARM_BIT = 20;

/** Up to 32 bits in hex; null when it is none. */
export function readStatusWord(text: string | undefined): number | null {
  return text !== undefined && /^[0-9a-f]{1,8}$/i.test(text.trim()) ? Number.parseInt(text, 16) : null;
}

/** Each kind once; an alarm of no consequence here (a geofence of the watch's own) gives none. */
export function eventKindsOfStatus(word: number): readonly DeviceEventKind[] {
  return [...new Set(BITS.filter(([bit]) => hasBit(word, bit)).map(([, kind]) => kind))];
}

/**
 * Off the body by the alarm or by the state. A clear state bit is no closed strap: watches without the sensor clear it too.
 */
export function strapOfStatus(word: number): 'open' | null {
  return hasBit(word, OFF_BODY_STATE_BIT) || hasBit(word, OFF_BODY_ALARM_BIT) ? 'open' : null;
}

/** The alarm bit that a watch sets; null where it has none. Low battery by the alarm, not by the state. */
export function statusWordOf(kind: DeviceEventKind | null, isStrapOpen: boolean): number {
  const bit = BITS.find(([, one]) => one === kind)?.[0];
  return (bit === undefined ? 0 : 2 ** bit) + (isStrapOpen ? 2 ** OFF_BODY_STATE_BIT : 0);
}

function hasBit(word: number, bit: number): boolean {
  return ((word >>> bit) & 1) === 1;
}
