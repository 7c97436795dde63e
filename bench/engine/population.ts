/**
 * The people, pairs and zones of the engine's bench, all from one seed: most wearers are far from the protected person, some
 * near, some move, some fall silent; everybody reports once a minute. Holds homes and ids only, so that what the engine keeps
 * can be weighed apart: every text that the engine is given is a copy of its own, as rows of a database and decoded reports are.
 */
import { type LatLon, moved } from '../../src/core/geo.ts';
import { type OrderId, type PairId, type PersonId, uuidFromBytes, type ZoneId } from '../../src/core/ids.ts';
import { between, normal, type Rng, seededRng } from '../../src/core/rng.ts';
import type { Fix, PairSpec, ZoneSpec } from '../../src/proximity/types.ts';

/** `all-near` is the worst case: every pair within its warn ring, so that every rule is looked at. */
export type Mix = 'realistic' | 'all-near';

/** A fix falls into one of these 5 s slots of the minute, by person. */
export const SLOTS = 12;
export const SLOT_MS = 5_000;
export const ZONES_A_PAIR = 10;
/** Beside restraintM, warnM and noticeM. */
const RINGS = { police: 1_000, near: 500, close: 300 };

interface Band {
  readonly share: number;
  readonly fromM: number;
  readonly toM: number;
  /** The wearer stops reporting. */
  readonly isSilent: boolean;
}

const BANDS: Readonly<Record<Mix, readonly Band[]>> = {
  realistic: [
    { share: 0.9, fromM: 3_000, toM: 60_000, isSilent: false },
    { share: 0.04, fromM: 1_000, toM: 2_000, isSilent: false },
    { share: 0.03, fromM: 200, toM: 600, isSilent: false },
    { share: 0.01, fromM: 10, toM: 80, isSilent: false },
    { share: 0.02, fromM: 600, toM: 1_500, isSilent: true },
  ],
  'all-near': [{ share: 1, fromM: 50, toM: 600, isSilent: false }],
};

/** People stay, walk or drive; those who move go round a circle that touches their home. */
const GAITS = [
  { share: 0.6, speedMps: 0, circleM: 0 },
  { share: 0.25, speedMps: 1.3, circleM: 250 },
  { share: 0.15, speedMps: 11, circleM: 1_500 },
] as const;

const SILENT_AFTER_S = 180;
const NOISE_M = 4;
const TRANSIT_MS = 1_000;

export class Population {
  readonly pairs: number;
  readonly #rng: Rng;
  /** Of the pairs, and of the people: wearer of pair i at 2 i, protected person at 2 i + 1. */
  readonly #pairIds: string[];
  readonly #orderIds: string[];
  readonly #personIds: string[];
  readonly #latDeg: Float64Array;
  readonly #lonDeg: Float64Array;
  readonly #gait: Uint8Array;
  readonly #phaseRad: Float64Array;
  readonly #isSilent: Uint8Array;

  constructor(pairs: number, mix: Mix, seed: number) {
    this.pairs = pairs;
    this.#rng = seededRng(seed);
    this.#pairIds = this.#newIds(pairs);
    this.#orderIds = this.#newIds(pairs);
    this.#personIds = this.#newIds(2 * pairs);
    this.#latDeg = new Float64Array(2 * pairs);
    this.#lonDeg = new Float64Array(2 * pairs);
    this.#gait = new Uint8Array(2 * pairs);
    this.#phaseRad = new Float64Array(2 * pairs);
    this.#isSilent = new Uint8Array(2 * pairs);
    for (let i = 0; i < pairs; i++) this.#settle(i, mix);
  }

  pairId(pair: number): PairId {
    return this.#pairIds[pair]! as PairId;
  }

  home(person: number): LatLon {
    return { latDeg: this.#latDeg[person]!, lonDeg: this.#lonDeg[person]! };
  }

  /** Ids come in no order, as those of orders made over the years. */
  *pairSpecs(): Generator<PairSpec> {
    for (let i = 0; i < this.pairs; i++) {
      yield {
        pairId: copyOf<PairId>(this.#pairIds[i]!),
        orderId: copyOf<OrderId>(this.#orderIds[i]!),
        wearerId: copyOf<PersonId>(this.#personIds[2 * i]!),
        protectedId: copyOf<PersonId>(this.#personIds[2 * i + 1]!),
        ...{ restraintM: 100, warnM: 600, noticeM: 2_000, rings: { ...RINGS } },
        ...{ wearerIntervalS: 60, protectedIntervalS: 60 },
      };
    }
  }

  /** Under the pair's order. Circles: nine around the protected person's places, to be kept away from, and a district to stay in. */
  *zoneSpecs(): Generator<ZoneSpec> {
    const zoneIds = this.#newIds(this.pairs * ZONES_A_PAIR);
    for (const [i, zoneId] of zoneIds.entries()) {
      const pair = Math.floor(i / ZONES_A_PAIR);
      const nth = i % ZONES_A_PAIR;
      const orderId = copyOf<OrderId>(this.#orderIds[pair]!);
      const about = { zoneId: copyOf<ZoneId>(zoneId), orderId, wearerIntervalS: 60 };
      const wearerId = copyOf<PersonId>(this.#personIds[2 * pair]!);
      if (nth === ZONES_A_PAIR - 1) {
        const shape = { kind: 'circle', ...this.home(2 * pair), radiusM: 10_000 } as const;
        yield { ...about, wearerId, kind: 'inclusion', shape, warnM: 100, noticeM: 300 };
      } else {
        const place = nth === 0 ? this.home(2 * pair + 1) : this.#away(this.home(2 * pair + 1), 300, 8_000);
        const shape = { kind: 'circle', ...place, radiusM: between(this.#rng, 100, 500) } as const;
        yield { ...about, wearerId, kind: 'exclusion', shape, warnM: 300, noticeM: 1_000 };
      }
    }
  }

  /** The fixes that arrive in a slot of the minute, `elapsedS` after the beginning. */
  fixes(slot: number, elapsedS: number, nowMs: number): Fix[] {
    const fixes: Fix[] = [];
    for (let person = slot; person < 2 * this.pairs; person += SLOTS) {
      if (this.#isSilent[person] === 1 && elapsedS > SILENT_AFTER_S) continue;
      const { speedMps, circleM } = GAITS[this.#gait[person]!]!;
      const isMoving = speedMps > 0;
      const turnRad = isMoving ? this.#phaseRad[person]! + (speedMps * elapsedS) / circleM : 0;
      const eastM = circleM * Math.sin(turnRad) + NOISE_M * normal(this.#rng);
      const northM = circleM * (1 - Math.cos(turnRad)) + NOISE_M * normal(this.#rng);
      const courseDeg = (90 - (turnRad * 180) / Math.PI) % 360;
      fixes.push({
        personId: copyOf<PersonId>(this.#personIds[person]!),
        ...{ fixedAtMs: nowMs - TRANSIT_MS, receivedAtMs: nowMs },
        ...moved(this.home(person), eastM, northM),
        ...{ accuracyM: 8, source: 'gnss', mock: null },
        speedMps: isMoving ? speedMps : null,
        courseDeg: isMoving ? (courseDeg + 360) % 360 : null,
      });
    }
    return fixes;
  }

  #settle(pair: number, mix: Mix): void {
    const band = draw(this.#rng, BANDS[mix]);
    const hers = { latDeg: between(this.#rng, 30, 40), lonDeg: between(this.#rng, 20, 30) };
    this.#settlePerson(2 * pair + 1, hers);
    this.#settlePerson(2 * pair, this.#away(hers, band.fromM, band.toM));
    this.#isSilent[2 * pair] = band.isSilent ? 1 : 0;
  }

  #settlePerson(person: number, home: LatLon): void {
    this.#latDeg[person] = home.latDeg;
    this.#lonDeg[person] = home.lonDeg;
    this.#gait[person] = GAITS.indexOf(draw(this.#rng, GAITS));
    this.#phaseRad[person] = between(this.#rng, 0, 2 * Math.PI);
  }

  /** Distances are drawn evenly by their logarithm. */
  #away(from: LatLon, minM: number, maxM: number): LatLon {
    const farM = minM * (maxM / minM) ** this.#rng.next();
    const wayRad = between(this.#rng, 0, 2 * Math.PI);
    return moved(from, farM * Math.sin(wayRad), farM * Math.cos(wayRad));
  }

  #newId<Id extends string>(): Id {
    const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(this.#rng.next() * 256));
    return copyOf<Id>(uuidFromBytes(bytes));
  }

  #newIds(count: number): string[] {
    return Array.from({ length: count }, () => this.#newId<string>());
  }
}

/** A text of its own: neither shared with another nor a rope of the pieces it was made from. */
function copyOf<Id extends string>(id: string): Id {
  return Buffer.from(id, 'latin1').toString('latin1') as Id;
}

function draw<T extends { readonly share: number }>(rng: Rng, choices: readonly T[]): T {
  let left = rng.next();
  for (const choice of choices) {
    left -= choice.share;
    if (left < 0) return choice;
  }
  return choices[choices.length - 1]!;
}
