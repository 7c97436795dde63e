/** The wearer goes underground and falls silent on the way towards the protected person: not knowing must be said. */
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { City } from '../city/city.ts';
import { distanceM } from '../city/plane.ts';
import { after, END, type Scenario, START } from './scenario.ts';
import { type Stage, spotAway } from './stage.ts';

const PAIR = { wearer: 'w2', protected: 'p2' };
const HELD_MS = 9 * MINUTE_MS;

/** The wearer's station is the last of the line; they get out at the exchange. */
function stations(city: City) {
  const stops = city.underground.stops;
  const away = (i: number) => distanceM(stops[i]!.point, city.square.point);
  const exchange = stops.reduce((best, _, i) => (away(i) < away(best) ? i : best), 0);
  return { board: stops[stops.length - 1]!, alight: stops[exchange]! };
}

function streetOf(stage: Stage) {
  const ask = { of: stage.home('p2').point, minM: 330, maxM: 430, towardsDeg: 150, withinDeg: 90, detourMax: 2 };
  return spotAway(stage.city, stage.rng('w2', 'underground/street'), ask);
}

export const silenceUndergroundScenario: Scenario = {
  name: 'silence-underground',
  title: { en: 'Silence underground', ko: '지하 구간 신호 두절' },
  briefing: {
    en: 'The wearer, more than 3 km away, takes the underground towards the protected person. There is no satellite and no network in the tunnel, and the train is held between stations for nine minutes. Then the wearer comes up near the station square, walks to within about 400 m and goes home by taxi.',
    ko: '3 km 이상 떨어진 착용자가 지하철로 보호 대상자 쪽으로 이동합니다. 터널에서는 위성과 통신이 모두 끊기고 열차가 9분 동안 멈춥니다. 그 뒤 역 광장으로 나와 약 400 m까지 걸어온 다음 택시로 돌아갑니다.',
  },
  parts: [
    {
      person: 'p2',
      settled: true,
      start: (stage) => stage.home('p2'),
      script: (life, _stage, fromMs) => {
        life.until(fromMs + 60 * MINUTE_MS);
      },
    },
    {
      person: 'w2',
      start: (stage) => stage.home('w2'),
      script: (life, stage) => {
        const { board, alight } = stations(stage.city);
        life
          .stay(30 * SECOND_MS)
          .mark('sets-out')
          .go('walk', board)
          .mark('underground')
          .ride(stage.city.underground, board, alight, { heldAtShare: 0.14, heldMs: HELD_MS })
          .mark('up')
          .go('walk', streetOf(stage))
          .mark('nearest')
          .stay(60 * SECOND_MS, 'open')
          .mark('leaves')
          .go('drive', stage.home('w2'))
          .mark('home')
          .stay(5 * MINUTE_MS);
      },
    },
  ],
  steps: [
    {
      at: after('sets-out', 0),
      says: { en: 'The wearer walks to the underground.', ko: '착용자가 지하철역으로 걸어갑니다.' },
    },
    {
      at: after('underground', 0),
      says: { en: 'The wearer goes underground; reports stop.', ko: '착용자가 지하로 내려가 신호가 끊깁니다.' },
    },
    {
      at: after('underground', 60),
      says: { en: 'The train is held in the tunnel.', ko: '열차가 터널에서 멈췄습니다.' },
    },
    {
      at: after('up', 0),
      says: { en: 'The wearer comes up at the station square.', ko: '착용자가 역 광장으로 나옵니다.' },
    },
    {
      at: after('nearest', 0),
      says: { en: 'The wearer is about 400 m away.', ko: '착용자가 약 400 m 거리에 있습니다.' },
    },
    { at: after('leaves', 0), says: { en: 'The wearer leaves by taxi.', ko: '착용자가 택시로 떠납니다.' } },
  ],
  expectations: [
    {
      what: 'never',
      ...PAIR,
      levels: ['warning', 'danger', 'unknown'],
      from: START,
      to: after('underground', 30),
      says: { en: 'Quiet while the wearer reports from far away.', ko: '멀리서 보고가 이어지는 동안에는 조용합니다.' },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['unknown'],
      from: after('underground', 30),
      to: after('underground', 9 * 60),
      says: {
        en: 'Unknown, with reason and since when, before the wearer comes up.',
        ko: '착용자가 나오기 전에 이유와 시각을 밝힌 ‘알 수 없음’이 됩니다.',
      },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['warning', 'danger'],
      from: after('up', 0),
      to: after('nearest', 30),
      says: { en: 'A warning as the wearer comes near above ground.', ko: '지상에서 가까워지면 경고가 울립니다.' },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['clear', 'notice'],
      from: after('leaves', 60),
      to: END,
      says: { en: 'Calm again after the wearer has left.', ko: '착용자가 떠난 뒤 다시 조용해집니다.' },
    },
  ],
};
