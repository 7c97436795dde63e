/** Areas and lines measured in metres: precision circles, the order's rings, the band, the hatched halo of the unknown, trails. */
import { metresPerPixel, type Pixel } from './mercator.ts';
import { type MapPalette, withOpacity } from './palette.ts';
import type { MapFix, MapPair, MapRings } from './types.ts';

type Context = CanvasRenderingContext2D;

/** A step of the trail longer than this was not observed: it is dashed. */
export const TRAIL_GAP_MS = 90_000;
/** Half the arc that an octant stands for. */
const OCTANT_HALF_RAD = Math.PI / 8;

export interface AreaLook {
  readonly palette: MapPalette;
  readonly zoom: number;
  /** Size of what is not measured in metres. */
  readonly scale: number;
  readonly project: (point: { readonly latDeg: number; readonly lonDeg: number }) => Pixel;
}

/** The circle inside which the position lies with 68 % probability, in true metres. */
export function drawPrecision(context: Context, look: AreaLook, fix: MapFix, colour: string, stale: boolean): void {
  const centre = look.project(fix);
  const radiusPx = fix.radiusM / metresPerPixel(fix.latDeg, look.zoom);
  if (radiusPx < 7) return;
  context.beginPath();
  context.arc(centre.xPx, centre.yPx, radiusPx, 0, 2 * Math.PI);
  context.fillStyle = withOpacity(colour, 0.11);
  context.fill();
  context.lineWidth = 1.25;
  context.strokeStyle = withOpacity(colour, 0.75);
  if (stale) context.setLineDash([4, 4]);
  context.stroke();
  context.setLineDash([]);
}

/** Restraint solid, warn dashed, notice dotted; each with its distance written on its northern edge. */
export function drawRings(
  context: Context,
  look: AreaLook,
  centre: MapFix,
  rings: MapRings,
  distance: (metres: number) => string,
): void {
  const middle = look.project(centre);
  const perPixel = metresPerPixel(centre.latDeg, look.zoom);
  const kinds = [
    { metres: rings.noticeM, dash: [1.5, 5] },
    { metres: rings.warnM, dash: [7, 5] },
    { metres: rings.restraintM, dash: [] },
  ];
  for (const { metres, dash } of kinds) {
    if (metres === null || metres / perPixel < 14) continue;
    const radiusPx = metres / perPixel;
    context.beginPath();
    context.arc(middle.xPx, middle.yPx, radiusPx, 0, 2 * Math.PI);
    context.setLineDash(dash);
    context.lineWidth = dash.length === 0 ? 1.75 : 1.5;
    context.strokeStyle = withOpacity(look.palette.self, 0.6);
    context.stroke();
    context.setLineDash([]);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = look.palette.land;
    context.strokeText(distance(metres), middle.xPx, middle.yPx - radiusPx);
    context.fillStyle = look.palette.label;
    context.fillText(distance(metres), middle.xPx, middle.yPx - radiusPx);
  }
}

/** Somewhere between two distances from the protected person; the side is marked when it is known. The whole ring only when selected. */
export function drawBand(
  context: Context,
  look: AreaLook,
  centre: MapFix,
  band: Extract<MapPair['wearer'], { kind: 'band' }>,
  colour: string,
  selected: boolean,
): void {
  const middle = look.project(centre);
  const perPixel = metresPerPixel(centre.latDeg, look.zoom);
  const outerPx = band.toM / perPixel;
  const innerPx = Math.max(0, band.fromM / perPixel);
  if (selected) {
    context.beginPath();
    context.arc(middle.xPx, middle.yPx, outerPx, 0, 2 * Math.PI);
    // A line of its own: none may join the two.
    context.moveTo(middle.xPx + innerPx, middle.yPx);
    context.arc(middle.xPx, middle.yPx, innerPx, 0, 2 * Math.PI, true);
    context.fillStyle = withOpacity(colour, 0.08);
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = withOpacity(colour, 0.5);
    context.stroke();
  }
  if (band.bearingDeg === null) return;
  const towards = ((band.bearingDeg - 90) * Math.PI) / 180;
  context.beginPath();
  context.arc(middle.xPx, middle.yPx, outerPx, towards - OCTANT_HALF_RAD, towards + OCTANT_HALF_RAD);
  context.arc(middle.xPx, middle.yPx, innerPx, towards + OCTANT_HALF_RAD, towards - OCTANT_HALF_RAD, true);
  context.closePath();
  context.fillStyle = withOpacity(colour, selected ? 0.24 : 0.08);
  context.fill();
  context.lineWidth = selected ? 2 : 1;
  context.strokeStyle = withOpacity(colour, selected ? 1 : 0.5);
  context.stroke();
}

/** Nothing is known of the wearer's place: a hatched halo of fixed size, no distance and no direction meant. */
export function drawUnknown(context: Context, look: AreaLook, at: Pixel, hatch: CanvasPattern | null): void {
  const colour = look.palette.level.unknown;
  context.beginPath();
  context.arc(at.xPx, at.yPx, 34 * look.scale, 0, 2 * Math.PI);
  context.fillStyle = withOpacity(look.palette.halo, 0.55);
  context.fill();
  if (hatch !== null) {
    context.fillStyle = hatch;
    context.fill();
  }
  context.setLineDash([5, 4]);
  context.lineWidth = 1.75;
  context.strokeStyle = colour;
  context.stroke();
  context.setLineDash([]);
}

/** Where the wearer was measured, in order; what was not measured is dashed. */
export function drawTrail(context: Context, look: AreaLook, trail: readonly MapFix[], colour: string): void {
  context.lineWidth = 2;
  context.lineJoin = 'round';
  for (let index = 1; index < trail.length; index += 1) {
    const from = trail[index - 1]!;
    const to = trail[index]!;
    const start = look.project(from);
    const end = look.project(to);
    context.beginPath();
    context.moveTo(start.xPx, start.yPx);
    context.lineTo(end.xPx, end.yPx);
    context.setLineDash(to.fixedAtMs - from.fixedAtMs > TRAIL_GAP_MS ? [2, 6] : []);
    context.strokeStyle = withOpacity(colour, 0.25 + (0.45 * index) / trail.length);
    context.stroke();
  }
  context.setLineDash([]);
  context.fillStyle = withOpacity(colour, 0.8);
  for (const fix of trail) {
    const at = look.project(fix);
    context.beginPath();
    context.arc(at.xPx, at.yPx, 2, 0, 2 * Math.PI);
    context.fill();
  }
}

/** A diagonal hatch in one colour, for `drawUnknown`. */
export function hatchOf(context: Context, colour: string): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = 8;
  tile.height = 8;
  const pen = tile.getContext('2d');
  if (pen === null) return null;
  pen.strokeStyle = withOpacity(colour, 0.75);
  pen.lineWidth = 1.6;
  pen.beginPath();
  for (const offset of [-8, 0, 8]) {
    pen.moveTo(offset, 8);
    pen.lineTo(offset + 8, 0);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat');
}
