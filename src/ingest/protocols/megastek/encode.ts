/** The bracelet's own side: it reports, and hears nothing that it would answer. */
import { asciiBytes, digitsOfUtcMs } from '../ascii.ts';
import type { DeviceSide, DeviceSideReport } from '../device-side.ts';
import { knotsFromMps } from '../units.ts';
import { wordOfEventKind } from './alarms.ts';
import { FIELD, FIELDS } from './fields.ts';

/** Hundred thousandths of a minute: 2 cm. */
const PARTS_PER_MINUTE = 100_000;
const PARTS_PER_DEGREE = 60 * PARTS_PER_MINUTE;

export const megastekDevice: DeviceSide = {
  protocol: 'megastek',
  acknowledges: false,
  open: (deviceName) => ({
    hello: () => new Uint8Array(0),
    report: (report) => reportFrame(deviceName, report),
    heartbeat: (status, atMs) => framed(statusFields(deviceName, atMs, { ...status, event: null, strap: null })),
    hear: (bytes) => (bytes.length === 0 ? null : { bytes: bytes.length, heard: { kind: 'other' } }),
  }),
};

function reportFrame(deviceName: string, report: DeviceSideReport): Uint8Array {
  const fields = statusFields(deviceName, report.fixedAtMs, report);
  fields[FIELD.validity] = 'A';
  fields[FIELD.lat] = minutes(report.latDeg, 2);
  fields[FIELD.latSide] = report.latDeg < 0 ? 'S' : 'N';
  fields[FIELD.lon] = minutes(report.lonDeg, 3);
  fields[FIELD.lonSide] = report.lonDeg < 0 ? 'W' : 'E';
  fields[FIELD.satellites] = String(report.satellites ?? 8).padStart(2, '0');
  fields[FIELD.hdop] = '1.06';
  fields[FIELD.speed] = decimal(report.speedMps, 3, knotsFromMps);
  fields[FIELD.course] = decimal(report.courseDeg, 2);
  fields[FIELD.altitude] = decimal(report.altitudeM, 1);
  return framed(fields);
}

type Said = Pick<DeviceSideReport, 'batteryPct' | 'charging' | 'strap' | 'event'>;

/** A report without a place, all but which is filled in. */
function statusFields(deviceName: string, atMs: number, said: Said): string[] {
  const fields = Array.from({ length: FIELDS }, () => '');
  const at = digitsOfUtcMs(atMs);
  fields[0] = '$MGV002';
  fields[FIELD.imei] = deviceName;
  fields[3] = 'R';
  fields[FIELD.date] = `${at.slice(6, 8)}${at.slice(4, 6)}${at.slice(2, 4)}`;
  fields[FIELD.time] = at.slice(8);
  fields[FIELD.validity] = 'V';
  fields.fill('00', 11, 14);
  fields[FIELD.hdop] = '99.9';
  fields[FIELD.chargeAndBelt] = chargeAndBelt(said);
  fields[FIELD.battery] = decimal(said.batteryPct, 0).padStart(said.batteryPct == null ? 0 : 3, '0');
  fields[FIELD.alarm] = wordOfEventKind(said.event);
  return fields;
}

/** Two digits: who knows only the belt says that it does not charge. */
function chargeAndBelt({ charging, strap }: Said): string {
  const charge = charging == null ? (strap == null ? '' : '0') : charging ? '1' : '0';
  return `${charge}${strap == null ? '' : strap === 'closed' ? '1' : '0'}`;
}

/** The length counts what follows it, the end mark too. */
function framed(fields: readonly string[]): Uint8Array {
  const text = `${fields.join(',')};!`;
  return asciiBytes(`${String(text.length).padStart(4, '0')}${text}`);
}

function minutes(degrees: number, degreeDigits: number): string {
  const parts = Math.round(Math.abs(degrees) * PARTS_PER_DEGREE);
  const whole = String(Math.floor(parts / PARTS_PER_DEGREE)).padStart(degreeDigits, '0');
  return `${whole}${((parts % PARTS_PER_DEGREE) / PARTS_PER_MINUTE).toFixed(5).padStart(8, '0')}`;
}

function decimal(value: number | null | undefined, digits: number, convert = (known: number) => known): string {
  return value === null || value === undefined ? '' : convert(value).toFixed(digits);
}
