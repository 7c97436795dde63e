/** What a device makes of a true way: noise, gaps, cell fixes, outliers, late batches, duplicates, wrong clocks, mocks. */
import { type LatLon, moved } from '../../src/core/geo.ts';
import type { PersonId } from '../../src/core/ids.ts';
import { between, normal, type Rng } from '../../src/core/rng.ts';
import { DEVICE_EVENT_KINDS, type Input } from '../../src/proximity/types.ts';
import { pick, STEP_S, type Track } from './streets.ts';

type Bare<T> = T extends unknown ? Omit<T, 'position'> : never;
/** An input on its way to the engine, with the time at which it arrives. */
export interface Arrival {
  readonly atMs: number;
  readonly input: Bare<Input>;
}

interface Device {
  readonly intervalS: number;
  readonly hasDoppler: boolean;
  readonly saysAccuracy: boolean;
  readonly saysSource: boolean;
  readonly clockErrorS: number;
  readonly mockShare: number;
  readonly silentFromS: number;
  readonly silentToS: number;
  readonly lateFromS: number;
  readonly lateToS: number;
}

function makeDevice(rng: Rng, lengthS: number): Device {
  const silentFromS = between(rng, 0, lengthS);
  const lateFromS = between(rng, 0, lengthS);
  return {
    intervalS: pick(rng, [15, 30, 60, 60, 60]),
    hasDoppler: rng.next() < 0.5,
    saysAccuracy: rng.next() < 0.9,
    saysSource: rng.next() < 0.9,
    clockErrorS: rng.next() < 0.1 ? between(rng, -300, 500) : between(rng, -1, 1),
    mockShare: rng.next() < 0.05 ? 0.5 : 0,
    silentFromS,
    silentToS: silentFromS + between(rng, 0, 900),
    lateFromS,
    lateToS: lateFromS + between(rng, 0, 500),
  };
}

/** Everything that one person's device sends, in no order of arrival. */
export function makeReports(rng: Rng, personId: PersonId, track: Track, startMs: number, origin: LatLon): Arrival[] {
  const lengthS = track.length * STEP_S;
  const device = makeDevice(rng, lengthS);
  const arrivals: Arrival[] = [];
  for (let s = rng.next() * device.intervalS; s < lengthS - STEP_S; s += device.intervalS) {
    const moment = track[Math.floor(s / STEP_S)];
    if (moment === undefined || (s >= device.silentFromS && s < device.silentToS)) continue;
    if (moment.isUnderground && rng.next() < 0.8) continue;
    const isCell = moment.isUnderground || rng.next() < 0.02;
    const radiusM = isCell ? between(rng, 400, 1500) : between(rng, 4, 40);
    const isOutlier = !isCell && rng.next() < 0.01;
    const errorM = isOutlier ? between(rng, 100, 5000) : radiusM / 1.5;
    const eastM = moment.eastM + errorM * normal(rng);
    const northM = moment.northM + errorM * normal(rng);
    const isLate = s >= device.lateFromS && s < device.lateToS;
    const receivedAtMs = Math.round(startMs + 1000 * ((isLate ? device.lateToS : s) + between(rng, 0.2, 6)));
    const hasDoppler = device.hasDoppler && !isCell;
    const input: Bare<Input> = {
      kind: 'fix',
      fix: {
        personId,
        fixedAtMs: Math.round(startMs + 1000 * (s + device.clockErrorS)),
        receivedAtMs,
        ...moved(origin, eastM, northM),
        accuracyM: device.saysAccuracy ? radiusM : null,
        speedMps: hasDoppler ? Math.max(0, moment.speedMps + 0.3 * normal(rng)) : null,
        courseDeg: hasDoppler ? moment.courseDeg : null,
        source: isCell ? 'cell' : device.saysSource ? 'gnss' : null,
        mock: rng.next() < device.mockShare ? true : null,
      },
    };
    arrivals.push({ atMs: receivedAtMs, input });
    // Sent again because the answer was lost.
    if (rng.next() < 0.02) arrivals.push({ atMs: receivedAtMs + Math.round(between(rng, 0, 90_000)), input });
  }
  if (rng.next() < 0.15) {
    const atMs = Math.round(startMs + between(rng, 0, lengthS) * 1000);
    arrivals.push({ atMs, input: { kind: 'event', personId, event: pick(rng, DEVICE_EVENT_KINDS), eventAtMs: atMs } });
  }
  return arrivals;
}
