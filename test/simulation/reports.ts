/**
 * What a device makes of a true way: noise, gaps, cell fixes, outliers, late batches, duplicates, wrong clocks, mocks. Each report
 * carries its `quality`, which the checkers know and the engine does not.
 */
import { type LatLon, moved } from '../../src/core/geo.ts';
import type { PersonId } from '../../src/core/ids.ts';
import { between, normal, type Rng } from '../../src/core/rng.ts';
import { DEVICE_EVENT_KINDS, type Fix, type Input } from '../../src/proximity/types.ts';
import { type Device, isWithin, makeDevice } from './devices.ts';
import { type Moment, pick, STEP_S, type Track } from './streets.ts';

type Bare<T> = T extends unknown ? Omit<T, 'position'> : never;
export type BareInput = Bare<Input>;

/** `honest`: on time, from a receiver, and as good as it says. The rest is named by what is wrong with it. */
export type Quality =
  | 'honest'
  | 'coarse'
  | 'outlier'
  | 'understated'
  | 'misread-speed'
  | 'mock'
  | 'frozen'
  | 'late'
  | 'wrong-time'
  | 'repeat';

/** An input on its way to the engine, with the time at which it arrives. */
export interface Arrival {
  readonly atMs: number;
  readonly input: BareInput;
  /** Null for what is no fix. */
  readonly quality: Quality | null;
}

/** Everything that one person's device sends, in no order of arrival. */
export function makeReports(rng: Rng, personId: PersonId, track: Track, startMs: number): Arrival[] {
  const lengthS = track.length * STEP_S;
  const device = makeDevice(rng, lengthS);
  const arrivals: Arrival[] = [];
  let frozenAt: LatLon | null = null;
  let s = rng.next() * device.intervalS;
  for (; s < lengthS - STEP_S; s += isWithin(device.burst, s) ? between(rng, 1, 2) : device.intervalS) {
    const moment = track[Math.floor(s / STEP_S)];
    if (moment === undefined || isWithin(device.silent, s)) continue;
    if (moment.isUnderground && rng.next() < 0.8) continue;
    const report = makeReport(rng, personId, device, moment, s, startMs);
    if (!isWithin(device.frozen, s)) frozenAt = null;
    else if (frozenAt === null) frozenAt = { latDeg: report.fix.latDeg, lonDeg: report.fix.lonDeg };
    else
      Object.assign(report, {
        fix: { ...report.fix, ...frozenAt },
        quality: 'frozen',
      });
    const { fix, quality } = report;
    arrivals.push({
      atMs: fix.receivedAtMs,
      input: { kind: 'fix', fix },
      quality,
    });
    // Sent again because the answer was lost.
    if (rng.next() < 0.02) {
      const againMs = fix.receivedAtMs + Math.round(between(rng, 0, 90_000));
      arrivals.push({
        atMs: againMs,
        input: { kind: 'fix', fix },
        quality: 'repeat',
      });
    }
  }
  return [...arrivals, ...makeEvents(rng, personId, lengthS, startMs)];
}

interface Report {
  readonly fix: Fix;
  readonly quality: Quality;
}

function makeReport(rng: Rng, personId: PersonId, device: Device, moment: Moment, s: number, startMs: number): Report {
  const isCell = moment.isUnderground || isWithin(device.cellOnly, s) || rng.next() < 0.02;
  const radiusM = isCell ? between(rng, 400, 1500) : between(rng, 4, 40);
  const isOutlier = !isCell && rng.next() < device.outlierShare;
  const errorM = isOutlier ? between(rng, 100, 5000) : device.understates && !isCell ? 60 : radiusM / 1.5;
  const isMock = rng.next() < device.mockShare;
  const clockErrorS = s >= device.clockJumpS ? device.clockErrorS : 0;
  const isHeldBack = isWithin(device.late, s);
  const delayS = (isHeldBack ? device.late.toS - s : 0) + between(rng, 0.2, device.delayMaxS);
  const hasDoppler = device.hasDoppler && !isCell;
  const speedMps = Math.max(0, moment.speedMps * (device.isDopplerBad ? 1.94 : 1) + 0.3 * normal(rng));
  const spot = moved(moment, errorM * normal(rng), errorM * normal(rng));
  const fix: Fix = {
    personId,
    fixedAtMs: Math.round(startMs + 1000 * (s + clockErrorS)),
    receivedAtMs: Math.round(startMs + 1000 * (s + delayS)),
    ...spot,
    accuracyM: device.saysAccuracy ? (device.understates && !isCell ? 5 : radiusM) : null,
    speedMps: hasDoppler ? speedMps : null,
    courseDeg: hasDoppler ? (device.isDopplerBad && speedMps < 1 ? between(rng, 0, 360) : moment.courseDeg) : null,
    source: isCell ? 'cell' : device.saysSource ? 'gnss' : null,
    mock: isMock ? true : null,
  };
  if (isMock) return { fix, quality: 'mock' };
  if (isCell) return { fix, quality: 'coarse' };
  if (isOutlier) return { fix, quality: 'outlier' };
  if (Math.abs(clockErrorS) > 5) return { fix, quality: 'wrong-time' };
  if (delayS > 10) return { fix, quality: 'late' };
  if (device.understates) return { fix, quality: 'understated' };
  return {
    fix,
    quality: hasDoppler && device.isDopplerBad ? 'misread-speed' : 'honest',
  };
}

/** At times the strap is opened and closed again, a button pressed; and the same told twice. */
function makeEvents(rng: Rng, personId: PersonId, lengthS: number, startMs: number): Arrival[] {
  if (rng.next() < 0.85) return [];
  const atMs = Math.round(startMs + between(rng, 0, lengthS) * 1000);
  const event = pick(rng, DEVICE_EVENT_KINDS);
  const tell = (kind: typeof event, ms: number): Arrival => ({
    atMs: ms + Math.round(between(rng, 0, 5000)),
    input: { kind: 'event', personId, event: kind, eventAtMs: ms },
    quality: null,
  });
  const told = [tell(event, atMs), tell(event, atMs)];
  if (event === 'strap-open') told.push(tell('strap-closed', atMs + Math.round(between(rng, 10_000, 900_000))));
  return told;
}
