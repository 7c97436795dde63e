/** Runs detectors over cases and adds up what they were worth. */
import { type Baseline, runBaseline } from './baselines.ts';
import type { Case } from './case.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { Line } from './lines.ts';
import { type EngineModule, runEngine } from './run-engine.ts';
import { type Outcome, score } from './score.ts';
import { type Truth, truthOf } from './truth.ts';

/** A detector: lines over a case's fixes, or over the fixes with the tag silenced. */
export type Detector = (one: Case, fixes: Case['fixes']) => Line[];

export function baselineDetector(baseline: Baseline): Detector {
  return (_, fixes) => runBaseline(baseline, fixes);
}

export function engineDetector<E>(module: EngineModule<E>): Detector {
  return (one, fixes) => runEngine(module, one, fixes);
}

const truths = new WeakMap<Case, Truth>();

/** Worked out once a case. */
export function knownTruth(one: Case): Truth {
  const known = truths.get(one) ?? truthOf(one);
  truths.set(one, known);
  return known;
}

export function outcomeOf(detector: Detector, one: Case): Outcome {
  const silenced = one.silenced.map(({ contactMs, fixes }) => ({ contactMs, lines: detector(one, fixes) }));
  return score(knownTruth(one), one.startMs, detector(one, one.fixes), silenced);
}

export function measure(detector: Detector, cases: readonly Case[]): Figures {
  return figuresOf(cases.map((one) => outcomeOf(detector, one)));
}

/** For tuning: an engine over a mix. */
export function measureEngine<E>(module: EngineModule<E>, cases: readonly Case[]): Figures {
  return measure(engineDetector(module), cases);
}
