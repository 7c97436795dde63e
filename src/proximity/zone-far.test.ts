import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM } from '../core/geo.ts';
import { carryTo } from './belief.ts';
import { DEFAULT_PARAMETERS as p } from './parameters.ts';
import { Scene, W, ZONE, zoneSpec } from './scene.test-helper.ts';
import type { Finding } from './types.ts';
import { evaluateZone } from './zone.ts';
import { leastSquareM2, mostSquareM2, newHorizon, nextNear, placeHorizon, readOutlook } from './zone-far.ts';

/** Thousandths: spread evenly, unlike doubles. */
const number = (min: number, max: number) =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((thousandths) => thousandths / 1000);

/** A zone near or far, and a wearer who reported twice before now. */
const case_ = fc.record({
  latDeg: fc.oneof(number(-75, 75), number(-90, 90)),
  lonDeg: fc.constantFrom(0, 179.99, -179.99, 60),
  eastM: fc.oneof(number(-2500, 2500), number(-80_000, 80_000)),
  northM: fc.oneof(number(-2500, 2500), number(-80_000, 80_000)),
  moveEastM: number(-300, 300),
  moveNorthM: number(-300, 300),
  accuracyM: number(3, 280),
  kind: fc.constantFrom('exclusion' as const, 'inclusion' as const),
  radiusM: fc.oneof(number(10, 1500), number(2000, 60_000)),
  warnM: number(0, 500),
  noticeM: number(0, 1500),
  laterS: fc.oneof(fc.integer({ min: 0, max: 250 }), fc.integer({ min: 250, max: 3000 })),
});

describe('a zone far off', () => {
  it('is never nearer or further than the bounds say', () => {
    const around = fc.tuple(number(-1.5, 1.5), number(-3, 3));
    const anywhere = fc.tuple(number(-90, 90), number(-360, 360));
    const place = fc.record({ latDeg: number(-75, 75), lonDeg: number(-180, 180) });
    fc.assert(
      fc.property(place, fc.oneof(around, anywhere), ({ latDeg, lonDeg }, [dLat, dLon]) => {
        const to = { latDeg: Math.min(90, Math.max(-90, latDeg + dLat)), lonDeg: ((lonDeg + dLon + 540) % 360) - 180 };
        const horizon = newHorizon();
        placeHorizon(latDeg, lonDeg, horizon);
        const trueM = distanceM({ latDeg, lonDeg }, to);
        // A micrometre: what rounding leaves of longitudes that are alike but for the turn around the earth.
        const leastM = Math.sqrt(leastSquareM2(horizon, to.latDeg, to.lonDeg));
        expect(leastM).toBeLessThanOrEqual(trueM + 1e-6);
        expect(Math.sqrt(mostSquareM2(horizon, to.latDeg, to.lonDeg))).toBeGreaterThanOrEqual(trueM - 1e-6);
      }),
      { numRuns: 3000 },
    );
  });

  it('is what a whole evaluation finds nothing of', () => {
    let far = 0;
    let near = 0;
    fc.assert(
      fc.property(case_, (one) => {
        const scene = new Scene(one);
        const shape = { kind: 'circle' as const, ...scene.at(0, 0), radiusM: one.radiusM };
        scene.fix(W, 0, 0, 0);
        scene.take(
          { kind: 'bind-zone', zone: zoneSpec(shape, { kind: one.kind, warnM: one.warnM, noticeM: one.noticeM }) },
          0,
        );
        scene.fix(W, 0, one.eastM, one.northM, { accuracyM: one.accuracyM });
        const over = { accuracyM: one.accuracyM, speedMps: null };
        scene.fix(W, 60, one.eastM + one.moveEastM, one.northM + one.moveNorthM, over);
        const { engine } = scene;
        const { wearer, zone, zones, outlook } = engine;
        const moment = { inputPosition: 9, nowMs: (60 + one.laterS) * 1000 };
        zone.at(zones.ids.find(ZONE));
        carryTo(p, wearer, moment.nowMs);
        readOutlook(p, wearer, moment.nowMs, moment.nowMs, outlook);
        if (nextNear(zones, outlook, zone.slot) !== 0) {
          near++;
          return;
        }
        far++;
        const findings: Finding[] = [];
        evaluateZone(engine, zone, moment, findings);
        expect([findings, zone.levelsSlot, engine.found.raise, engine.found.keep]).toEqual([[], 0, 0, 0]);
        expect(engine.found.reason).toBeNull();
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(far, near)).toBeGreaterThan(300);
  });
});
