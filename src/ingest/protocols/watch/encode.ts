/**
 * A watch's own side, for simulated devices, benches and tests: a current one, on the fourth generation network. Reports
 * are not acknowledged, alarms and links are. A value that is not known is left empty.
 */
import { assert } from '../../../core/assert.ts';
import type { DeviceSide, DeviceSideReport, DeviceSideSession, Heard } from '../device-side.ts';
import { kmhFromMps } from '../units.ts';
import { statusWordOf } from './alarms.ts';
import { commandOfContent } from './commands.ts';
import { frame, parseMessage, writeMessage } from './frame.ts';

const MANUFACTURER = '3G';

export const watchDevice: DeviceSide = { protocol: 'watch', acknowledges: false, open };

/** Names are up to 20 letters and digits: ten digits of the IMEI, as a rule. */
function open(deviceName: string): DeviceSideSession {
  assert(/^[0-9a-z]{1,20}$/i.test(deviceName), 'a watch is called by up to 20 letters and digits');
  const write = (content: string): Uint8Array =>
    writeMessage({ manufacturer: MANUFACTURER, device: deviceName, index: null }, content);
  return {
    hello: () => write('LK'),
    report: (report) => write(reportContent(report)),
    heartbeat: ({ batteryPct }) => write(batteryPct === null ? 'LK' : `LK,0,0,${Math.round(batteryPct)}`),
    hear(bytes) {
      const framing = frame(bytes);
      if (framing.kind === 'incomplete') return null;
      const message = framing.kind === 'frame' ? parseMessage(bytes.subarray(0, framing.bytes)) : null;
      return { bytes: framing.bytes, heard: message === null ? { kind: 'other' } : heard(message, write) };
    },
  };
}

function heard(message: { type: string; fields: readonly string[] }, write: (content: string) => Uint8Array): Heard {
  const { type, fields } = message;
  if (type === 'LK' || type === 'AL') return { kind: 'acknowledgement' };
  const command = commandOfContent(type, fields);
  return command === null ? { kind: 'other' } : { kind: 'command', command, answer: write(type) };
}

function reportContent(report: DeviceSideReport): string {
  const word = statusWordOf(report.event ?? null, report.strap === 'open');
  const isAlarm = statusWordOf(report.event ?? null, false) !== 0;
  const { date, time } = clockOf(report.fixedAtMs);
  return [
    isAlarm ? 'AL_LTE' : 'UD_LTE',
    date,
    time,
    'A',
    Math.abs(report.latDeg).toFixed(7),
    report.latDeg < 0 ? 'S' : 'N',
    Math.abs(report.lonDeg).toFixed(7),
    report.lonDeg < 0 ? 'W' : 'E',
    decimal(report.speedMps == null ? null : kmhFromMps(report.speedMps), 2),
    decimal(report.courseDeg, 1),
    decimal(report.altitudeM, 1),
    decimal(report.satellites, 0),
    '100',
    decimal(report.batteryPct, 0),
    '0',
    '0',
    word.toString(16).padStart(8, '0'),
    // No base station, no delay to it, no network.
    '0,0,0',
    decimal(report.accuracyM ?? 0, 1),
  ].join(',');
}

/** `ddmmyy` and `hhmmss`, UTC; parts of a second are cut off. */
function clockOf(atMs: number): { date: string; time: string } {
  const [, year, month, day, hour, minute, second] = /^..(..)-(..)-(..)T(..):(..):(..)/.exec(
    new Date(atMs).toISOString(),
  )!;
  return { date: `${day}${month}${year}`, time: `${hour}${minute}${second}` };
}

function decimal(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined ? '' : value.toFixed(digits);
}
