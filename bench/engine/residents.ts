/** An engine with a population in it, kept alive: every 5 s the fixes of a twelfth of the people come, and then a tick. */
import { createEngine, type Engine, evaluationsOf, pairView, step } from '../../src/proximity/engine.ts';
import type { Fix, Input, Level } from '../../src/proximity/types.ts';
import { type Population, SLOT_MS, SLOTS } from './population.ts';
import type { Loop, Sample } from './rounds.ts';

const START_MS = Date.UTC(2026, 0, 5);
/** Until the silent have been noticed, filters have settled, and holding times have run out once. */
const WARM_UP_MINUTES = 10;
export class Residents implements Loop {
  readonly engine: Engine = createEngine();
  readonly #population: Population;
  readonly #withZones: boolean;
  readonly #evaluationsARound: number;
  #position = 0;
  #slot = 0;
  #findings = 0;

  constructor(population: Population, withZones: boolean, evaluationsARound: number) {
    this.#population = population;
    this.#withZones = withZones;
    this.#evaluationsARound = evaluationsARound;
  }

  /** Milliseconds that the binding itself took. */
  bind(): number {
    let tookMs = 0;
    const take = (input: Input) => {
      const startMs = performance.now();
      this.#step(input);
      tookMs += performance.now() - startMs;
    };
    for (const pair of this.#population.pairSpecs()) take({ position: ++this.#position, kind: 'bind-pair', pair });
    if (!this.#withZones) return tookMs;
    for (const zone of this.#population.zoneSpecs()) take({ position: ++this.#position, kind: 'bind-zone', zone });
    return tookMs;
  }

  /** Ticks once a minute only: a state that has seen ten minutes, in less time. */
  warmUp(): void {
    for (let i = 0; i < WARM_UP_MINUTES * SLOTS; i++) {
      this.#take(this.#nextFixes());
      if (this.#slot % SLOTS === 0) this.#tick();
    }
  }

  /** Whole minutes of life; the making of the fixes is not counted. */
  run(): readonly Sample[] {
    const { pairs } = this.#population;
    const ticks = SLOTS * Math.max(1, Math.round(this.#evaluationsARound / (SLOTS * pairs)));
    const before = this.#evaluations();
    let fixesMs = 0;
    let ticksMs = 0;
    let fixes = 0;
    for (let i = 0; i < ticks; i++) {
      const due = this.#nextFixes();
      fixes += due.length;
      const startMs = performance.now();
      this.#take(due);
      const betweenMs = performance.now();
      this.#tick();
      fixesMs += betweenMs - startMs;
      ticksMs += performance.now() - betweenMs;
    }
    const counted = this.#evaluations() - before;
    if (counted !== ticks * pairs + fixes) throw new Error(`the engine counts ${counted} evaluations, not all of them`);
    return [
      { name: 'ticks', count: ticks * pairs, tookMs: ticksMs },
      { name: 'fixes', count: fixes, tookMs: fixesMs },
    ];
  }

  /** How many pairs stand at each level now. */
  levels(): Readonly<Record<Level, number>> {
    const counts = { clear: 0, notice: 0, warning: 0, danger: 0, unknown: 0 };
    for (let i = 0; i < this.#population.pairs; i++) {
      const view = pairView(this.engine, this.#population.pairId(i), this.#nowMs);
      if (view !== null) counts[view.level] += 1;
    }
    return counts;
  }

  /** Findings a pair and day since the beginning. */
  findingsAPairDay(): number {
    return this.#findings / this.#population.pairs / ((this.#nowMs - START_MS) / 86_400_000);
  }

  get #nowMs(): number {
    return START_MS + this.#slot * SLOT_MS;
  }

  #nextFixes(): Fix[] {
    this.#slot += 1;
    return this.#population.fixes(this.#slot % SLOTS, (this.#slot * SLOT_MS) / 1_000, this.#nowMs);
  }

  #take(fixes: readonly Fix[]): void {
    for (const fix of fixes) this.#step({ position: ++this.#position, kind: 'fix', fix });
  }

  #tick(): void {
    this.#step({ position: ++this.#position, kind: 'tick' });
  }

  #step(input: Input): void {
    this.#findings += step(this.engine, input, this.#nowMs).length;
  }

  #evaluations(): number {
    let sum = 0;
    for (let i = 0; i < this.#population.pairs; i++) {
      sum += evaluationsOf(this.engine, this.#population.pairId(i)) ?? 0;
    }
    return sum;
  }
}
