/**
 * The stage for worked examples: one made-up pair in the open sea, played through the production engine by its entry points only,
 * as the journal would feed it: reports of both sides and a tick every 5 s. Chance is seeded, so that a figure is always the same.
 */
import { distanceM, type LatLon, moved } from '../../src/core/geo.ts';
import type { OrderId, PairId, PersonId } from '../../src/core/ids.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { createEngine, type Engine, pairView, step } from '../../src/proximity/engine.ts';
import type { Finding, Fix, PairSpec, PairView } from '../../src/proximity/types.ts';
import type { Span } from './chart.ts';

/** Mid-Atlantic: nobody lives there. */
export const ORIGIN: LatLon = { latDeg: 45, lonDeg: -35 };
const PAIR = 'pair' as PairId;
const WEARER = 'wearer' as PersonId;
const PROTECTED = 'protected' as PersonId;
const TICK_S = 5;

/** Metres east and north of the origin. */
export interface Spot {
  readonly eastM: number;
  readonly northM: number;
}

/** Where somebody truly is, and how their device reports it. */
export interface Walk {
  at(atS: number): Spot;
  /** Seconds between reports, and when within them. */
  readonly everyS: number;
  readonly phaseS: number;
  /** Error of the reports, one standard deviation per axis. */
  readonly noiseM: number;
  readonly accuracyM: number;
  /** False: no report then. */
  reports?(atS: number): boolean;
  /** A report that says something else than the plain one. */
  alters?(atS: number): (Partial<Fix> & { readonly spot?: Spot }) | null;
}

export interface Instant {
  readonly atS: number;
  readonly view: PairView;
  readonly trueM: number;
}

export interface Report {
  readonly atS: number;
  readonly side: 'wearer' | 'protected';
  readonly true: Spot;
  readonly said: Spot;
  /** What the engine believes of this person right after the report. */
  readonly believed: Spot;
  readonly radiusM: number;
}

export interface Played {
  readonly instants: readonly Instant[];
  readonly reports: readonly Report[];
  readonly findings: readonly Finding[];
}

export interface Play {
  readonly seed: number;
  readonly untilS: number;
  readonly wearer: Walk;
  readonly protectedPerson: Walk;
  readonly spec?: Partial<PairSpec>;
}

export const SPEC: PairSpec = {
  pairId: PAIR,
  orderId: 'order' as OrderId,
  wearerId: WEARER,
  protectedId: PROTECTED,
  restraintM: 100,
  warnM: 600,
  noticeM: 2000,
  rings: {},
  wearerIntervalS: 60,
  protectedIntervalS: 60,
};

/** Someone who stays where they are, with an ordinary phone. */
export function standing(eastM: number, northM: number, over: Partial<Walk> = {}): Walk {
  return { at: () => ({ eastM, northM }), everyS: 60, phaseS: 30, noiseM: 5, accuracyM: 10, ...over };
}

/** Someone on their way, with an ordinary device. */
export function going(at: (atS: number) => Spot, over: Partial<Walk> = {}): Walk {
  return { at, everyS: 60, phaseS: 0, noiseM: 5, accuracyM: 10, ...over };
}

/** Along corners at one speed after another: `legs` are ends and the speed to them; before the first and after the last they stand. */
export function along(
  start: Spot,
  startS: number,
  legs: readonly (Spot & { readonly mps: number })[],
): (atS: number) => Spot {
  return (atS) => {
    let from = start;
    let leftS = atS - startS;
    for (const leg of legs) {
      if (leftS <= 0) return from;
      const wayM = Math.hypot(leg.eastM - from.eastM, leg.northM - from.northM);
      const legS = wayM / leg.mps;
      if (leftS < legS) {
        const part = leftS / legS;
        return {
          eastM: from.eastM + part * (leg.eastM - from.eastM),
          northM: from.northM + part * (leg.northM - from.northM),
        };
      }
      leftS -= legS;
      from = leg;
    }
    return from;
  };
}

export function play({ seed, untilS, wearer, protectedPerson, spec }: Play): Played {
  const engine = createEngine();
  const rng = seededRng(seed);
  const noise = (noiseM: number): number => normal(rng) * noiseM;
  const instants: Instant[] = [];
  const reports: Report[] = [];
  const findings: Finding[] = [];
  let position = 0;
  findings.push(...step(engine, { position: ++position, kind: 'bind-pair', pair: { ...SPEC, ...spec } }, 0));
  const report = (side: 'wearer' | 'protected', walk: Walk, atS: number): void => {
    const true_ = walk.at(atS);
    const { spot, ...over } = walk.alters?.(atS) ?? {};
    const said = spot ?? { eastM: true_.eastM + noise(walk.noiseM), northM: true_.northM + noise(walk.noiseM) };
    const personId = side === 'wearer' ? WEARER : PROTECTED;
    const fix = { ...fixAt(personId, atS, said, walk.accuracyM), ...over };
    findings.push(...step(engine, { position: ++position, kind: 'fix', fix }, atS * 1000));
    const { point } = viewAt(engine, atS)[side];
    if (point === null) throw new Error('a report was not taken in');
    reports.push({ atS, side, true: true_, said, believed: spotOf(point), radiusM: point.radiusM });
  };
  for (let atS = 0; atS <= untilS; atS += TICK_S) {
    for (const [side, walk] of [['wearer', wearer] as const, ['protected', protectedPerson] as const]) {
      if (atS % walk.everyS === walk.phaseS && walk.reports?.(atS) !== false) report(side, walk, atS);
    }
    findings.push(...step(engine, { position: ++position, kind: 'tick' }, atS * 1000));
    instants.push({ atS, view: viewAt(engine, atS), trueM: apartM(wearer.at(atS), protectedPerson.at(atS)) });
  }
  return { instants, reports, findings };
}

export function fixAt(personId: PersonId, atS: number, spot: Spot, accuracyM: number): Fix {
  return {
    personId,
    fixedAtMs: atS * 1000,
    receivedAtMs: atS * 1000,
    ...moved(ORIGIN, spot.eastM, spot.northM),
    accuracyM,
    speedMps: null,
    courseDeg: null,
    source: 'gnss',
    mock: null,
  };
}

function viewAt(engine: Engine, atS: number): PairView {
  const view = pairView(engine, PAIR, atS * 1000);
  if (view === null) throw new Error('the pair is not bound');
  return view;
}

export function apartM(a: Spot, b: Spot): number {
  return Math.hypot(a.eastM - b.eastM, a.northM - b.northM);
}

/** Back into metres from the origin: east along the parallel, north along the meridian. */
function spotOf(place: LatLon): Spot {
  const north = distanceM(ORIGIN, { latDeg: place.latDeg, lonDeg: ORIGIN.lonDeg });
  const east = distanceM(place, { latDeg: place.latDeg, lonDeg: ORIGIN.lonDeg });
  return {
    eastM: Math.sign(place.lonDeg - ORIGIN.lonDeg) * east,
    northM: Math.sign(place.latDeg - ORIGIN.latDeg) * north,
  };
}

/** The level that was shown, as spans of minutes. */
export function levelSpans(instants: readonly Instant[]): Span[] {
  const spans: { fromX: number; toX: number; level: Span['level'] }[] = [];
  for (const { atS, view } of instants) {
    const last = spans.at(-1);
    if (last !== undefined) last.toX = atS / 60;
    if (last?.level !== view.level) spans.push({ fromX: atS / 60, toX: atS / 60, level: view.level });
  }
  return spans;
}

/** Minutes and seconds, as `3:05`. */
export function clockOf(atS: number): string {
  return `${Math.floor(atS / 60)}:${String(Math.round(atS % 60)).padStart(2, '0')}`;
}
