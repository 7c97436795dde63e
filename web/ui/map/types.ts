/**
 * What the map is given: plain objects, all of them measured or allowed by disclosure. The map adds nothing:
 * what it was not given it does not draw. Fails toward saying "not known".
 */
export type MapLevel = 'clear' | 'notice' | 'warning' | 'danger' | 'unknown';
export type MapTheme = 'dark' | 'light';

export interface MapPoint {
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** A shown position: the precision circle is drawn in true metres, the arrow only when `courseDeg` is known. */
export interface MapFix extends MapPoint {
  /** 68 % radius, metres. */
  readonly radiusM: number;
  /** Epoch ms (server time) at which the position was measured. */
  readonly fixedAtMs: number;
  /** Degrees from true north; null: no clear direction, no arrow. */
  readonly courseDeg: number | null;
}

/** What may be drawn of the protected person. `none`: nothing. */
export type ProtectedOnMap = { readonly kind: 'point'; readonly fix: MapFix } | { readonly kind: 'none' };

/**
 * What may be drawn of the wearer. A band is a ring around the protected person, on the side of `octant` when it is known;
 * unknown is a hatched halo around the protected person: there is no place to draw, and the map says so.
 */
export type WearerOnMap =
  | { readonly kind: 'point'; readonly fix: MapFix }
  | { readonly kind: 'band'; readonly fromM: number; readonly toM: number; readonly bearingDeg: number | null }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' };

/** Rings of the order around the protected person, metres; null: not drawn. */
export interface MapRings {
  readonly restraintM: number | null;
  readonly warnM: number | null;
  readonly noticeM: number | null;
}

export interface MapPair {
  readonly pairId: string;
  /** Drawn beside the pair when it stands out; null on the protected person's own map. */
  readonly label: string | null;
  readonly level: MapLevel;
  readonly protected: ProtectedOnMap;
  readonly wearer: WearerOnMap;
  readonly rings: MapRings | null;
  /** Between the two, written on the line that joins them; null: not known, no figure. */
  readonly distanceM: number | null;
  /** selected: drawn last, with rings, ages and trail. receding: another pair is selected, or nothing needs a human. */
  readonly emphasis: 'selected' | 'normal' | 'receding';
  /** Measured positions of the wearer so far, oldest first; spans longer than `trailGapMs` are dashed. */
  readonly trail: readonly MapFix[];
}

/** Text of the map in the reader's language; surfaces take it from their catalogues (`useMapWords`). */
export interface MapWords {
  readonly mapLabel: string;
  readonly north: string;
  readonly follow: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly noWebGl: string;
  readonly protectedPerson: string;
  readonly wearer: string;
  readonly noPosition: string;
  /** "40 s", "4 min": an age in milliseconds. */
  age(ms: number): string;
  /** "about 800 m": a measured distance. */
  distance(metres: number): string;
  /** "200 m": a length that is exact: scale bar, rings of the order. */
  length(metres: number): string;
  /** The same picture in words, one sentence a pair. */
  describe(pair: MapPair, nowMs: number): string;
}

/** What the camera keeps in view while it follows. A new `key` is shown at once: change it only on the reader's own act. */
export interface MapFit {
  readonly key: string;
  readonly points: readonly (MapPoint & { readonly radiusM?: number })[];
}
