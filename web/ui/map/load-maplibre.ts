/** MapLibre comes after the page's own words: the sentence must never wait for the map. */
import type * as MapLibre from 'maplibre-gl';

let loading: Promise<typeof MapLibre> | null = null;

/**
 * Loads MapLibre and its style sheet once. Its worker is a file of our own origin, so that a Content-Security-Policy of
 * `worker-src 'self'` lets it run. Rejects when a file cannot be had.
 */
export function loadMapLibre(): Promise<typeof MapLibre> {
  loading ??= Promise.all([
    import('maplibre-gl'),
    import('maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'),
    import('maplibre-gl/dist/maplibre-gl.css'),
  ]).then(([library, worker]) => {
    library.setWorkerUrl(worker.default);
    return library;
  });
  // A failed download may be tried again.
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

/** MapLibre draws with WebGL 2 only; where there is none the radar takes its place. */
export function hasWebGl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
