/**
 * What a protected person's own page reports while it is open, for the pipeline: the same checks, the same journal, the same answer after
 * the commit as a device's. Whose it is says the session, and nothing else. Pure but for the bytes. Fails toward keeping the reasons only.
 */
import type { PersonId } from '../core/ids.ts';
import type { PageReport } from './contract.ts';
import type { Arrival } from './pipeline.ts';
import { UNKNOWN_STATUS } from './protocols/decoded.ts';
import type { Decoded, DecodedFix } from './protocols/types.ts';

export const PAGE_PROTOCOL = 'page';
const URI = '/api/me/positions';
const NO_REPLY = new Uint8Array(0);

export function pageArrival(report: PageReport, personId: PersonId): Arrival {
  const body = Buffer.from(JSON.stringify(report));
  return {
    protocol: PAGE_PROTOCOL,
    raw: { transport: 'http', frame: { method: 'POST', uri: URI, headers: {}, body } },
    identity: { token: null, externalId: personId },
    decode: () => decodePage(report, personId),
  };
}

function decodePage({ positions, battery }: PageReport, personId: PersonId): Decoded {
  const status = { ...UNKNOWN_STATUS, batteryPct: battery?.pct ?? null, charging: battery?.charging ?? null };
  const fixes = positions.map(fixOf);
  return { device: personId, fixes, events: [], status, reply: NO_REPLY, rejected: null };
}

/** A browser does not say by what it knows the place, and never that it was made up: both stay unknown. */
function fixOf({ fixedAt, ...position }: PageReport['positions'][number]): DecodedFix {
  const more = { altitudeM: null, source: null, valid: null, mock: null } as const;
  return { ...position, ...more, fixedAtMs: Date.parse(fixedAt) };
}
