/** One frame as its output line. Names and their order are a contract with other people's scripts. */
import { toIso } from '../../core/time.ts';
import type { Decoded } from '../../ingest/protocols/types.ts';

export function formatDecoded(line: number, decoded: Decoded): string {
  const { device, fixes, events, status, reply, rejected } = decoded;
  return JSON.stringify({
    line,
    device,
    fixes: fixes.map((fix) => ({
      fixedAt: toIso(fix.fixedAtMs),
      latDeg: fix.latDeg,
      lonDeg: fix.lonDeg,
      accuracyM: fix.accuracyM,
      speedMps: fix.speedMps,
      courseDeg: fix.courseDeg,
      altitudeM: fix.altitudeM,
      source: fix.source,
      valid: fix.valid,
    })),
    events: events.map(({ kind, atMs }) => ({ kind, at: toIso(atMs) })),
    status: {
      batteryPct: status.batteryPct,
      charging: status.charging,
      satellites: status.satellites,
      strap: status.strap,
      cells: status.cells,
      wifi: status.wifi,
    },
    replyHex: Buffer.from(reply).toString('hex'),
    rejected: rejected === null ? null : { reason: rejected.reason, detail: rejected.detail },
  });
}
