/**
 * The words that Traccar's `alarm` attribute has for what the engine knows (Traccar, model/Position.java, ALARM_*).
 * A word that is not here is no event: `movement` or `overspeed` mean nothing to a court order.
 */
import type { DeviceEventKind } from '../../proximity/types.ts';

const KIND_OF_ALARM: Readonly<Record<string, DeviceEventKind>> = {
  sos: 'sos',
  removing: 'strap-open',
  tampering: 'tamper',
  lowbattery: 'low-battery',
  poweroff: 'power-off',
  powercut: 'power-cut',
  jamming: 'jamming',
  falldown: 'fall',
};

const ALARM_OF_KIND: Readonly<Record<DeviceEventKind, string | null>> = {
  sos: 'sos',
  'strap-open': 'removing',
  'strap-closed': null,
  tamper: 'tampering',
  'low-battery': 'lowBattery',
  'power-off': 'powerOff',
  'power-cut': 'powerCut',
  separation: null,
  shielding: null,
  jamming: 'jamming',
  'connection-lost': null,
  'identity-conflict': null,
  fall: 'fallDown',
};

/** Several alarms in one word list (`sos,lowBattery`) give several kinds; each kind once, in the order sent. */
export function eventKindsOfAlarm(alarm: string): readonly DeviceEventKind[] {
  const kinds: DeviceEventKind[] = [];
  for (const word of alarm.split(',')) {
    const key = word.trim().toLowerCase();
    const kind = Object.hasOwn(KIND_OF_ALARM, key) ? KIND_OF_ALARM[key] : undefined;
    if (kind !== undefined && !kinds.includes(kind)) kinds.push(kind);
  }
  return kinds;
}

/** Null where Traccar has no word for it. */
export function alarmOfEventKind(kind: DeviceEventKind): string | null {
  return ALARM_OF_KIND[kind];
}
