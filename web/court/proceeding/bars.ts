/** Measures on a line of time: where each bar begins and ends, where it was extended. Pure. */
import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';

export interface Bar {
  readonly measureId: string;
  readonly measure: string;
  readonly fromMs: number;
  /** Null: no end is set; drawn to the edge. */
  readonly endMs: number | null;
  /** Ends that it had before, each put off by an extension; oldest first. */
  readonly formerEndsMs: readonly number[];
  /** How far the law would let it be extended; null: no further. */
  readonly possibleMs: number | null;
}

export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

export function barsOf({ measures, versions }: Pick<ProceedingDetailJson, 'measures' | 'versions'>): Bar[] {
  return measures.flatMap(({ measureId, measure, fromMs, endMs, ended, extendableUntilMs }) => {
    if (fromMs === null) return [];
    const ends = versions.flatMap(({ changes }) =>
      changes.flatMap(({ what, from }) =>
        what === `measure:${measureId}:until` && from !== null ? [Number(from)] : [],
      ),
    );
    const formerEndsMs = [...new Set(ends)]
      .filter((ms) => ms > fromMs && (endMs === null || ms < endMs))
      .sort((a, b) => a - b);
    return [{ measureId, measure, fromMs, endMs, formerEndsMs, possibleMs: ended === null ? extendableUntilMs : null }];
  });
}

/** All bars and now, with a little room at both sides. */
export function spanOf(bars: readonly Bar[], nowMs: number): Span {
  const from = Math.min(nowMs, ...bars.map(({ fromMs }) => fromMs));
  const until = Math.max(nowMs, ...bars.map(({ endMs, possibleMs, fromMs }) => possibleMs ?? endMs ?? fromMs));
  const roomMs = Math.max(86_400_000, (until - from) * 0.02);
  return { fromMs: from - roomMs, untilMs: until + roomMs };
}

/** Where an instant lies, in percent of the line; outside of it at its edge. */
export function placePct(atMs: number, { fromMs, untilMs }: Span): number {
  return Math.max(0, Math.min(100, ((atMs - fromMs) / (untilMs - fromMs)) * 100));
}
