/** A family makes cases of one kind; each seed another one. */
import type { Rng } from '../../../src/core/rng.ts';
import type { Paths } from '../assemble.ts';
import type { Device } from '../devices/device.ts';

export interface Draft {
  readonly paths: Paths;
  readonly wearerDevice: Device;
  readonly phone: Device;
}

export interface Family {
  readonly name: string;
  readonly what: string;
  make(rng: Rng): Draft;
}
