/** Sections 6 and 9: plain encounters, what level they reach, when, by which numbers and in which words. From the engine. */
import { sentence } from '../../src/proximity/explanations.ts';
import type { Finding } from '../../src/proximity/types.ts';
import { type Made, tableOf } from './document.ts';
import { clockOf, going, play, SPEC, type Spot, standing, type Walk } from './stage.ts';

interface Encounter {
  readonly name: string;
  readonly wearer: Walk;
  readonly protectedPerson: Walk;
}

const HERE: Spot = { eastM: 0, northM: 0 };
const UNTIL_S = 1800;
/** They all stand for five minutes first, so that the engine knows them. */
const START_S = 300;

/** From `from` towards the east or west; whoever comes to `stopEastM` stays there. */
function straight(from: Spot, eastMps: number, stopEastM: number | null = null): (atS: number) => Spot {
  return (atS) => {
    const east = from.eastM + eastMps * Math.max(0, atS - START_S);
    const isPast = stopEastM !== null && (eastMps < 0 ? east < stopEastM : east > stopEastM);
    return { eastM: isPast ? stopEastM : east, northM: from.northM };
  };
}

const HER_PHASE = { phaseS: 30 };

const ENCOUNTERS: readonly Encounter[] = [
  {
    name: 'The wearer walks straight towards the protected person, from 2 km',
    wearer: going(straight({ eastM: 2000, northM: 0 }, -1.4, 20)),
    protectedPerson: standing(0, 0),
  },
  {
    name: 'The protected person walks straight towards the wearer, from 2 km',
    wearer: standing(2000, 0, { phaseS: 0 }),
    protectedPerson: going(straight(HERE, 1.4, 1980), HER_PHASE),
  },
  {
    name: 'Both walk towards each other, from 2 km',
    wearer: going(straight({ eastM: 2000, northM: 0 }, -1.4, 1010)),
    protectedPerson: going(straight(HERE, 1.4, 990), HER_PHASE),
  },
  {
    name: 'The wearer drives straight towards the protected person at 10 m/s, from 6 km',
    wearer: going(straight({ eastM: 6000, northM: 0 }, -10, 20)),
    protectedPerson: standing(0, 0),
  },
  {
    name: 'The wearer drives by at 14 m/s on a road 1.2 km aside',
    wearer: going(straight({ eastM: 7000, northM: 1200 }, -14)),
    protectedPerson: standing(0, 0),
  },
  {
    name: 'Both stay where they are, 700 m apart',
    wearer: standing(700, 0, { phaseS: 0 }),
    protectedPerson: standing(0, 0),
  },
  {
    name: 'Both stay where they are, 500 m apart',
    wearer: standing(500, 0, { phaseS: 0 }),
    protectedPerson: standing(0, 0),
  },
  {
    name: 'The wearer walks away, from 900 m',
    wearer: going(straight({ eastM: 900, northM: 0 }, 1.4)),
    protectedPerson: standing(0, 0),
  },
];

const RANKS = ['clear', 'notice', 'warning', 'danger'];

export function relativeMotionMade(): Made {
  const rows: string[][] = [];
  const words: string[] = [];
  for (const [index, { name, wearer, protectedPerson }] of ENCOUNTERS.entries()) {
    const played = play({ seed: 11 + index, untilS: UNTIL_S, wearer, protectedPerson });
    const approach = played.findings.filter(({ kind }) => kind === 'approach');
    const top = Math.max(0, ...approach.map(({ level }) => RANKS.indexOf(level ?? 'clear')));
    const first = approach.find(({ level }) => RANKS.indexOf(level ?? 'clear') === Math.min(2, top)) ?? null;
    const contact = played.instants.find(({ trueM }) => trueM <= SPEC.restraintM);
    const contactAt = contact === undefined ? 'none' : clockOf(contact.atS);
    const isWarned = top >= 2 && first !== null && contact !== undefined;
    const lead = isWarned ? `${contact.atS - first.atMs / 1000} s` : '';
    rows.push([name, contactAt, RANKS[top] ?? '', ...numbers(first), lead]);
    if (first !== null)
      words.push(`- ${name}. At ${clockOf(first.atMs / 1000)} \`${first.level}\`: “${sentence(first.why)}”`);
  }
  const head = [
    'encounter',
    'contact',
    'highest level',
    'first',
    'at',
    'distance',
    'gap',
    'closing',
    'tau',
    "wearer's share",
    'lead',
  ];
  return { blocks: { encounters: tableOf(head, rows), 'encounter-words': words.join('\n') } };
}

/** Of the first warning; of the first finding of the highest level when there was none. */
function numbers(f: Finding | null): string[] {
  if (f === null) return ['none', '', '', '', '', '', ''];
  return [
    f.level ?? '',
    clockOf(f.atMs / 1000),
    `${f.distanceM} m`,
    `${f.gapM} m`,
    `${f.closingMps} m/s`,
    f.etaS === null ? 'none' : `${f.etaS} s`,
    f.wearerShare === null ? 'none' : `${Math.round(f.wearerShare * 100)} %`,
  ];
}
