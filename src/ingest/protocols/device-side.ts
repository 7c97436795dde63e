/**
 * A device's own side of a socket protocol: what it sends, and how it reads what it is sent. Simulated devices, benches and
 * tests speak through it, so that a drill meets the very decoders that real devices meet. Each protocol's is in its `encode.ts`.
 */
import type { Report } from './report.ts';
import type { DeviceCommand, DeviceStatus } from './types.ts';

/** What a device says besides a position; what a protocol has no place for is left out. */
export interface DeviceSideReport extends Report {
  readonly satellites?: number | null;
  readonly strap?: DeviceStatus['strap'];
}

/** What the server sent, as the device understands it. */
export type Heard =
  | { readonly kind: 'acknowledgement' }
  | { readonly kind: 'command'; readonly command: DeviceCommand; readonly answer: Uint8Array }
  | { readonly kind: 'other' };

export interface DeviceSide {
  readonly protocol: string;
  /** Whether each report is acknowledged: the device then sends the next only after it, and keeps what was not. */
  readonly acknowledges: boolean;
  /** Opens one connection's worth of state (serial numbers) of the device of that name. */
  open(deviceName: string): DeviceSideSession;
}

export interface DeviceSideSession {
  /** Sent first on a connection; empty where the protocol begins with reports. Acknowledged when `acknowledges` says so. */
  hello(): Uint8Array;
  /** A position with what goes with it, one frame. `event` is sent with it where the protocol has a word for it. */
  report(report: DeviceSideReport): Uint8Array;
  /** Without a position: the device lives, and says how it is. Null where the protocol has no such frame. */
  heartbeat(status: Pick<DeviceStatus, 'batteryPct' | 'charging'>, atMs: number): Uint8Array | null;
  /** The first whole message in what the server sent, and how many bytes it takes; null when it is not whole yet. */
  hear(bytes: Uint8Array): { readonly bytes: number; readonly heard: Heard } | null;
}
