/** The empty cases that every decoder needs. */
import type { Decoded, DeviceStatus, Rejection } from './types.ts';

export const UNKNOWN_STATUS: DeviceStatus = {
  batteryPct: null,
  charging: null,
  satellites: null,
  strap: null,
  cells: [],
  wifi: [],
};

/** A frame that says nothing the engine wants; `rejected` null when that is as it should be. */
export function emptyDecoded(device: string | null, reply: Uint8Array, rejected: Rejection | null): Decoded {
  return { device, fixes: [], events: [], status: UNKNOWN_STATUS, reply, rejected };
}
