/**
 * GPX 1.1 track points (topografix.com/GPX/1/1): `trkpt` with `time`, and where there are any `ele`, `hdop`, and `speed`
 * (m/s), `course` and `accuracy` from an extension of any namespace, as sports watches and OsmAnd write them.
 */
import { parseInstant } from '../../core/time.ts';
import type { Report } from '../../ingest/protocols/report.ts';
import { newFaults, readAccuracyM, readCourseDeg, readNumber, readPosition } from '../../ingest/protocols/values.ts';
import type { Track } from './track.ts';
import { visitXml } from './xml.ts';

/**
 * A dilution of precision says how the satellites stood, not how far the error went; times the usual 5 m of a phone's
 * receiver it gives a radius that looks on the map as the walk did. Only here: the decoders make no accuracy up.
 */
const METRES_PER_HDOP = 5;

const DETAILS = new Set(['time', 'ele', 'hdop', 'speed', 'course', 'accuracy']);

/** A point without a readable time or position is a problem, and left out. */
export function readGpx(text: string): Track {
  const reports: Report[] = [];
  const problems: string[] = [];
  let pointCount = 0;
  let details: Map<string, string> | null = null;
  let detail: string | null = null;
  const bad = visitXml(text, {
    start(name, attributes) {
      if (name === 'trkpt') details = new Map(attributes);
      else if (details !== null && DETAILS.has(name) && !details.has(name)) detail = name;
    },
    text(part) {
      if (details !== null && detail !== null) details.set(detail, (details.get(detail) ?? '') + part);
    },
    end(name) {
      if (name === detail) detail = null;
      if (name !== 'trkpt' || details === null) return;
      pointCount += 1;
      const point = readPoint(details);
      if (typeof point === 'string') problems.push(`point ${pointCount}: ${point}`);
      else reports.push(point);
      details = null;
    },
  });
  if (bad !== null) problems.push(`line ${bad.badLine}: not well-formed XML; the track ends here`);
  else if (pointCount === 0) problems.push('no track points (trkpt) in this file');
  return { reports, problems };
}

/** The report, or what is wrong with it. */
function readPoint(details: ReadonlyMap<string, string>): Report | string {
  const raw = (name: string) => details.get(name);
  const fixedAtMs = readTimeMs(raw('time'));
  if (fixedAtMs === null) return 'no time, so nobody knows when to send it';
  const faults = newFaults();
  const position = readPosition(faults, { field: 'lat', raw: raw('lat') }, { field: 'lon', raw: raw('lon') });
  const hdop = readNumber(faults, 'hdop', raw('hdop'), 0, 1_000);
  const speedMps = readNumber(faults, 'speed', raw('speed'), -1_000, 1_000);
  const report = {
    accuracyM: readAccuracyM(faults, 'accuracy', raw('accuracy')) ?? (hdop ? hdop * METRES_PER_HDOP : null),
    speedMps: speedMps !== null && speedMps >= 0 ? speedMps : null,
    courseDeg: readCourseDeg(faults, 'course', raw('course')),
    altitudeM: readNumber(faults, 'ele', raw('ele'), -20_000, 1_000_000),
  };
  const rejection = faults.first();
  if (rejection !== null) return `${rejection.reason} ${rejection.detail}`;
  return position === null ? 'no position' : { fixedAtMs, ...position, ...report };
}

/** GPX times are UTC, also where the writer left the Z out. */
function readTimeMs(text: string | undefined): number | null {
  if (text === undefined) return null;
  return parseInstant(text.trim()) ?? parseInstant(`${text.trim()}Z`);
}
