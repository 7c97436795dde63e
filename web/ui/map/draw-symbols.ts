/**
 * The symbols of people. Shape tells who (circle: the protected person; square: the wearer), colour and outline tell the level,
 * a hollow symbol is an old position. Drawn around (0, 0) of the context.
 */
import type { PlacedLabel } from './labels.ts';
import { type MapPalette, withOpacity } from './palette.ts';
import type { MapLevel } from './types.ts';

export interface SymbolLook {
  readonly palette: MapPalette;
  readonly level: MapLevel;
  /** Half the symbol's size, pixels. */
  readonly sizePx: number;
  readonly stale: boolean;
}

type Context = CanvasRenderingContext2D;

/** A ring with a core: the protected person. */
export function drawProtected(context: Context, look: SymbolLook): void {
  const { palette, sizePx, stale } = look;
  context.beginPath();
  context.arc(0, 0, sizePx, 0, 2 * Math.PI);
  outline(context, palette, 2.5);
  context.fillStyle = stale ? palette.halo : palette.self;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = palette.self;
  if (stale) context.setLineDash([3, 2.5]);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.arc(0, 0, sizePx * 0.42, 0, 2 * Math.PI);
  context.fillStyle = stale ? palette.self : palette.halo;
  context.fill();
}

/** A square in the level's colour: the wearer. At danger it wears a second outline. */
export function drawWearer(context: Context, look: SymbolLook): void {
  const { palette, level, sizePx, stale } = look;
  const colour = palette.level[level];
  if (level === 'danger' && !stale) {
    square(context, sizePx * 1.6);
    context.lineWidth = 4.5;
    context.strokeStyle = withOpacity(palette.halo, 0.9);
    context.stroke();
    context.lineWidth = 2;
    context.strokeStyle = colour;
    context.stroke();
  }
  square(context, sizePx * 0.92);
  outline(context, palette, 2.5);
  context.fillStyle = stale ? palette.halo : colour;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = stale ? colour : palette.halo;
  if (stale) context.setLineDash([3, 2.5]);
  context.stroke();
  context.setLineDash([]);
}

/** A chevron outside the symbol on the side of the course: only for a known course. */
export function drawCourse(context: Context, look: SymbolLook, courseDeg: number, colour: string): void {
  const reach = look.sizePx * (look.level === 'danger' ? 2.25 : 1.65);
  context.save();
  context.rotate((courseDeg * Math.PI) / 180);
  context.beginPath();
  context.moveTo(0, -reach - look.sizePx * 1.15);
  context.lineTo(look.sizePx * 0.78, -reach);
  context.lineTo(0, -reach - look.sizePx * 0.32);
  context.lineTo(-look.sizePx * 0.78, -reach);
  context.closePath();
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = look.palette.halo;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
  context.restore();
}

/** Text on a plate that keeps it readable over streets. */
export function drawPlate(context: Context, palette: MapPalette, label: PlacedLabel): void {
  const { leftPx, topPx, widthPx, heightPx } = label;
  context.beginPath();
  context.roundRect(leftPx, topPx, widthPx, heightPx, heightPx / 5);
  context.fillStyle = withOpacity(palette.halo, 0.86);
  context.fill();
  context.fillStyle = palette.other;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(label.text, leftPx + widthPx / 2, topPx + heightPx / 2 + 0.5);
}

function square(context: Context, reach: number): void {
  context.beginPath();
  context.roundRect(-reach, -reach, 2 * reach, 2 * reach, reach * 0.28);
}

function outline(context: Context, palette: MapPalette, width: number): void {
  context.lineJoin = 'round';
  context.lineWidth = width * 2;
  context.strokeStyle = withOpacity(palette.halo, 0.85);
  context.stroke();
}
