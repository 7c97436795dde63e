/** Labels that do not cover each other: each tries four corners of its symbol, the less important one gives way. */
import type { Pixel } from './mercator.ts';

export interface Label {
  readonly text: string;
  readonly at: Pixel;
  /** Free distance from the symbol's middle, pixels. */
  readonly awayPx: number;
  /** Higher is placed first; from `MUST_SHOW` on a label is drawn even where it covers another. */
  readonly weight: number;
}

export const MUST_SHOW = 100;
const HEIGHT_PX = 20;
/** More plates than this would cover the map. */
const LABELS_MAX = 150;

export interface PlacedLabel {
  readonly text: string;
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where each label goes inside the view; those without room are left out. `widthOf` measures text, pixels. */
export function placeLabels(
  labels: readonly Label[],
  widthOf: (text: string) => number,
  view: { readonly widthPx: number; readonly heightPx: number },
  scale = 1,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const heightPx = HEIGHT_PX * scale;
  for (const label of [...labels].sort((a, b) => b.weight - a.weight).slice(0, LABELS_MAX)) {
    const widthPx = widthOf(label.text) + 12 * scale;
    const right = label.at.xPx + label.awayPx;
    const left = label.at.xPx - label.awayPx - widthPx;
    const below = label.at.yPx + label.awayPx * 0.6;
    const above = label.at.yPx - label.awayPx * 0.6 - heightPx;
    const corners = [
      { leftPx: right, topPx: below },
      { leftPx: right, topPx: above },
      { leftPx: left, topPx: below },
      { leftPx: left, topPx: above },
    ].map((corner) => ({ ...corner, widthPx, heightPx, text: label.text }));
    const inside = (corner: PlacedLabel) => corner.leftPx >= 0 && corner.leftPx + widthPx <= view.widthPx;
    const free = corners.find((corner) => inside(corner) && !placed.some((other) => overlaps(corner, other)));
    const chosen = free ?? (label.weight >= MUST_SHOW ? (corners.find(inside) ?? corners[0]) : undefined);
    if (chosen !== undefined) placed.push(chosen);
  }
  return placed;
}

function overlaps(a: PlacedLabel, b: PlacedLabel): boolean {
  const apart =
    a.leftPx + a.widthPx <= b.leftPx ||
    b.leftPx + b.widthPx <= a.leftPx ||
    a.topPx + a.heightPx <= b.topPx ||
    b.topPx + b.heightPx <= a.topPx;
  return !apart;
}
