/** The bracelet's own side: it logs in, reports, and hears nothing that it would answer. */
import { asciiBytes, digitsOfUtcMs } from '../ascii.ts';
import type { DeviceSide, DeviceSideReport } from '../device-side.ts';
import { kmhFromMps } from '../units.ts';
import { wordOfEventKind } from './alarms.ts';

export const r16hDevice: DeviceSide = {
  protocol: 'r16h',
  acknowledges: false,
  open: (deviceName) => ({
    hello: () => asciiBytes(`@LINK,${deviceName}$`),
    report: (report) => asciiBytes(`@GPSD,${deviceName},R,${reportFields(report).join(',')}$`),
    heartbeat: () => null,
    hear: (bytes) => (bytes.length === 0 ? null : { bytes: bytes.length, heard: { kind: 'other' } }),
  }),
};

function reportFields(report: DeviceSideReport): readonly string[] {
  const at = digitsOfUtcMs(report.fixedAtMs);
  const alarm = report.event ? wordOfEventKind(report.event) : '';
  // A bracelet that says "unlocked" is unlocked.
  const strap = report.strap ?? (report.event === 'strap-open' ? 'open' : null);
  return [
    at.slice(0, 8),
    at.slice(8),
    Math.abs(report.latDeg).toFixed(6).padStart(9, '0'),
    report.latDeg < 0 ? 'S' : 'N',
    Math.abs(report.lonDeg).toFixed(6).padStart(10, '0'),
    report.lonDeg < 0 ? 'W' : 'E',
    whole(report.speedMps, kmhFromMps),
    whole(report.courseDeg),
    whole(report.altitudeM),
    whole(report.batteryPct),
    strap === null ? '' : strap === 'closed' ? 'L' : 'U',
    alarm,
  ];
}

function whole(value: number | null | undefined, convert = (known: number) => known): string {
  return value === null || value === undefined ? '' : String(Math.round(convert(value)));
}
