/** Answers to commands: the server's four bytes come back, then text. The answer to WHERE# holds a position. */
import { parseInstant } from '../../../core/time.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { DecodedFix } from '../types.ts';
import { mpsFromKmh } from '../units.ts';
import { readCourseDeg, readPosition, readSpeedMps } from '../values.ts';
import { commandOfFlag } from './commands.ts';
import type { Gathered } from './report.ts';

/** `Last position!` begins otherwise: it is an old one. HAZARD H-13: an old position told as new */
const POSITION =
  /^Current position!\s?Lat:([NS])(\d{1,2}\.\d{1,8}),\s?Lon:([EW])(\d{1,3}\.\d{1,8}),\s?Course:(\d{1,3}(?:\.\d{1,4})?),\s?Speed:(\d{1,4}(?:\.\d{1,4})?),\s?DateTime:(\d{4}-\d\d-\d\d) {1,2}(\d\d:\d\d:\d\d)/;
const TEXT_BYTES_MAX = 1_024;

/** Short frames have a length before the four bytes and the language behind; long ones have the character set instead. */
export function readAnswer(reader: ByteReader, form: 'short' | 'long', zoneMs: number, gathered: Gathered): void {
  const length = form === 'short' ? reader.uint(1) : null;
  if (form === 'short' && (length === null || length < 4)) return;
  const flag = reader.uint(4);
  const isWide = form === 'long' && reader.uint(1) !== 1;
  const bytes = reader.bytes(Math.min(length === null ? reader.leftBytes : length - 4, TEXT_BYTES_MAX));
  if (flag === null || bytes === null) {
    gathered.faults.add('malformed', 'answer');
    return;
  }
  const text = textOf(bytes, isWide);
  const fix = fixOf(text, zoneMs, gathered);
  if (fix !== null) gathered.fixes.push(fix);
  const command = commandOfFlag(flag);
  // Not every text is an answer: devices send their card's number in the same frame, unasked.
  if (command !== null || flag !== 0) gathered.answer = { command, isDone: fix === null ? isDone(text) : true };
}

function textOf(bytes: Uint8Array, isWide: boolean): string {
  if (!isWide) return Buffer.from(bytes).toString('latin1');
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) text += String.fromCharCode(bytes[at]! * 256 + bytes[at + 1]!);
  return text;
}

/** Null where the words decide nothing. */
function isDone(text: string): boolean | null {
  if (/\b(?:error|fail|failed|invalid|unknown)\b/i.test(text)) return false;
  return /\b(?:ok|success|succeed)\b/i.test(text) ? true : null;
}

function fixOf(text: string, zoneMs: number, gathered: Gathered): DecodedFix | null {
  const match = POSITION.exec(text);
  if (match === null) return null;
  const [, ns, lat, ew, lon, course, speed, day, time] = match;
  const { faults } = gathered;
  const localMs = parseInstant(`${day}T${time}Z`);
  if (localMs === null || !new Date(localMs).toISOString().startsWith(`${day}T${time}`)) {
    faults.add('malformed', 'time');
    return null;
  }
  const position = readPosition(
    faults,
    { field: 'latitude', raw: Number(lat) * (ns === 'S' ? -1 : 1) },
    { field: 'longitude', raw: Number(lon) * (ew === 'W' ? -1 : 1) },
  );
  const speedMps = readSpeedMps(faults, 'speed', Number(speed), mpsFromKmh);
  const courseDeg = readCourseDeg(faults, 'course', Number(course));
  if (position === null || faults.first() !== null) return null;
  gathered.atMs = localMs - zoneMs;
  return {
    fixedAtMs: gathered.atMs,
    ...position,
    accuracyM: null,
    speedMps,
    courseDeg,
    altitudeM: null,
    source: 'gnss',
    valid: true,
    mock: null,
  };
}
