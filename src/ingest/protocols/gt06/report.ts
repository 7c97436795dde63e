/** What is gathered from one frame before it is handed on. */
import type { DeviceEventKind } from '../../../proximity/types.ts';
import { UNKNOWN_STATUS } from '../decoded.ts';
import type { CellTower, CommandAnswer, DecodedFix, DeviceStatus, WifiPoint } from '../types.ts';
import { type Faults, newFaults } from '../values.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface Gathered {
  readonly faults: Faults;
  readonly fixes: DecodedFix[];
  readonly kinds: Set<DeviceEventKind>;
  readonly status: Mutable<Omit<DeviceStatus, 'cells' | 'wifi'>>;
  readonly cells: CellTower[];
  readonly wifi: WifiPoint[];
  /** The frame's own time; null where it has none. */
  atMs: number | null;
  answer: CommandAnswer | null;
  /** The device's name where the frame says it beside the login. */
  device: string | null;
}

export function newGathered(): Gathered {
  return {
    faults: newFaults(),
    fixes: [],
    kinds: new Set(),
    status: { ...UNKNOWN_STATUS },
    cells: [],
    wifi: [],
    atMs: null,
    answer: null,
    device: null,
  };
}
