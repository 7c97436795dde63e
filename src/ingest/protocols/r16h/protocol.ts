/**
 * A tiny bracelet that names its strap's lock, in ASCII over TCP; README.md has the layout and its sources. Fails toward
 * keeping: an alarm and the lock are told whatever is wrong with the position.
 */
import { readSidedPosition, utcMsOfDigits } from '../ascii.ts';
import { emptyDecoded, UNKNOWN_STATUS } from '../decoded.ts';
import { CELLS_MAX } from '../limits.ts';
import type { CellTower, Decoded, DecodedFix, DeviceStatus, SocketProtocol, SocketSession } from '../types.ts';
import { mpsFromKmh } from '../units.ts';
import { type Faults, newFaults, readAltitudeM, readCourseDeg, readLoosely, readSpeedMps } from '../values.ts';
import { eventKindsOfWord } from './alarms.ts';
import { FRAME_BYTES_MAX, fieldsOf, frameR16h } from './frame.ts';

const NO_REPLY = new Uint8Array(0);
const IMEI = /^\d{10,17}$/;
const CELL = /^(\d{3})-(\d{1,3})-([0-9a-f]{1,8})-([0-9a-f]{1,8})(?::(-?\d{1,3}))?$/i;

export const r16h: SocketProtocol = {
  name: 'r16h',
  transport: 'tcp',
  defaultPort: 5266,
  frameBytesMax: FRAME_BYTES_MAX,
  frame: frameR16h,
  openSession,
};

function openSession(): SocketSession {
  let device: string | null = null;
  return {
    decode(frame, receivedAtMs) {
      const fields = fieldsOf(frame);
      if (fields === null) return emptyDecoded(device, NO_REPLY, { reason: 'malformed', detail: 'length' });
      const imei = fields[1]?.trim() ?? '';
      if (IMEI.test(imei)) device = imei;
      const faults = newFaults();
      if (!IMEI.test(imei)) faults.add('malformed', 'imei');
      switch (fields[0]) {
        case '@LINK':
          return emptyDecoded(device, NO_REPLY, faults.first());
        case '@GPSD':
          return readReport(device, fields, faults, receivedAtMs, readFix, GPSD_TAIL);
        case '@LBSD':
          return readReport(device, fields, faults, receivedAtMs, () => null, LBSD_TAIL);
        default:
          return emptyDecoded(device, NO_REPLY, { reason: 'malformed', detail: 'type' });
      }
    },
    // No document of the server's side is known.
    encodeCommand: () => null,
  };
}

/** Where battery, lock and alarm stand, in this order. */
const GPSD_TAIL = 12;
const LBSD_TAIL = 8;

/** HAZARD H-12: SOS lost with a bad position */
function readReport(
  device: string | null,
  fields: readonly string[],
  faults: Faults,
  receivedAtMs: number,
  readFixOf: (fields: readonly string[], atMs: number | null, faults: Faults) => DecodedFix | null,
  tail: number,
): Decoded {
  const sentAtMs = utcMsOfDigits(fields[3] ?? '', fields[4] ?? '');
  if (sentAtMs === null) faults.add('malformed', 'time');
  const fix = readFixOf(fields, sentAtMs, faults);
  const eventAtMs = sentAtMs ?? (Number.isFinite(receivedAtMs) ? receivedAtMs : null);
  const kinds = eventKindsOfWord(fields[tail + 2] ?? '');
  return {
    ...emptyDecoded(device, NO_REPLY, faults.first()),
    fixes: fix === null || faults.first() !== null ? [] : [fix],
    events: eventAtMs === null ? [] : kinds.map((kind) => ({ kind, atMs: eventAtMs })),
    status: readStatus(fields, tail),
  };
}

/** Degrees with their sides, km/h, degrees, metres. */
function readFix(fields: readonly string[], fixedAtMs: number | null, faults: Faults): DecodedFix | null {
  const [, , , , , lat, latSide, lon, lonSide, speed, course, altitude] = fields;
  const position = readSidedPosition(
    faults,
    { field: 'lat', raw: lat, side: latSide },
    { field: 'lon', raw: lon, side: lonSide },
    (raw) => (/^\d{1,3}\.\d+$/.test(raw) ? Number(raw) : null),
  );
  if (position === null || fixedAtMs === null) return null;
  return {
    fixedAtMs,
    ...position,
    accuracyM: null,
    speedMps: readSpeedMps(faults, 'speed', speed, mpsFromKmh),
    courseDeg: readCourseDeg(faults, 'course', course),
    altitudeM: readAltitudeM(faults, 'altitude', altitude),
    source: 'gnss',
    // There is no flag: without satellites the bracelet sends `@LBSD` instead of this frame.
    valid: true,
    mock: null,
  };
}

function readStatus(fields: readonly string[], tail: number): DeviceStatus {
  return {
    ...UNKNOWN_STATUS,
    batteryPct: readLoosely(fields[tail], 0, 100),
    strap: strapOf(fields[tail + 1]),
    cells: tail === LBSD_TAIL ? readCells(fields[5] ?? '') : [],
  };
}

function strapOf(lock: string | undefined): DeviceStatus['strap'] {
  if (lock === 'L') return 'closed';
  // `U` by the maker's description; the established decoder expects `R`. Both can only mean "not locked".
  return lock === 'U' || lock === 'R' ? 'open' : null;
}

/** `mcc-mnc-lac-cid:dBm`, area and cell in hex. */
function readCells(text: string): readonly CellTower[] {
  return text
    .split('|')
    .slice(0, CELLS_MAX)
    .flatMap((one) => {
      const match = CELL.exec(one.trim());
      if (match === null) return [];
      const [, mcc, mnc, lac, cid, rssi] = match;
      return [
        {
          mcc: Number(mcc),
          mnc: Number(mnc),
          lac: Number.parseInt(lac!, 16),
          cid: Number.parseInt(cid!, 16),
          rssiDbm: rssi === undefined ? null : Number(rssi),
        },
      ];
    });
}
