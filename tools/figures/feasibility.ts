/** The worked example of docs/feasibility.md, from the simulation itself; and the table of how people travel in it. */
import type { Approach, Spread } from '../../src/insight/feasibility/contract.ts';
import { MEANS } from '../../src/insight/feasibility/contract.ts';
import { meanTravelS, TRAVEL } from '../../src/insight/feasibility/means.ts';
import { packPart, requestOf } from '../../src/insight/feasibility/sample.test-helper.ts';
import { simulateFeasibility } from '../../src/insight/feasibility/simulate.ts';
import { filled, tableOf } from './document.ts';

export const FEASIBILITY = 'docs/feasibility.md';

/** The document with its tables made anew. */
export function feasibilityDocument(text: string): string {
  return filled(text, new Map([...exampleBlocks(), ['travel', travelTable()]]), new Map());
}

function exampleBlocks(): [string, string][] {
  const { ordinary, approaches, overlaps, proportionality: p } = simulateFeasibility(requestOf(), packPart());
  const week = ({ mean, min, max }: { mean: number; min: number; max: number }) => `${mean} (${min}-${max})`;
  const levels = (['notice', 'warning', 'danger', 'unknown'] as const).map((level) => [
    level,
    week(ordinary.alarms[level]),
    week(ordinary.minutes[level]),
  ]);
  return [
    [
      'warning',
      tableOf(
        ['case', 'draws', 'median s', 'worst tenth s', 'under 120 s', 'worst tenth s, unknown counting'],
        approaches
          .filter(isShown)
          .map((row) => [
            nameOf(row),
            String(row.draws),
            of(row.warned.medianS),
            of(row.warned.worstTenthS),
            of(row.warned.under120),
            of(row.told.worstTenthS),
          ]),
      ),
    ],
    ['ordinary', tableOf(['highest level', 'alarms a week', 'minutes a week'], levels)],
    [
      'weigh',
      tableOf(
        ['figure', 'value'],
        [
          ['hours, whole order', String(p.hours)],
          ['positions of the wearer a week', week(p.wearerReports)],
          ['land in which the wearer is recorded, km2 a week', week(p.wearerKm2)],
          ['land within the warning distance, km2', String(p.warnKm2)],
          ['nearest places of the two, m', String(overlaps[0]?.distanceM ?? '-')],
        ],
      ),
    ],
  ];
}

/** Without failures all rows; with one only all together. */
function isShown({ failure, place, by }: Approach): boolean {
  return failure === 'none' || (place === null && by === null);
}

function nameOf({ failure, place, by }: Approach): string {
  if (failure !== 'none') return failure;
  return by ?? (place === null ? 'all' : `to ${place}`);
}

function of(spread: Spread): string {
  return spread === null ? '-' : `${spread.value} (${spread.min}-${spread.max})`;
}

function travelTable(): string {
  const rows = MEANS.map((by) => {
    const { speedMps, fastMps, townM, detour, legM, haltShare, haltS, walkM } = TRAVEL[by];
    const kmh = (5 * 3600) / meanTravelS(TRAVEL, by, 5_000);
    return [
      by,
      speedMps,
      townM > 0 ? `${fastMps} beyond ${townM / 1000} km` : '-',
      detour,
      legM,
      haltShare,
      haltS,
      walkM,
      kmh.toFixed(1),
    ];
  });
  const head = [
    'means',
    'm/s',
    'm/s outside',
    'detour',
    'leg m',
    'halts',
    'halt s',
    'walk m',
    'km/h as the crow flies, 5 km',
  ];
  return tableOf(
    head,
    rows.map((row) => row.map(String)),
  );
}
