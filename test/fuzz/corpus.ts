/** What decoders are fed with before it is damaged: frames of our own simulated devices, and captured ones where they lie beside the checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DeviceSide } from '../../src/ingest/protocols/device-side.ts';
import { eelinkDevice } from '../../src/ingest/protocols/eelink/encode.ts';
import { gl200Device } from '../../src/ingest/protocols/gl200/encode.ts';
import { gt06Device } from '../../src/ingest/protocols/gt06/encode.ts';
import { megastekDevice } from '../../src/ingest/protocols/megastek/encode.ts';
import { r16hDevice } from '../../src/ingest/protocols/r16h/encode.ts';
import { teltonikaDevice } from '../../src/ingest/protocols/teltonika/encode.ts';
import { watchDevice } from '../../src/ingest/protocols/watch/encode.ts';

export const DEVICE_SIDES: readonly DeviceSide[] = [
  ...[eelinkDevice, gl200Device, gt06Device, megastekDevice, r16hDevice, teltonikaDevice, watchDevice],
];

const CAPTURED = fileURLToPath(new URL('../../../shared/frames/', import.meta.url));
const AT_MS = Date.UTC(2026, 5, 24, 12);
const PLACE = { latDeg: 36.1, lonDeg: 124.2 };
const STATES = [
  {},
  { batteryPct: 40, charging: true, satellites: 9, strap: 'closed' },
  { event: 'sos', speedMps: 12, courseDeg: 270, altitudeM: 30, accuracyM: 15 },
  { event: 'strap-open', batteryPct: 7, strap: 'open' },
  { event: 'low-battery', batteryPct: 3, charging: false },
] as const;

export interface Corpus {
  readonly frames: readonly Uint8Array[];
  /** How many of them were captured; 0 where there are none beside the checkout. */
  readonly captured: number;
}

export function corpusOf(protocol: string): Corpus {
  const session = DEVICE_SIDES.find((side) => side.protocol === protocol)!.open('356000000000017');
  const own = [
    session.hello(),
    ...STATES.map((state, i) => session.report({ fixedAtMs: AT_MS + i, ...PLACE, ...state })),
  ];
  const heartbeat = session.heartbeat({ batteryPct: 55, charging: false }, AT_MS);
  if (heartbeat !== null) own.push(heartbeat);
  const file = `${CAPTURED}${protocol}.json`;
  const captured = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { hex: string }[]) : [];
  const frames = [...own, ...captured.map(({ hex }) => Buffer.from(hex, 'hex'))];
  return { frames: frames.filter(({ length }) => length > 0), captured: captured.length };
}
