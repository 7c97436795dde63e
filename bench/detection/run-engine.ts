/** An engine over a case, with the simulated clock of `magpie replay`: a tick every 5 s, after the fixes of the same instant. */
import type { Finding, Input } from '../../src/proximity/types.ts';
import type { Case } from './case.ts';
import type { Line } from './lines.ts';

const TICK_MS = 5000;

/** The engine's entry points; another version of it can be measured as well. */
export interface EngineModule<E> {
  createEngine(): E;
  step(engine: E, input: Input, nowMs: number): readonly Finding[];
}

/** The clock runs from the first fix to the case's end. */
export function runEngine<E>(module: EngineModule<E>, one: Case, fixes: Case['fixes'] = one.fixes): Line[] {
  const engine = module.createEngine();
  const lines: Line[] = [];
  const startMs = fixes[0]?.receivedAtMs ?? one.startMs;
  const endMs = one.startMs + one.lengthS * 1000;
  let position = 0;
  const take = (input: Input, nowMs: number) => {
    for (const { kind, atMs, level } of module.step(engine, input, nowMs)) {
      if (kind === 'approach' && level !== null) lines.push({ atMs, level });
    }
  };
  take({ position: ++position, kind: 'bind-pair', pair: one.pair }, startMs);
  let next = 0;
  for (let tickAtMs = startMs; tickAtMs <= endMs; tickAtMs += TICK_MS) {
    for (; next < fixes.length && fixes[next]!.receivedAtMs <= tickAtMs; next++) {
      const fix = fixes[next]!;
      take({ position: ++position, kind: 'fix', fix }, fix.receivedAtMs);
    }
    take({ position: ++position, kind: 'tick' }, tickAtMs);
  }
  return lines;
}
