/** Tables in Markdown, and numbers as people read them. */
import { markdownRow } from '../percentiles.ts';

export type Cell = string | number;

/** The first column is text, the others are numbers. */
export function tableOf(head: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map(markdownRow).join('\n');
}

/** `950`, `118 k`, `1.21 M`: three digits. */
export function rate(perSecond: number): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toPrecision(3)} M`;
  if (perSecond >= 1e4) return `${(perSecond / 1e3).toPrecision(3)} k`;
  return String(Math.round(perSecond));
}

export function times(ratio: number): string {
  return `${ratio >= 100 ? Math.round(ratio) : ratio.toPrecision(2)}x`;
}

export interface Goal {
  readonly what: string;
  readonly value: string;
  readonly goal: string;
  /** Null: not measured here, or not at the size that the goal speaks of. */
  readonly isMet: boolean | null;
}

export function goalRow({ what, value, goal, isMet }: Goal): Cell[] {
  return [what, value, goal, isMet === null ? 'not judged' : isMet ? 'met' : '**not met**'];
}
