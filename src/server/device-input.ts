/**
 * How devices come in, by whichever way: the ports of phones and trackers, OwnTracks' brokers, and the one pipeline behind all of
 * them. Its callers are the parts of a running Magpie; it holds no state besides them.
 */
import type { Clock } from '../core/clock.ts';
import type { DeviceId } from '../core/ids.ts';
import type { HealthTracker } from '../devices/service.ts';
import type { DeviceDirectory } from '../ingest/device-directory.ts';
import { heardOf } from '../ingest/heard.ts';
import type { Journal } from '../ingest/journal.ts';
import { Pace } from '../ingest/pace.ts';
import type { PipelineDeps } from '../ingest/pipeline.ts';
import type { Quarantine } from '../ingest/quarantine.ts';
import type { ConsentBook } from '../people/consent-book.ts';
import type { DeviceCommands } from './device-commands.ts';
import { DeviceDoors, type DevicePorts } from './device-doors.ts';
import type { Metrics } from './metrics.ts';
import { MqttDoors, type MqttOptions } from './mqtt-doors.ts';
import type { OrderBook } from './order-book.ts';
import type { Troubles } from './trouble.ts';

export interface DeviceInputParts {
  readonly clock: Clock;
  readonly host: string;
  readonly devicePorts: DevicePorts;
  readonly mqttOptions: MqttOptions;
  readonly journal: Journal;
  readonly quarantine: Quarantine;
  readonly directory: DeviceDirectory;
  readonly book: OrderBook;
  readonly metrics: Metrics;
  readonly troubles: Troubles;
  readonly health: HealthTracker;
  readonly commands: DeviceCommands;
  readonly consents: ConsentBook;
  report(what: string, error: unknown): void;
}

export interface DeviceInput {
  readonly pipeline: PipelineDeps;
  readonly doors: DeviceDoors;
  readonly mqtt: MqttDoors;
}

/** Nothing is opened yet. */
export function newDeviceInput(parts: DeviceInputParts): DeviceInput {
  const { clock, host, devicePorts, directory, metrics, troubles, health, commands, report } = parts;
  const pipeline: PipelineDeps = {
    ...{ clock, journal: parts.journal, quarantine: parts.quarantine, pace: new Pace() },
    findDevice: (protocol, token, externalId) => directory.find(protocol, token, externalId),
    basesFor: (personId, atMs) => parts.book.basesFor(personId, atMs),
    mayKeepPlace: (personId, atMs, nowMs) =>
      parts.book.isWearerAt(personId, atMs) || parts.consents.mayKeep(personId, atMs, nowMs),
    isOwn: (personId, atMs) => parts.book.isOwnAt(personId, atMs),
    strapOf: (deviceId) => health.strapOf(deviceId as DeviceId),
    onHeard: (heard) => {
      health.heard(heardOf(heard));
      commands.onHeard(heard);
    },
  };
  const doors = new DeviceDoors(host, devicePorts, {
    ...pipeline,
    onContact: (deviceId, isNew) => commands.dispatcher.contact(deviceId as DeviceId, isNew),
    messagesFor: (deviceId) => commands.messagesFor(deviceId),
    onError: (error) => report("a device's frame", error),
    onAnswered: (protocol, status) => metrics.answered.inc({ protocol, status: String(status) }),
    onFrame: (protocol, outcome, tookMs) => metrics.frame(protocol, outcome, tookMs),
    onRefused: (protocol, cause) => metrics.refusedConnections.inc({ protocol, cause }),
  });
  const mqtt = new MqttDoors(parts.mqttOptions, {
    ...{ host, tls: devicePorts.tls, directory, metrics, troubles, report, pipeline },
  });
  return { pipeline, doors, mqtt };
}
