/** Writes what Traccar forwards, for tests and drills: the members that its JSON has, with its units and its defaults. */
import { toIso } from '../../../core/time.ts';
import { alarmOfEventKind } from '../alarms.ts';
import type { Report } from '../report.ts';
import { knotsFromMps } from '../units.ts';

/** The body of a position forward. `more` goes over the members of `position`. */
export function traccarPosition(uniqueId: string, report: Report, more: object = {}): string {
  return JSON.stringify({
    position: { ...positionOf(report), ...more },
    device: { id: 1, uniqueId, name: 'a device' },
  });
}

function positionOf(report: Report): object {
  const alarm = report.event === null || report.event === undefined ? null : alarmOfEventKind(report.event);
  const at = toIso(report.fixedAtMs).replace('Z', '+00:00');
  return {
    id: 0,
    attributes: {
      ...(report.batteryPct == null ? {} : { batteryLevel: report.batteryPct }),
      ...(report.charging == null ? {} : { charge: report.charging }),
      ...(alarm === null ? {} : { alarm }),
    },
    protocol: 'h02',
    ...{ serverTime: at, deviceTime: at, fixTime: at, outdated: false, valid: true },
    ...{ latitude: report.latDeg, longitude: report.lonDeg, altitude: report.altitudeM ?? 0 },
    speed: report.speedMps == null ? 0 : knotsFromMps(report.speedMps),
    course: report.courseDeg ?? 0,
    accuracy: report.accuracyM ?? 0,
    network: null,
  };
}
