import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceM, moved } from '../../../src/core/geo.ts';
import { opennessAt } from './hours.ts';
import { octantOfDeg, rankPlaces, type WearerSeen } from './rank.ts';

const HERE = { latDeg: 36, lonDeg: 124.5 };
const at = (eastM: number, northM: number) => moved(HERE, eastM, northM);
const place = (name: string, eastM: number, northM: number, openness: 'open' | 'closed' | 'unknown' = 'open') => ({
  ...{ name, at: at(eastM, northM), openness },
});
const names = (wearer: WearerSeen, ...places: ReturnType<typeof place>[]) =>
  rankPlaces(HERE, [wearer], places).map((ranked) => ranked.place.name);
const IN_EAST: WearerSeen = { kind: 'octant', octant: 'E', fromM: 600 };

describe('the order of places', () => {
  // HAZARD H-188: the way leads to the wearer
  test('those toward the wearer come last, whatever their distance', () => {
    expect(names(IN_EAST, place('east', 200, 0), place('west', -900, 0), place('north', 0, 700))).toEqual([
      'west',
      'north',
      'east',
    ]);
    const near: WearerSeen = { kind: 'point', at: at(500, 0) };
    expect(names(near, place('behind the wearer', 800, 0), place('south', 0, -1_500))).toEqual([
      'south',
      'behind the wearer',
    ]);
  });

  // HAZARD H-188: the way leads to the wearer
  test('of two wearers neither is led to, and one who is not known takes nothing from what is known of the other', () => {
    const west: WearerSeen = { kind: 'octant', octant: 'W', fromM: 1_000 };
    const places = [place('east', 300, 0), place('west', -300, 0), place('north', 0, 900)];
    const two = rankPlaces(HERE, [IN_EAST, west], places);
    expect(two[0]!.place.name).toBe('north');
    expect(rankPlaces(HERE, [IN_EAST, { kind: 'unknown' }], places).at(-1)!.place.name).toBe('east');
  });

  test('one that is reached long before the wearer is not "toward"', () => {
    const far: WearerSeen = { kind: 'point', at: at(8_000, 0) };
    expect(rankPlaces(HERE, [far], [place('box', 120, 0)])[0]!.side).toBe('aside');
    expect(names(far, place('box', 120, 0), place('west', -2_000, 0))).toEqual(['box', 'west']);
  });

  test('where the wearer is not known: by distance, and no side is claimed', () => {
    const ranked = rankPlaces(HERE, [{ kind: 'unknown' }], [place('b', 0, 500), place('a', 300, 0)]);
    expect(ranked.map((one) => [one.place.name, one.side])).toEqual([
      ['a', 'unknown'],
      ['b', 'unknown'],
    ]);
  });

  test('closed ones come after open ones that are not much farther', () => {
    const unknown: WearerSeen = { kind: 'unknown' };
    expect(names(unknown, place('closed', 200, 0, 'closed'), place('open', 500, 0))).toEqual(['open', 'closed']);
    expect(names(unknown, place('perhaps', 200, 0, 'unknown'), place('open', 240, 0))).toEqual(['open', 'perhaps']);
  });

  test('a walk is about as many seconds as the distance has metres', () => {
    const [one] = rankPlaces(HERE, [IN_EAST], [place('west', -900, 0)]);
    expect(one!.walkS).toBeCloseTo(900, -1);
    expect(one!.octant).toBe('W');
    expect([0, 22, 23, 359, -90].map(octantOfDeg)).toEqual(['N', 'N', 'NE', 'N', 'W']);
  });

  test('for any places and any wearer: all of them once, none toward before one that is not, and the mirrored one first', () => {
    const metres = fc.integer({ min: -5_000, max: 5_000 });
    const spot = fc.tuple(metres, metres).filter(([x, y]) => Math.hypot(x, y) > 50);
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 12 }), spot, (spots, [wx, wy]) => {
        const places = spots.map(([x, y], i) => place(String(i), x, y));
        const wearer: WearerSeen = { kind: 'point', at: at(wx, wy) };
        const ranked = rankPlaces(HERE, [wearer], places);
        expect(ranked.map((one) => one.place.name).sort()).toEqual(places.map(({ name }) => name).sort());
        const first = ranked.findIndex(({ side }) => side === 'toward');
        if (first !== -1) expect(ranked.slice(first).every(({ side }) => side === 'toward')).toBe(true);
        const awayM = distanceM(HERE, at(wx, wy));
        if (awayM > 100)
          expect(names(wearer, place('to', wx / 2, wy / 2), place('from', -wx / 2, -wy / 2))[0]).toBe('from');
      }),
    );
  });
});

describe('opening hours', () => {
  const seoul = (day: number, time: string) =>
    [Date.parse(`2026-11-${23 + day}T${time}:00+09:00`), 'Asia/Seoul'] as const;
  const is = (hours: string | null, day: number, time: string) => {
    const [nowMs, zone] = seoul(day, time);
    return opennessAt(hours, zone, nowMs);
  };

  test('are read where they are simple, in the zone of the place', () => {
    expect(is('24/7', 0, '03:00')).toBe('open');
    expect([is('Mo-Fr 08:00-18:00', 0, '07:59'), is('Mo-Fr 08:00-18:00', 0, '08:00')]).toEqual(['closed', 'open']);
    expect([is('Mo-Fr 08:00-18:00', 5, '12:00'), is('Mo-Fr 08:00-18:00; Sa 09:00-13:00', 5, '12:00')]).toEqual([
      'closed',
      'open',
    ]);
    expect([is('08:00-12:00,13:00-18:00', 2, '12:30'), is('Mo-Su 05:30-24:00', 6, '23:59')]).toEqual([
      'closed',
      'open',
    ]);
    expect(is('Mo-Su 08:00-18:00; We off', 2, '12:00')).toBe('closed');
  });

  test('past midnight they are those of the day before', () => {
    expect([
      is('Fr 18:00-02:00', 5, '01:59'),
      is('Fr 18:00-02:00', 5, '02:00'),
      is('Fr 18:00-02:00', 4, '01:00'),
    ]).toEqual(['open', 'closed', 'closed']);
    expect(is('Su 22:00-06:00', 0, '05:00')).toBe('open');
  });

  test('what is not understood is not known, never "open"', () => {
    for (const odd of [null, '', 'sunrise-sunset', 'Mo-Fr', 'Mo-Xx 08:00-18:00', '8-18', 'Mo 08:00-18:00 "by bell"']) {
      expect(is(odd, 0, '12:00')).toBe(odd === '' ? 'closed' : 'unknown');
    }
    expect(opennessAt('Mo-Fr 08:00-18:00', null, 0)).toBe('unknown');
    fc.assert(fc.property(fc.string(), (text) => ['open', 'closed', 'unknown'].includes(is(text, 0, '12:00'))));
  });
});
