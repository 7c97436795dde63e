/** A Teltonika device's own side, in codec 8 Extended: what it sends, and how it takes acknowledgements and commands. */
import type { DeviceSide, DeviceSideReport, DeviceSideSession, Heard } from '../device-side.ts';
import type { DeviceStatus } from '../types.ts';
import { kmhFromMps } from '../units.ts';
import { ANSWER, COMMAND, GET_RECORD, PERIOD_PARAMETERS, SET_PARAMETERS, textPacket } from './commands.ts';
import { BATTERY_PCT, CHARGER, ELEMENT_OF_KIND } from './elements.ts';
import { CODEC_8_EXTENDED, CODEC_12, frameOf, openPacket, sealPacket } from './frame.ts';
import { STEPS_PER_DEG } from './record.ts';

/** Of a device that does not say: a fix has some. */
const SATELLITES = 8;
const NOTHING = new Uint8Array(0);

export const teltonikaDevice: DeviceSide = { protocol: 'teltonika', acknowledges: true, open };

/** `deviceName`: an IMEI. */
function open(deviceName: string): DeviceSideSession {
  let awaitsLogin = false;
  let last: Uint8Array = NOTHING;
  return {
    hello: () => {
      awaitsLogin = true;
      return Uint8Array.of(0, deviceName.length, ...Buffer.from(deviceName, 'latin1'));
    },
    report: (report) => {
      last = sealPacket(CODEC_8_EXTENDED, 1, recordOf(report, elementsOf(report)));
      return last;
    },
    heartbeat: (status, atMs) => sealPacket(CODEC_8_EXTENDED, 1, recordOf(nowhereAt(atMs), elementsOf(status))),
    hear: (bytes) => {
      if (bytes.length === 0) return null;
      if (!awaitsLogin) return hear(bytes, last);
      awaitsLogin = false;
      return { bytes: 1, heard: { kind: bytes[0] === 1 ? 'acknowledgement' : 'other' } };
    },
  };
}

/** Without satellites, at nowhere: a record that has no position. */
function nowhereAt(fixedAtMs: number): DeviceSideReport {
  return { fixedAtMs, latDeg: 0, lonDeg: 0, satellites: 0 };
}

interface Elements {
  readonly eventElement: number;
  readonly pairs: readonly (readonly [number, number])[];
}

function elementsOf(
  said: Partial<Pick<DeviceStatus, 'batteryPct' | 'charging'>> & Pick<DeviceSideReport, 'event'>,
): Elements {
  const eventElement = isKnown(said.event) ? (ELEMENT_OF_KIND[said.event] ?? 0) : 0;
  const pairs: [number, number][] = eventElement === 0 ? [] : [[eventElement, 1]];
  if (isKnown(said.batteryPct)) pairs.push([BATTERY_PCT, Math.round(Math.min(100, Math.max(0, said.batteryPct)))]);
  if (isKnown(said.charging)) pairs.push([CHARGER, said.charging ? 1 : 0]);
  return { eventElement, pairs };
}

/** Time, priority, position; elements of one byte and no others. */
function recordOf(report: DeviceSideReport, { eventElement, pairs }: Elements): Uint8Array {
  const record = Buffer.alloc(24 + 6 + 3 * pairs.length + 8);
  record.writeBigUInt64BE(BigInt(report.fixedAtMs), 0);
  record.writeUInt8(eventElement === 0 ? 0 : 1, 8);
  record.writeInt32BE(Math.round(report.lonDeg * STEPS_PER_DEG), 9);
  record.writeInt32BE(Math.round(report.latDeg * STEPS_PER_DEG), 13);
  record.writeInt16BE(Math.round(Math.min(32_767, Math.max(-32_768, report.altitudeM ?? 0))), 17);
  record.writeUInt16BE(Math.round(report.courseDeg ?? 0) % 360, 19);
  record.writeUInt8(Math.min(255, report.satellites ?? SATELLITES), 21);
  record.writeUInt16BE(Math.min(65_535, Math.round(kmhFromMps(report.speedMps ?? 0))), 22);
  record.writeUInt16BE(eventElement, 24);
  record.writeUInt16BE(pairs.length, 26);
  record.writeUInt16BE(pairs.length, 28);
  for (const [index, [number, value]] of pairs.entries()) {
    record.writeUInt16BE(number, 30 + 3 * index);
    record.writeUInt8(value, 32 + 3 * index);
  }
  return record;
}

/** Counts begin with zeros as packets do: none taken is known only once something else follows, or the device's patience ends. */
function hear(bytes: Uint8Array, last: Uint8Array): { bytes: number; heard: Heard } | null {
  if (bytes.length < 4) return null;
  if (bytes.subarray(0, 4).some((byte) => byte !== 0)) {
    const isCount = bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0;
    return { bytes: 4, heard: { kind: isCount ? 'acknowledgement' : 'other' } };
  }
  const framing = frameOf(bytes);
  if (framing.kind === 'incomplete') return null;
  if (framing.kind === 'garbage') return { bytes: 4, heard: { kind: 'other' } };
  return { bytes: framing.bytes, heard: hearPacket(bytes.subarray(0, framing.bytes), last) };
}

function hearPacket(bytes: Uint8Array, last: Uint8Array): Heard {
  const packet = openPacket(bytes);
  if (typeof packet === 'string' || packet.codec !== CODEC_12 || packet.content[0] !== COMMAND)
    return { kind: 'other' };
  const words = Buffer.from(packet.content.subarray(5)).toString('latin1');
  // The device answers with a record, and with nothing while it has none.
  if (words === GET_RECORD) return { kind: 'command', command: { kind: 'report-now' }, answer: last };
  if (!words.startsWith(SET_PARAMETERS)) return { kind: 'other' };
  const settings = words
    .slice(SET_PARAMETERS.length)
    .split(';')
    .map((part) => part.split(':'));
  const period = settings.find(([id]) => Number(id) === PERIOD_PARAMETERS[0])?.[1];
  if (period === undefined) return { kind: 'other' };
  const text = settings.map(([id, value]) => `Param ID:${id} New Val:${value}`).join(';');
  return {
    kind: 'command',
    command: { kind: 'set-interval', intervalS: Number(period) },
    answer: textPacket(ANSWER, text),
  };
}

function isKnown<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
