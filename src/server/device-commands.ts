/**
 * Commands to devices, wired to a running Magpie: who carries what and by which order, what the engine wishes, and the ways there
 * are to each device. Fails toward saying so: a device that cannot be told anything has no channel, and its commands say that.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { DeviceId, PersonId } from '../core/ids.ts';
import type { Rng } from '../core/rng.ts';
import {
  type CarriedDevice,
  CommandDispatcher,
  DatabaseCommandStore,
  type DeviceCommand,
  type Sending,
} from '../devices/service.ts';
import type { DeviceDirectory, RegisteredDevice } from '../ingest/device-directory.ts';
import type { Heard } from '../ingest/heard.ts';
import { owntracksCommand } from '../ingest/protocols/owntracks/commands.ts';
import { SOCKET_PROTOCOLS } from '../ingest/protocols/registry.ts';
import type { Finding } from '../proximity/types.ts';
import type { Sealer } from '../safeguards/service.ts';
import type { DeviceInput } from './device-input.ts';
import type { OrderBook } from './order-book.ts';
import type { Shard } from './shard.ts';

export interface DeviceCommandsDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly directory: DeviceDirectory;
  readonly book: OrderBook;
  readonly shard: Pick<Shard, 'wantedIntervalS'>;
  readonly input: () => Pick<DeviceInput, 'doors' | 'mqtt'>;
  onError(error: unknown): void;
}

export class DeviceCommands {
  readonly dispatcher: CommandDispatcher;
  readonly #deps: DeviceCommandsDeps;

  constructor(deps: DeviceCommandsDeps) {
    const { clock, database, sealer, shard, onError } = deps;
    const store = new DatabaseCommandStore(database, sealer);
    this.#deps = deps;
    this.dispatcher = new CommandDispatcher({
      ...{ clock, store, randomBytes, onError, rng: CRYPTOGRAPHIC },
      deviceIds: () => deps.directory.ids(),
      carriedDevice: (deviceId) => this.#carriedDevice(deps.directory.byId(deviceId)),
      devicesOf: (personId) => this.#devicesOf(personId),
      wishOf: (personId) => shard.wantedIntervalS(personId),
      send: (deviceId, command) => this.#send(deviceId, command),
    });
  }

  /** Of the running engine; what is not about asking for reports is left alone. */
  onFinding({ kind, subject, inputPosition }: Finding): void {
    if (kind === 'reporting' && subject.kind === 'person') this.dispatcher.wished(subject.personId, inputPosition);
  }

  onHeard({ deviceId, decoded }: Heard): void {
    const fixedAtMs = decoded.fixes.map((fix) => fix.fixedAtMs);
    this.dispatcher.heard(deviceId as DeviceId, { fixedAtMs, answer: decoded.answer ?? null });
  }

  /** For the answer to an OwnTracks phone's own report over HTTP: what it is to be told, each as the text of a message. */
  messagesFor(deviceId: string): string[] {
    const device = this.#deps.directory.byId(deviceId);
    return device === null
      ? []
      : this.dispatcher.takeForReply(deviceId as DeviceId, (command) => encode(device, command));
  }

  #send(deviceId: DeviceId, command: DeviceCommand): Sending | Promise<Sending> {
    const device = this.#deps.directory.byId(deviceId);
    if (device?.protocol === OWNTRACKS) return this.#publish(device, command);
    if (device === null || !WITH_SOCKET.has(device.protocol)) return 'no-channel';
    return this.#deps.input().doors.sessions.send(deviceId, command);
  }

  /** Over MQTT, where the phone listens there; otherwise it hears with the answer to its next report over HTTP. */
  async #publish(device: RegisteredDevice, command: DeviceCommand): Promise<Sending> {
    const message = encode(device, command);
    if (message === null) return 'no-such-command';
    const [user, name] = device.externalId?.split('/') ?? [];
    if (user === undefined || name === undefined) return 'not-connected';
    return (await this.#deps.input().mqtt.publishCommand(user, name, message)) ? 'sent' : 'not-connected';
  }

  #carriedDevice(device: RegisteredDevice | null): CarriedDevice | null {
    const nowMs = this.#deps.clock.nowMs();
    const personId = device?.carriedBy(nowMs) ?? null;
    if (device === null || personId === null) return null;
    const { isWearer, intervalS } = this.#deps.book.reportingOf(personId, nowMs);
    return { deviceId: device.deviceId as DeviceId, personId, isWearer, orderIntervalS: intervalS };
  }

  #devicesOf(personId: PersonId): DeviceId[] {
    const nowMs = this.#deps.clock.nowMs();
    const theirs = [...this.#deps.directory.all()].filter((one) => one.carriedBy(nowMs) === personId);
    return theirs.map(({ deviceId }) => deviceId as DeviceId);
  }
}

const OWNTRACKS = 'owntracks';
/** Of the seal of an encrypted payload. */
const NONCE_BYTES = 24;

function encode({ payloadKey }: RegisteredDevice, command: DeviceCommand): string | null {
  return owntracksCommand(command, payloadKey === null ? null : { key: payloadKey, nonce: randomBytes(NONCE_BYTES) });
}

const WITH_SOCKET: ReadonlySet<string> = new Set(SOCKET_PROTOCOLS.map(({ name }) => name));

/** When the next asking by chance comes must not be foreseeable from those before. */
const CRYPTOGRAPHIC: Rng = { next: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48 };
