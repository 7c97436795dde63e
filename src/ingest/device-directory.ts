/**
 * Which device is this, and who carried it then? Held in memory, because every fix asks; read again when a device changes.
 * Fails toward refusing: what is not in it is unknown.
 */
import type { Database } from '../core/database.ts';
import { carrierAt, type DeviceRecord, hashToken, loadDeviceDirectory, openPayloadKey } from '../devices/service.ts';
import type { Sealer } from '../safeguards/service.ts';
import type { KnownDevice, Lookup } from './pipeline.ts';

/** A device with what is needed to tell it something. */
export interface RegisteredDevice extends KnownDevice {
  readonly protocol: string;
  /** The name that it was registered under; null when it has none. */
  readonly externalId: string | null;
}

interface Entry extends RegisteredDevice {
  readonly tokenHash: string | null;
}

export class DeviceDirectory {
  readonly #database: Database;
  readonly #sealer: Sealer;
  #stale = true;
  #turn: Promise<void> = Promise.resolve();
  #byToken = new Map<string, Entry>();
  #byExternalId = new Map<string, Entry>();
  #byId = new Map<string, Entry>();

  constructor(database: Database, sealer: Sealer) {
    this.#database = database;
    this.#sealer = sealer;
  }

  /** A device was changed: the next `catchUp` reads the directory again. */
  markStale(): void {
    this.#stale = true;
  }

  /** Rejects when the database is away; the next call tries again. One reading at a time. */
  catchUp(): Promise<void> {
    const turn = this.#turn.then(async () => {
      if (!this.#stale) return;
      this.#stale = false;
      await this.#reload().catch((error: unknown) => {
        this.#stale = true;
        throw error;
      });
    });
    // The caller hears of the failure; the next in turn is not kept from trying.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Replaces the whole directory in one step. */
  async #reload(): Promise<void> {
    const byToken = new Map<string, Entry>();
    const byExternalId = new Map<string, Entry>();
    const byId = new Map<string, Entry>();
    const records = await loadDeviceDirectory(this.#database);
    await this.#sealer.preload(records.flatMap(({ payloadKey }) => (payloadKey === null ? [] : [payloadKey.keyId])));
    for (const record of records) {
      const entry = entryOf(record, await openPayloadKey(this.#sealer, record));
      byId.set(record.deviceId, entry);
      if (record.tokenHash !== null) byToken.set(record.tokenHash, entry);
      if (record.externalId !== null) byExternalId.set(`${record.protocol}|${record.externalId}`, entry);
    }
    this.#byToken = byToken;
    this.#byExternalId = byExternalId;
    this.#byId = byId;
  }

  /** Every device, whoever carries it. */
  all(): Iterable<RegisteredDevice> {
    return this.#byId.values();
  }

  /** Null: there is none of that id. */
  byId(deviceId: string): RegisteredDevice | null {
    return this.#byId.get(deviceId) ?? null;
  }

  /**
   * A token alone is enough, whatever the frame calls its device: it is a secret of high entropy, and phones change their
   * labels. A name alone is not, unless the device was registered without a token.
   */
  find(protocol: string, token: string | null, externalId: string | null): Lookup {
    if (token !== null) {
      const entry = this.#byToken.get(hashToken(token).toString('hex'));
      if (entry !== undefined) return entry.protocol === protocol ? { device: entry } : { rejected: 'bad-secret' };
    }
    const named = externalId === null ? undefined : this.#byExternalId.get(`${protocol}|${externalId}`);
    if (named === undefined) return { rejected: 'unknown-device' };
    return named.tokenHash === null ? { device: named } : { rejected: 'bad-secret' };
  }
}

function entryOf(record: DeviceRecord, payloadKey: Uint8Array | null): Entry {
  return {
    deviceId: record.deviceId,
    protocol: record.protocol,
    externalId: record.externalId,
    tokenHash: record.tokenHash,
    payloadKey,
    carriedBy: (atMs) => carrierAt(record.assignments, atMs),
  };
}
