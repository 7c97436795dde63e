/** What Traccar forwards, read: `position` and `event`, whose traps the README names. */
import { checkTime } from '../../check.ts';
import { eventKindsOfAlarm } from '../alarms.ts';
import { property, textOf } from '../http-frame.ts';
import { CELLS_MAX, WIFI_POINTS_MAX } from '../limits.ts';
import type { CellTower, DecodedEvent, DecodedFix, DeviceStatus, WifiPoint } from '../types.ts';
import { mpsFromKnots } from '../units.ts';
import {
  type Faults,
  readAccuracyM,
  readAltitudeM,
  readCourseDeg,
  readFlag,
  readLoosely,
  readMac,
  readPosition,
  readSpeedMps,
  readTimestampMs,
} from '../values.ts';

/** Cell and network ids go up to 36 bits (5G). */
const ID_MAX = 2 ** 36;
const RSSI_DBM_MIN = -200;
const SATELLITES_MAX = 255;

/**
 * The position of a report, when it is one of now. Null when Traccar had none and repeats the last (`outdated`), calls it invalid,
 * or made it from the cells in sight (`approximate`), with a new `fixTime` and a radius that is a service's guess.
 * HAZARD H-13: a report that names only cells repeats the old coordinates with a new time
 */
export function readFix(position: unknown, faults: Faults): DecodedFix | null {
  const valid = readFlag(property(position, 'valid'));
  const isRepeated = readFlag(property(position, 'outdated')) === true;
  const isOfCells = readFlag(property(property(position, 'attributes'), 'approximate')) === true;
  if (position === undefined || valid === false || isRepeated || isOfCells) return null;
  const field = (name: string) => ({ field: `position.${name}`, raw: property(position, name) });
  const value = (name: string) => [faults, `position.${name}`, property(position, name)] as const;
  const place = readPosition(faults, field('latitude'), field('longitude'));
  // Never deviceTime or serverTime: they are of the report, and may be new where the place is old.
  const fixedAtMs = readTimestampMs(...value('fixTime'));
  if (place === null) faults.add('malformed', 'position.latitude');
  if (fixedAtMs === null) faults.add('malformed', 'position.fixTime');
  const speedMps = readSpeedMps(...value('speed'), mpsFromKnots);
  const courseDeg = readCourseDeg(...value('course'));
  const altitudeM = readAltitudeM(...value('altitude'));
  const accuracyM = readAccuracyM(...value('accuracy'));
  if (faults.first() !== null || place === null || fixedAtMs === null) return null;
  return {
    ...{ fixedAtMs, ...place, accuracyM, speedMps, source: null, valid, mock: null },
    // Traccar writes 0 for what the device did not say: who stands has no course, and who says no height is not at sea level.
    courseDeg: courseDeg === 0 && (speedMps ?? 0) === 0 ? null : courseDeg,
    altitudeM: altitudeM === 0 ? null : altitudeM,
  };
}

/**
 * Alarms of the position and of the event. The same alarm comes by both forwards, and both times as the device's own time of the
 * report (an event's `eventTime` is that), so that it counts once.
 */
export function readEvents(root: unknown, receivedAtMs: number, faults: Faults): readonly DecodedEvent[] {
  const position = property(root, 'position');
  const event = property(root, 'event');
  const ofPosition = alarmOf(property(position, 'attributes'));
  const ofEvent = property(event, 'type') === 'alarm' ? alarmOf(property(event, 'attributes')) : '';
  const kinds = eventKindsOfAlarm(`${ofPosition},${ofEvent}`);
  if (kinds.length === 0) return [];
  const atMs = alarmTimeMs(
    [property(position, 'deviceTime'), property(event, 'eventTime'), property(position, 'serverTime')],
    receivedAtMs,
  );
  if (atMs === null) faults.add('malformed', 'position.deviceTime');
  return atMs === null ? [] : kinds.map((kind) => ({ kind, atMs }));
}

/** A device whose clock is years off can still call for help: then the time of its server, else of receipt. HAZARD H-12: SOS lost with a bad time */
function alarmTimeMs(candidates: readonly unknown[], receivedAtMs: number): number | null {
  const isNowKnown = Number.isFinite(receivedAtMs);
  for (const raw of candidates) {
    const atMs = timeOf(raw);
    if (atMs !== null && (!isNowKnown || checkTime(atMs, receivedAtMs) === null)) return atMs;
  }
  return isNowKnown ? receivedAtMs : null;
}

/** Null when it is none: for what may be told without a time of its own. */
function timeOf(raw: unknown): number | null {
  let isBad = false;
  const faults: Faults = { first: () => null, add: () => (isBad = true) };
  const ms = readTimestampMs(faults, 'time', raw);
  return isBad ? null : ms;
}

function alarmOf(attributes: unknown): string {
  return textOf(property(attributes, 'alarm')) ?? '';
}

export function readStatus(position: unknown): DeviceStatus {
  const attributes = property(position, 'attributes');
  const network = property(position, 'network');
  return {
    batteryPct: readLoosely(property(attributes, 'batteryLevel'), 0, 100),
    charging: readFlag(property(attributes, 'charge')),
    satellites: readLoosely(property(attributes, 'sat'), 0, SATELLITES_MAX),
    strap: null,
    cells: listOf(network, 'cellTowers').slice(0, CELLS_MAX).flatMap(readCell),
    wifi: listOf(network, 'wifiAccessPoints').slice(0, WIFI_POINTS_MAX).flatMap(readWifi),
  };
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = property(value, name);
  return Array.isArray(list) ? list : [];
}

/** An unreadable one is left out, the others stand. */
function readCell(tower: unknown): CellTower[] {
  const id = (name: string) => readLoosely(property(tower, name), 0, ID_MAX);
  const [mcc, mnc, lac, cid] = [id('mobileCountryCode'), id('mobileNetworkCode'), id('locationAreaCode'), id('cellId')];
  if (mcc === null || mnc === null || lac === null || cid === null) return [];
  return [{ mcc, mnc, lac, cid, rssiDbm: rssiOf(tower) }];
}

function readWifi(point: unknown): WifiPoint[] {
  const mac = readMac(property(point, 'macAddress'));
  return mac === null ? [] : [{ mac, rssiDbm: rssiOf(point) }];
}

/** Traccar writes the strength as the device did: a positive number is no dBm. */
function rssiOf(value: unknown): number | null {
  return readLoosely(property(value, 'signalStrength'), RSSI_DBM_MIN, -1);
}
