/** Long roads without a town around: side by side, or towards each other. */
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import type { Paths } from '../assemble.ts';
import type { Track } from '../case.ts';
import { Path } from '../movers/diary.ts';
import { drive, type Profile } from '../movers/drive.ts';
import { anyAngleRad, chance, type Point, pick } from '../plane.ts';

const ROAD: Profile = {
  cruiseMps: [0.85, 1.1],
  isLimited: true,
  accelMps2: 1.5,
  brakeMps2: 1.8,
  cornerMps: 12,
  haltShare: 0.05,
  haltS: [10, 90],
  stops: null,
  place: 'vehicle',
};

/** Two roads 550 to 950 m apart for many kilometres. A fifth of them meet in the end. */
export function parallel(rng: Rng): Paths {
  const apartM = between(rng, 550, 950);
  const lengthM = between(rng, 6000, 20_000);
  const angle = anyAngleRad(rng);
  const isMeeting = chance(rng, 0.2);
  const paceMps = pick(rng, [1.3, 4.5, 10, 14, 22]);
  const line = (sideM: number) => bentLine(rng, lengthM, sideM, isMeeting ? 0 : sideM, angle);
  const isOpposite = chance(rng, 0.4);
  const second = line(apartM);
  const headS = between(rng, 300, 1500);
  const tripS = Math.ceil(headS + lengthM / (paceMps * 0.6)) + 900;
  return {
    wearer: ride(rng, line(0), paceMps, tripS, headS + normal(rng) * 40),
    protectedPerson: ride(rng, isOpposite ? second.reverse() : second, paceMps, tripS, headS + normal(rng) * 40),
  };
}

/** Towards each other on one road, or on carriageways and tracks a hundred metres or more apart. */
export function opposite(rng: Rng): Paths {
  const sideM = chance(rng, 0.6) ? between(rng, 5, 60) : between(rng, 120, 450);
  const lengthM = between(rng, 6000, 18_000);
  const angle = anyAngleRad(rng);
  const paceMps = pick(rng, [4.5, 9, 14, 20, 28]);
  const otherMps = pick(rng, [1.3, 4.5, 9, 14, 20, 28]);
  const headS = between(rng, 300, 1500);
  const tripS = Math.ceil(headS + lengthM / Math.min(paceMps, otherMps) / 0.6) + 600;
  const there = bentLine(rng, lengthM, 0, 0, angle);
  const back = bentLine(rng, lengthM, sideM, sideM, angle).reverse();
  return {
    wearer: ride(rng, there, paceMps, tripS, headS),
    protectedPerson: ride(rng, back, otherMps, tripS, headS + between(rng, -120, 120)),
  };
}

/** A road with slight bends, `sideM` to one side at its beginning and `endSideM` at its end. */
function bentLine(rng: Rng, lengthM: number, sideM: number, endSideM: number, angle: number): Point[] {
  const points: Point[] = [];
  for (let s = -lengthM / 2; s <= lengthM / 2; s += 400) {
    const share = s / lengthM + 0.5;
    // The last third comes together, where it does.
    const across = sideM + (endSideM - sideM) * Math.max(0, share * 3 - 2) + normal(rng) * 8 + 150 * Math.sin(s / 2500);
    points.push({
      xM: s * Math.cos(angle) - across * Math.sin(angle),
      yM: s * Math.sin(angle) + across * Math.cos(angle),
    });
  }
  return points;
}

function ride(rng: Rng, line: Point[], paceMps: number, lengthS: number, startS: number): Track {
  const path = new Path(rng, lengthS, line[0]!);
  path.rest(startS, 'street');
  const limits = line.map(() => paceMps);
  path.follow(drive(rng, line, limits, paceMps < 2 ? { ...ROAD, place: 'open', accelMps2: 0.8 } : ROAD));
  path.rest(lengthS, 'street');
  return path.track;
}
