/** Recorded fixes as `magpie replay` reads them: one JSON object a line. */
import { z } from 'zod';
import { parseInstant } from '../../core/time.ts';
import { parseJson } from '../../ingest/protocols/http-frame.ts';
import type { Report } from '../../ingest/protocols/report.ts';
import type { Track } from './track.ts';

const FixLine = z.object({
  person: z.string().nullish(),
  fixedAt: z.string(),
  latDeg: z.number().min(-90).max(90),
  lonDeg: z.number().min(-180).max(180),
  accuracyM: z.number().positive().nullish(),
  speedMps: z.number().nonnegative().nullish(),
  courseDeg: z.number().min(0).max(360).nullish(),
});

/** `person` picks one of the file's people; null when the file is of one only. Event lines are no track and passed over. */
export function readFixes(text: string, person: string | null): Track {
  const reports: Report[] = [];
  const problems: string[] = [];
  const people = new Set<string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    if (typeof value === 'object' && value !== null && 'event' in value) continue;
    const parsed = FixLine.safeParse(value);
    const fixedAtMs = parsed.success ? parseInstant(parsed.data.fixedAt) : null;
    if (!parsed.success || fixedAtMs === null) {
      problems.push(`line ${index + 1}: ${parsed.success ? 'fixedAt' : problemOf(parsed.error)}`);
      continue;
    }
    const { person: carrier, fixedAt: _, ...rest } = parsed.data;
    if (person !== null && carrier !== person) continue;
    if (carrier) people.add(carrier);
    reports.push({ fixedAtMs, ...dropAbsent(rest) });
  }
  if (people.size <= 1) return { reports, problems };
  return { reports: [], problems: [...problems, `fixes of ${people.size} people: choose one with --person`] };
}

type Rest = Omit<z.infer<typeof FixLine>, 'person' | 'fixedAt'>;

function dropAbsent(rest: Rest): Omit<Report, 'fixedAtMs'> {
  const { latDeg, lonDeg, accuracyM = null, speedMps = null, courseDeg = null } = rest;
  return { latDeg, lonDeg, accuracyM, speedMps, courseDeg };
}

function problemOf(error: z.ZodError): string {
  return String(error.issues[0]?.path[0] ?? 'no JSON object');
}
