/** The device's state, and its alarms: three bits of the state byte, and codes of their own beside it. */
import type { DeviceEventKind } from '../../../proximity/types.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { Gathered } from './report.ts';

export const IS_CHARGING = 1 << 2;
const ALARM_SHIFT = 3;
const ALARM_MASK = 0x7;
/** Of the tail that alarms have: state, battery, signal, alarm, language. */
export const STATUS_TAIL_BYTES = 5;

/** Bits 3 to 5. One is a shock, six a fence. */
const KIND_OF_STATE: Readonly<Record<number, DeviceEventKind>> = {
  2: 'power-cut',
  3: 'low-battery',
  4: 'sos',
  7: 'strap-open',
};

/** Shock, fences, speed and driving are nothing to a court order; README.md has the codes that are ambiguous. */
const KIND_OF_CODE: Readonly<Record<number, DeviceEventKind>> = {
  1: 'sos',
  2: 'power-cut',
  12: 'tamper',
  14: 'low-battery',
  15: 'low-battery',
  17: 'power-off',
  19: 'tamper',
  21: 'power-off',
  24: 'tamper',
  25: 'low-battery',
  35: 'fall',
  37: 'tamper',
};

const CODE_OF_KIND: Readonly<Partial<Record<DeviceEventKind, number>>> = {
  sos: 1,
  'power-cut': 2,
  'low-battery': 25,
  'power-off': 17,
  tamper: 19,
  fall: 35,
};
const STATE_OF_KIND: Readonly<Partial<Record<DeviceEventKind, number>>> = { 'strap-open': 7 };

/** `removal`: whether seven means that the device was taken off; one maker has it for speed. */
export function addState(gathered: Gathered, state: number, removal: 'removal' | 'speed' = 'removal'): void {
  gathered.status.charging = (state & IS_CHARGING) !== 0;
  const alarm = (state >>> ALARM_SHIFT) & ALARM_MASK;
  const kind = removal === 'speed' && alarm === 7 ? undefined : KIND_OF_STATE[alarm];
  if (kind !== undefined) gathered.kinds.add(kind);
}

export function addAlarm(gathered: Gathered, code: number | null): void {
  const kind = code === null ? undefined : KIND_OF_CODE[code];
  if (kind !== undefined) gathered.kinds.add(kind);
}

/** Up to six it is one of seven steps, as of old; above, newer devices tell per cent. Anything else is no level. */
export function batteryPctOf(level: number): number | null {
  if (level <= 6) return Math.floor((level * 100) / 6);
  return level <= 100 ? level : null;
}

/** State, battery, signal, alarm; the language after them is the caller's to pass over. */
export function readStatus(reader: ByteReader, gathered: Gathered): void {
  const state = reader.uint(1);
  if (state === null) {
    gathered.faults.add('malformed', 'status');
    return;
  }
  addState(gathered, state);
  const level = reader.uint(1);
  if (level !== null) gathered.status.batteryPct = batteryPctOf(level);
  reader.passOver(1);
  addAlarm(gathered, reader.uint(1));
}

/** How a kind is said: in the state's bits, or as a code. Zeros where the protocol has no word for it. */
export function alarmOfKind(kind: DeviceEventKind): { readonly stateBits: number; readonly code: number } {
  return { stateBits: (STATE_OF_KIND[kind] ?? 0) << ALARM_SHIFT, code: CODE_OF_KIND[kind] ?? 0 };
}
