/**
 * Judging what was looked at since the last time: reads the audit on from its cursor, a batch at a time, and writes questions and cursor in one
 * transaction, so that a crash judges the batch again and asks nothing twice. Fails toward judging later; never stops what is looked at.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { uuidFromBytes } from '../../core/ids.ts';
import { audit } from '../log.ts';
import { decideMisuse, type MisuseFacts, type Question } from './decide-misuse.ts';
import { MISUSE_LIMITS } from './limits.ts';
import { type Look, lookOf } from './look.ts';
import { insertQuestions, type LookRow, loadAudit, loadAuditOf, lockCursor, moveCursor } from './misuse.sql.ts';
import { loadRelated } from './relations.sql.ts';

export interface JudgeDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** What of the facts other contexts know: where and under which law somebody works, whether they belong to an exercise. */
  factsOf(actorIds: readonly string[]): Promise<KnownOfActors>;
}

export interface KnownOfActors extends Pick<MisuseFacts, 'hourOfWeek'> {
  /** Under which law somebody works, and whether in an exercise; nulls: nobody knows them. */
  worksUnder(actorId: string): { readonly jurisdiction: string | null; readonly exercise: boolean | null };
}

/** How many entries were judged; 0: there is nothing new. */
export function judgeLooks(deps: JudgeDeps): Promise<number> {
  return deps.database.transaction(async (tx) => {
    const from = await lockCursor(tx);
    const fresh = await loadAudit(tx, from, MISUSE_LIMITS.entriesAtOnce);
    if (fresh.length === 0) return 0;
    const judged = looksOf(fresh);
    const actors = [...new Set(judged.map(({ actorId }) => actorId))];
    if (actors.length > 0) {
      const sinceMs = judged[0]!.atMs - MISUSE_LIMITS.learnedMs;
      const before = await loadAuditOf(tx, actors, { sinceMs, beforeNumber: from, most: MISUSE_LIMITS.historyMax });
      const looks = [...looksOf(before), ...judged];
      const others = await deps.factsOf(actors);
      const related = await loadRelated(tx, actors);
      const isNamed = (who: string, { subject, caseId }: Look) =>
        [subject, caseId].some((id) => id !== null && related.has(`${who} ${id}`));
      const facts: MisuseFacts = {
        ...others,
        sinceMs: judged[0]!.atMs,
        isRelated: (look) => isNamed(look.actorId, look),
        isKnown: (look) => isNamed('known', look),
        hasActed: actsOf([...before, ...fresh]),
      };
      await ask(deps, tx, decideMisuse(looks, facts), others);
    }
    await moveCursor(tx, fresh.at(-1)!.number + 1);
    return fresh.length;
  });
}

function looksOf(rows: readonly LookRow[]): Look[] {
  return rows.flatMap((row) => lookOf(row, row.hadPart) ?? []);
}

/** Whether somebody did more than look: an entry of theirs about the same subject or case that is none. */
function actsOf(rows: readonly LookRow[]): MisuseFacts['hasActed'] {
  const acts = new Map<string, number[]>();
  for (const row of rows) {
    const entry = JSON.parse(row.canonical.toString('utf8')) as {
      actor: { id: string | null };
      subject?: string | null;
      case?: string | null;
    };
    if (entry.actor.id === null || lookOf(row, row.hadPart) !== null) continue;
    for (const about of [entry.subject, entry.case]) {
      if (typeof about !== 'string') continue;
      const key = `${entry.actor.id} ${about}`;
      acts.set(key, [...(acts.get(key) ?? []), row.atMs]);
    }
  }
  return ({ actorId, subject, caseId }, fromMs, untilMs) =>
    [subject, caseId].some(
      (of) => of !== null && (acts.get(`${actorId} ${of}`) ?? []).some((atMs) => atMs >= fromMs && atMs <= untilMs),
    );
}

async function ask(
  deps: JudgeDeps,
  tx: Parameters<Parameters<Database['transaction']>[0]>[0],
  questions: readonly Question[],
  { worksUnder }: KnownOfActors,
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const rows = questions.map((one) => ({
    ...one,
    questionId: uuidFromBytes(deps.randomBytes(16)),
    ...worksUnder(one.actorId),
    foundAtMs: nowMs,
    day: new Date(one.fromMs).toISOString().slice(0, 10),
  }));
  const made = new Set(await insertQuestions(tx, rows));
  const entries = rows
    .filter(({ questionId }) => made.has(questionId))
    .map(({ questionId, kind, score }) => ({
      ...{ atMs: nowMs, actor: { kind: 'system', id: null }, action: 'misuse.ask', purpose: 'oversight' },
      // Neither the colleague nor whom they looked at: the log is not to tell of a suspicion.
      ...{ about: { questionId, kind, score }, subject: null, case: null },
    }));
  if (entries.length > 0) await audit(tx, entries);
}
