/**
 * Clocks of what belongs to no order and no proceeding: registrations that nothing holds any more, and the entries of audit and ledger. By the
 * pack's times. Fails toward keeping: a clock is set only when it has run out, since who left may come back until then.
 */
import { type LogTerm, startClocks } from '../safeguards/service.ts';
import type { EndingDeps } from './endings.ts';
import { keepEndMs } from './packs/calendar.ts';
import type { Pack } from './packs/pack.ts';
import type { Packs } from './packs/versions.ts';

export interface LeftRegistration {
  /** Of a person or a device. */
  readonly id: string;
  readonly jurisdiction: string;
  /** 'left': they cannot sign in, and nothing names or needs them. 'retired': a device that is used no more. */
  readonly because: 'left' | 'retired';
  readonly sinceMs: number;
}

/** The rule by which they are kept: who acted is known as long as what they did is on record; words to a wearer stay as papers do. */
const KEPT_AS = { left: 'ledger', retired: 'papers' } as const;

/** How many were started: of those alone whose time is over. */
export async function startClocksOfLeft(deps: EndingDeps, left: readonly LeftRegistration[]): Promise<number> {
  const { database, packs, clock } = deps;
  const nowMs = clock.nowMs();
  let started = 0;
  for (const { id, jurisdiction, because, sinceMs } of left) {
    const pack = packs.current(jurisdiction, nowMs);
    const kept = pack && ruleOf(pack, KEPT_AS[because]);
    const registration = pack && ruleOf(pack, 'registration');
    if (pack === null || kept == null || registration == null) continue;
    const destroyAtMs = keepEndMs(sinceMs, kept.keep, pack.timeZone);
    // HAZARD H-583: a clock is never moved back, and they may come back until it has run out.
    if (destroyAtMs > nowMs) continue;
    const article = `${registration.article}; ${kept.article}`;
    const made = { what: 'registration', because, startsAtMs: sinceMs, destroyAtMs, article };
    const clocks = [{ ...made, packVersion: pack.versionId }];
    started += (await database.transaction((tx) => startClocks(tx, `registration:${id}`, clocks, nowMs))).length;
  }
  return started;
}

/**
 * Which entries of audit and ledger are over by every pack, by whole months of UTC, so that little is written about it; null where one
 * of them does not say how long they are kept.
 */
export function logTerm(packs: Pick<Packs, 'jurisdictions' | 'current'>, nowMs: number): LogTerm | null {
  const terms = [...packs.jurisdictions()].map((jurisdiction) => termOf(packs.current(jurisdiction, nowMs), nowMs));
  if (terms.length === 0 || terms.some((one) => one === null)) return null;
  return terms.reduce((a, b) => (a!.beforeMs <= b!.beforeMs ? a : b));
}

function termOf(pack: Pack | null, nowMs: number): LogTerm | null {
  const rule = pack && ruleOf(pack, 'ledger');
  if (pack === null || rule == null) return null;
  const now = new Date(nowMs);
  for (let back = 0; ; back += 1) {
    const beforeMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back);
    // The youngest of those that go was written the instant before.
    if (keepEndMs(beforeMs, rule.keep, pack.timeZone) <= nowMs)
      return { beforeMs, article: rule.article, packVersion: pack.versionId };
  }
}

function ruleOf(pack: Pack, what: string): Pack['retention'][number] | null {
  return pack.retention.find((rule) => rule.what === what) ?? null;
}
