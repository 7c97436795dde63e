/**
 * Megastek's ankle bracelets (MT60X) and their kin, ASCII over TCP; README.md has the layout and its sources. Fails toward
 * keeping: an alarm and the belt are told whatever is wrong with the position.
 */
import { readSidedPosition, utcMsOfDigits } from '../ascii.ts';
import { emptyDecoded } from '../decoded.ts';
import type { Decoded, DecodedFix, SocketProtocol, SocketSession } from '../types.ts';
import { mpsFromKnots } from '../units.ts';
import { type Faults, newFaults, readAltitudeM, readCourseDeg, readSpeedMps } from '../values.ts';
import { eventKindOfWord } from './alarms.ts';
import { FIELD, FIELDS_MIN } from './fields.ts';
import { FRAME_BYTES_MAX, fieldsOf, frameMegastek } from './frame.ts';
import { readStatus } from './status.ts';

const NO_REPLY = new Uint8Array(0);
const IMEI = /^\d{10,17}$/;

export const megastek: SocketProtocol = {
  name: 'megastek',
  transport: 'tcp',
  defaultPort: 5024,
  frameBytesMax: FRAME_BYTES_MAX,
  frame: frameMegastek,
  openSession,
};

function openSession(): SocketSession {
  let device: string | null = null;
  return {
    decode(frame, receivedAtMs) {
      const fields = fieldsOf(frame);
      if (fields === null) return emptyDecoded(device, NO_REPLY, { reason: 'malformed', detail: 'head' });
      const imei = fields[FIELD.imei]?.trim() ?? '';
      if (IMEI.test(imei)) device = imei;
      if (fields.length < FIELDS_MIN) return emptyDecoded(device, NO_REPLY, { reason: 'malformed', detail: 'length' });
      const faults = newFaults();
      // An empty one is that of a device which was never given its number; the session's is then meant.
      if (imei !== '' && !IMEI.test(imei)) faults.add('malformed', 'imei');
      return readReport(device, fields, faults, receivedAtMs);
    },
    // The maker's commands go by SMS; no document of commands over this connection is known.
    encodeCommand: () => null,
  };
}

/** HAZARD H-12: SOS lost with a bad position */
function readReport(device: string | null, fields: readonly string[], faults: Faults, receivedAtMs: number): Decoded {
  const sentAtMs = readSentAtMs(fields);
  if (sentAtMs === null) faults.add('malformed', 'time');
  const fix = readFix(fields, sentAtMs, faults);
  const eventAtMs = sentAtMs ?? (Number.isFinite(receivedAtMs) ? receivedAtMs : null);
  const kind = eventKindOfWord((fields[FIELD.alarm] ?? '').split(';', 1)[0]!);
  return {
    ...emptyDecoded(device, NO_REPLY, faults.first()),
    fixes: fix === null || faults.first() !== null ? [] : [fix],
    events: kind === null || eventAtMs === null ? [] : [{ kind, atMs: eventAtMs }],
    status: readStatus(fields),
  };
}

/** `ddmmyy` and `hhmmss`, UTC, of this century. */
function readSentAtMs(fields: readonly string[]): number | null {
  const date = fields[FIELD.date] ?? '';
  if (date.length !== 6) return null;
  return utcMsOfDigits(`20${date.slice(4)}${date.slice(2, 4)}${date.slice(0, 2)}`, fields[FIELD.time] ?? '');
}

/** With `V` the device repeats the last place that it had, with the present time: a fix, but not a valid one. */
function readFix(fields: readonly string[], fixedAtMs: number | null, faults: Faults): DecodedFix | null {
  const validity = fields[FIELD.validity];
  // Empty before the first fix of a device's life.
  if (validity !== 'A' && validity !== 'V' && validity !== '') {
    faults.add('malformed', 'validity');
    return null;
  }
  const valid = validity === 'A';
  const position = readPlace(fields, valid ? faults : newFaults());
  if (position === null || fixedAtMs === null) return null;
  return {
    fixedAtMs,
    ...position,
    accuracyM: null,
    speedMps: readSpeedMps(faults, 'speed', fields[FIELD.speed], mpsFromKnots),
    courseDeg: readCourseDeg(faults, 'course', fields[FIELD.course]),
    altitudeM: readAltitudeM(faults, 'altitude', fields[FIELD.altitude]),
    source: 'gnss',
    valid,
    mock: null,
  };
}

/** What claims to be valid must have a readable place; what does not claim it may have none. */
function readPlace(fields: readonly string[], faults: Faults): ReturnType<typeof readSidedPosition> {
  const lat = fields[FIELD.lat];
  const lon = fields[FIELD.lon];
  if (lat === '' && lon === '') faults.add('malformed', 'lat');
  return readSidedPosition(
    faults,
    { field: 'lat', raw: lat, side: fields[FIELD.latSide] },
    { field: 'lon', raw: lon, side: fields[FIELD.lonSide] },
    degreesOfMinutes,
  );
}

/** `dddmm.mmmmm`: whole degrees, then minutes. */
function degreesOfMinutes(raw: string): number | null {
  const match = /^(\d{1,3})(\d{2}\.\d+)$/.exec(raw);
  if (match === null) return null;
  const minutes = Number(match[2]);
  return minutes < 60 ? Number(match[1]) + minutes / 60 : null;
}
