import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../core/rng.ts';
import { HOUR_MS } from '../../core/time.ts';
import type { Life, Means } from './contract.ts';
import { MEANS } from './contract.ts';
import { lifeTrack } from './life-track.ts';
import { meanTravelS, TRAVEL } from './means.ts';
import { at, ORIGIN, requestOf } from './sample.test-helper.ts';
import { hoursOf, instantMs, mondayOf, parseDate, weeklyStays } from './timetable.ts';
import { type Track, TrackBuilder, TrackReader } from './track.ts';
import { addTrip, lengthM } from './trip.ts';

const life = requestOf().wearer;

describe('a timetable goes by the clocks on the wall', () => {
  it('the week of a day begins on its Monday', () => {
    expect(mondayOf(parseDate('2026-03-01'))).toEqual({ year: 2026, month: 2, day: 23 });
    expect(mondayOf(parseDate('2026-11-30'))).toEqual({ year: 2026, month: 11, day: 30 });
  });

  it('nine in the morning stays nine when summer time begins and ends', () => {
    const nine = (weekOf: string) => instantMs(mondayOf(parseDate(weekOf)), 0, 6 * 1440 + 9 * 60, 'Europe/Madrid');
    // Sunday 29 March 2026: summer time began that night.
    expect(new Date(nine('2026-03-23')).toISOString()).toBe('2026-03-29T07:00:00.000Z');
    expect(new Date(nine('2026-03-16')).toISOString()).toBe('2026-03-22T08:00:00.000Z');
    expect(new Date(nine('2026-10-19')).toISOString()).toBe('2026-10-25T08:00:00.000Z');
  });

  it('hours of an order: leap days, month ends, days of 23 and 25 hours', () => {
    const hours = (from: string, duration: { months: number } | { days: number }, zone = 'Asia/Seoul') =>
      hoursOf(parseDate(from), duration, zone);
    expect(hours('2028-02-01', { months: 1 })).toBe(29 * 24);
    expect(hours('2027-11-30', { months: 3 })).toBe(91 * 24);
    expect(hours('2026-03-28', { days: 2 }, 'Europe/Madrid')).toBe(47);
    expect(hours('2026-10-24', { days: 2 }, 'Europe/Madrid')).toBe(49);
  });
});

describe('a life', () => {
  const weeks = { monday: parseDate('2026-11-30'), count: 2, timeZone: 'Asia/Seoul' };

  it('is at its places at the hours it says, and at home at all others', () => {
    const track = lifeTrack(life, weeks, TRAVEL, seededRng(5));
    const reader = new TrackReader(track);
    const startMs = instantMs(weeks.monday, 0, 0, weeks.timeZone);
    const at = (hours: number) => {
      reader.moveTo(startMs + hours * HOUR_MS);
      return reader.place;
    };
    expect([4, 13, 22].map(at)).toEqual([0, 1, 0]);
    // The second week's Wednesday, then its Sunday.
    expect([7 * 24 + 2 * 24 + 13, 13 * 24 + 13].map(at)).toEqual([1, 0]);
  });

  it('goes straight on where there is no time to go home in between', () => {
    const near: Life = {
      places: [...life.places, at('gym', 'other', 3_500, -2_000)],
      stays: [...life.stays, { place: 'gym', days: [1], from: '18:30', until: '19:30', by: 'walk' }],
    };
    const places = stays(lifeTrack(near, { ...weeks, count: 1 }, TRAVEL, seededRng(5)));
    expect(places.slice(0, 4)).toEqual([0, 1, 2, 0]);
  });

  it('never jumps, and never moves faster than its means', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom<Means>(...MEANS), (seed, by) => {
        const stayed = life.stays.map((stay) => ({ ...stay, by }));
        const track = lifeTrack({ ...life, stays: stayed }, { ...weeks, count: 1 }, TRAVEL, seededRng(seed));
        for (let i = 0; i < track.length; i += 1) {
          const piece = track[i]!;
          if (i > 0) {
            expect(piece.fromMs).toBe(track[i - 1]!.untilMs);
            expect(lengthM(track[i - 1]!.to, piece.from)).toBe(0);
          }
          const speedMps = (lengthM(piece.from, piece.to) / (piece.untilMs - piece.fromMs)) * 1000;
          expect(speedMps).toBeLessThan(Math.max(TRAVEL[by].fastMps, TRAVEL.walk.speedMps) * 1.11);
        }
      }),
      { numRuns: 25 },
    );
  });
});

it('a trip ends where it should and takes about as long as is reckoned for it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.constantFrom<Means>(...MEANS),
      fc.integer({ min: 800, max: 12_000 }),
      (seed, by, awayM) => {
        const to = at('to', 'other', awayM * 0.6, awayM * 0.8);
        const track = new TrackBuilder(0, ORIGIN);
        addTrip(track, TRAVEL, seededRng(seed), by, to);
        expect(lengthM(track.at, to)).toBe(0);
        const ratio = track.atMs / 1000 / meanTravelS(TRAVEL, by, awayM);
        expect(ratio).toBeGreaterThan(0.6);
        expect(ratio).toBeLessThan(1.5);
      },
    ),
    { numRuns: 200 },
  );
});

it('stays of a week are in order, nights over midnight included', () => {
  const night: Life = { ...life, stays: [{ place: 'work', days: [5, 1], from: '22:00', until: '06:00', by: 'car' }] };
  expect(weeklyStays(night).map(({ fromMin, untilMin }) => [fromMin / 60, untilMin / 60])).toEqual([
    [22, 30],
    [4 * 24 + 22, 4 * 24 + 30],
  ]);
});

/** Places in the order in which they are stayed at. */
function stays(track: Track): number[] {
  const all = track.filter(({ place }) => place >= 0).map(({ place }) => place);
  return all.filter((place, i) => place !== all[i - 1]);
}
