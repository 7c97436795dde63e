/** When the map may move by itself: only while it follows, and only when what it follows is about to leave the view or is lost in it. */
import type { FitInsets, Pixel } from './mercator.ts';

export interface ViewSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Share of the free view that the points must span (unless they are one point or the zoom is at its limit). */
const SPAN_SHARE_MIN = 0.28;

/**
 * True when the points no longer sit well. `insets`: margins that should stay free. `atZoomMax`: closer is not possible, so a small
 * span is all right.
 */
export function needsRefit(points: readonly Pixel[], view: ViewSize, insets: FitInsets, atZoomMax: boolean): boolean {
  if (points.length === 0) return false;
  const xs = points.map((point) => point.xPx);
  const ys = points.map((point) => point.yPx);
  const left = Math.min(...xs);
  const right = Math.max(...xs);
  const top = Math.min(...ys);
  const bottom = Math.max(...ys);
  // Half the margin may be used up before the map moves: it does not twitch at every step.
  if (left < insets.leftPx / 2 || right > view.widthPx - insets.rightPx / 2) return true;
  if (top < insets.topPx / 2 || bottom > view.heightPx - insets.bottomPx / 2) return true;
  if (atZoomMax) return false;
  const spanX = (right - left) / Math.max(1, view.widthPx - insets.leftPx - insets.rightPx);
  const spanY = (bottom - top) / Math.max(1, view.heightPx - insets.topPx - insets.bottomPx);
  return Math.max(spanX, spanY) < SPAN_SHARE_MIN;
}
