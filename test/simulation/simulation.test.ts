/** The simulation of the engine itself: that it meets what it is to meet, and that its checks can fail. The seeds: seeds-*.test.ts. */
import { describe, expect, it } from 'vitest';
import type { PairId } from '../../src/core/ids.ts';
import type { Finding } from '../../src/proximity/types.ts';
import { checkNoCoordinate } from './checkers/privacy.ts';
import { run } from './engine-under-test.ts';
import { makeScenario } from './scenario.ts';

describe('the simulation itself', () => {
  it('meets every level, reason, silence, rings, zones, devices and patterns', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 150; seed++) {
      for (const finding of run(makeScenario(seed).journal)) {
        seen.add(finding.kind);
        if (finding.level !== null) seen.add(`${finding.kind} ${finding.level}`);
        if (finding.reason !== null) seen.add(finding.reason);
        if (finding.kind === 'pattern') seen.add(finding.why.key);
      }
    }
    for (const kind of ['approach', 'zone']) {
      for (const level of ['clear', 'notice', 'warning', 'danger', 'unknown'])
        expect(seen).toContain(`${kind} ${level}`);
    }
    for (const side of ['wearer', 'protected'])
      for (const why of ['never-reported', 'silent', 'untrustworthy']) expect(seen).toContain(`${side}-${why}`);
    for (const what of ['mock', 'impossible-speed', 'frozen-position'])
      expect(seen).toContain(`pattern.spoofing-suspected.${what}`);
    for (const what of ['ring', 'device', 'pattern.probing', 'pattern.clock-error']) expect(seen).toContain(what);
    expect(seen).not.toContain('evaluation-failed');
  });

  it('meets every kind of report, order and place', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 150; seed++) {
      const { journal, isAtPole } = makeScenario(seed);
      if (isAtPole) seen.add('pole');
      const bound = new Set<string>();
      for (const { input, quality } of journal) {
        if (quality !== null) seen.add(quality);
        seen.add(input.kind);
        if (input.kind === 'unbind-pair') bound.add(input.pairId);
        if (input.kind === 'bind-pair' && bound.has(input.pair.pairId)) seen.add('bound again after its end');
        if (input.kind === 'bind-pair' && input.pair.parameters !== undefined) seen.add('parameters');
        if (input.kind === 'bind-zone') seen.add(input.zone.shape.kind).add(input.zone.kind);
        if (input.kind === 'fix' && Math.abs(input.fix.lonDeg) > 179.9) seen.add(`lon ${Math.sign(input.fix.lonDeg)}`);
      }
    }
    const reports = 'honest coarse outlier understated misread-speed mock frozen late wrong-time repeat'.split(' ');
    const orders = ['unbind-pair', 'unbind-zone', 'bound again after its end', 'parameters'];
    const places = ['pole', 'lon 1', 'lon -1', 'circle', 'polygon', 'exclusion', 'inclusion'];
    for (const what of [...reports, ...orders, ...places]) expect(seen).toContain(what);
  });

  it('is the same for the same seed', () => {
    for (const seed of [1, 2, 3]) expect(JSON.stringify(makeScenario(seed))).toBe(JSON.stringify(makeScenario(seed)));
  });

  it('the scan for coordinates can fail', () => {
    const problems: string[] = [];
    const finding = run(makeScenario(1).journal).find((one) => one.kind === 'approach') as Finding;
    const complain = (what: string) => problems.push(what);
    checkNoCoordinate(finding, complain);
    expect(problems).toEqual([]);
    checkNoCoordinate({ ...finding, distanceM: 37.51234 }, complain);
    checkNoCoordinate({ ...finding, name: 'at 37.51234' }, complain);
    checkNoCoordinate(
      {
        ...finding,
        subject: { kind: 'pair', pairId: '37.51,127.02' as PairId },
      },
      complain,
    );
    checkNoCoordinate({ ...finding, why: { key: 'approach.lowered', params: { latDeg: 37 } } }, complain);
    expect(problems.length).toBe(4);
  });
});
