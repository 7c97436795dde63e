/** Frames of made-up people in the drill city, for scripted states. Ages in seconds before the shot. */
import type { Picture, Shown } from '../../src/disclosure/contract.ts';
import { type FrameBody, SHOT_MS } from './screen.ts';

export const HELLO: FrameBody = hello('protected');

export function hello(kind: 'protected' | 'household' | 'officer'): FrameBody {
  return {
    type: 'hello',
    viewer: { kind, personId: '00000000-0000-4000-8000-0000000000aa' },
    proven: true,
    exercise: true,
    mark: 'K7QF2M',
    heartbeatMs: 5_000,
    resumed: false,
  };
}

/** A pair's id; states with several wearers count them. */
export function pairId(number = 1): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

const BASIS = { rule: 'kr-victim-distance', article: 'Electronic Device Act art. 31-8(2); Decree art. 23-17(1)' };
const CENTRE = { latDeg: 36.0012, lonDeg: 124.4985 };
const M_PER_DEG = 110_976;

/** A place that many metres from the protected person's. */
export function spot(eastM: number, northM: number): { latDeg: number; lonDeg: number } {
  const shrink = Math.cos((CENTRE.latDeg * Math.PI) / 180);
  return { latDeg: CENTRE.latDeg + northM / M_PER_DEG, lonDeg: CENTRE.lonDeg + eastM / (M_PER_DEG * shrink) };
}

export const ago = (seconds: number): number => SHOT_MS - seconds * 1_000;

export function nothing(
  statement: Extract<Shown, { kind: 'nothing' }>['statement'] = 'no-warning',
  reportedAgoS: number | null = 20,
): Shown {
  return {
    kind: 'nothing',
    statement,
    lastReportAtMs: reportedAgoS === null ? null : ago(reportedAgoS),
    basis: BASIS,
  };
}

export function band(
  fromM: number,
  toM: number,
  more: Partial<Extract<Shown, { kind: 'band' }>> = {},
): Extract<Shown, { kind: 'band' }> {
  return {
    kind: 'band',
    fromM,
    toM,
    trend: 'approaching',
    octant: 'NE',
    etaS: 360,
    lastReportAtMs: ago(8),
    basis: BASIS,
    ...more,
  };
}

export interface PointOptions {
  readonly eastM: number;
  readonly northM: number;
  readonly agoS?: number;
  readonly radiusM?: number;
  readonly courseDeg?: number | null;
  readonly trend?: Extract<Shown, { kind: 'point' }>['trend'];
  readonly octant?: Extract<Shown, { kind: 'point' }>['octant'];
  readonly etaS?: number | null;
}

export function point(options: PointOptions): Extract<Shown, { kind: 'point' }> {
  const { eastM, northM, agoS = 6, radiusM = 15, courseDeg = null, trend = 'approaching', octant = null } = options;
  return {
    kind: 'point',
    point: {
      ...spot(eastM, northM),
      radiusM,
      fixedAtMs: ago(agoS),
      courseDeg,
      speedMps: courseDeg === null ? null : 1.4,
    },
    distanceM: Math.round(Math.hypot(eastM, northM)),
    trend,
    octant,
    etaS: options.etaS ?? null,
    lastReportAtMs: ago(agoS),
    basis: BASIS,
  };
}

export function unknown(reason: string, sinceAgoS: number | null, earliestInS: number | null): Shown {
  return {
    kind: 'unknown',
    reason,
    sinceMs: sinceAgoS === null ? null : ago(sinceAgoS),
    earliestContactAtMs: earliestInS === null ? null : SHOT_MS + earliestInS * 1_000,
    lastReportAtMs: sinceAgoS === null ? null : ago(sinceAgoS),
    basis: BASIS,
  };
}

/** The protected person's own position, as their phone reports it. */
export const OWN: Shown = {
  ...point({ eastM: 0, northM: 0, agoS: 4, radiusM: 12 }),
  distanceM: null,
  trend: 'unclear',
};

export function picture(level: Picture['level'], wearer: Shown, more: Partial<Picture> = {}): FrameBody {
  return {
    type: 'picture',
    picture: {
      pairId: pairId(),
      label: '',
      level,
      levelSinceMs: ago(40),
      wearer,
      protected: OWN,
      validUntilMs: SHOT_MS + 3_600_000,
      ...more,
    },
  };
}

export function warning(level: Picture['level'], number = 1, agoS = 3): FrameBody {
  return {
    type: 'warning',
    warningId: `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
    pairId: pairId(),
    incidentId: null,
    level,
    atMs: ago(agoS),
  };
}
