/**
 * The engine's signature (shapes and units). Plain data only: the server, `magpie replay`, the simulator and the drills
 * all speak in these types. Fails toward warning: whatever cannot be evaluated is `unknown`, never `clear`.
 */
import type { OrderId, PairId, PersonId, ZoneId } from '../core/ids.ts';
import type { OrderParameters } from './parameters.ts';

export type Source = 'gnss' | 'wifi' | 'cell' | 'ble';

/** Levels of a pair or zone; docs/engine.md gives each its meaning. */
export type Level = 'clear' | 'notice' | 'warning' | 'danger' | 'unknown';

/** One position report. `accuracyM` is a 68 % radius. Null is "the device did not say", never zero. */
export interface Fix {
  readonly personId: PersonId;
  readonly fixedAtMs: number;
  readonly receivedAtMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly accuracyM: number | null;
  readonly speedMps: number | null;
  readonly courseDeg: number | null;
  readonly source: Source | null;
  /** The phone says that the position was made by a mock-location app. */
  readonly mock: boolean | null;
}

/** What a device tells besides positions. Later protocols add kinds here and nowhere else. */
export const DEVICE_EVENT_KINDS = [
  'sos',
  'strap-open',
  'strap-closed',
  'tamper',
  'low-battery',
  'power-off',
  'power-cut',
  'fall',
  // The worn part and the part that locates itself are no longer beside each other.
  'separation',
  'shielding',
  'jamming',
  // The network tells that the device went away without a farewell (MQTT's last will).
  'connection-lost',
  // Two that speak at once call themselves by the same name: one of them is not the device.
  'identity-conflict',
] as const;
export type DeviceEventKind = (typeof DEVICE_EVENT_KINDS)[number];

/** Radii in metres, from the order (defaults from its jurisdiction pack). restraintM < warnM < noticeM. */
export interface PairSpec {
  readonly pairId: PairId;
  readonly orderId: OrderId;
  readonly wearerId: PersonId;
  readonly protectedId: PersonId;
  readonly restraintM: number;
  readonly warnM: number;
  readonly noticeM: number;
  /** Named rings without a level, e.g. kr `{ police: 1000 }`. Each crossing is a finding. */
  readonly rings: Readonly<Record<string, number>>;
  /** Reporting intervals that the two devices were told to keep: silence is measured against them. */
  readonly wearerIntervalS: number;
  readonly protectedIntervalS: number;
  /** What the order sets differently from the defaults, within ORDER_BOUNDS. */
  readonly parameters?: Partial<OrderParameters>;
}

export interface GeoPoint {
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** A polygon's rings are closed or open lists of points; the first ring is the outline, the others are holes. */
export type Shape =
  | { readonly kind: 'circle'; readonly latDeg: number; readonly lonDeg: number; readonly radiusM: number }
  | { readonly kind: 'polygon'; readonly rings: readonly (readonly GeoPoint[])[] };

export interface ZoneSpec {
  readonly zoneId: ZoneId;
  readonly orderId: OrderId;
  readonly wearerId: PersonId;
  readonly kind: 'exclusion' | 'inclusion';
  readonly shape: Shape;
  /** How far outside an exclusion zone (or from the edge inside an inclusion zone) a `warning` and a `notice` begin. */
  readonly warnM: number;
  readonly noticeM: number;
  readonly wearerIntervalS: number;
}

/**
 * Everything the engine may see, in the order the journal numbered it (`position`). Its time is given to `step` beside it:
 * the journal writer's time of the input, which never goes back.
 */
export type Input = { readonly position: number } & (
  | { readonly kind: 'fix'; readonly fix: Fix }
  | { readonly kind: 'event'; readonly personId: PersonId; readonly event: DeviceEventKind; readonly eventAtMs: number }
  | { readonly kind: 'bind-pair'; readonly pair: PairSpec }
  | { readonly kind: 'unbind-pair'; readonly pairId: PairId }
  | { readonly kind: 'bind-zone'; readonly zone: ZoneSpec }
  | { readonly kind: 'unbind-zone'; readonly zoneId: ZoneId }
  | { readonly kind: 'tick' }
);

/** Why a level is `unknown`. */
export type UnknownReason =
  | 'wearer-never-reported'
  | 'wearer-silent'
  | 'wearer-untrustworthy'
  | 'protected-never-reported'
  | 'protected-silent'
  | 'protected-untrustworthy'
  | 'evaluation-failed'
  // Never the engine's own word: the server's, where the protected person chose not to share their position.
  | 'protected-not-sharing';

export type Subject =
  | { readonly kind: 'pair'; readonly pairId: PairId }
  | { readonly kind: 'zone'; readonly zoneId: ZoneId }
  | { readonly kind: 'person'; readonly personId: PersonId };

/** `reporting`: a device is asked to report faster, or no longer; the interval asked for stands in `why`. */
export type FindingKind = 'approach' | 'zone' | 'ring' | 'device' | 'pattern' | 'reporting';

/** A message key of the catalogues with its numbers: readable in every language, and re-computable. */
export interface Explanation {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * A change that the engine found. It carries no coordinate: `basis` names the fixes it rests on as `<person>@<fixedAt ISO>`.
 * Distances in whole metres, times in whole seconds, speeds to 0.1 m/s; null is unknown.
 */
export interface Finding {
  readonly engineVersion: string;
  readonly inputPosition: number;
  readonly atMs: number;
  readonly subject: Subject;
  readonly kind: FindingKind;
  /** Null for ring, device and pattern findings. */
  readonly level: Level | null;
  readonly previousLevel: Level | null;
  readonly reason: UnknownReason | null;
  /** When `reason` began (last trustworthy report); null unless `level` is unknown. */
  readonly sinceMs: number | null;
  /** ring: its name; device: the event kind; pattern: `probing` and others to come; reporting: `faster` or `as-ordered`. */
  readonly name: string | null;
  /** ring only: true on the way in. */
  readonly inside: boolean | null;
  readonly distanceM: number | null;
  readonly gapM: number | null;
  /** tau: seconds until the gap reaches the restraint distance at the present closing speed; null when not closing. */
  readonly etaS: number | null;
  /** Seconds until the outer bounds allow contact; 0 when they already do; null when nothing is known of a side. */
  readonly earliestContactS: number | null;
  readonly closingMps: number | null;
  /** Share of the closing that the wearer's own motion makes, 0..1; null when not closing. */
  readonly wearerShare: number | null;
  readonly basis: readonly string[];
  readonly why: Explanation;
}

/** What the engine holds of one person now, for disclosure to cut down. Coordinates live here and leave only through it. */
export interface Whereabouts {
  readonly kind: 'fresh' | 'stale' | 'never';
  readonly point: {
    readonly latDeg: number;
    readonly lonDeg: number;
    /** 68 % radius now. */
    readonly radiusM: number;
    readonly fixedAtMs: number;
    readonly receivedAtMs: number;
    readonly source: Source | null;
    readonly speedMps: number | null;
    /** Null when motion does not exceed noise. */
    readonly courseDeg: number | null;
    /** Standard deviation of the course, whole degrees; null where that is. */
    readonly courseErrorDeg: number | null;
  } | null;
}

/** `unclear`: motion does not exceed noise, or a side is stale. */
export type Trend = 'approaching' | 'receding' | 'steady' | 'unclear';

/** The present picture of a pair, read between inputs; the numbers mean what they mean in Finding. */
export interface PairView {
  readonly pairId: PairId;
  readonly orderId: OrderId;
  readonly wearerId: PersonId;
  readonly protectedId: PersonId;
  readonly level: Level;
  readonly levelSinceMs: number;
  readonly reason: UnknownReason | null;
  readonly reasonSinceMs: number | null;
  readonly distanceM: number | null;
  readonly gapM: number | null;
  readonly etaS: number | null;
  readonly earliestContactS: number | null;
  readonly closingMps: number | null;
  readonly trend: Trend;
  /** Chance, to 0.01, that they are within each distance of the order; null when a side is unknown. */
  readonly inside: { readonly restraint: number; readonly warn: number; readonly notice: number } | null;
  /** Closest point of approach on present courses: how near, and in how many seconds; null when they are not closing. */
  readonly missM: number | null;
  readonly passS: number | null;
  readonly wearerShare: number | null;
  /** From the protected person to the wearer, degrees from true north; null when either is unknown or they overlap. */
  readonly bearingDeg: number | null;
  readonly wearer: Whereabouts;
  readonly protected: Whereabouts;
  readonly lastPosition: number;
}

export interface ZoneView {
  readonly zoneId: ZoneId;
  readonly orderId: OrderId;
  readonly wearerId: PersonId;
  readonly level: Level;
  readonly levelSinceMs: number;
  readonly reason: UnknownReason | null;
  readonly reasonSinceMs: number | null;
  readonly distanceM: number | null;
  readonly lastPosition: number;
}
