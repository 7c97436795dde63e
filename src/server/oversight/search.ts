/**
 * Search over audit and ledger. Each search is on record before it is answered. A bounded number of entries is looked through; where more may
 * follow the answer says from where to go on, so that no search is taken for "there is nothing" that only stopped.
 */
import type { z } from 'zod';
import { type AuditRow, loadLogBefore } from '../../safeguards/service.ts';
import type { EntryJson, SearchQuery, searchAnswerSchema } from './contract.ts';
import { entryOf, matches } from './entry.ts';
import { OVERSIGHT_LIMITS as LIMITS } from './limits.ts';
import { type Overseer, type OversightDeps, record, shownTo } from './overseer.ts';

// HAZARD H-534: an overseer looks somebody up for themselves, and it leaves no trace
export async function searchLog(
  deps: OversightDeps,
  overseer: Overseer,
  query: SearchQuery,
): Promise<z.infer<typeof searchAnswerSchema>> {
  const { subject = null, case: caseId = null, ...about } = query;
  const asked: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(about)) if (value !== undefined) asked[name] = value;
  await deps.database.transaction((tx) =>
    record(deps, tx, overseer, 'oversight.search', asked, { subject, case: caseId }),
  );
  const rows = await loadEntries(deps, query);
  const found = rows.map((row) => entryOf(query.log, row)).filter((entry) => matches(entry, query));
  const isShown = await shownTo(deps.database, overseer, found.map(textOf));
  const shown = found.filter((entry) => isShown(textOf(entry)));
  const entries = shown.slice(0, LIMITS.entriesShown);
  const isCut = shown.length > entries.length;
  const isScanned = rows.length === LIMITS.entriesScanned;
  const next = isCut ? entries.at(-1)!.number : isScanned ? rows.at(-1)!.number : null;
  return { entries, next };
}

function textOf(entry: EntryJson): string {
  return JSON.stringify(entry);
}

function loadEntries({ database }: OversightDeps, { log, before, from, until }: SearchQuery): Promise<AuditRow[]> {
  return loadLogBefore(database, log, {
    beforeNumber: before ?? Number.MAX_SAFE_INTEGER,
    fromMs: from === undefined ? 0 : Date.parse(from),
    untilMs: until === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(until),
    most: LIMITS.entriesScanned,
  });
}
