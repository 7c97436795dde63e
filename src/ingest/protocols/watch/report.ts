/** The location data that UD, UD2, AL and WT messages carry (README.md has the fields), as fix, events and status. */
import type { DecodedEvent, DecodedFix, DeviceStatus, Rejection } from '../types.ts';
import { mpsFromKmh } from '../units.ts';
import {
  type Faults,
  newFaults,
  readAccuracyM,
  readAltitudeM,
  readCourseDeg,
  readLoosely,
  readPosition,
  readSpeedMps,
  readTimestampMs,
} from '../values.ts';
import { eventKindsOfStatus, readStatusWord, strapOfStatus } from './alarms.ts';
import { readNetwork } from './network.ts';

export interface ReadReport {
  readonly fix: DecodedFix | null;
  readonly events: readonly DecodedEvent[];
  readonly status: DeviceStatus;
  readonly rejected: Rejection | null;
}

/** Where each field stands, after the message's type. */
const AT = {
  date: 0,
  time: 1,
  validity: 2,
  lat: 3,
  latHemisphere: 4,
  lon: 5,
  lonHemisphere: 6,
  speed: 7,
  course: 8,
  altitude: 9,
  satellites: 10,
  battery: 12,
  status: 15,
  network: 16,
} as const;

/**
 * An alarm outlives a broken position and a broken time: it is then dated by its receipt.
 * HAZARD H-12: SOS lost with a bad position
 */
export function readReport(fields: readonly string[], receivedAtMs: number): ReadReport {
  const faults = newFaults();
  const network = readNetwork(fields.slice(AT.network));
  const word = readStatusWord(fields[AT.status]);
  if (word === null) faults.add('malformed', 'status');
  const sentAtMs = readTimeMs(faults, fields[AT.date], fields[AT.time]);
  const fixFaults = newFaults();
  const fix = readFix(fixFaults, fields, sentAtMs, network.accuracy);
  const kinds = word === null ? [] : eventKindsOfStatus(word);
  const eventAtMs = sentAtMs ?? (Number.isFinite(receivedAtMs) ? receivedAtMs : null);
  if (eventAtMs === null && kinds.length > 0) faults.add('malformed', 'time');
  return {
    fix: fixFaults.first() === null ? fix : null,
    events: eventAtMs === null ? [] : kinds.map((kind) => ({ kind, atMs: eventAtMs })),
    status: {
      batteryPct: readLoosely(fields[AT.battery], 0, 100),
      charging: null,
      satellites: readLoosely(fields[AT.satellites], 0, 255),
      strap: word === null ? null : strapOfStatus(word),
      cells: network.cells,
      wifi: network.wifi,
    },
    rejected: faults.first() ?? fixFaults.first(),
  };
}

/** Null where the watch claims no position. One that it calls invalid is handed on as such. */
function readFix(
  faults: Faults,
  fields: readonly string[],
  fixedAtMs: number | null,
  accuracy: string | null,
): DecodedFix | null {
  const isValid = fields[AT.validity] === 'A';
  if (!isValid && fields[AT.validity] !== 'V') {
    faults.add('malformed', 'validity');
    return null;
  }
  const raw = { lat: fields[AT.lat], lon: fields[AT.lon] };
  if (!isValid && isNowhere(raw.lat) && isNowhere(raw.lon)) return null;
  const position = readPosition(
    faults,
    { field: 'latitude', raw: signed(raw.lat, fields[AT.latHemisphere], 'N', 'S') },
    { field: 'longitude', raw: signed(raw.lon, fields[AT.lonHemisphere], 'E', 'W') },
  );
  if (position === null) {
    faults.add('malformed', 'latitude,longitude');
    return null;
  }
  if (fixedAtMs === null) {
    faults.add('malformed', 'time');
    return null;
  }
  return {
    fixedAtMs,
    ...position,
    accuracyM: readAccuracyM(faults, 'accuracy', accuracy),
    speedMps: readSpeedMps(faults, 'speed', fields[AT.speed], mpsFromKmh),
    courseDeg: readCourseDeg(faults, 'course', fields[AT.course]),
    altitudeM: readAltitudeM(faults, 'altitude', fields[AT.altitude]),
    source: isValid ? 'gnss' : null,
    valid: isValid,
    mock: null,
  };
}

/** Empty and zero alike: watches without a position write either. */
function isNowhere(raw: string | undefined): boolean {
  return Number(raw ?? '') === 0;
}

/** With its hemisphere's sign; unreadable on purpose where the hemisphere is missing: half a place is none. */
function signed(raw: string | undefined, hemisphere: string | undefined, positive: string, negative: string) {
  const text = raw?.trim() ?? '';
  if (text === '') return null;
  if (hemisphere === positive) return text;
  return hemisphere === negative ? `-${text.replace(/^[+-]/, '')}` : 'no hemisphere';
}

/** `ddmmyy` and `hhmmss`, UTC. All zeros is a watch that does not know the time. */
function readTimeMs(faults: Faults, date: string | undefined, time: string | undefined): number | null {
  if (date === '000000') return null;
  const day = /^(\d\d)(\d\d)(\d\d)$/.exec(date ?? '');
  const hour = /^(\d\d)(\d\d)(\d\d)$/.exec(time ?? '');
  if (day === null || hour === null) {
    faults.add('malformed', 'time');
    return null;
  }
  return readTimestampMs(faults, 'time', `20${day[3]}-${day[2]}-${day[1]}T${hour[1]}:${hour[2]}:${hour[3]}Z`);
}
