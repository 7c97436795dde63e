/** Every family, by name: paths of one kind with devices of one kind. */
import { between, type Rng } from '../../../src/core/rng.ts';
import type { Paths } from '../assemble.ts';
import { anyInterval, type Device, ordinaryDevice, poorDevice, type Weakness } from '../devices/device.ts';
import { chance, pick } from '../plane.ts';
import { ambush, chase, comesToHer, walksIn } from './approaches.ts';
import { neighbours, schoolRun, strangers, tower } from './days.ts';
import type { Family } from './family.ts';
import { type MeetingHabits, meetings } from './meetings.ts';
import { type Modes, TOWN_MODES } from './places.ts';
import { restsApart } from './rests.ts';
import { opposite, parallel } from './roads.ts';
import { shifted } from './shifted.ts';

const MEETINGS: MeetingHabits = {
  lengthS: [6 * 3600, 24 * 3600],
  cycleS: [4800, 12_000],
  modes: TOWN_MODES,
  apart: { near: 0.025, middle: 0.22, far: 0.755 },
  bandsM: { near: [700, 880], middle: [1120, 1750], far: [2700, 7000] },
  comingShare: 0.42,
  passingShare: 0.55,
  togetherS: [120, 1500],
};
const LONG_GAPS: Weakness = { gapsPerDay: 4, gapS: [1200, 7200] };

/** Both by the same few means; meetings half as long a day. */
function meetingsBy(modes: Modes): (rng: Rng) => Paths {
  return (rng) => meetings(rng, { ...MEETINGS, lengthS: [5 * 3600, 12 * 3600], modes, comingShare: 0.4 });
}

type MakeDevice = (rng: Rng, intervalS: number) => Device;

/** Mostly told the same interval, sometimes not. */
function family(name: string, what: string, paths: (rng: Rng) => Paths, device: MakeDevice = ordinaryDevice): Family {
  return {
    name,
    what,
    make(rng) {
      const intervalS = anyInterval(rng);
      const phoneS = chance(rng, 0.25) ? anyInterval(rng) : intervalS;
      return { paths: paths(rng), wearerDevice: device(rng, intervalS), phone: device(rng, phoneS) };
    },
  };
}

function weak(over: (rng: Rng) => Weakness): MakeDevice {
  return (rng, intervalS) => ordinaryDevice(rng, intervalS, over(rng));
}

/** Paths for families that are about devices: an encounter, meetings, or neighbours. */
function anyPaths(rng: Rng): Paths {
  const make = pick(rng, [comesToHer, walksIn, shortMeetings, shortMeetings, neighbours]);
  return make(rng);
}

function shortMeetings(rng: Rng): Paths {
  return meetings(rng, { ...MEETINGS, lengthS: [4 * 3600, 10 * 3600] });
}

export const FAMILIES: readonly Family[] = [
  family('meetings', 'ways that meet every few hours, by all means of travel', (rng) => meetings(rng, MEETINGS)),
  family('shifted', "two strangers' trips laid over each other so that they meet", (rng) =>
    shifted(rng, {
      lengthS: [5000, 14_000],
      modes: { ...TOWN_MODES, walk: 4 },
      tripM: [1500, 8000],
      restS: [900, 7200],
    }),
  ),
  family('walk', 'meetings on foot', meetingsBy({ walk: 1 })),
  family('bus', 'meetings by bus with its stops', meetingsBy({ bus: 1, walk: 0.1 })),
  family('car', 'meetings by car with lights', meetingsBy({ car: 1, walk: 0.1 })),
  family('train', 'meetings by train', meetingsBy({ train: 1, car: 0.1 })),
  family(
    'underground',
    'no satellites under way, cell and Wi-Fi at most, out again elsewhere',
    meetingsBy({ underground: 1 }),
  ),
  family('tower', 'the same office tower, or two close by, for hours', tower),
  family('parallel-roads', 'roads 550 to 950 m apart, the same way or opposite', parallel),
  family('opposite', 'passing in opposite directions in vehicles', opposite),
  family('neighbours', 'homes 560 to 900 m apart', neighbours),
  family('school-run', 'the same area at the same times', schoolRun),
  family('rest-near', 'at rest 550 to 900 m apart for hours, with errands', (rng) => restsApart(rng, [550, 900])),
  family('rest-middle', 'at rest 1.2 to 1.9 km apart for hours, with errands', (rng) => restsApart(rng, [1200, 1900])),
  family('commute', 'nothing in common but a line of rail', (rng) =>
    strangers(rng, pick(rng, ['train', 'underground'])),
  ),
  family('strangers', 'nothing in common but the town', (rng) => strangers(rng)),
  family('chase', 'towards her on foot, in zigzag', chase),
  family('ambush', 'there first, waiting where she comes', ambush),
  family('walks-in', 'she comes into his street', walksIn),
  family('comes-to-her', 'she rests, the wearer comes', comesToHer),
  family(
    'long-silence',
    'tags and phones silent for half an hour to two',
    anyPaths,
    weak(() => LONG_GAPS),
  ),
  family(
    'cell-only',
    'hours with nothing but the cell network',
    anyPaths,
    weak(() => ({ cellOnlyPerDay: 6, cellShare: 0.05 })),
  ),
  family(
    'indoor-drift',
    'indoors 560 to 1100 m apart, errors that wander and claim to be small',
    (rng) => restsApart(rng, [560, 1100], 'indoors'),
    weak((rng) => ({
      understating: between(rng, 2, 4),
      errorFactor: between(rng, 1.2, 3),
      errorMemoryS: between(rng, 200, 900),
    })),
  ),
  family(
    'multipath',
    'reflections for minutes',
    anyPaths,
    weak((rng) => ({ multipathPerHour: between(rng, 1, 4) })),
  ),
  family(
    'outliers',
    'fixes that are elsewhere, one in thirty',
    anyPaths,
    weak((rng) => ({ outlierShare: between(rng, 0.02, 0.05) })),
  ),
  family(
    'mock',
    'positions made by an app',
    anyPaths,
    weak(() => ({ mocksPerDay: 8 })),
  ),
  family(
    'clock-error',
    'clocks minutes ahead or behind',
    anyPaths,
    weak((rng) => ({ clockErrorS: between(rng, -240, 240) })),
  ),
  family(
    'late-batches',
    'reports kept back and sent at once',
    anyPaths,
    weak(() => ({ batchesPerDay: 24, batchS: [180, 1200] })),
  ),
  family(
    'duplicates',
    'reports twice, out of order',
    anyPaths,
    weak(() => ({ duplicateShare: 0.25 })),
  ),
  family('poor-devices', 'all of it together', anyPaths, poorDevice),
];

/** Throws on an unknown name, naming those there are. */
export function familyOf(name: string): Family {
  const found = FAMILIES.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`no family is called ${name}: ${FAMILIES.map((one) => one.name).join(', ')}`);
  return found;
}
