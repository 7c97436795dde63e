/** One OwnTracks message: a `location` gives a fix and a status, every other `_type` is accepted and gives nothing. */
import { property, textOf } from '../http-frame.ts';
import type { DecodedFix, DeviceStatus, Rejection } from '../types.ts';
import { mpsFromKmh } from '../units.ts';
import {
  newFaults,
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

export interface ReadMessage {
  readonly fix: DecodedFix | null;
  readonly status: DeviceStatus | null;
  readonly rejected: Rejection | null;
}

const NOTHING: ReadMessage = { fix: null, status: null, rejected: null };

/** What the app calls itself when no header does: `user/device` of the topic, else the two-letter label. */
export function messageDevice(message: unknown): string | null {
  const topic = textOf(property(message, 'topic'));
  const [, user, device] = topic?.split('/') ?? [];
  if (user && device) return `${user}/${device}`;
  return topic ?? textOf(property(message, 'tid'));
}

/** A message without `_type` is malformed; an unknown one is the app's business, not an error. */
export function readMessage(message: unknown): ReadMessage {
  const type = textOf(property(message, '_type'));
  if (type === null) return { ...NOTHING, rejected: { reason: 'malformed', detail: '_type' } };
  return type === 'location' ? readLocation(message) : NOTHING;
}

/** `tst` is the time of the fix; `created_at`, when the message was written, makes an old fix no newer. */
function readLocation(message: unknown): ReadMessage {
  const faults = newFaults();
  const raw = (field: string) => property(message, field);
  const position = readPosition(faults, { field: 'lat', raw: raw('lat') }, { field: 'lon', raw: raw('lon') });
  const fixedAtMs = readTimestampMs(faults, 'tst', raw('tst'));
  if (position === null) faults.add('malformed', 'lat');
  if (fixedAtMs === null) faults.add('malformed', 'tst');
  const motion = {
    accuracyM: readAccuracyM(faults, 'acc', raw('acc')),
    speedMps: readSpeedMps(faults, 'vel', raw('vel'), mpsFromKmh),
    courseDeg: readCourseDeg(faults, 'cog', raw('cog')),
    altitudeM: readAltitudeM(faults, 'alt', raw('alt')),
  };
  const status = readStatus(message);
  const rejected = faults.first();
  if (rejected !== null || position === null || fixedAtMs === null) return { fix: null, status, rejected };
  const fix = { fixedAtMs, ...position, ...motion, source: null, valid: null, mock: readFlag(raw('mock')) };
  return { fix, status, rejected: null };
}

/** `bs`: 0 unknown, 1 unplugged, 2 charging, 3 full, which is on the charger too. `BSSID`: the network it is joined to. */
function readStatus(message: unknown): DeviceStatus {
  const bs = readLoosely(property(message, 'bs'), 1, 3);
  const mac = readMac(property(message, 'BSSID'));
  return {
    batteryPct: readLoosely(property(message, 'batt'), 0, 100),
    charging: bs === null ? null : bs !== 1,
    satellites: null,
    strap: null,
    cells: [],
    wifi: mac === null ? [] : [{ mac, rssiDbm: null }],
  };
}
