/**
 * Web Mercator as the map draws it, so that shapes can be laid over it in the same frame. Bounds of error: `metresPerPixel`
 * is the scale at one latitude; within 10 km of it a length is off by less than 0.3 % below 60 degrees of latitude.
 */
import type { MapPoint } from './types.ts';

const WORLD_PX_AT_ZOOM_0 = 512;
/** WGS 84 equator, metres. */
const EQUATOR_M = 40_075_016.686;
const LAT_MAX_DEG = 85.051129;

export interface Pixel {
  readonly xPx: number;
  readonly yPx: number;
}

/** What the camera shows: always north-up, without tilt. */
export interface Camera extends MapPoint {
  readonly zoom: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Position in a world of 512 px at zoom 0. */
export function worldPixel(point: MapPoint, zoom: number): Pixel {
  const sizePx = WORLD_PX_AT_ZOOM_0 * 2 ** zoom;
  const latRad = (Math.max(-LAT_MAX_DEG, Math.min(LAT_MAX_DEG, point.latDeg)) * Math.PI) / 180;
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + latRad / 2)) / (2 * Math.PI);
  return { xPx: (point.lonDeg / 360 + 0.5) * sizePx, yPx: y * sizePx };
}

/** Inverse of `worldPixel`. */
export function pointOfWorldPixel(pixel: Pixel, zoom: number): MapPoint {
  const sizePx = WORLD_PX_AT_ZOOM_0 * 2 ** zoom;
  const latRad = 2 * Math.atan(Math.exp((0.5 - pixel.yPx / sizePx) * 2 * Math.PI)) - Math.PI / 2;
  return { latDeg: (latRad * 180) / Math.PI, lonDeg: (pixel.xPx / sizePx - 0.5) * 360 };
}

/** A function from positions to pixels of the canvas, set up once a frame. Takes the short way round the antimeridian. */
export function projector(camera: Camera): (point: MapPoint) => Pixel {
  const centre = worldPixel(camera, camera.zoom);
  const sizePx = WORLD_PX_AT_ZOOM_0 * 2 ** camera.zoom;
  return (point) => {
    const world = worldPixel(point, camera.zoom);
    let dxPx = world.xPx - centre.xPx;
    if (dxPx > sizePx / 2) dxPx -= sizePx;
    else if (dxPx < -sizePx / 2) dxPx += sizePx;
    return { xPx: dxPx + camera.widthPx / 2, yPx: world.yPx - centre.yPx + camera.heightPx / 2 };
  };
}

/** Metres on the ground that one pixel stands for at a latitude. */
export function metresPerPixel(latDeg: number, zoom: number): number {
  return (EQUATOR_M * Math.cos((latDeg * Math.PI) / 180)) / (WORLD_PX_AT_ZOOM_0 * 2 ** zoom);
}

export interface FitInsets {
  readonly topPx: number;
  readonly rightPx: number;
  readonly bottomPx: number;
  readonly leftPx: number;
}

/**
 * The camera that shows all points inside the insets, not closer than `zoomMax`. Each point may carry a radius (metres) that is
 * kept in view with it. Null when there is no point.
 */
export function cameraFor(
  points: readonly (MapPoint & { readonly radiusM?: number })[],
  size: { readonly widthPx: number; readonly heightPx: number },
  insets: FitInsets,
  zoomMax: number,
): Camera | null {
  const first = points[0];
  if (first === undefined) return null;
  const origin = worldPixel(first, 0);
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const point of points) {
    const world = worldPixel(point, 0);
    let dxPx = world.xPx - origin.xPx;
    if (dxPx > WORLD_PX_AT_ZOOM_0 / 2) dxPx -= WORLD_PX_AT_ZOOM_0;
    else if (dxPx < -WORLD_PX_AT_ZOOM_0 / 2) dxPx += WORLD_PX_AT_ZOOM_0;
    const reachPx = (point.radiusM ?? 0) / metresPerPixel(point.latDeg, 0);
    box.left = Math.min(box.left, dxPx - reachPx);
    box.right = Math.max(box.right, dxPx + reachPx);
    box.top = Math.min(box.top, world.yPx - reachPx);
    box.bottom = Math.max(box.bottom, world.yPx + reachPx);
  }
  const roomX = Math.max(40, size.widthPx - insets.leftPx - insets.rightPx);
  const roomY = Math.max(40, size.heightPx - insets.topPx - insets.bottomPx);
  const spanX = Math.max(1e-9, box.right - box.left);
  const spanY = Math.max(1e-9, box.bottom - box.top);
  const zoom = Math.min(zoomMax, Math.log2(Math.min(roomX / spanX, roomY / spanY)));
  const scale = 2 ** zoom;
  const middle = {
    xPx: origin.xPx + (box.left + box.right) / 2 + (insets.rightPx - insets.leftPx) / 2 / scale,
    yPx: (box.top + box.bottom) / 2 + (insets.bottomPx - insets.topPx) / 2 / scale,
  };
  const centre = pointOfWorldPixel(middle, 0);
  const lonDeg = ((((centre.lonDeg + 180) % 360) + 360) % 360) - 180;
  return { latDeg: centre.latDeg, lonDeg, zoom, ...size };
}

/** The longest round length (1, 2, 5 x 10^n metres) that fits into `widthPxMax`. */
export function scaleBar(
  latDeg: number,
  zoom: number,
  widthPxMax: number,
): { readonly metres: number; readonly widthPx: number } {
  const perPixel = metresPerPixel(latDeg, zoom);
  const lengthMax = perPixel * widthPxMax;
  const power = 10 ** Math.floor(Math.log10(lengthMax));
  const step = [5, 2, 1].find((factor) => factor * power <= lengthMax) ?? 1;
  return { metres: step * power, widthPx: (step * power) / perPixel };
}
