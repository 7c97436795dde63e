/** What a device sends of itself, package by package, as fixes, events and status. */
import { ByteReader } from '../byte-reader.ts';
import { emptyDecoded, UNKNOWN_STATUS } from '../decoded.ts';
import type { Decoded, DeviceStatus } from '../types.ts';
import { newFaults } from '../values.ts';
import { eventKindOfWarning } from './alarms.ts';
import { hasBit, type Position, readFix, readMaskedPosition, readOldPosition } from './position.ts';

export const KIND = {
  login: 0x01,
  oldGps: 0x02,
  heartbeat: 0x03,
  oldAlarm: 0x04,
  oldState: 0x05,
  oldMessage: 0x06,
  oldObd: 0x07,
  location: 0x12,
  warning: 0x14,
  report: 0x15,
  obdFault: 0x19,
  instruction: 0x80,
  broadcast: 0x81,
} as const;

export interface Context {
  readonly device: string | null;
  readonly reply: Uint8Array;
  readonly receivedAtMs: number;
}

/** A position with what stands after it. `isFixed` and `word` are null where the package has none. */
interface Told {
  readonly position: Position | null;
  readonly isFixed: boolean | null;
  readonly word: number | null;
  readonly warning: number | null;
  /** Names what was cut off; null when nothing was. */
  readonly missing: string | null;
}

export function decodeReport(context: Context, kind: number, content: Uint8Array): Decoded {
  const reader = new ByteReader(content);
  if (kind === KIND.heartbeat || kind === KIND.oldObd) return decodeState(context, kind, reader);
  const isOld = kind === KIND.oldGps || (kind >= KIND.oldAlarm && kind <= KIND.oldMessage);
  if (isOld) return decodeTold(context, readOld(reader, kind));
  if (kind >= KIND.location && kind <= KIND.obdFault) return decodeTold(context, readNew(reader, kind));
  return emptyDecoded(context.device, context.reply, null);
}

/** A link, or the old package of a vehicle's bus, which is a state only where it is as short as one. */
function decodeState({ device, reply }: Context, kind: number, reader: ByteReader): Decoded {
  const word = kind === KIND.heartbeat || reader.leftBytes === 4 ? reader.uint(2) : null;
  return { ...emptyDecoded(device, reply, null), status: { ...UNKNOWN_STATUS, charging: chargingOf(word) } };
}

function readNew(reader: ByteReader, kind: number): Told {
  const position = readMaskedPosition(reader);
  const hasCode = kind === KIND.warning || kind === KIND.report;
  const hasWord = hasCode || kind === KIND.location;
  const code = hasCode && position !== null ? reader.uint(1) : null;
  const word = hasWord && position !== null ? reader.uint(2) : null;
  const missing = position === null ? 'position' : hasWord && word === null ? 'status' : null;
  const isFixed = word === null ? null : hasBit(word, 0);
  return { position, isFixed, word, warning: kind === KIND.warning ? code : null, missing };
}

function readOld(reader: ByteReader, kind: number): Told {
  const position = readOldPosition(reader);
  const isFixed = position?.isFixed ?? null;
  const missing = position === null ? 'position' : null;
  const rest = { position, isFixed, word: null, warning: null, missing };
  if (position === null || kind === KIND.oldMessage) return rest;
  if (kind === KIND.oldGps) return { ...rest, word: reader.uint(2) };
  const code = reader.uint(1);
  if (kind === KIND.oldAlarm) return { ...rest, warning: code, missing: code === null ? 'alarm' : null };
  // Three kinds of state carry the device's time and its status.
  const hasWord = code !== null && code >= 1 && code <= 3 && reader.passOver(4);
  return { ...rest, word: hasWord ? reader.uint(2) : null };
}

/**
 * An alarm outlives a broken position and a broken time: it is then dated by its receipt.
 * HAZARD H-12: SOS lost with a bad position
 */
function decodeTold({ device, reply, receivedAtMs }: Context, told: Told): Decoded {
  const faults = newFaults();
  if (told.missing !== null) faults.add('malformed', told.missing);
  const fix = told.position === null ? null : readFix(faults, told.position, told.isFixed);
  const kind = told.warning === null ? null : eventKindOfWarning(told.warning);
  const atMs = told.position?.atMs ?? (Number.isFinite(receivedAtMs) ? receivedAtMs : null);
  if (kind !== null && atMs === null) faults.add('malformed', 'time');
  const status: DeviceStatus = {
    batteryPct: null,
    charging: chargingOf(told.word),
    satellites: told.position?.gps?.satellites ?? null,
    strap: kind === 'strap-open' ? 'open' : null,
    cells: told.position?.cells ?? [],
    wifi: told.position?.wifi ?? [],
  };
  return {
    ...emptyDecoded(device, reply, faults.first()),
    fixes: fix === null ? [] : [fix],
    events: kind === null || atMs === null ? [] : [{ kind, atMs }],
    status,
  };
}

/** Bit 7 says whether the device can tell. */
function chargingOf(word: number | null): boolean | null {
  return word !== null && hasBit(word, 7) ? hasBit(word, 8) : null;
}
