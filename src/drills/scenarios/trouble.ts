/**
 * What the scenarios about trackers in trouble share: the protected person is at home; the wearer walks about some 1.5 km away, which asks
 * nothing of anybody - until their tracker no longer tells where they are. Marks: sets-out, later.
 */
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { CastKey } from '../cast.ts';
import type { CityName } from '../city/contract.ts';
import type { Happening } from '../devices/happening.ts';
import { after, END, type Expectation, type Scenario, START, type Step } from './scenario.ts';
import { type Stage, spotAway } from './stage.ts';

export interface Trouble {
  readonly name: string;
  readonly title: CityName;
  readonly briefing: CityName;
  readonly wearer: CastKey;
  readonly protected: CastKey;
  /** Seconds after setting out. */
  readonly happenings: readonly (readonly [atS: number, happening: Happening])[];
  readonly steps: readonly (readonly [atS: number, says: CityName])[];
  /** When the level is not known at the latest, and why that is right. */
  readonly unknownByS: number;
  readonly says: CityName;
  /** When the trouble ends; null: it does not. */
  readonly endsS: number | null;
}

/** The trouble begins so many seconds after the wearer set out. */
export const TROUBLE_S = 90;

export function troubleScenario(trouble: Trouble): Scenario {
  const { name, title, briefing, wearer } = trouble;
  return {
    ...{ name, title, briefing },
    parts: [
      {
        person: trouble.protected,
        settled: true,
        start: (stage) => stage.home(trouble.protected),
        script: (life, _stage, fromMs) => {
          life.until(fromMs + 45 * MINUTE_MS);
        },
      },
      {
        person: wearer,
        start: (stage) => away(stage, trouble, 'from', 1_350, 1_700),
        script: (life, stage) => {
          life
            .stay(60 * SECOND_MS, 'open')
            .mark('sets-out')
            .go('walk', away(stage, trouble, 'to', 1_350, 1_700))
            .mark('later')
            .stay(18 * MINUTE_MS, 'open');
        },
      },
    ],
    happenings: trouble.happenings.map(([atS, happening]) => ({
      person: wearer,
      at: after('sets-out', atS),
      happening,
    })),
    steps: stepsOf(trouble),
    expectations: expectationsOf(trouble),
  };
}

function away(stage: Stage, { wearer, protected: whom, name }: Trouble, purpose: string, minM: number, maxM: number) {
  const ask = { of: stage.home(whom).point, minM, maxM, detourMax: 1.6 };
  return spotAway(stage.city, stage.rng(wearer, `${name}/${purpose}`), ask);
}

function stepsOf(trouble: Trouble): Step[] {
  return [
    {
      at: START,
      says: { en: 'The wearer is about 1.5 km away.', ko: '착용자가 약 1.5 km 거리에 있습니다.' },
    },
    ...trouble.steps.map(([atS, says]): Step => ({ at: after('sets-out', atS), says })),
  ];
}

function expectationsOf({ wearer, protected: whom, unknownByS, says, endsS }: Trouble): Expectation[] {
  const pair = { wearer, protected: whom };
  const expected: Expectation[] = [
    {
      ...{ what: 'never', ...pair, levels: ['warning', 'danger', 'unknown'] },
      ...{ from: START, to: after('sets-out', TROUBLE_S - 5) },
      says: { en: 'Quiet while the tracker reports from far away.', ko: '멀리서 보고가 이어지는 동안에는 조용합니다.' },
    },
    {
      ...{ what: 'reaches', ...pair, levels: ['unknown'] },
      ...{ from: after('sets-out', TROUBLE_S), to: after('sets-out', unknownByS) },
      says,
    },
  ];
  if (endsS === null) return expected;
  return [
    ...expected,
    {
      ...{ what: 'reaches', ...pair, levels: ['clear', 'notice'] },
      ...{ from: after('sets-out', endsS + 30), to: END },
      says: { en: 'Known again after the trouble has ended.', ko: '문제가 끝나면 다시 위치를 알 수 있습니다.' },
    },
  ];
}
