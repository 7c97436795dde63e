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
          cycleS: [5000, 13_500],
          modes: { walk: 0.5, bicycle: 0.2, bus: 0.15, car: 0.28, train: 0.08, underground: 0.06 },
          apart: { near: 0.01, middle: 0.3, far: 0.69 },
          bandsM: { near: [620, 950], middle: [1080, 1800], far: [2600, 7000] },
          comingShare: 0.5,
          passingShare: 0.5,
          togetherS: [120, 2400],
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
