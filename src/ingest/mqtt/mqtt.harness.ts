/** For tests of both kinds of broker: real sockets and a real client, a journal that can be held back, made-up devices. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { generate, type Packet, parser } from 'mqtt-packet';
import type { PersonId } from '../../core/ids.ts';
import { err, type Outcome, ok } from '../../core/outcome.ts';
import type { SignedIn } from '../device-directory.ts';
import type { UnnumberedInput } from '../inputs.ts';
import type { AppendError, Appended } from '../journal.ts';
import { Pace } from '../pace.ts';
import type { KnownDevice, Lookup, PipelineDeps } from '../pipeline.ts';
import type { RawFrame, Rejection } from '../protocols/types.ts';

export const NOW_MS = Date.parse('2026-11-02T12:00:00Z');
export const HOST = '127.0.0.1';
const PERSON = '00000000-0000-4000-8000-000000000001' as PersonId;

export interface MadeUpDevice {
  readonly deviceId: string;
  readonly token: string;
  /** Null: known by its token only. */
  readonly externalId: string | null;
  readonly payloadKey?: Uint8Array;
}

/** In the open sea. */
export function location(tst: number, more: object = {}): string {
  return JSON.stringify({ _type: 'location', lat: 36.001, lon: 124.502, tst, acc: 9, ...more });
}

export const TST = NOW_MS / 1_000 - 60;

/** What is journaled, quarantined and counted; `hold` keeps every commit back until `release`. */
export class Bench {
  readonly inputs: UnnumberedInput[] = [];
  readonly kept: { readonly rejection: Rejection; readonly raw: RawFrame; readonly deviceId: string | null }[] = [];
  readonly counted: string[] = [];
  readonly told: string[] = [];
  readonly devices: MadeUpDevice[];
  /** Of the next appends, from the front; then they succeed. */
  readonly answers: ('not-committed' | 'committed')[] = [];
  nowMs = NOW_MS;
  /** How many appends wait. */
  waiting = 0;
  #gate: PromiseWithResolvers<void> | null = null;
  readonly #watchers = new Set<() => void>();

  constructor(devices: MadeUpDevice[]) {
    this.devices = devices;
  }

  hold(): void {
    this.#gate = Promise.withResolvers();
  }

  /** What waits goes on waiting until the answer is called; what comes from now on does not. */
  letOthersBy(): () => void {
    const gate = this.#gate;
    this.#gate = null;
    return () => gate?.resolve();
  }

  release(): void {
    this.#gate?.resolve();
    this.#gate = null;
  }

  note(line: string): void {
    this.told.push(line);
    this.changed();
  }

  changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** Resolves once it holds; asked again whenever something is journaled, kept or told. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watcher = (): void => {
        if (!holds()) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
      watcher();
    });
  }

  pipeline(): Omit<PipelineDeps, 'findDevice'> {
    const keep = (rejection: Rejection, raw: RawFrame, deviceId: string | null): void => {
      this.kept.push({ rejection, raw, deviceId });
      this.changed();
    };
    return {
      clock: { nowMs: () => this.nowMs },
      journal: { append: (input) => this.#append(input) },
      quarantine: {
        keep: async (_protocol: string, deviceId: string | null, rejections: readonly Rejection[], raw: RawFrame) => {
          await this.#gate?.promise;
          for (const rejection of rejections) keep(rejection, raw, deviceId);
          return true;
        },
        keepStranger: async (_protocol: string, rejection: Rejection, raw: RawFrame) => keep(rejection, raw, null),
        count: (protocol: string) => {
          this.counted.push(protocol);
          this.changed();
        },
      } as unknown as PipelineDeps['quarantine'],
      pace: new Pace(),
      strapOf: () => null,
      onHeard: () => undefined,
      basesFor: () => ['order:x'],
      isOwn: () => false,
      mayKeepPlace: () => true,
    };
  }

  async #append(input: UnnumberedInput): Promise<Outcome<Appended, AppendError>> {
    this.waiting += 1;
    this.changed();
    await this.#gate?.promise;
    this.waiting -= 1;
    if (this.answers.shift() === 'not-committed') {
      this.note('not committed');
      return err('not-committed');
    }
    // As the journal does it: what it has already is a duplicate, and no error.
    const duplicate = this.inputs.some((other) => JSON.stringify(other) === JSON.stringify(input));
    if (!duplicate) this.inputs.push(input);
    this.changed();
    return ok({ position: this.inputs.length, duplicate });
  }

  signIn(token: string): SignedIn | null {
    const found = this.devices.find((device) => device.token === token);
    return found === undefined ? null : { ...found, tokenHash: `hash of ${token}` };
  }

  findSignedIn(tokenHash: string): Lookup {
    const found = this.devices.find(({ token }) => `hash of ${token}` === tokenHash);
    return found === undefined ? { rejected: 'bad-secret' } : { device: known(found) };
  }

  findTrusted(name: string | null): Lookup {
    const found = this.devices.find(({ externalId }) => externalId === name && name !== null);
    return found === undefined ? { rejected: 'unregistered' } : { device: known(found) };
  }
}

function known(device: MadeUpDevice): KnownDevice {
  return { deviceId: device.deviceId, payloadKey: device.payloadKey ?? null, carriedBy: () => PERSON };
}

/** A client that does not come back by itself. Rejects when it is refused. */
export async function connected(port: number, options: IClientOptions): Promise<MqttClient> {
  return mqtt.connectAsync(`mqtt://${HOST}:${port}`, { reconnectPeriod: 0, ...options }, false);
}

/** A connection of which every packet is seen, also one that a client would hide. */
export class RawClient {
  readonly packets: Packet[] = [];
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  #wake: (() => void)[] = [];

  constructor(port: number) {
    this.socket = connect(port, HOST);
    this.closed = once(this.socket, 'close');
    this.socket.on('error', () => undefined);
    const reader = parser();
    reader.on('packet', (packet) => {
      this.packets.push(packet);
      for (const wake of this.#wake.splice(0)) wake();
    });
    this.socket.on('data', (bytes) => reader.parse(bytes));
  }

  send(...packets: Packet[]): void {
    this.socket.write(Buffer.concat(packets.map((packet) => generate(packet))));
  }

  signIn(username: string, token: string, more: object = {}): void {
    this.send({
      ...{ cmd: 'connect', clientId: 'c', username, password: Buffer.from(token), keepalive: 60, clean: true },
      ...{ protocolId: 'MQTT', protocolVersion: 4, ...more },
    });
  }

  publish(messageId: number, topic: string, payload: string, retain = false): void {
    this.send({ cmd: 'publish', topic, payload, qos: 1, messageId, dup: false, retain });
  }

  /** The first packet of that kind, now or later; ends with a failure when the connection does. */
  async next(cmd: Packet['cmd']): Promise<Packet> {
    for (;;) {
      const found = this.packets.find((packet) => packet.cmd === cmd);
      if (found !== undefined) return found;
      const more = new Promise<void>((resolve) => this.#wake.push(resolve));
      const ended = this.closed.then(() => {
        throw new Error(`the connection ended without ${cmd}`);
      });
      await Promise.race([more, ended]);
    }
  }

  acknowledged(): number[] {
    return this.packets.flatMap((packet) => (packet.cmd === 'puback' ? [packet.messageId!] : []));
  }
}
