/** Warning codes (README.md says where each is from). A code that is not here is no event: speed and fences of the device's own. */
import type { DeviceEventKind } from '../../../proximity/types.ts';

const KINDS: readonly (readonly [code: number, kind: DeviceEventKind])[] = [
  [0x01, 'power-cut'],
  [0x02, 'sos'],
  [0x03, 'low-battery'],
  // The antenna of the satellites, cut off or shorted.
  [0x08, 'tamper'],
  [0x09, 'tamper'],
  // The light sensor under the device: it was taken off.
  [0x25, 'strap-open'],
  [0x86, 'fall'],
];

export function eventKindOfWarning(code: number): DeviceEventKind | null {
  return KINDS.find(([one]) => one === code)?.[1] ?? null;
}

/** Null where there is no code for it. */
export function warningOfEventKind(kind: DeviceEventKind): number | null {
  return KINDS.find(([, one]) => one === kind)?.[0] ?? null;
}
