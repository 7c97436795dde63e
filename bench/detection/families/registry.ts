/** Every family, by name. */
import { anyInterval, ordinaryDevice } from '../devices/device.ts';
import type { Family } from './family.ts';
import { meetings } from './meetings.ts';

export const FAMILIES: readonly Family[] = [
  {
    name: 'meetings',
    what: 'ways that cross every few hours, by all means of travel',
    make(rng) {
      const intervalS = anyInterval(rng);
      return {
        paths: meetings(rng, {
          lengthS: [6 * 3600, 24 * 3600],
          cycleS: [5000, 15_000],
          modes: { walk: 0.4, bicycle: 0.12, bus: 0.15, car: 0.25, train: 0.03, underground: 0.05 },
          apart: { near: 0.02, middle: 0.35, far: 0.63 },
          waitingShare: 0.4,
          passingShare: 0.5,
        }),
        wearerDevice: ordinaryDevice(rng, intervalS),
        phone: ordinaryDevice(rng, intervalS),
      };
    },
  },
];

export function familyOf(name: string): Family | null {
  return FAMILIES.find((family) => family.name === name) ?? null;
}
