/** Runs detectors over cases and adds up what they were worth. */
import { type Baseline, runBaseline } from './baselines.ts';
import type { Case } from './case.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { Line } from './lines.ts';
import { type EngineModule, runEngine } from './run-engine.ts';
import { type Outcome, score } from './score.ts';
import { type Truth, truthOf } from './truth.ts';

/** Something that warns: lines over a case with these fixes (the case's own, or those with the tag silenced). */
export interface Detector {
  readonly name: string;
  run(one: Case, fixes: Case['fixes']): Line[];
}

export interface Row {
  readonly detector: string;
  readonly figures: Figures;
}

export function baselineDetector(baseline: Baseline): Detector {
  return { name: baseline.name, run: (_, fixes) => runBaseline(baseline, fixes) };
}

export function engineDetector<E>(module: EngineModule<E>, name = 'engine'): Detector {
  return { name, run: (one, fixes) => runEngine(module, one, fixes) };
}

function outcomeOf(detector: Detector, one: Case, truth: Truth = truthOf(one)): Outcome {
  const silenced = one.silenced.map(({ contactMs, fixes }) => ({ contactMs, lines: detector.run(one, fixes) }));
  return score(truth, one.startMs, detector.run(one, one.fixes), silenced);
}

/** Every detector over every case; cases are made one at a time and let go. */
export function measureAll(detectors: readonly Detector[], cases: Iterable<Case>): Row[] {
  const outcomes = detectors.map((): Outcome[] => []);
  for (const one of cases) {
    const truth = truthOf(one);
    for (const [i, detector] of detectors.entries()) outcomes[i]!.push(outcomeOf(detector, one, truth));
  }
  return detectors.map(({ name }, i) => ({ detector: name, figures: figuresOf(outcomes[i]!) }));
}

/** For tuning: one detector over cases already made. */
export function measure(detector: Detector, cases: readonly Case[]): Figures {
  return measureAll([detector], cases)[0]!.figures;
}

/** For tuning: an engine over cases already made. */
export function measureEngine<E>(module: EngineModule<E>, cases: readonly Case[]): Figures {
  return measure(engineDetector(module), cases);
}
