/** A GL300's own side: its reports and heartbeat, and what it answers to the commands that this protocol has. */
import type { DeviceEventKind } from '../../../proximity/types.ts';
import { asciiBytes, digitsOfUtcMs } from '../ascii.ts';
import type { DeviceSide, DeviceSideReport, DeviceSideSession, Heard } from '../device-side.ts';
import type { DeviceCommand } from '../types.ts';
import { kmhFromMps } from '../units.ts';

const VERSION = '1A0102';
const DOLLAR = 0x24;

/** Reports of an event have what they say of it where a plain one has its id, its type and its number. */
const LEAD_OF_KIND: Partial<Readonly<Record<DeviceEventKind, { readonly type: string; readonly lead: string }>>> = {
  sos: { type: 'SOS', lead: '0,0,1' },
  'low-battery': { type: 'BPL', lead: '3.53' },
  'power-cut': { type: 'EPF', lead: '' },
  jamming: { type: 'JDR', lead: '' },
};

export const gl200Device: DeviceSide = {
  protocol: 'gl200',
  // As it leaves the factory; the heartbeat is acknowledged all the same.
  acknowledges: false,
  open: openDevice,
};

function openDevice(deviceName: string): DeviceSideSession {
  let counted = 0;
  // Its clock, as far as its reports told it.
  let nowMs = 0;
  const frame = (head: string, fields: readonly string[], atMs: number): Uint8Array => {
    nowMs = atMs;
    counted = (counted + 1) % 0x10000;
    const count = counted.toString(16).toUpperCase().padStart(4, '0');
    return asciiBytes(`${[head, VERSION, deviceName, ...fields, digitsOfUtcMs(atMs), count].join(',')}$`);
  };
  return {
    hello: () => new Uint8Array(0),
    report: (report) => {
      const { type, lead } = (report.event && LEAD_OF_KIND[report.event]) ?? { type: 'FRI', lead: '0,0,1' };
      return frame(`+RESP:GT${type}`, ['', ...(lead === '' ? [] : [lead]), ...placeFields(report)], report.fixedAtMs);
    },
    heartbeat: (_status, atMs) => frame('+ACK:GTHBD', [''], atMs),
    hear: (bytes) => {
      const end = bytes.indexOf(DOLLAR);
      if (end < 0) return null;
      const text = Buffer.from(bytes.subarray(0, end)).toString('latin1');
      return { bytes: end + 1, heard: heardOf(text.trim(), (head, fields) => frame(head, fields, nowMs)) };
    },
  };
}

/** From the accuracy to the battery. */
function placeFields(report: DeviceSideReport): readonly string[] {
  return [
    '1',
    decimal(report.speedMps, 1, kmhFromMps),
    decimal(report.courseDeg, 0),
    decimal(report.altitudeM, 1),
    report.lonDeg.toFixed(6),
    report.latDeg.toFixed(6),
    digitsOfUtcMs(report.fixedAtMs),
    ...['', '', '', '', ''],
    decimal(report.batteryPct, 0),
  ];
}

function heardOf(text: string, answer: (head: string, fields: readonly string[]) => Uint8Array): Heard {
  if (text.startsWith('+SACK:')) return { kind: 'acknowledgement' };
  const parameters = text.split(',');
  const serial = parameters.at(-1)!;
  const command = commandOf(parameters);
  if (command === null) return { kind: 'other' };
  return command.kind === 'report-now'
    ? { kind: 'command', command, answer: answer('+ACK:GTRTO', ['', 'RTL', serial]) }
    : { kind: 'command', command, answer: answer('+ACK:GTFRI', ['', serial]) };
}

function commandOf(parameters: readonly string[]): DeviceCommand | null {
  const head = parameters[0]!;
  if (head.startsWith('AT+GTRTO=') && parameters[1] === '1') return { kind: 'report-now' };
  const interval = parameters[8] ?? '';
  if (head.startsWith('AT+GTFRI=') && /^\d{1,5}$/.test(interval)) {
    return { kind: 'set-interval', intervalS: Number(interval) };
  }
  return null;
}

function decimal(value: number | null | undefined, digits: number, convert = (known: number) => known): string {
  return value === null || value === undefined ? '' : convert(value).toFixed(digits);
}
