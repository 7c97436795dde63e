/** One frame of the pairs over the ground: what matters most is drawn last. */
import type { AreaLook } from './draw-areas.ts';
import { drawBand, drawPrecision, drawRings, drawTrail, drawUnknown } from './draw-areas.ts';
import { drawCourse, drawPlate, drawProtected, drawWearer, type SymbolLook } from './draw-symbols.ts';
import { freshness } from './freshness.ts';
import { type Label, MUST_SHOW, placeLabels } from './labels.ts';
import { type Camera, type Pixel, projector } from './mercator.ts';
import { type MapPalette, withOpacity } from './palette.ts';
import type { Tween } from './tween.ts';
import type { MapFix, MapLevel, MapPair, MapWords } from './types.ts';

const FONT_PX = 12;
const LEVEL_ORDER: Readonly<Record<MapLevel, number>> = { clear: 0, notice: 1, unknown: 2, warning: 3, danger: 4 };
const EMPHASIS_ORDER = { receding: 0, normal: 1, selected: 2 } as const;

export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly camera: Camera;
  readonly palette: MapPalette;
  readonly hatch: CanvasPattern | null;
  readonly words: MapWords;
  /** Server time, for ages. */
  readonly nowMs: number;
  /** Animation time, for movement. */
  readonly frameMs: number;
  /** Reduced motion, or no connection: nothing glides. */
  readonly still: boolean;
  readonly tween: Tween;
  /** Size of symbols and letters: above 1 on a wall. */
  readonly scale: number;
}

interface Collected {
  readonly targets: Target[];
  readonly labels: Label[];
  readonly keys: Set<string>;
}

/** What can be pointed at, in pixels of the canvas. */
export interface Target extends Pixel {
  readonly pairId: string;
}

/** Draws all pairs and returns where they can be clicked, topmost last. */
export function drawFrame(frame: Frame, pairs: readonly MapPair[]): Target[] {
  const { context, camera } = frame;
  context.clearRect(0, 0, camera.widthPx, camera.heightPx);
  context.font = `600 ${FONT_PX * frame.scale}px Pretendard, system-ui, sans-serif`;
  const look: AreaLook = { palette: frame.palette, zoom: camera.zoom, project: projector(camera), scale: frame.scale };
  const collected: Collected = { targets: [], labels: [], keys: new Set() };
  const chosen = pairs.some((pair) => pair.emphasis === 'selected');
  for (const pair of inOrder(pairs)) drawPair(frame, look, pair, collected, chosen);
  frame.tween.keep(collected.keys);
  context.globalAlpha = 1;
  const widthOf = (text: string) => context.measureText(text).width;
  for (const label of placeLabels(collected.labels, widthOf, camera, frame.scale)) {
    drawPlate(context, frame.palette, label);
  }
  return collected.targets;
}

function inOrder(pairs: readonly MapPair[]): MapPair[] {
  return [...pairs].sort(
    (a, b) => EMPHASIS_ORDER[a.emphasis] - EMPHASIS_ORDER[b.emphasis] || LEVEL_ORDER[a.level] - LEVEL_ORDER[b.level],
  );
}

function drawPair(frame: Frame, look: AreaLook, pair: MapPair, collected: Collected, chosen: boolean): void {
  const { context, palette } = frame;
  const colour = palette.level[pair.level];
  const place = (side: 'p' | 'w', fix: MapFix) => {
    const key = `${side}${pair.pairId}`;
    collected.keys.add(key);
    return frame.tween.at(key, fix, frame.frameMs, frame.still);
  };
  const base = pair.emphasis === 'receding' ? 0.5 : 1;
  const selected = pair.emphasis === 'selected';
  const them = pair.protected.kind === 'point' ? place('p', pair.protected.fix) : null;
  const wearer = pair.wearer.kind === 'point' ? place('w', pair.wearer.fix) : null;
  context.globalAlpha = base;
  if (them !== null && pair.rings !== null) drawRings(context, look, them, pair.rings, frame.words.length);
  if (them !== null && pair.wearer.kind === 'band' && (selected || !chosen))
    drawBand(context, look, them, pair.wearer, colour, selected);
  if (selected && pair.trail.length > 1) drawTrail(context, look, pair.trail, colour);
  if (them !== null && wearer !== null) drawLink(frame, look, pair, them, wearer);
  if (them !== null && pair.wearer.kind === 'unknown') drawUnknown(context, look, look.project(them), frame.hatch);
  if (them !== null) drawPerson(frame, look, pair, 'protected', them, collected);
  if (wearer !== null) drawPerson(frame, look, pair, 'wearer', wearer, collected);
}

function drawPerson(
  frame: Frame,
  look: AreaLook,
  pair: MapPair,
  who: 'protected' | 'wearer',
  fix: MapFix,
  collected: Collected,
): void {
  const { context, palette, camera } = frame;
  const at = look.project(fix);
  if (at.xPx < -3000 || at.yPx < -3000 || at.xPx > camera.widthPx + 3000 || at.yPx > camera.heightPx + 3000) return;
  const ageMs = frame.nowMs - fix.fixedAtMs;
  const { opacity, stale } = freshness(ageMs);
  const receding = pair.emphasis === 'receding';
  const colour = who === 'wearer' ? palette.level[pair.level] : palette.self;
  context.globalAlpha = opacity * (receding ? 0.5 : 1);
  if (!receding) drawPrecision(context, look, fix, colour, stale);
  const sizePx = (pair.emphasis === 'selected' ? 9 : receding ? (camera.zoom < 12 ? 2 : 3.5) : 6.5) * frame.scale;
  const symbol: SymbolLook = { palette, level: pair.level, sizePx, stale };
  context.save();
  context.translate(at.xPx, at.yPx);
  if (fix.courseDeg !== null && !stale && !receding) drawCourse(context, symbol, fix.courseDeg, colour);
  if (who === 'wearer') drawWearer(context, symbol);
  else drawProtected(context, symbol);
  context.restore();
  collected.targets.push({ ...at, pairId: pair.pairId });
  if (receding) return;
  const named = who === 'wearer' || pair.wearer.kind !== 'point';
  const parts = [named ? pair.label : null, stale ? frame.words.age(ageMs) : null].filter((part) => part !== null);
  if (parts.length === 0) return;
  const weight = LEVEL_ORDER[pair.level] * 10 + (pair.emphasis === 'selected' ? MUST_SHOW : 0);
  collected.labels.push({ text: parts.join(' · '), at, awayPx: sizePx * 1.9, weight });
}

/** The two belong together: a thin line, with the distance when the pair is selected. */
function drawLink(frame: Frame, look: AreaLook, pair: MapPair, them: MapFix, wearer: MapFix): void {
  if (pair.emphasis === 'receding') return;
  const { context, palette } = frame;
  const from = look.project(them);
  const to = look.project(wearer);
  context.beginPath();
  context.moveTo(from.xPx, from.yPx);
  context.lineTo(to.xPx, to.yPx);
  context.lineWidth = pair.emphasis === 'selected' ? 1.5 : 1;
  context.setLineDash(pair.emphasis === 'selected' ? [6, 4] : [3, 4]);
  context.strokeStyle = withOpacity(palette.level[pair.level], 0.8);
  context.stroke();
  context.setLineDash([]);
  const longEnough = Math.hypot(to.xPx - from.xPx, to.yPx - from.yPx) > 90;
  if (pair.emphasis !== 'selected' || pair.distanceM === null || !longEnough) return;
  const text = frame.words.distance(pair.distanceM);
  const widthPx = context.measureText(text).width + 12 * frame.scale;
  const heightPx = 20 * frame.scale;
  const leftPx = (from.xPx + to.xPx - widthPx) / 2;
  drawPlate(context, palette, { text, leftPx, topPx: (from.yPx + to.yPx - heightPx) / 2, widthPx, heightPx });
}
