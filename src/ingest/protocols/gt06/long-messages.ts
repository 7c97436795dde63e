/** What each type of the long frames (`79 79`) says that is wanted here. They are acknowledged by a short one, if at all. */
import { SECOND_MS } from '../../../core/time.ts';
import { ByteReader } from '../byte-reader.ts';
import { addFix, readLocation } from './location.ts';
import { readCell } from './networks.ts';
import type { Gathered } from './report.ts';
import { deviceOf, type Message } from './short-messages.ts';
import { readAnswer } from './text.ts';

type Read = Message['read'];
const NOTHING: Read = () => undefined;

/** 0x38: position, three bytes, a wide cell, modules. */
const positionOf38: Read = (reader, gathered, { zoneMs }) => {
  readLocation(reader, zoneMs, gathered);
  reader.passOver(3);
  readCell(reader, 15, gathered);
};

/** 0x94: a first byte says what; ten is the device's and the card's numbers. */
const information: Read = (reader, gathered) => {
  if (reader.uint(1) !== 0x0a) return;
  const name = reader.bytes(8);
  if (name !== null) gathered.device = deviceOf(name);
};

const MODULE_SATELLITES = 0x09;
const MODULE_CELL = 0x11;
const MODULE_TAKEN_OFF = 0x2b;
const MODULE_TIME = 0x2c;
const MODULE_POSITION = 0x33;
/** Why the device woke. */
const KIND_OF_WAKING = { 17: 'low-battery', 18: 'low-battery', 19: 'power-cut', 20: 'strap-open' } as const;

/** 0x70: modules, each a number (2), a length (2) and its content. */
const modules: Read = (reader, gathered) => {
  for (let head = reader.uints(2, 2); head !== null; head = reader.uints(2, 2)) {
    const content = reader.bytes(head[1]);
    if (content === null) {
      gathered.faults.add('malformed', 'module');
      return;
    }
    readModule(head[0], new ByteReader(content), gathered);
  }
};

function readModule(module: number, reader: ByteReader, gathered: Gathered): void {
  if (module === MODULE_SATELLITES) gathered.status.satellites = reader.uint(1);
  else if (module === MODULE_CELL) readModuleCell(reader, gathered);
  else if (module === MODULE_POSITION) readModulePosition(reader, gathered);
  else if (module === MODULE_TIME) gathered.atMs ??= epochMs(reader.uint(4));
  else if (module === MODULE_TAKEN_OFF) {
    const reason = reader.uint(1) ?? 0;
    if (reason in KIND_OF_WAKING) gathered.kinds.add(KIND_OF_WAKING[reason as keyof typeof KIND_OF_WAKING]);
  }
}

function readModuleCell(reader: ByteReader, gathered: Gathered): void {
  const fields = reader.uints(2, 2, 2, 3, 1);
  if (fields === null) return;
  const [mcc, mnc, lac, cid, strength] = fields;
  if (mcc > 0 && lac > 0 && cid > 0) {
    gathered.cells.push({ mcc, mnc, lac, cid, rssiDbm: strength === 0 ? null : -strength });
  }
}

/** Time (4, epoch), satellites, altitude (2), latitude, longitude, speed, flags. All zeros: there is none. */
function readModulePosition(reader: ByteReader, gathered: Gathered): void {
  const head = reader.uints(4, 1);
  const altitudeM = reader.int(2);
  const fields = reader.uints(4, 4, 1, 2);
  if (head === null || altitudeM === null || fields === null) {
    gathered.faults.add('malformed', 'position');
    return;
  }
  const fixedAtMs = epochMs(head[0]);
  const [latitude, longitude, speedKmh, flags] = fields;
  gathered.status.satellites = head[1];
  if (fixedAtMs === null && (latitude !== 0 || longitude !== 0)) gathered.faults.add('malformed', 'time');
  if (fixedAtMs !== null) gathered.atMs = fixedAtMs;
  addFix(gathered, { fixedAtMs, latitude, longitude, speedKmh, flags, altitudeM });
}

function epochMs(seconds: number | null): number | null {
  return seconds === null || seconds === 0 ? null : seconds * SECOND_MS;
}

const MESSAGES: Readonly<Record<number, Message>> = {
  33: {
    read: (reader, gathered, { zoneMs }) => readAnswer(reader, 'long', zoneMs, gathered),
    isAcknowledged: false,
  },
  56: { read: positionOf38, isAcknowledged: false },
  112: { read: modules, isAcknowledged: true },
  148: { read: information, isAcknowledged: false },
  241: { read: NOTHING, isAcknowledged: true },
  242: { read: NOTHING, isAcknowledged: true },
};

/** A type that is not here is the vehicle's or the camera's: neither read nor acknowledged. */
export function longMessageOf(type: number): Message {
  return MESSAGES[type] ?? { read: NOTHING, isAcknowledged: false };
}
