/** How a device does: the last word on each thing, each with its time. No position, no cell, no network, only when there was one. */
import type { DeviceId } from '../core/ids.ts';

export type Strap = 'closed' | 'open';

export interface BatteryPoint {
  readonly atMs: number;
  readonly pct: number;
}

export interface Health {
  readonly lastContactMs: number | null;
  /** The device's own time of its newest valid position. */
  readonly lastPositionMs: number | null;
  readonly batteryPct: number | null;
  readonly batteryAtMs: number | null;
  /** Since it was last charged, oldest first: what a forecast is reckoned from. */
  readonly batteryHistory: readonly BatteryPoint[];
  readonly charging: boolean | null;
  readonly strap: Strap | null;
  readonly strapAtMs: number | null;
  readonly satellites: number | null;
  /** The protocol of the last status. */
  readonly source: string | null;
}

export const NO_HEALTH: Health = {
  lastContactMs: null,
  lastPositionMs: null,
  batteryPct: null,
  batteryAtMs: null,
  batteryHistory: [],
  charging: null,
  strap: null,
  strapAtMs: null,
  satellites: null,
  source: null,
};

/** What one committed frame says of its device's health. Null: it does not say. */
export interface HeardReport {
  readonly deviceId: DeviceId;
  readonly receivedAtMs: number;
  /** The device's own time of what it says, as far as it tells; else the time of receipt. */
  readonly saidAtMs: number;
  readonly positionAtMs: number | null;
  readonly batteryPct: number | null;
  readonly charging: boolean | null;
  readonly strap: Strap | null;
  readonly satellites: number | null;
  readonly source: string;
}
