/** What a device can be asked to do (package 0x80), and its answer. README.md says what is left out, and why. */
import { ByteReader } from '../byte-reader.ts';
import { emptyDecoded } from '../decoded.ts';
import type { CommandAnswer, Decoded, DeviceCommand, DeviceCommandKind } from '../types.ts';
import { mpsFromKmh } from '../units.ts';
import { newFaults, readCourseDeg, readPosition, readSpeedMps, readTimestampMs } from '../values.ts';

/** The first byte of a command's content; others are texts for somebody's phone. */
const IS_COMMAND = 0x01;
/** The server's mark on a command, which the answer repeats: ours, plus the command's number. */
const UID_BASE = 0x4d475000;
const KINDS: readonly DeviceCommandKind[] = ['report-now', 'set-interval'];
const INTERVAL_S_MAX = 65_535;

/** Version 1 devices report by time alone, version 2 by a strategy. */
export type Dialect = 'version-1' | 'version-2';

/** The content of the package; null where there is no such command. */
export function contentOfCommand(command: DeviceCommand, dialect: Dialect): Uint8Array | null {
  const text = textOfCommand(command, dialect);
  return text === null ? null : commandContent(UID_BASE + KINDS.indexOf(command.kind), text);
}

export function commandContent(uid: number, text: string): Uint8Array {
  const head = Buffer.from([IS_COMMAND, 0, 0, 0, 0]);
  head.writeUInt32BE(uid, 1);
  return Buffer.concat([head, Buffer.from(text, 'utf8')]);
}

/** What a command or its answer carries; null when it is cut off. */
export function readCommandContent(content: Uint8Array): { readonly uid: number; readonly text: string } | null {
  const reader = new ByteReader(content);
  const head = reader.uints(1, 4);
  return head === null ? null : { uid: head[1], text: Buffer.from(content.subarray(5)).toString('utf8') };
}

/** The other way round, as a device reads it; null when it is none of these. */
export function commandOfText(text: string): DeviceCommand | null {
  if (text === 'WHERE#') return { kind: 'report-now' };
  const interval = /^(?:TIMER,(\d{1,5}),1|COLLECT,(\d{1,5}),0,0,\2,1)#$/.exec(text);
  return interval === null ? null : { kind: 'set-interval', intervalS: Number(interval[1] ?? interval[2]) };
}

/** The answer, and the position that the one to `WHERE#` holds. */
export function decodeAnswer(device: string | null, reply: Uint8Array, content: Uint8Array): Decoded {
  const read = readCommandContent(content);
  if (read === null) return emptyDecoded(device, reply, { reason: 'malformed', detail: 'answer' });
  const { fix, rejected } = readPlace(read.text);
  const answer: CommandAnswer = {
    command: KINDS[read.uid - UID_BASE] ?? null,
    isDone: fix !== null ? true : isDoneOf(read.text),
  };
  return { ...emptyDecoded(device, reply, rejected), fixes: fix === null ? [] : [fix], answer };
}

function textOfCommand(command: DeviceCommand, dialect: Dialect): string | null {
  switch (command.kind) {
    case 'report-now':
      return 'WHERE#';
    case 'set-interval': {
      const intervalS = Math.round(command.intervalS);
      if (!(intervalS >= 1 && intervalS <= INTERVAL_S_MAX)) return null;
      return dialect === 'version-1' ? `TIMER,${intervalS},1#` : `COLLECT,${intervalS},0,0,${intervalS},1#`;
    }
    case 'vibrate':
    case 'message':
      return null;
  }
}

/** `Lat:N36.00125,Lon:E124.50212,Course:0.00,Speed:0.00km/h,DateTime:2026-06-24 01:02:03`, with other breaks between them. */
function readPlace(text: string): Pick<Decoded, 'rejected'> & { fix: Decoded['fixes'][number] | null } {
  const lat = /Lat:\s?([NS])(\d{1,3}\.\d{1,9})/.exec(text);
  const lon = /Lon:\s?([EW])(\d{1,3}\.\d{1,9})/.exec(text);
  if (lat === null && lon === null) return { fix: null, rejected: null };
  const faults = newFaults();
  const place = readPosition(faults, { field: 'latitude', raw: signed(lat) }, { field: 'longitude', raw: signed(lon) });
  const fixedAtMs = readTimestampMs(faults, 'time', /Date ?Time:\s?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/.exec(text)?.[1]);
  if (fixedAtMs === null) faults.add('malformed', 'time');
  const speedMps = readSpeedMps(faults, 'speed', /Speed:\s?(\d{1,6}(?:\.\d{1,9})?)/.exec(text)?.[1], mpsFromKmh);
  const courseDeg = readCourseDeg(faults, 'course', /Course:\s?(\d{1,6}(?:\.\d{1,9})?)/.exec(text)?.[1]);
  const rejected = faults.first();
  if (rejected !== null || place === null || fixedAtMs === null) return { fix: null, rejected };
  const unknown = { accuracyM: null, altitudeM: null, mock: null };
  return { fix: { fixedAtMs, ...place, ...unknown, speedMps, courseDeg, source: 'gnss', valid: true }, rejected };
}

function signed(match: RegExpExecArray | null): string | null {
  if (match === null) return null;
  return match[1] === 'S' || match[1] === 'W' ? `-${match[2]}` : match[2]!;
}

function isDoneOf(text: string): boolean | null {
  if (/error|fail|invalid|wrong|denied/i.test(text)) return false;
  return /\bok\b|success/i.test(text) ? true : null;
}
