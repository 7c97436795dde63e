/** What each type of the short frames (`78 78`) says. README.md has the layouts. */
import type { ByteReader } from '../byte-reader.ts';
import { amendFix, readLocation, readTimeMs } from './location.ts';
import { readCell, readCellBlock, readCells, readNetwork, readWifi } from './networks.ts';
import type { Gathered } from './report.ts';
import { addAlarm, addState, batteryPctOf, readStatus, STATUS_TAIL_BYTES } from './status.ts';
import { readAnswer } from './text.ts';

export interface MessageContext {
  readonly zoneMs: number;
  readonly lengthByte: number;
}

export interface Message {
  readonly read: (reader: ByteReader, gathered: Gathered, context: MessageContext) => void;
  /** Whether the device waits for the frame's type and serial number in return. Most do. */
  readonly isAcknowledged: boolean;
}

type Read = Message['read'];

const NOTHING: Read = () => undefined;
const said = (read: Read): Message => ({ read, isAcknowledged: true });
const unanswered = (read: Read): Message => ({ read, isAcknowledged: false });

const position: Read = (reader, gathered, { zoneMs }) => readLocation(reader, zoneMs, gathered);

/** Position and one cell of `cellBytes`; a tail that is not read may follow. */
const positionAndCell =
  (cellBytes: number): Read =>
  (reader, gathered, context) => {
    position(reader, gathered, context);
    readCell(reader, cellBytes, gathered);
  };

/** Why a position was sent: the last one again, with the time of now, since the device stands still by its own feeling. */
const LAST_PLACE_AGAIN: readonly number[] = [0x0a, 0x0d];

/** Ignition, reason, archive. HAZARD H-13: an old place with a new time. The device says so, and it counts as not valid. */
const positionCellAndReason =
  (cellBytes: number): Read =>
  (reader, gathered, context) => {
    positionAndCell(cellBytes)(reader, gathered, context);
    const tail = reader.uints(1, 1, 1);
    if (tail !== null && LAST_PLACE_AGAIN.includes(tail[1])) amendFix(gathered, { valid: false });
  };

/** Position, a cell behind its length, state with alarm; `more` bytes behind those. The likeliest first. */
const positionAndStatus =
  (...more: readonly number[]): Read =>
  (reader, gathered, context) => {
    position(reader, gathered, context);
    readCellBlock(
      reader,
      more.map((bytes) => STATUS_TAIL_BYTES + bytes),
      gathered,
    );
    readStatus(reader, gathered);
  };

/** 0x12: several makers put a state behind the cell, known by the length alone. */
const positionOf12: Read = (reader, gathered, context) => {
  positionAndCell(8)(reader, gathered, context);
  if (context.lengthByte !== LENGTH_WITH_VOLTAGE && context.lengthByte !== LENGTH_WITH_OIL) return;
  readVoltageStatus(reader, gathered, context.lengthByte === LENGTH_WITH_VOLTAGE);
};
const LENGTH_WITH_VOLTAGE = 0x24;
const LENGTH_WITH_OIL = 0x2b;

/** State, the vehicle's voltage (2), signal, alarm: the battery's level is not in it. */
function readVoltageStatus(reader: ByteReader, gathered: Gathered, isSpeedMaker: boolean): void {
  const state = reader.uint(1);
  if (state === null) return;
  addState(gathered, state, isSpeedMaker ? 'speed' : 'removal');
  reader.passOver(3);
  const code = reader.uint(1);
  if (!isSpeedMaker) addAlarm(gathered, code);
}

/** 0x16: one maker has its cell without a length and the voltage, as in its 0x12. */
const positionOf16: Read = (reader, gathered, context) => {
  if (context.lengthByte !== LENGTH_WITH_VOLTAGE) return positionAndStatus(0)(reader, gathered, context);
  positionAndCell(8)(reader, gathered, context);
  readVoltageStatus(reader, gathered, true);
};

/** 0x22: cells of one maker are a byte wider. */
const positionOf22: Read = (reader, gathered, context) =>
  positionCellAndReason(context.lengthByte === 0x2f ? 9 : 8)(reader, gathered, context);

/** 0x31: one maker has wider cells, and behind ignition, reason, archive (1 each) and odometer (4) the height (2). */
const positionOf31: Read = (reader, gathered, context) => {
  const isWide = context.lengthByte === 0x2a;
  positionAndCell(isWide ? 10 : 8)(reader, gathered, context);
  if (isWide && reader.passOver(7)) amendFix(gathered, { altitudeM: reader.int(2) });
};

/** 0x32: the same maker's alarm, whose height stands at the end where there is one. */
const positionOf32: Read = (reader, gathered, context) => {
  positionAndStatus(0, 2)(reader, gathered, context);
  if (context.lengthByte === 0x29 && reader.passOver(1)) amendFix(gathered, { altitudeM: reader.int(2) });
};

/** 0x13: state, battery, signal, alarm. From 14 bytes on the signal stands before the alarm and the battery in per cent. */
const heartbeat: Read = (reader, gathered) => {
  if (reader.leftBytes < 14) return readStatus(reader, gathered);
  const isCounted = reader.leftBytes === 14;
  const fields = reader.uints(1, 2, 1, 1, 1);
  if (fields === null) return;
  const [state, signal, code, , batteryPct] = fields;
  addState(gathered, state);
  addAlarm(gathered, code);
  gathered.status.batteryPct = batteryPct <= 100 ? batteryPct : null;
  if (isCounted) gathered.status.satellites = ((signal >>> 10) & 0x1f) + ((signal >>> 5) & 0x1f);
};

/** 0x36: a heartbeat with modules behind it, each a number (2), a length (1) and its content. */
const heartbeatOf36: Read = (reader, gathered) => {
  readStatus(reader, gathered);
  reader.passOver(1);
  for (let head = reader.uints(2, 1); head !== null; head = reader.uints(2, 1)) {
    const content = reader.bytes(head[1]);
    if (content === null) return;
    if (head[0] === MODULE_BATTERY && content[0] !== undefined && content[0] <= 100) {
      gathered.status.batteryPct = content[0];
    }
  }
};
const MODULE_BATTERY = 0x6a;

/** 0x23: state, and behind it perhaps a voltage and the signal. */
const heartbeatOf23: Read = (reader, gathered) => {
  const state = reader.uint(1);
  if (state !== null) addState(gathered, state);
};

/** 0xa3: a fence with a position where there is room for one, else a heartbeat in two lengths. */
const fenceOrHeartbeat: Read = (reader, gathered, context) => {
  if (reader.leftBytes >= 33) return positionAndCell(15)(reader, gathered, context);
  if (reader.leftBytes < 19) return readStatus(reader, gathered);
  const state = reader.uint(1);
  reader.passOver(12);
  const level = reader.uint(1);
  if (state !== null) addState(gathered, state);
  if (level !== null) gathered.status.batteryPct = batteryPctOf(level);
};

/** 0xa2 with a position: cell, kind of network, state, voltage, battery, signal, alarm; the rest is the vehicle's. */
const positionOfA2: Read = (reader, gathered, context) => {
  positionAndCell(15)(reader, gathered, context);
  const fields = reader.uints(1, 1, 2, 1, 1, 1);
  if (fields === null) return;
  const [, state, , level, , code] = fields;
  addState(gathered, state);
  gathered.status.batteryPct = batteryPctOf(level);
  addAlarm(gathered, code);
};

/** Time, network, `count` cells with their strength, timing advance, and perhaps Wi-Fi behind its count. No position. */
const networks =
  (count: number, widths: readonly [lac: number, cid: number], hasWifi: boolean): Read =>
  (reader, gathered, { zoneMs }) => {
    readTimeMs(reader, zoneMs, gathered);
    const network = readNetwork(reader);
    if (network === null) return;
    readCells(reader, network, count, widths, gathered);
    reader.passOver(1);
    const wifiCount = hasWifi ? reader.uint(1) : null;
    if (wifiCount !== null) readWifi(reader, wifiCount, 'strength', gathered);
  };

/** 0xa2 is a position of one maker and networks of another. */
const positionOrNetworks: Read = (reader, gathered, context) =>
  (context.lengthByte === 0x40 ? positionOfA2 : networks(7, [4, 8], true))(reader, gathered, context);

/** 0x24 is a position in one length, counted cells in another, and seven cells otherwise. */
const messageOf24 = (lengthByte: number): Message => {
  if (lengthByte === 0x2e) return unanswered(positionAndCell(8));
  return said(lengthByte === 0x31 ? countedCells : networks(7, [2, 3], false));
};

const countedCells: Read = (reader, gathered, { zoneMs }) => {
  readTimeMs(reader, zoneMs, gathered);
  reader.passOver(1);
  const network = readNetwork(reader);
  const count = reader.uint(1);
  if (network !== null && count !== null) readCells(reader, network, count, [2, 3], gathered);
};

const cellAndStatus =
  (cellBytes: number): Read =>
  (reader, gathered) => {
    readCell(reader, cellBytes, gathered);
    readStatus(reader, gathered);
  };

/** 0xf3: time, count, access points without a strength. */
const wifiOnly: Read = (reader, gathered, { zoneMs }) => {
  readTimeMs(reader, zoneMs, gathered);
  const count = reader.uint(1);
  if (count !== null) readWifi(reader, count, 'padded', gathered);
};

/** 0x34: data (4), position, state (2), odometer (4), cell with a code of one byte and a number of four. */
const positionOf34: Read = (reader, gathered, context) => {
  reader.passOver(4);
  position(reader, gathered, context);
  reader.passOver(6);
  readCell(reader, 9, gathered);
};

/** 0x61: the device's name again, position, cell. */
const positionOf61: Read = (reader, gathered, context) => {
  const name = reader.bytes(8);
  if (name !== null) gathered.device = deviceOf(name);
  position(reader, gathered, context);
  readCell(reader, 9, gathered);
};

/** Eight bytes of two decimal digits each, the first of them a filler before the fifteen of an IMEI; null when it is none. */
export function deviceOf(bytes: Uint8Array): string | null {
  const digits = Buffer.from(bytes).toString('hex').slice(1);
  return /^\d{15}$/.test(digits) && !/^0+$/.test(digits) ? digits : null;
}

const MESSAGES: Readonly<Record<number, Message>> = {
  16: said(position),
  17: said(positionAndCell(10)),
  18: said(positionOf12),
  19: said(heartbeat),
  21: said((reader, gathered, { zoneMs }) => readAnswer(reader, 'short', zoneMs, gathered)),
  22: said(positionOf16),
  23: said(positionAndCell(8)),
  24: said(networks(7, [2, 3], true)),
  26: said(position),
  30: said(position),
  34: said(positionOf22),
  35: said(heartbeatOf23),
  38: said(positionAndStatus(0)),
  39: said(positionAndStatus(1, 0)),
  40: said(networks(7, [2, 3], false)),
  44: said(networks(7, [2, 3], true)),
  45: said(positionCellAndReason(8)),
  46: said(networks(7, [2, 3], false)),
  49: said(positionOf31),
  50: said(positionOf32),
  51: said(networks(6, [2, 4], true)),
  52: unanswered(positionOf34),
  54: said(heartbeatOf36),
  55: said(positionCellAndReason(8)),
  97: said(positionOf61),
  128: unanswered(NOTHING),
  129: unanswered(NOTHING),
  130: unanswered(NOTHING),
  148: unanswered(NOTHING),
  160: said(positionCellAndReason(15)),
  161: said(networks(7, [4, 8], false)),
  162: said(positionOrNetworks),
  163: said(fenceOrHeartbeat),
  164: said(positionAndStatus(1, 0)),
  165: said(cellAndStatus(15)),
  243: unanswered(wifiOnly),
};

/** The vendor lists these as in UTC: the zone of the login is not theirs. */
const UTC_TYPES: readonly number[] = [0x22, 0x26, 0x27, 0x28];

export function isInUtc(type: number): boolean {
  return UTC_TYPES.includes(type);
}

/** A type that is not here is acknowledged, so that the device goes on, and not read. */
export function shortMessageOf(type: number, lengthByte: number): Message {
  if (type === 0x24) return messageOf24(lengthByte);
  // Longer, it is a list of cells in one maker's own layout, which waits for no answer.
  if (type === 0x19) return lengthByte < 0x17 ? said(cellAndStatus(8)) : unanswered(NOTHING);
  return MESSAGES[type] ?? said(NOTHING);
}
