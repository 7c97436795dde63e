/** What a simulated person truly does at an instant, before any receiver sees it. On the city's plane, metres. */
import type { Surroundings } from '../../core/receiver.ts';
import type { PlanePoint } from '../city/plane.ts';

export type Mode = 'still' | 'walk' | 'cycle' | 'drive' | 'bus' | 'train';

export interface TrueState {
  readonly point: PlanePoint;
  readonly speedMps: number;
  /** Null when still. */
  readonly courseDeg: number | null;
  readonly mode: Mode;
  readonly surroundings: Surroundings;
  /** At home or with a charger. */
  readonly charging: boolean;
}
