/**
 * What a sender of fixes writes down before it becomes a frame: the encoders' common input. `magpie play` and the
 * drills' simulated phones speak through it, so a drill exercises the very decoders that real phones meet.
 */
import type { DeviceEventKind } from '../../proximity/types.ts';

export interface Report {
  readonly fixedAtMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly accuracyM?: number | null;
  readonly speedMps?: number | null;
  readonly courseDeg?: number | null;
  readonly altitudeM?: number | null;
  readonly batteryPct?: number | null;
  readonly charging?: boolean | null;
  readonly mock?: boolean | null;
  /** Sent along with the position where the protocol has a word for it. */
  readonly event?: DeviceEventKind | null;
}
