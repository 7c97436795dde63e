/** Lies about levels and what they rest on: rules 1 to 5. */
import { productionEngine } from '../engine-under-test.ts';
import { isCoarse } from '../world.ts';
import { deaf, deafToFixes, type Lie, liar, over, showing } from './lie.ts';

export const LIES_OF_LEVELS: readonly Lie[] = [
  {
    what: 'leaves out every second evaluation',
    rule: 'I-2',
    make: over((engine) => ({
      evaluationsOf: (id) => Math.floor((engine.evaluationsOf(id) ?? 0) / 2),
    })),
  },
  {
    what: 'shows the input before',
    rule: 'I-2',
    make: showing((view) => ({ lastPosition: view.lastPosition - 1 })),
  },
  {
    what: 'takes every fix for new',
    rule: 'rule 1, late fixes',
    make: deafToFixes((fix, nowMs) => ({
      ...fix,
      fixedAtMs: nowMs,
      receivedAtMs: nowMs,
    })),
  },
  {
    what: 'takes every fix for new, also one put in',
    rule: 'rule 1, a fix too late',
    make: deafToFixes((fix, nowMs) => ({
      ...fix,
      fixedAtMs: nowMs,
      receivedAtMs: nowMs,
    })),
  },
  {
    what: 'is always calm',
    rule: 'rule 1, contacts: w',
    make: showing(() => ({ level: 'clear', levelSinceMs: 0 })),
  },
  {
    what: 'is always calm about zones',
    rule: 'rule 1, contacts: zone',
    make: over((engine) => ({
      zoneView: (id, nowMs) => {
        const view = engine.zoneView(id, nowMs);
        return view === null ? null : { ...view, level: 'clear', levelSinceMs: 0 };
      },
    })),
  },
  {
    what: 'follows a pair beyond its end',
    rule: 'I-5',
    make: deaf((input) => (input.kind === 'unbind-pair' ? null : input)),
  },
  {
    what: 'takes silence for calm',
    rule: 'rule 2',
    make: showing((view) => (view.level === 'unknown' ? { level: 'clear' } : {})),
  },
  {
    what: 'thinks that anybody can come from anywhere at once',
    rule: 'rule 2',
    make: () => productionEngine({ reachTrafficMps: 3000, reachStartMps: 3000 }),
  },
  {
    what: 'confuses who is silent',
    rule: 'rule 2',
    make: liar((one) => ({
      ...one,
      reason:
        one.reason === 'wearer-silent'
          ? 'protected-silent'
          : one.reason === 'protected-silent'
            ? 'wearer-silent'
            : one.reason,
    })),
  },
  {
    what: 'says a wrong since',
    rule: 'rule 2',
    make: liar((one) => (one.sinceMs === null ? one : { ...one, sinceMs: one.sinceMs - 400_000 })),
  },
  {
    what: 'reads a cell fix as a point',
    rule: 'rule 3',
    make: deafToFixes((fix) => (isCoarse(fix) ? { ...fix, accuracyM: 5, source: 'gnss' } : fix)),
  },
  {
    what: 'says no pattern',
    rule: 'rule 4',
    make: liar((one) => (one.kind === 'pattern' ? [] : one)),
  },
  {
    what: 'says a pattern twice',
    rule: 'rule 4',
    make: liar((one) => (one.kind === 'pattern' ? [one, one] : one)),
  },
  {
    what: 'believes what is faked',
    rule: 'rule 4',
    make: deafToFixes((fix) => (fix.mock === true ? { ...fix, mock: null, latDeg: fix.latDeg * 0.99 } : fix)),
  },
  {
    what: 'believes every jump',
    rule: 'rule 4, an outlier',
    make: () =>
      productionEngine({
        surpriseSpeedMps: 1e6,
        travelSpeedMaxMps: 1e6,
        surpriseWithinS: 0,
      }),
  },
  {
    what: 'says nothing of impossible speed',
    rule: 'rule 4, impossible speed',
    make: liar((one) => (one.why.key.endsWith('impossible-speed') ? [] : one)),
  },
  {
    what: 'lowers at once',
    rule: 'rule 5',
    make: () =>
      productionEngine({
        dangerHoldS: 0,
        warnHoldS: 0,
        farHoldS: 0,
        leavingHoldS: 0,
        noticeHoldS: 0,
      }),
  },
  {
    what: 'calms on coarse fixes',
    rule: 'rule 5',
    make: deafToFixes((fix) => (isCoarse(fix) ? { ...fix, accuracyM: 20, source: 'wifi' } : fix)),
  },
  {
    what: 'crosses a ring twice',
    rule: 'rule 5',
    make: liar((one) => (one.kind === 'ring' ? [one, one] : one)),
  },
  {
    what: 'says probing twice',
    rule: 'rule 5',
    make: liar((one) => (one.name === 'probing' ? [one, one] : one)),
  },
];
