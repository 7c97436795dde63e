/**
 * OwnTracks over MQTT, wired to a running Magpie: the broker of our own, an outside one, both or none.
 * Fails toward not starting for our own, whose port must open; an outside one that is away is a trouble that is told.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { SecureContextOptions } from 'node:tls';
import type { DeviceDirectory } from '../ingest/device-directory.ts';
import { MqttBroker } from '../ingest/mqtt/broker.ts';
import { OutsideBroker } from '../ingest/mqtt/outside.ts';
import { deviceName } from '../ingest/mqtt/topics.ts';
import type { PipelineDeps } from '../ingest/pipeline.ts';
import type { DevicePorts } from './device-doors.ts';
import type { Metrics } from './metrics.ts';
import type { Troubles } from './trouble.ts';

export interface MqttOptions {
  /** Of the embedded broker; 0 picks one, null opens none. */
  readonly port: number | null;
  /** An outside broker; its URL may hold credentials. Null: none. */
  readonly outside: { readonly url: string; readonly clientId: string } | null;
}

export const NO_MQTT: MqttOptions = { port: null, outside: null };

export interface MqttDoorsDeps {
  readonly host: string;
  readonly tls: DevicePorts['tls'];
  readonly pipeline: Omit<PipelineDeps, 'findDevice'>;
  readonly directory: DeviceDirectory;
  readonly metrics: Metrics;
  readonly troubles: Troubles;
  report(what: string, error: unknown): void;
}

const OWNTRACKS = 'owntracks';

export class MqttDoors {
  readonly broker: MqttBroker | null;
  readonly outside: OutsideBroker | null;
  readonly #stopping = new AbortController();

  constructor(options: MqttOptions, deps: MqttDoorsDeps) {
    this.broker = options.port === null ? null : this.#newBroker(options.port, deps);
    this.outside = options.outside === null ? null : this.#newOutside(options.outside, deps);
  }

  async start(): Promise<void> {
    await this.broker?.listen();
    this.outside?.start();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.broker?.stop(), this.outside?.stop()]);
  }

  /** Of our own broker; an outside one has its own. */
  renewTls(context: SecureContextOptions): void {
    this.broker?.renewTls(context);
  }

  /**
   * Sends a command (`owntracks/commands.ts` writes it) to the device's `…/cmd`. True when the device was connected to our
   * broker and listened, or else when an outside broker took it; false when nobody did: it is not kept for later.
   */
  async publishCommand(user: string, device: string, payload: string): Promise<boolean> {
    const name = deviceName(user, device);
    if (name === null) return false;
    if ((await this.broker?.publishCommand(name, payload)) === true) return true;
    return (await this.outside?.publishCommand(name, payload)) === true;
  }

  #newBroker(port: number, deps: MqttDoorsDeps): MqttBroker {
    const { directory, metrics } = deps;
    return new MqttBroker(
      { host: deps.host, port, tls: deps.tls },
      {
        ...deps.pipeline,
        signIn: (token) => directory.signIn(OWNTRACKS, token),
        findSignedIn: (tokenHash) => directory.findSignedIn(OWNTRACKS, tokenHash),
        findTrusted: (name) => directory.findTrusted(OWNTRACKS, name),
        onReceived: ({ taken }) => metrics.answered.inc({ protocol: 'owntracks-mqtt', status: taken }),
        onRefused: (cause) => metrics.mqttRefused.inc({ cause }),
        onConnections: (count) => metrics.mqttConnections.set(count),
        onError: (error) => deps.report('the MQTT broker', error),
        sleep: (ms) => this.#sleep(ms),
      },
    );
  }

  #newOutside(outside: NonNullable<MqttOptions['outside']>, deps: MqttDoorsDeps): OutsideBroker {
    const { directory, metrics, troubles } = deps;
    return new OutsideBroker(outside, {
      ...deps.pipeline,
      findTrusted: (name) => directory.findTrusted(OWNTRACKS, name),
      onReceived: ({ taken }) => metrics.answered.inc({ protocol: 'owntracks-outside', status: taken }),
      onTrouble: (isAway) => troubles.set('reports', 'outside MQTT broker', isAway),
      onError: (error) => deps.report('the outside MQTT broker', error),
      setTimer(delayMs, fn) {
        const timer = setTimeout(fn, delayMs);
        return () => clearTimeout(timer);
      },
    });
  }

  async #sleep(ms: number): Promise<void> {
    // Stopping ends the wait early; that is no error.
    await delay(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
