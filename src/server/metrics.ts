/** Prometheus metrics: counts and times only, never an identity or a coordinate. One registry a running Magpie. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { SECOND_MS } from '../core/time.ts';
import type { DoorState } from '../ingest/tcp/listener.ts';

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export interface Metrics {
  readonly registry: Registry;
  readonly inputs: Counter<'kind'>;
  readonly answered: Counter<'protocol' | 'status'>;
  /** A tracker's frame, how it was answered, and how long that took from its last byte. */
  frame(protocol: string, outcome: string, tookMs: number): void;
  readonly refusedConnections: Counter<'protocol' | 'cause'>;
  readonly rejected: Counter<'protocol' | 'reason'>;
  readonly findings: Counter<'kind' | 'level'>;
  readonly warnings: Counter<'level'>;
  readonly refusedDisclosures: Counter<'cause'>;
  /** From the writer's time of an input to the end of its evaluation and fan-out. */
  readonly evaluated: Histogram;
  readonly position: Gauge;
  readonly snapshots: Counter<'outcome'>;
  readonly snapshotPosition: Gauge;
  readonly rebuiltFromWindow: Gauge;
  readonly trouble: Gauge<'part'>;
  readonly malformed: Counter<'route'>;
  readonly mqttConnections: Gauge;
  readonly mqttRefused: Counter<'cause'>;
}

export function createMetrics(streams: () => number, doors: () => readonly DoorState[]): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  gaugesOfConnections(registers, streams, doors);
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter<L>({ name: `magpie_${name}_total`, help, labelNames, registers });
  const frames = counter('device_frames', "Trackers' frames, by how they were answered", ['protocol', 'outcome']);
  const answeredIn = new Histogram({
    name: 'magpie_device_frame_answered_seconds',
    help: "From the last byte of a tracker's frame to its answer",
    labelNames: ['protocol'],
    buckets: SECONDS,
    registers,
  });
  return {
    registry,
    frame(protocol, outcome, tookMs) {
      frames.inc({ protocol, outcome });
      answeredIn.observe({ protocol }, tookMs / SECOND_MS);
    },
    refusedConnections: counter('device_connections_refused', 'Connections refused at the door', ['protocol', 'cause']),
    inputs: counter('inputs', 'Inputs given to the engine', ['kind']),
    answered: counter('device_requests', 'Requests of devices, by answer', ['protocol', 'status']),
    rejected: counter('rejected', 'Frames and fixes not taken as inputs', ['protocol', 'reason']),
    findings: counter('findings', 'Findings of the engine', ['kind', 'level']),
    warnings: counter('warnings', 'Warnings sent to open streams', ['level']),
    refusedDisclosures: counter('disclosures_refused', 'Disclosures refused because a part failed', ['cause']),
    evaluated: new Histogram({
      name: 'magpie_input_to_evaluated_seconds',
      help: 'From the journal time of an input to its evaluation',
      buckets: SECONDS,
      registers,
    }),
    position: new Gauge({ name: 'magpie_journal_position', help: 'Position of the last input evaluated', registers }),
    snapshots: counter('snapshots', 'Snapshots of the engine stored, failed, or refused at start, by why', ['outcome']),
    snapshotPosition: new Gauge({
      name: 'magpie_snapshot_position',
      help: 'Journal position of the last snapshot stored',
      registers,
    }),
    rebuiltFromWindow: new Gauge({
      name: 'magpie_rebuilt_without_snapshot',
      help: '1 when the engine was rebuilt from a window of the journal, because no snapshot could be used',
      registers,
    }),
    trouble: new Gauge<'part'>({
      name: 'magpie_trouble',
      help: '1 while a part has failed',
      labelNames: ['part'],
      registers,
    }),
    malformed: counter('malformed_requests', 'Requests that broke the schema of their route', ['route']),
    mqttConnections: new Gauge({ name: 'magpie_mqtt_connections', help: 'Devices connected over MQTT', registers }),
    mqttRefused: counter('mqtt_refused', 'Refused over MQTT, by why', ['cause']),
  };
}

function gaugesOfConnections(registers: Registry[], streams: () => number, doors: () => readonly DoorState[]): void {
  new Gauge({
    name: 'magpie_streams_open',
    help: 'Open live streams',
    registers,
    collect() {
      this.set(streams());
    },
  });
  new Gauge({
    name: 'magpie_device_connections',
    help: 'Open connections of trackers',
    labelNames: ['protocol'],
    registers,
    collect() {
      for (const { protocol, connections } of doors()) this.set({ protocol }, connections);
    },
  });
}
