/**
 * A device's own side, for simulated devices, benches and tests: one of version 2 that is worn. Each package is
 * acknowledged. What the protocol has no place for (accuracy, battery in per cent, a closed strap) is left out.
 */
import { assert } from '../../../core/assert.ts';
import { SECOND_MS } from '../../../core/time.ts';
import type { DeviceSide, DeviceSideReport, DeviceSideSession, Heard } from '../device-side.ts';
import { kmhFromMps } from '../units.ts';
import { warningOfEventKind } from './alarms.ts';
import { commandContent, commandOfText, readCommandContent } from './commands.ts';
import { frame, type Package, parseFrame, writePackage } from './frame.ts';
import { KIND } from './packages.ts';
import { UNITS_PER_DEG } from './position.ts';

export const eelinkDevice: DeviceSide = { protocol: 'eelink', acknowledges: true, open };

/** English, in the zone of UTC: quarters of an hour from it. */
const LANGUAGE_AND_ZONE = [0x01, 0x00] as const;
/** Fixed, has a motion sensor, the receiver runs. */
const WORD_FIXED = 0x0001 | 0x0008 | 0x0400;
const WORD_TELLS_CHARGING = 0x0080;
const WORD_CHARGING = 0x0100;
const MASK_GPS = 0x01;
/** A cell of lithium, empty and full: the protocol has a place for the voltage alone. */
const EMPTY_MV = 3400;
const FULL_MV = 4200;
const UINT16_MAX = 0xffff;
const INT16_MAX = 0x7fff;

/** `deviceName` is the IMEI, fifteen digits. */
function open(deviceName: string): DeviceSideSession {
  assert(/^\d{15}$/.test(deviceName), 'a device is called by the fifteen digits of its IMEI');
  let serial = 0;
  let last: DeviceSideReport | null = null;
  const write = (kind: number, content: Uint8Array): Uint8Array => {
    serial = (serial % UINT16_MAX) + 1;
    return writePackage(kind, serial, content);
  };
  return {
    hello: () => write(KIND.login, Buffer.from([...Buffer.from(`0${deviceName}`, 'hex'), ...LANGUAGE_AND_ZONE])),
    report(report) {
      last = report;
      const warning = report.event == null ? null : warningOfEventKind(report.event);
      const position = positionOf(report);
      if (warning === null) return write(KIND.location, Buffer.concat([position, hardwareOf(report)]));
      return write(KIND.warning, Buffer.concat([position, Buffer.from([warning]), uint16(wordOf(report.charging))]));
    },
    heartbeat: ({ charging }) => write(KIND.heartbeat, uint16(wordOf(charging))),
    hear(bytes) {
      const framing = frame(bytes);
      if (framing.kind === 'incomplete') return null;
      const [first] = framing.kind === 'frame' ? parseFrame(bytes.subarray(0, framing.bytes)).packages : [];
      return { bytes: framing.bytes, heard: first === undefined ? { kind: 'other' } : heard(first, last) };
    },
  };
}

function heard({ kind, serial, content }: Package, last: DeviceSideReport | null): Heard {
  if (kind !== KIND.instruction || content.length === 0) return { kind: 'acknowledgement' };
  const read = readCommandContent(content);
  const command = read === null ? null : commandOfText(read.text);
  if (read === null || command === null) return { kind: 'other' };
  const text = command.kind === 'report-now' ? placeOf(last) : 'OK';
  return { kind: 'command', command, answer: writePackage(kind, serial, commandContent(read.uid, text)) };
}

function positionOf(report: DeviceSideReport): Uint8Array {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt32BE(Math.floor(report.fixedAtMs / SECOND_MS), 0);
  bytes.writeUInt8(MASK_GPS, 4);
  bytes.writeInt32BE(Math.round(report.latDeg * UNITS_PER_DEG), 5);
  bytes.writeInt32BE(Math.round(report.lonDeg * UNITS_PER_DEG), 9);
  bytes.writeInt16BE(Math.round(clamp(report.altitudeM ?? 0, -INT16_MAX, INT16_MAX)), 13);
  bytes.writeUInt16BE(Math.round(clamp(kmhFromMps(report.speedMps ?? 0), 0, UINT16_MAX)), 15);
  bytes.writeUInt16BE(Math.round(clamp(report.courseDeg ?? 0, 0, 360)), 17);
  bytes.writeUInt8(clamp(report.satellites ?? 0, 0, 0xff), 19);
  return bytes;
}

/** Status, voltage, two inputs, way, two counters, steps, time of walking. */
function hardwareOf({ charging, batteryPct }: DeviceSideReport): Uint8Array {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt16BE(wordOf(charging), 0);
  bytes.writeUInt16BE(batteryPct == null ? 0 : Math.round(EMPTY_MV + (FULL_MV - EMPTY_MV) * (batteryPct / 100)), 2);
  return bytes;
}

function wordOf(charging: boolean | null | undefined): number {
  if (charging === null || charging === undefined) return WORD_FIXED;
  return WORD_FIXED | WORD_TELLS_CHARGING | (charging ? WORD_CHARGING : 0);
}

function placeOf(last: DeviceSideReport | null): string {
  if (last === null) return 'No Data!';
  const lat = `${last.latDeg < 0 ? 'S' : 'N'}${Math.abs(last.latDeg).toFixed(6)}`;
  const lon = `${last.lonDeg < 0 ? 'W' : 'E'}${Math.abs(last.lonDeg).toFixed(6)}`;
  const course = (last.courseDeg ?? 0).toFixed(2);
  const speed = kmhFromMps(last.speedMps ?? 0).toFixed(2);
  const time = new Date(last.fixedAtMs).toISOString().slice(0, 19).replace('T', ' ');
  return `Lat:${lat},Lon:${lon},Course:${course},Speed:${speed}km/h,DateTime:${time}`;
}

function uint16(value: number): Uint8Array {
  return Buffer.from([value >> 8, value & 0xff]);
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
