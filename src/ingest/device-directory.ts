/**
 * Which device is this, and who carried it then? Held in memory, because every fix asks; read again when a device changes.
 * Fails toward refusing: what is not in it is unknown.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Database } from '../core/database.ts';
import type { DeviceId } from '../core/ids.ts';
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

/** Who a token belongs to, without the token. */
export interface SignedIn {
  readonly deviceId: string;
  /** The name that it was registered under; null when it has none. */
  readonly externalId: string | null;
  readonly tokenHash: string;
}

/** Protocols that a forwarder speaks for its devices, with the secret that it shares with us. */
export type ForwarderSecrets = Readonly<Record<string, string>>;
const FORWARDED: ReadonlySet<string> = new Set(['traccar']);

export class DeviceDirectory {
  readonly #database: Database;
  readonly #sealer: Sealer;
  readonly #secrets: ForwarderSecrets;
  #stale = true;
  #turn: Promise<void> = Promise.resolve();
  #byToken = new Map<string, Entry>();
  #byExternalId = new Map<string, Entry>();
  #byId = new Map<string, Entry>();
  #ids: readonly DeviceId[] = [];

  constructor(database: Database, sealer: Sealer, secrets: ForwarderSecrets = {}) {
    this.#database = database;
    this.#sealer = sealer;
    this.#secrets = secrets;
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
    this.#ids = [...byId.keys()] as DeviceId[];
  }

  /** Of every device, whoever carries it; the same list until a device changes. */
  ids(): readonly DeviceId[] {
    return this.#ids;
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
   * labels. A name alone is not, unless the device was registered without a token. A forwarder proves itself, and then says
   * which of its devices it speaks for.
   */
  find(protocol: string, token: string | null, externalId: string | null): Lookup {
    if (FORWARDED.has(protocol)) {
      return this.#isForwarder(protocol, token) ? this.findTrusted(protocol, externalId) : { rejected: 'bad-secret' };
    }
    if (token !== null) {
      const entry = this.#byToken.get(hashToken(token).toString('hex'));
      if (entry !== undefined) return entry.protocol === protocol ? { device: entry } : { rejected: 'bad-secret' };
    }
    const named = externalId === null ? undefined : this.#byExternalId.get(`${protocol}|${externalId}`);
    if (named === undefined) return { rejected: 'unknown-device' };
    return named.tokenHash === null ? { device: named } : { rejected: 'bad-secret' };
  }

  /** By name alone: only for what comes from where the devices have already proved who they are. */
  findTrusted(protocol: string, externalId: string | null): Lookup {
    const named = externalId === null ? undefined : this.#byExternalId.get(`${protocol}|${externalId}`);
    return named === undefined ? { rejected: 'unregistered' } : { device: named };
  }

  /** Null: no device of this protocol has that token. */
  signIn(protocol: string, token: string): SignedIn | null {
    const entry = this.#byToken.get(hashToken(token).toString('hex'));
    if (entry === undefined || entry.protocol !== protocol || entry.tokenHash === null) return null;
    return { deviceId: entry.deviceId, externalId: entry.externalId, tokenHash: entry.tokenHash };
  }

  /** For a device that signed in before: whether its token still holds. */
  findSignedIn(protocol: string, tokenHash: string): Lookup {
    const entry = this.#byToken.get(tokenHash);
    return entry?.protocol === protocol ? { device: entry } : { rejected: 'bad-secret' };
  }

  /** Fails toward refusing: without a secret of its own nobody is the forwarder. In constant time. */
  #isForwarder(protocol: string, token: string | null): boolean {
    const secret = Object.hasOwn(this.#secrets, protocol) ? this.#secrets[protocol] : undefined;
    if (secret === undefined || secret === '' || token === null) return false;
    return timingSafeEqual(sha256(token), sha256(secret));
  }
}

/** Of equal length, whatever was sent. */
function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
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
