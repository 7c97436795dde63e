/**
 * The mark over a place on a screen: a short code of the viewer and the day, with the minute beside it. It makes leaking less likely and hinders nobody
 * who means to; the help says so. It holds no name: who it was, only the oversight body can ask, and the asking is on record.
 */
import type { Database } from '../core/database.ts';
import { DAY_MS, parseInstant, utcDay } from '../core/time.ts';
import { type Actor, audit, type Sealer } from '../safeguards/service.ts';

/** Without letters and digits that look like others. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const MARK_LENGTH = 6;

/** HAZARD H-508: keyed, so that nobody makes the code of a person they know and finds it on a picture. */
export function viewMark(sealer: Pick<Sealer, 'blindIndex'>, viewerId: string, atMs: number): string {
  const bytes = sealer.blindIndex(['view-mark', viewerId, utcDay(atMs)]);
  return Array.from({ length: MARK_LENGTH }, (_, i) => LETTERS[bytes.readUInt32BE(i * 4) % LETTERS.length]).join('');
}

/**
 * Who bears that code on that UTC day, of all who were shown anything then; a connection may be of the day before. Mostly one; of a
 * million viewers a day two could share one. The asking is written down before it is answered.
 */
export async function whoBearsMark(
  deps: { readonly database: Database; readonly sealer: Pick<Sealer, 'blindIndex'> },
  asked: { readonly code: string; readonly day: string; readonly nowMs: number },
  actor: Actor,
): Promise<{ readonly viewerId: string; readonly viewerKind: string }[]> {
  const fromMs = parseInstant(`${asked.day}T00:00:00Z`) ?? 0;
  return deps.database.transaction(async (tx) => {
    const { rows } = await tx.query<{ viewer_id: string; viewer_kind: string }>(
      `select distinct viewer_id, viewer_kind from disclosure.grant_given where given_at_ms >= $1 and given_at_ms < $2`,
      [fromMs, fromMs + DAY_MS],
    );
    const found = rows.filter(({ viewer_id }) =>
      [fromMs, fromMs - DAY_MS].some((atMs) => viewMark(deps.sealer, viewer_id, atMs) === asked.code),
    );
    const viewers = found.map(({ viewer_id }) => viewer_id);
    const about = { code: asked.code, day: asked.day, viewers };
    await audit(tx, [{ atMs: asked.nowMs, actor, action: 'view-mark.resolve', purpose: 'oversight', about }]);
    return found.map(({ viewer_id: viewerId, viewer_kind: viewerKind }) => ({ viewerId, viewerKind }));
  });
}
