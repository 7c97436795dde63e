/**
 * The map behind the component: base map, the canvas of the pairs over it, and the camera. Fails toward standing still: it moves by
 * itself only while it follows, and never once a hand was on it.
 */
import type { FeatureCollection } from 'geojson';
import type * as MapLibre from 'maplibre-gl';
import { loadLand } from './base-data.ts';
import { baseStyle, CITY_SOURCE, LAND_SOURCE } from './base-style.ts';
import { createBaseMap } from './create-base-map.ts';
import { drawFrame, type Target } from './draw.ts';
import { hatchOf } from './draw-areas.ts';
import { needsRefit } from './follow.ts';
import { addIcons } from './icons.ts';
import { type Camera, cameraFor, type FitInsets, projector } from './mercator.ts';
import type { MapPalette } from './palette.ts';
import { Tween } from './tween.ts';
import type { MapFit, MapPair, MapPoint, MapWords } from './types.ts';

/** At the usual size; on a wall closer by as much as everything is larger. */
const ZOOM_MAX_FIT = 16.5;
const EASE_MS = 650;
const CLICK_REACH_PX = 24;
const LAND_ZOOM_MAX = 8;
const SECOND_MS = 1_000;

export interface Scene {
  readonly pairs: readonly MapPair[];
  readonly fit: MapFit | null;
  readonly insets: FitInsets;
  readonly words: MapWords;
  /** Server time, epoch ms. */
  readonly nowMs: () => number;
  /** Nothing glides: reduced motion, or the picture is old. */
  readonly still: boolean;
}

export interface EngineEvents {
  onFollowing(following: boolean): void;
  onCamera(camera: Camera): void;
  onSelect(pairId: string): void;
}

export class MapEngine {
  readonly #map: MapLibre.Map;
  readonly #overlay: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  readonly #events: EngineEvents;
  readonly #tween = new Tween();
  readonly #abort = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #palette: MapPalette;
  #hatch: CanvasPattern | null = null;
  #scene: Scene;
  #city: FeatureCollection | null = null;
  #land: FeatureCollection | null = null;
  #landAsked = false;
  #targets: Target[] = [];
  #following = true;
  #fitted: string | null = null;
  #framePending = 0;
  readonly #scale: number;
  readonly #zoomMaxFit: number;

  constructor(library: typeof MapLibre, parent: HTMLElement, palette: MapPalette, scene: Scene, events: EngineEvents) {
    this.#scale = Math.max(1, Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
    this.#zoomMaxFit = ZOOM_MAX_FIT + Math.log2(this.#scale);
    this.#palette = palette;
    this.#scene = scene;
    this.#events = events;
    this.#map = createBaseMap(
      library,
      parent,
      baseStyle(palette, { land: null, city: null }, this.#scale),
      scene.words,
    );
    this.#overlay = document.createElement('canvas');
    this.#overlay.setAttribute('aria-hidden', 'true');
    this.#overlay.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
    this.#map.getCanvasContainer().append(this.#overlay);
    this.#context = this.#overlay.getContext('2d');
    this.#listen();
    this.#timer = setInterval(() => this.#schedule(), SECOND_MS);
  }

  /** What is to be drawn from now on. Cheap: call it as often as something changed. */
  setScene(scene: Scene): void {
    const refit = scene.fit !== null && scene.fit.key !== this.#fitted;
    this.#scene = scene;
    if (refit) this.follow();
    this.#schedule();
  }

  setCity(city: FeatureCollection): void {
    this.#city = city;
    (this.#map.getSource(CITY_SOURCE) as MapLibre.GeoJSONSource | undefined)?.setData(city);
  }

  setPalette(palette: MapPalette): void {
    if (JSON.stringify(palette) === JSON.stringify(this.#palette)) return;
    this.#palette = palette;
    this.#hatch = null;
    this.#map.setStyle(baseStyle(palette, { land: this.#land, city: this.#city }, this.#scale));
    this.#schedule();
  }

  /** Shows what `fit` names, now, and keeps it in view until a hand moves the map. */
  follow(): void {
    this.#following = true;
    this.#events.onFollowing(true);
    this.#moveToFit(this.#fitted !== null);
  }

  zoomBy(steps: number): void {
    this.#setFollowing(false);
    this.#map.easeTo({ zoom: this.#map.getZoom() + steps, duration: this.#duration(250) });
  }

  /** Jumps to a box when nothing has been shown yet. Degrees. */
  showBox(box: { readonly southWest: MapPoint; readonly northEast: MapPoint }): void {
    if (this.#fitted !== null) return;
    const camera = cameraFor([box.southWest, box.northEast], this.#size(), this.#scene.insets, this.#zoomMaxFit);
    if (camera !== null) this.#map.jumpTo({ center: [camera.lonDeg, camera.latDeg], zoom: camera.zoom });
  }

  remove(): void {
    clearInterval(this.#timer);
    cancelAnimationFrame(this.#framePending);
    this.#abort.abort();
    this.#map.remove();
  }

  #listen(): void {
    const map = this.#map;
    map.on('render', () => this.#draw(performance.now()));
    map.on('style.load', () => {
      addIcons(map, this.#palette);
      // The streets may have come before the style could take them.
      if (this.#city !== null) this.setCity(this.#city);
    });
    map.on('move', () => this.#cameraChanged());
    map.on('resize', () => this.#cameraChanged());
    for (const start of ['dragstart', 'zoomstart', 'boxzoomstart'] as const) {
      map.on(start, (event) => {
        if (event.originalEvent !== undefined) this.#setFollowing(false);
      });
    }
    map.on('movestart', (event) => {
      if ((event as { originalEvent?: Event }).originalEvent instanceof KeyboardEvent) this.#setFollowing(false);
    });
    map.on('click', (event) => {
      const target = this.#targetAt(event.point);
      if (target !== null) this.#events.onSelect(target.pairId);
    });
    map.on('mousemove', (event) => {
      map.getCanvas().style.cursor = this.#targetAt(event.point) === null ? '' : 'pointer';
    });
    map.on('load', () => this.#cameraChanged());
    // For whoever takes a picture of the page: everything that was given is drawn.
    map.on('idle', () => map.getContainer().setAttribute('data-map-drawn', this.#city === null ? 'bare' : 'streets'));
    map.on('dataloading', () => map.getContainer().removeAttribute('data-map-drawn'));
  }

  #cameraChanged(): void {
    this.#events.onCamera(this.#camera());
    if (!this.#landAsked && this.#map.getZoom() < LAND_ZOOM_MAX && this.#fitted !== null) void this.#addLand();
  }

  async #addLand(): Promise<void> {
    this.#landAsked = true;
    try {
      this.#land = await loadLand(this.#abort.signal);
      (this.#map.getSource(LAND_SOURCE) as MapLibre.GeoJSONSource | undefined)?.setData(this.#land);
    } catch (error) {
      // The pairs are drawn all the same; the far view is plain.
      console.info('the world map could not be loaded:', error instanceof Error ? error.message : 'unknown');
    }
  }

  #setFollowing(following: boolean): void {
    if (this.#following === following) return;
    this.#following = following;
    this.#events.onFollowing(following);
  }

  #targetAt(at: { readonly x: number; readonly y: number }): Target | null {
    let best: Target | null = null;
    let bestPx = CLICK_REACH_PX;
    for (const target of this.#targets) {
      const awayPx = Math.hypot(target.xPx - at.x, target.yPx - at.y);
      if (awayPx <= bestPx) {
        best = target;
        bestPx = awayPx;
      }
    }
    return best;
  }

  #size(): { readonly widthPx: number; readonly heightPx: number } {
    const container = this.#map.getContainer();
    return { widthPx: container.clientWidth, heightPx: container.clientHeight };
  }

  #camera(): Camera {
    const centre = this.#map.getCenter();
    return { latDeg: centre.lat, lonDeg: centre.lng, zoom: this.#map.getZoom(), ...this.#size() };
  }

  #duration(ms: number): number {
    return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ms;
  }

  #moveToFit(animated: boolean): void {
    const { fit, insets } = this.#scene;
    const camera = fit === null ? null : cameraFor(fit.points, this.#size(), insets, this.#zoomMaxFit);
    if (fit === null || camera === null) return;
    this.#fitted = fit.key;
    const to = { center: [camera.lonDeg, camera.latDeg] as [number, number], zoom: camera.zoom };
    if (animated) this.#map.easeTo({ ...to, duration: this.#duration(EASE_MS) });
    else this.#map.jumpTo(to);
  }

  #followAlong(camera: Camera): void {
    const { fit, insets } = this.#scene;
    if (!this.#following || fit === null || this.#map.isMoving()) return;
    if (this.#fitted === null) {
      this.#moveToFit(false);
      return;
    }
    const pixels = fit.points.map(projector(camera));
    if (needsRefit(pixels, camera, insets, camera.zoom >= this.#zoomMaxFit - 0.3)) this.#moveToFit(true);
  }

  #schedule(): void {
    if (this.#framePending !== 0) return;
    this.#framePending = requestAnimationFrame((frameMs) => {
      this.#framePending = 0;
      this.#draw(frameMs);
    });
  }

  #draw(frameMs: number): void {
    const context = this.#context;
    const camera = this.#camera();
    if (context === null || camera.widthPx === 0) return;
    const ratio = Math.min(2, window.devicePixelRatio);
    const width = Math.round(camera.widthPx * ratio);
    const height = Math.round(camera.heightPx * ratio);
    if (this.#overlay.width !== width || this.#overlay.height !== height) {
      this.#overlay.width = width;
      this.#overlay.height = height;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#hatch ??= hatchOf(context, this.#palette.level.unknown);
    const { pairs, words, still } = this.#scene;
    const scale = this.#scale;
    const frame = { context, camera, scale, palette: this.#palette, hatch: this.#hatch, words, still, frameMs };
    this.#targets = drawFrame({ ...frame, nowMs: this.#scene.nowMs(), tween: this.#tween }, pairs);
    this.#followAlong(camera);
    if (this.#tween.isMoving(frameMs)) this.#schedule();
  }
}
