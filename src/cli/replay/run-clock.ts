/** The simulated clock of a replay: inputs in order of receipt, ticks between them, lines as they come. Pure but for `write`. */
import { createEngine, step } from '../../proximity/engine.ts';
import type { Finding, Input } from '../../proximity/types.ts';
import { compareLines, formatFinding, type Line } from './format.ts';
import type { Recorded } from './inputs.ts';
import type { Orders } from './orders.ts';

export interface Replay {
  readonly orders: Orders;
  /** In order of `receivedAtMs`. */
  readonly records: readonly Recorded[];
  readonly tickMs: number;
  /** Null: until the last record. */
  readonly untilMs: number | null;
}

/** Writes every line; `write` gives false when nobody reads any more. */
export async function runReplay(replay: Replay, write: (lines: string) => Promise<boolean>): Promise<void> {
  const { records, tickMs } = replay;
  const startMs = records[0]?.receivedAtMs;
  if (startMs === undefined) return;
  const endMs = replay.untilMs ?? records[records.length - 1]!.receivedAtMs;
  const engine = createEngine();
  const lines = new InstantLines();
  let position = 0;
  const take = (input: Input, nowMs: number) => lines.add(step(engine, input, nowMs), nowMs);
  for (const pair of replay.orders.pairs) take({ position: ++position, kind: 'bind-pair', pair }, startMs);
  for (const zone of replay.orders.zones) take({ position: ++position, kind: 'bind-zone', zone }, startMs);
  let next = 0;
  for (let tickAtMs = startMs; ; tickAtMs += tickMs) {
    // Inputs up to the tick, those of its own instant included, and then the tick.
    const untilMs = Math.min(tickAtMs, endMs);
    for (; next < records.length && records[next]!.receivedAtMs <= untilMs; next++) {
      const record = records[next]!;
      take(inputOf(record, ++position), record.receivedAtMs);
    }
    if (tickAtMs > endMs) break;
    take({ position: ++position, kind: 'tick' }, tickAtMs);
    if (lines.isLarge && !(await write(lines.takeDone()))) return;
  }
  await write(lines.takeAll());
}

function inputOf(record: Recorded, position: number): Input {
  if (record.kind === 'fix') return { position, kind: 'fix', fix: record.fix };
  const { personId, event, eventAtMs } = record;
  return { position, kind: 'event', personId, event, eventAtMs };
}

/** Lines of one instant are held until the next one, because ties go by pair and not by input. */
class InstantLines {
  #atMs = Number.NaN;
  #instant: Line[] = [];
  #done = '';

  get isLarge(): boolean {
    return this.#done.length > 65_536;
  }

  add(findings: readonly Finding[], nowMs: number): void {
    if (nowMs !== this.#atMs) this.#close();
    this.#atMs = nowMs;
    // What devices are asked for changes nothing in a recording: the lines are what was found of people.
    for (const finding of findings) if (finding.kind !== 'reporting') this.#instant.push(formatFinding(finding));
  }

  takeDone(): string {
    const done = this.#done;
    this.#done = '';
    return done;
  }

  takeAll(): string {
    this.#close();
    return this.takeDone();
  }

  #close(): void {
    if (this.#instant.length === 0) return;
    for (const line of this.#instant.sort(compareLines)) this.#done += `${line.text}\n`;
    this.#instant = [];
  }
}
