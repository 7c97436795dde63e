/** 0x95, alarms of the dashboard cameras: time alone, or a position in one of two orders, then the alarm's number. */
import type { DeviceEventKind } from '../../../proximity/types.ts';
import type { ByteReader } from '../byte-reader.ts';
import { addFix, readTimeMs } from './location.ts';
import type { Gathered } from './report.ts';

const KIND_OF_NUMBER: Readonly<Record<number, DeviceEventKind>> = {
  14: 'low-battery',
  136: 'power-cut',
};
const SOS = 1;
/** Up to this length there is a time and no position. */
const TIME_ONLY_BYTES = 7;
const WIDE_MARK = 0xffff;

export function readAlarmMessage(reader: ByteReader, content: Uint8Array, zoneMs: number, gathered: Gathered): void {
  const hasPosition = content.length > TIME_ONLY_BYTES;
  const isWide = hasPosition && content[0] === WIDE_MARK >>> 8 && content[1] === (WIDE_MARK & 0xff);
  if (isWide) reader.passOver(3);
  const fixedAtMs = readTimeMs(reader, zoneMs, gathered);
  if (isWide) readWide(reader, fixedAtMs, gathered);
  else if (hasPosition) readNarrow(reader, fixedAtMs, gathered);
  const number = reader.uint(1);
  if (number === null) return;
  // Without a position the number one is a notice of any kind, not the button.
  const kind = number === SOS && hasPosition ? 'sos' : KIND_OF_NUMBER[number];
  if (kind !== undefined) gathered.kinds.add(kind);
}

/** Latitude, longitude, flags. */
function readNarrow(reader: ByteReader, fixedAtMs: number | null, gathered: Gathered): void {
  const fields = reader.uints(4, 4, 2);
  if (fields === null) {
    gathered.faults.add('malformed', 'position');
    return;
  }
  const [latitude, longitude, flags] = fields;
  addFix(gathered, { fixedAtMs, latitude, longitude, speedKmh: null, flags, altitudeM: null });
}

/** Satellites, latitude, longitude, flags, speed (2), voltage (2). */
function readWide(reader: ByteReader, fixedAtMs: number | null, gathered: Gathered): void {
  const fields = reader.uints(1, 4, 4, 2, 2, 2);
  if (fields === null) {
    gathered.faults.add('malformed', 'position');
    return;
  }
  const [satellites, latitude, longitude, flags, speedKmh] = fields;
  gathered.status.satellites = satellites & 0xf;
  addFix(gathered, { fixedAtMs, latitude, longitude, speedKmh, flags, altitudeM: null });
}
