/**
 * A map of circles and polygons as vectors, true to scale: metres east and north of their middle by the local radii of the ellipsoid, which
 * over 50 km is within a thousandth. Nothing is drawn that the order does not name.
 */
import type { LatLon } from '../../../core/geo.ts';
import type { OrderPdfContent, OrderPlace } from './content.ts';
import { distanceText } from './distance.ts';
import { FAINT, INK, MARGIN, type Sheet } from './sheet.ts';

/** As high as the page has left, within these. */
export const MAP_HEIGHT = { least: 150, most: 216 } as const;
const INNER = 22;
const FILL = '#c8553d';
/** A place that is too small to be seen at this scale is marked all the same. */
const DOT = 3;

interface Box {
  west: number;
  east: number;
  south: number;
  north: number;
}

export interface Projection {
  /** Points a metre. */
  readonly scale: number;
  x(point: LatLon): number;
  y(point: LatLon): number;
}

/** WGS 84: metres of a degree at that latitude. */
function metresPerDegree(latDeg: number): { east: number; north: number } {
  const phi = (latDeg * Math.PI) / 180;
  const e2 = 0.00669437999014;
  const w2 = 1 - e2 * Math.sin(phi) ** 2;
  const perRadian = Math.PI / 180;
  return {
    east: (6_378_137 / Math.sqrt(w2)) * Math.cos(phi) * perRadian,
    north: ((6_378_137 * (1 - e2)) / w2 ** 1.5) * perRadian,
  };
}

/** Everything within the frame, as large as it goes; never closer than half a kilometre across. */
export function projectionOf(
  places: readonly OrderPlace[],
  frame: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): Projection {
  const latitudes = places.flatMap(({ shape }) =>
    shape.kind === 'circle' ? [shape.latDeg] : shape.rings.flat().map((point) => point.latDeg),
  );
  const perDegree = metresPerDegree((Math.min(...latitudes) + Math.max(...latitudes)) / 2);
  const box: Box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (const { shape } of places) {
    const points = shape.kind === 'circle' ? [shape] : shape.rings.flat();
    const reachM = shape.kind === 'circle' ? shape.radiusM : 0;
    for (const { latDeg, lonDeg } of points) {
      box.west = Math.min(box.west, lonDeg * perDegree.east - reachM);
      box.east = Math.max(box.east, lonDeg * perDegree.east + reachM);
      box.south = Math.min(box.south, latDeg * perDegree.north - reachM);
      box.north = Math.max(box.north, latDeg * perDegree.north + reachM);
    }
  }
  const widthM = Math.max(500, box.east - box.west);
  const heightM = Math.max(300, box.north - box.south);
  const scale = Math.min(frame.width / widthM, frame.height / heightM);
  const middle = { east: (box.west + box.east) / 2, north: (box.south + box.north) / 2 };
  return {
    scale,
    x: ({ lonDeg }) => frame.left + frame.width / 2 + (lonDeg * perDegree.east - middle.east) * scale,
    y: ({ latDeg }) => frame.top + frame.height / 2 - (latDeg * perDegree.north - middle.north) * scale,
  };
}

/** 1, 2 or 5 times a power of ten, not longer than that. */
export function scaleBarM(mostM: number): number {
  const power = 10 ** Math.floor(Math.log10(mostM));
  const step = [5, 2, 1].find((one) => one * power <= mostM) ?? 1;
  return step * power;
}

export function drawMap(sheet: Sheet, content: OrderPdfContent, top: number, height: number): void {
  const { doc, width } = sheet;
  const frame = {
    left: MARGIN + INNER,
    top: top + INNER,
    width: width - 2 * INNER,
    height: height - 2 * INNER - 14,
  };
  const projection = projectionOf(content.places, frame);
  doc.save();
  doc.rect(MARGIN, top, width, height).clip();
  doc.rect(MARGIN, top, width, height).fill('#f5f5f2');
  for (const place of content.places) drawShape(sheet, projection, place);
  for (const [i, place] of content.places.entries()) drawNumber(sheet, projection, place, i + 1);
  drawScale(sheet, content, projection, top + height);
  drawNorth(sheet, top);
  doc.restore();
  doc.lineWidth(0.8).strokeColor(FAINT).rect(MARGIN, top, width, height).stroke();
}

function drawShape({ doc }: Sheet, projection: Projection, { shape }: OrderPlace): void {
  if (shape.kind === 'circle') {
    doc.circle(projection.x(shape), projection.y(shape), Math.max(DOT, shape.radiusM * projection.scale));
  } else {
    for (const ring of shape.rings) {
      for (const [i, point] of ring.entries()) {
        if (i === 0) doc.moveTo(projection.x(point), projection.y(point));
        else doc.lineTo(projection.x(point), projection.y(point));
      }
      doc.closePath();
    }
  }
  doc.lineWidth(1.2).fillOpacity(0.18).fillAndStroke(FILL, FILL, 'even-odd').fillOpacity(1);
}

function drawNumber(sheet: Sheet, projection: Projection, { shape }: OrderPlace, number: number): void {
  const { doc } = sheet;
  const points = shape.kind === 'circle' ? [shape] : (shape.rings[0] ?? []);
  const x = points.reduce((sum, point) => sum + projection.x(point), 0) / points.length;
  const y = points.reduce((sum, point) => sum + projection.y(point), 0) / points.length;
  doc.lineWidth(1).circle(x, y, 8.5).fillAndStroke('#ffffff', FILL);
  sheet.drawLine(String(number), x - 20, y - 7.6, 40, { size: 10, weight: 'bold', align: 'center' });
}

function drawScale(sheet: Sheet, content: OrderPdfContent, { scale }: Projection, bottom: number): void {
  const { doc } = sheet;
  const metres = scaleBarM(110 / scale);
  const left = MARGIN + 12;
  const y = bottom - 12;
  const length = metres * scale;
  doc.lineWidth(1.4).strokeColor(INK);
  doc
    .moveTo(left, y - 5)
    .lineTo(left, y)
    .lineTo(left + length, y)
    .lineTo(left + length, y - 5)
    .stroke();
  sheet.drawLine(distanceText(metres, content.language), left, y - 17, length, { size: 8.5, align: 'center' });
}

function drawNorth(sheet: Sheet, top: number): void {
  const { doc, texts, width } = sheet;
  const x = MARGIN + width - 18;
  const y = top + 12;
  doc.polygon([x, y], [x + 5, y + 14], [x, y + 10.5], [x - 5, y + 14]).fill(INK);
  sheet.drawLine(texts.north, x - 20, y + 14, 40, { size: 9, weight: 'bold', align: 'center' });
}
