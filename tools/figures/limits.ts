/** Section 15: the limits in numbers: cars that set out near, people who live near each other, errors that are alike, blur at speed. */
import { DEFAULT_PARAMETERS as P } from '../../src/proximity/parameters.ts';
import { ticks } from './chart.ts';
import { type Made, tableOf } from './document.ts';
import { type AxisBelief, corrected, predicted, RADIUS68 } from './formulas.ts';
import { going, play, SPEC, standing } from './stage.ts';

const CAR_MPS = 14;
const SET_OUT_S = 600;

export function limitsMade(): Made {
  return {
    blocks: { 'limit-cars': carTable(), 'limit-neighbours': neighbourTable() },
    facts: {
      'car-between-reports-m': String(CAR_MPS * 60),
      'blur-limit-s': String(sharpForS()),
      'alike-radius-m': (Math.sqrt(often().P) * RADIUS68).toFixed(1),
      'cell-disc-m': String(2 * P.cellAccuracyM),
      'walk-noise-after': closingNoiseMps(0).toFixed(1),
      'walk-noise-before': closingNoiseMps(60).toFixed(1),
    },
  };
}

/** Somebody sits still and then drives straight there: seconds from the first warning to contact, over when they set out. */
function carTable(): string {
  const intervals = [60, 30, 15];
  const rows = [700, 1000, 1500, 2500, 4000].map((fromM) => {
    const cells = intervals.flatMap((everyS) => {
      const leads = ticks(0, everyS - 5, 5).map((lateS) => leadS(fromM, everyS, lateS));
      return [shown(Math.min(...leads)), shown(Math.max(...leads))];
    });
    return [`${fromM} m`, ((fromM - SPEC.restraintM) / CAR_MPS).toFixed(0), ...cells];
  });
  const head = intervals.flatMap((everyS) => [`${everyS} s: worst`, 'best']);
  return tableOf(['from', 'drive, s', ...head], rows);
}

function shown(leadS: number): string {
  return leadS < 0 ? 'none' : `${leadS} s`;
}

/** Below 0: not warned before contact. Standing within a ring may have warned long before: at most the drive counts. */
function leadS(fromM: number, everyS: number, lateS: number): number {
  const startS = SET_OUT_S + lateS;
  const at = (atS: number) => ({ eastM: Math.max(20, fromM - CAR_MPS * Math.max(0, atS - startS)), northM: 0 });
  const contactS = startS + (fromM - SPEC.restraintM) / CAR_MPS;
  const played = play({
    seed: 41,
    untilS: Math.ceil(contactS / 5) * 5,
    wearer: going(at, { everyS }),
    protectedPerson: standing(0, 0, { everyS, phaseS: 5 }),
    spec: { wearerIntervalS: everyS, protectedIntervalS: everyS },
  });
  const before = played.instants.filter(({ atS }) => atS <= contactS);
  const lastQuiet = before.findLastIndex(({ view }) => view.level === 'clear' || view.level === 'notice');
  const warned = before[lastQuiet + 1];
  return warned === undefined ? -1 : Math.round(Math.min(contactS - warned.atS, contactS - startS));
}

/** Two people at home for six hours. */
function neighbourTable(): string {
  const untilS = 6 * 3600;
  const rows = [50, 120, 200, 400, 470, 500, 550, 580, 600, 650, 1000, 1900, 2100].map((apartM) => {
    const { instants } = play({
      seed: 43,
      untilS,
      wearer: standing(apartM, 0, { phaseS: 0 }),
      protectedPerson: standing(0, 0),
    });
    const share = (level: string): string => {
      const part = instants.filter(({ view }) => view.level === level).length / instants.length;
      return part < 0.005 ? '' : `${(part * 100).toFixed(0)} %`;
    };
    const alerting = instants.map(({ view }) => view.level !== 'clear' && view.level !== 'notice');
    const episodes = alerting.filter((is, i) => is && alerting[i - 1] !== true).length;
    return [`${apartM} m`, share('clear'), share('notice'), share('warning'), share('danger'), String(episodes)];
  });
  return tableOf(['apart', 'clear', 'notice', 'warning', 'danger', 'episodes of warning or danger'], rows);
}

/** Reports of 10 m once a second for five minutes, at rest: what the filter would believe if each error were its own. */
function often(): AxisBelief {
  let belief: AxisBelief = { P: (10 / RADIUS68) ** 2, C: 0, V: P.restSpreadMps ** 2 };
  for (let i = 0; i < 300; i++) belief = corrected(predicted(belief, 1, P.restSpreadMps), 10);
  return belief;
}

/** Standard deviation of the closing speed of a walker and somebody at rest, `s` seconds after a report of both. */
function closingNoiseMps(s: number): number {
  const walkSpread = Math.max(P.restSpreadMps, P.spreadShare * 1.4);
  const walker = predicted(steady(walkSpread), s, walkSpread).V;
  return Math.sqrt(walker + predicted(steady(P.restSpreadMps), s, P.restSpreadMps).V);
}

/** Seconds after a report of a car's until the pair is too blurred for courses to count; the other stays, both report 10 m. */
function sharpForS(): number {
  const still = steady(P.restSpreadMps);
  const carSpread = Math.min(P.spreadMaxMps, Math.max(P.restSpreadMps, P.spreadShare * CAR_MPS));
  const car = steady(carSpread);
  for (let s = 0; s < 3600; s++) {
    const both = predicted(still, s, P.restSpreadMps).P + predicted(car, s, carSpread).P;
    if (Math.sqrt(both) * RADIUS68 > P.coarseAccuracyM) return s;
  }
  return 3600;
}

function steady(spreadMps: number): AxisBelief {
  let belief: AxisBelief = { P: (10 / RADIUS68) ** 2, C: 0, V: spreadMps ** 2 };
  for (let i = 0; i < 30; i++) belief = corrected(predicted(belief, 60, spreadMps), 10);
  return belief;
}
