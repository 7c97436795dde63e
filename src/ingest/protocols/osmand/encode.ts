/**
 * Writes what an OsmAnd or Traccar Client phone sends, for `magpie play` and the drills. The URL carries a position and
 * a secret: never log it.
 */

import { alarmOfEventKind } from '../alarms.ts';
import type { Report } from '../report.ts';
import { knotsFromMps } from '../units.ts';

/**
 * The GET request's URL: `id`, `timestamp` (ms), `lat`, `lon`, `speed` in KNOTS, as Traccar documents it.
 * `baseUrl` is the device listener, e.g. `http://127.0.0.1:5055`; its path is kept, its query is not.
 */
export function osmandUrl(baseUrl: string | URL, token: string, report: Report): URL {
  const url = new URL(baseUrl);
  url.search = osmandForm(token, report).toString();
  return url;
}

/** The same parameters as a form body (`application/x-www-form-urlencoded`). Values that are null are left out. */
export function osmandForm(token: string, report: Report): URLSearchParams {
  const params = new URLSearchParams({
    id: token,
    timestamp: String(report.fixedAtMs),
    lat: decimal(report.latDeg, 7),
    lon: decimal(report.lonDeg, 7),
  });
  if (isKnown(report.speedMps)) params.set('speed', decimal(knotsFromMps(report.speedMps), 4));
  if (isKnown(report.courseDeg)) params.set('bearing', decimal(report.courseDeg, 2));
  if (isKnown(report.altitudeM)) params.set('altitude', decimal(report.altitudeM, 2));
  if (isKnown(report.accuracyM)) params.set('accuracy', decimal(report.accuracyM, 2));
  if (isKnown(report.batteryPct)) params.set('batt', decimal(report.batteryPct, 1));
  if (isKnown(report.charging)) params.set('charge', String(report.charging));
  if (isKnown(report.mock)) params.set('mock', String(report.mock));
  const alarm = isKnown(report.event) ? alarmOfEventKind(report.event) : null;
  if (alarm !== null) params.set('alarm', alarm);
  return params;
}

/** The JSON body that Traccar Client 9 and later posts: speed in m/s, battery level from 0 to 1, -1 for unknown. */
export function osmandJson(token: string, report: Report): string {
  const alarm = isKnown(report.event) ? alarmOfEventKind(report.event) : null;
  return JSON.stringify({
    location: {
      timestamp: new Date(report.fixedAtMs).toISOString(),
      coords: {
        latitude: report.latDeg,
        longitude: report.lonDeg,
        accuracy: report.accuracyM ?? -1,
        speed: report.speedMps ?? -1,
        heading: report.courseDeg ?? -1,
        ...(isKnown(report.altitudeM) ? { altitude: report.altitudeM } : {}),
      },
      ...(isKnown(report.mock) ? { mock: report.mock } : {}),
      event: '',
      battery: {
        level: isKnown(report.batteryPct) ? report.batteryPct / 100 : -1,
        ...(isKnown(report.charging) ? { is_charging: report.charging } : {}),
      },
      extras: alarm === null ? {} : { alarm },
    },
    device_id: token,
  });
}

function isKnown<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** Plain decimals: no exponent, so that no reader has to know one. */
function decimal(value: number, digits: number): string {
  return String(Number(value.toFixed(digits))).includes('e')
    ? value.toFixed(digits)
    : String(Number(value.toFixed(digits)));
}
