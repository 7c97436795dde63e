/**
 * How every device does, in memory, because every report changes it; written to its table every few seconds in one statement.
 * A crash loses the last seconds of it and no report. Fails toward unknown: what was only read back from the table is not
 * taken for the device's last word on its strap.
 */
import type { Database } from '../core/database.ts';
import type { DeviceId } from '../core/ids.ts';
import { heardHealth } from './decide-health.ts';
import { loadHealth, upsertHealth } from './health.sql.ts';
import { type Health, type HeardReport, NO_HEALTH, type Strap } from './health.ts';

/** The strap as this device last told it; `heardHere` false: by an earlier process, which may have heard more than it wrote. */
export interface HeldStrap {
  readonly strap: Strap;
  readonly atMs: number;
  readonly heardHere: boolean;
}

/** Rows of one statement. */
const ROWS_MAX = 5_000;

export class HealthTracker {
  readonly #database: Database;
  #all = new Map<DeviceId, Health>();
  readonly #dirty = new Set<DeviceId>();
  readonly #strapHeard = new Set<DeviceId>();
  readonly #strapForgotten = new Set<DeviceId>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Before the doors open. What was heard here already is newer and stays. */
  async load(): Promise<void> {
    const stored = await loadHealth(this.#database);
    for (const [deviceId, health] of stored) if (!this.#dirty.has(deviceId)) this.#all.set(deviceId, health);
  }

  /** After its commit. In memory, and never throws: no report waits for this. */
  heard(report: HeardReport): void {
    this.#all.set(report.deviceId, heardHealth(this.of(report.deviceId), report));
    this.#dirty.add(report.deviceId);
    if (report.strap === null) return;
    this.#strapHeard.add(report.deviceId);
    this.#strapForgotten.delete(report.deviceId);
  }

  /**
   * Somebody else carries the device: what it told of its strap before was of nobody, or of another. Its next word is news, open or
   * closed, so that the new carrier is neither trusted with an open strap nor distrusted for the old one's.
   */
  forgetStrap(deviceId: DeviceId): void {
    this.#strapForgotten.add(deviceId);
  }

  of(deviceId: DeviceId): Health {
    return this.#all.get(deviceId) ?? NO_HEALTH;
  }

  strapOf(deviceId: DeviceId): HeldStrap | null {
    const { strap, strapAtMs } = this.of(deviceId);
    if (strap === null || strapAtMs === null || this.#strapForgotten.has(deviceId)) return null;
    return { strap, atMs: strapAtMs, heardHere: this.#strapHeard.has(deviceId) };
  }

  /** Writes what changed. Rejects when the database is away; the next flush writes it then. */
  async flush(): Promise<void> {
    const changed = [...this.#dirty].slice(0, ROWS_MAX);
    if (changed.length === 0) return;
    for (const deviceId of changed) this.#dirty.delete(deviceId);
    try {
      await upsertHealth(
        this.#database,
        changed.map((deviceId) => [deviceId, this.of(deviceId)] as const),
      );
    } catch (error) {
      for (const deviceId of changed) this.#dirty.add(deviceId);
      throw error;
    }
  }
}
