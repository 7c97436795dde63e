/** A simulated device's reports: what its receiver makes of the truth at each interval, but for gaps, tunnels and being off. Pure. */
import { type LatLon, measure, moved, newOffset } from '../../core/geo.ts';
import type { PersonId } from '../../core/ids.ts';
import { makeReceiver, type Receiver } from '../../core/receiver.ts';
import { between, type Rng } from '../../core/rng.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { Fix } from '../../proximity/types.ts';
import { measurePolygon, polygonOf } from '../../proximity/zone-shape.ts';
import type { Area } from './contract.ts';
import { type Track, TrackReader } from './track.ts';

/** From the fix to the engine: networks and the journal. */
const TRANSIT_MS = 1_000;

export type IsInside = (latDeg: number, lonDeg: number) => boolean;

export interface DeviceSpec {
  readonly personId: PersonId;
  readonly track: Track;
  readonly intervalS: number;
  readonly fromMs: number;
  readonly rng: Rng;
  readonly gaps: readonly IsInside[];
  /** From then on it reports nothing. */
  readonly offAtMs: number;
}

export class SimulatedDevice {
  /** When the next report arrives, if there is one. */
  arrivesAtMs: number;
  /** Where they truly were at the report taken last. */
  latDeg = Number.NaN;
  lonDeg = Number.NaN;
  readonly #spec: DeviceSpec;
  readonly #reader: TrackReader;
  readonly #receiver: Receiver;

  constructor(spec: DeviceSpec) {
    this.#spec = spec;
    this.#reader = new TrackReader(spec.track);
    this.#receiver = makeReceiver(spec.rng);
    this.arrivesAtMs = Math.round(spec.fromMs + between(spec.rng, 0, spec.intervalS * SECOND_MS));
  }

  /** The report that arrives at `arrivesAtMs`; null: none does. Goes on to the next. */
  take(): Fix | null {
    const receivedAtMs = this.arrivesAtMs;
    const fixedAtMs = receivedAtMs - TRANSIT_MS;
    this.arrivesAtMs = receivedAtMs + this.#spec.intervalS * SECOND_MS;
    if (fixedAtMs >= this.#spec.offAtMs) return null;
    const reader = this.#reader;
    reader.moveTo(fixedAtMs);
    const { latDeg, lonDeg, speedMps, courseDeg, surroundings } = reader;
    if (this.#spec.gaps.some((isInside) => isInside(latDeg, lonDeg))) return null;
    const truth = { point: HERE, speedMps, courseDeg, surroundings };
    const reading = this.#receiver.read(truth, fixedAtMs);
    if (reading === null) return null;
    this.latDeg = latDeg;
    this.lonDeg = lonDeg;
    const at: LatLon = moved({ latDeg, lonDeg }, reading.point.xM, reading.point.yM);
    const { point: _offset, ...rest } = reading;
    return { personId: this.#spec.personId, fixedAtMs, receivedAtMs, ...at, ...rest, mock: null };
  }
}

const HERE = { xM: 0, yM: 0 };

/** Whether a place lies in an area. */
export function insideOf(area: Area): IsInside {
  const scratch = newOffset();
  if (area.kind === 'circle') {
    return (latDeg, lonDeg) => {
      measure(latDeg, lonDeg, area.latDeg, area.lonDeg, scratch);
      return scratch.distanceM <= area.radiusM;
    };
  }
  const polygon = polygonOf([area.outline]);
  const out = { distanceM: 0, outEast: 0, outNorth: 0 };
  return (latDeg, lonDeg) => {
    measurePolygon(polygon, latDeg, lonDeg, scratch, out);
    return out.distanceM <= 0;
  };
}
