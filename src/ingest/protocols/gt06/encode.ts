/** A GT06 device's own side: what it sends, and how it takes acknowledgements and commands. Its times are UTC. */
import type { DeviceSide, DeviceSideReport, DeviceSideSession, Heard } from '../device-side.ts';
import type { DeviceCommand } from '../types.ts';
import { kmhFromMps } from '../units.ts';
import { COMMAND_TYPE } from './commands.ts';
import { frameOf, type Gt06Frame, openFrame, sealFrame } from './frame.ts';
import { COURSE_MASK, IS_NORTH, IS_VALID, IS_WEST, STEPS_PER_DEG } from './location.ts';
import { alarmOfKind, IS_CHARGING } from './status.ts';

const LOGIN = 0x01;
const HEARTBEAT = 0x13;
const ANSWER = 0x15;
const POSITION = 0x22;
const POSITION_AND_STATUS = 0x26;
const MODEL = 0x2610;
const ENGLISH = 0x02;
const SIGNAL = 4;
/** No level that the protocol knows. */
const UNKNOWN_LEVEL = 0xff;
const NO_CELL = new Uint8Array(8);

export const gt06Device: DeviceSide = { protocol: 'gt06', acknowledges: true, open };

/** `deviceName`: an IMEI; at most its last fifteen digits have a place in the login. */
function open(deviceName: string): DeviceSideSession {
  let serial = 0;
  let lastReport: DeviceSideReport | null = null;
  const next = (): number => {
    serial = (serial + 1) & 0xffff;
    return serial;
  };
  return {
    hello: () => sealFrame(LOGIN, loginContent(deviceName), next()),
    report: (report) => {
      lastReport = report;
      return hasStatus(report)
        ? sealFrame(POSITION_AND_STATUS, alarmContent(report), next())
        : sealFrame(POSITION, [...positionContent(report), ...NO_CELL, 0, 0, 0], next());
    },
    heartbeat: ({ batteryPct, charging }) =>
      sealFrame(HEARTBEAT, [stateOf(charging, 0), levelOf(batteryPct), SIGNAL, 0, ENGLISH], next()),
    hear: (bytes) => hear(bytes, next, lastReport),
  };
}

function loginContent(deviceName: string): Uint8Array {
  const digits = deviceName.replaceAll(/\D/g, '').slice(-15).padStart(16, '0');
  return Uint8Array.from([...Buffer.from(digits, 'hex'), MODEL >>> 8, MODEL & 0xff]);
}

function hasStatus({ batteryPct, charging, event }: DeviceSideReport): boolean {
  return isKnown(batteryPct) || isKnown(charging) || isKnown(event);
}

function positionContent(report: DeviceSideReport): number[] {
  const at = new Date(report.fixedAtMs);
  const day = [at.getUTCFullYear() - 2000, at.getUTCMonth() + 1, at.getUTCDate()];
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  const course = (Math.round(report.courseDeg ?? 0) % 360) & COURSE_MASK;
  const halves = (report.latDeg >= 0 ? IS_NORTH : 0) | (report.lonDeg < 0 ? IS_WEST : 0);
  const place = Buffer.alloc(11);
  place.writeUInt32BE(Math.round(Math.abs(report.latDeg) * STEPS_PER_DEG), 0);
  place.writeUInt32BE(Math.round(Math.abs(report.lonDeg) * STEPS_PER_DEG), 4);
  place.writeUInt8(Math.min(255, Math.round(kmhFromMps(report.speedMps ?? 0))), 8);
  place.writeUInt16BE(course | halves | IS_VALID, 9);
  // The upper half counts the bytes of the block, as devices do; the lower one holds up to fifteen satellites.
  return [...day, ...time, 0xc0 | Math.min(15, report.satellites ?? 0), ...place];
}

function alarmContent(report: DeviceSideReport): number[] {
  const { stateBits, code } = isKnown(report.event) ? alarmOfKind(report.event) : { stateBits: 0, code: 0 };
  const status = [stateOf(report.charging, stateBits), levelOf(report.batteryPct), SIGNAL, code, ENGLISH];
  return [...positionContent(report), NO_CELL.length + 1, ...NO_CELL, ...status];
}

function stateOf(charging: boolean | null | undefined, alarmBits: number): number {
  return alarmBits | (charging === true ? IS_CHARGING : 0);
}

/** Up to six a level is one of seven steps: that little is told as empty. */
function levelOf(batteryPct: number | null | undefined): number {
  if (!isKnown(batteryPct)) return UNKNOWN_LEVEL;
  return batteryPct <= 6 ? 0 : Math.round(Math.min(100, batteryPct));
}

function hear(
  bytes: Uint8Array,
  next: () => number,
  lastReport: DeviceSideReport | null,
): { bytes: number; heard: Heard } | null {
  const framing = frameOf(bytes);
  if (framing.kind === 'incomplete') return null;
  const frame = framing.kind === 'frame' ? openFrame(bytes.subarray(0, framing.bytes)) : null;
  if (frame === null || typeof frame === 'string') return { bytes: framing.bytes, heard: { kind: 'other' } };
  if (frame.type !== COMMAND_TYPE) {
    const heard: Heard = { kind: frame.content.length === 0 ? 'acknowledgement' : 'other' };
    return { bytes: framing.bytes, heard };
  }
  return { bytes: framing.bytes, heard: hearCommand(frame, next, lastReport) };
}

function hearCommand(frame: Gt06Frame, next: () => number, lastReport: DeviceSideReport | null): Heard {
  const flag = frame.content.subarray(1, 5);
  const words = Buffer.from(frame.content.subarray(5, 1 + (frame.content[0] ?? 0))).toString('latin1');
  const command = commandOf(words);
  if (command === null) return { kind: 'other' };
  const text = command.kind === 'report-now' ? whereabouts(lastReport) : 'OK!';
  const content = [4 + text.length, ...flag, ...Buffer.from(text, 'latin1'), 0, ENGLISH];
  return { kind: 'command', command, answer: sealFrame(ANSWER, Uint8Array.from(content), next()) };
}

function commandOf(words: string): DeviceCommand | null {
  if (/^WHERE#$/i.test(words)) return { kind: 'report-now' };
  const timer = /^TIMER,(\d{1,5})(?:,\d{1,5})?#$/i.exec(words);
  return timer === null ? null : { kind: 'set-interval', intervalS: Number(timer[1]) };
}

function whereabouts(report: DeviceSideReport | null): string {
  if (report === null) return 'No data!';
  const lat = `${report.latDeg < 0 ? 'S' : 'N'}${Math.abs(report.latDeg).toFixed(6)}`;
  const lon = `${report.lonDeg < 0 ? 'W' : 'E'}${Math.abs(report.lonDeg).toFixed(6)}`;
  const motion = `Course:${(report.courseDeg ?? 0).toFixed(2)},Speed:${kmhFromMps(report.speedMps ?? 0).toFixed(4)}`;
  const time = new Date(report.fixedAtMs).toISOString().slice(0, 19).replace('T', ' ');
  return `Current position!Lat:${lat},Lon:${lon},${motion},DateTime:${time}`;
}

function isKnown<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
