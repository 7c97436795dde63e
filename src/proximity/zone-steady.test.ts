import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Scene, W, ZONE, zoneSpec } from './scene.test-helper.ts';
import type { Finding } from './types.ts';
import { evaluateZone } from './zone.ts';

/** Thousandths: spread evenly, unlike doubles. */
const number = (min: number, max: number) =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((thousandths) => thousandths / 1000);

/** A wearer near what some rule asks about a circle of 500 m: its edge, its margin, its ranges and those that keep a level. */
const case_ = fc.record({
  latDeg: fc.oneof(number(-75, 75), fc.constantFrom(-89.9, 85)),
  lonDeg: fc.constantFrom(0, 179.99),
  fromEdgeM: fc.constantFrom(0, 15, 30, 300, 345, 1000, 1150),
  asideM: number(-60, 60),
  fromRad: number(-3.14, 3.14),
  eastMps: fc.oneof(number(-0.6, 0.6), number(-3, 3)),
  northMps: fc.oneof(number(-0.6, 0.6), number(-3, 3)),
  accuracyM: fc.oneof(number(3, 20), number(3, 280)),
  kind: fc.constantFrom('exclusion' as const, 'inclusion' as const),
  reports: fc.integer({ min: 1, max: 6 }),
  laterS: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 200, max: 1500 })),
});

describe('a zone noted as quiet', () => {
  it('is one of which every evaluation finds the same until the foreseen time', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(case_, (one) => {
        const scene = new Scene(one);
        const shape = { kind: 'circle' as const, ...scene.at(0, 0), radiusM: 500 };
        scene.take({ kind: 'bind-zone', zone: zoneSpec(shape, { kind: one.kind }) }, 0);
        const awayM = 500 + (one.kind === 'exclusion' ? one.fromEdgeM : -Math.min(450, one.fromEdgeM)) + one.asideM;
        for (let i = 0; i < one.reports; i++) {
          const eastM = awayM * Math.sin(one.fromRad) + 60 * i * one.eastMps;
          const northM = awayM * Math.cos(one.fromRad) + 60 * i * one.northMps;
          scene.fix(W, 60 * i, eastM, northM, { accuracyM: one.accuracyM });
        }
        const nowMs = (60 * (one.reports - 1) + one.laterS) * 1000;
        const { engine } = scene;
        const { zone, wearer, found } = engine;
        scene.tick(nowMs / 1000);
        const untilMs = wearer.zonesForeseenUntilMs;
        zone.at(engine.zones.ids.find(ZONE));
        if (!zone.isQuiet || !(nowMs < untilMs)) return;
        const findings: Finding[] = [];
        const results = new Set<string>();
        for (let ms = nowMs; ms < untilMs; ms += 1000) {
          engine.wearer.moveTo(engine.wearer.slot);
          evaluateZone(engine, zone, { inputPosition: 99, nowMs: ms }, findings);
          results.add([found.raise, found.keep, found.reason].join(' '));
        }
        expect([findings, results.size]).toEqual([[], 1]);
        for (const result of results) seen.set(result, (seen.get(result) ?? 0) + 1);
      }),
      { numRuns: 9000 },
    );
    for (const result of ['0 0 ', '1 1 ', '2 2 ', '3 3 ', '0 0 wearer-silent']) {
      expect(seen.get(result) ?? 0, result).toBeGreaterThan(20);
    }
  });
});
