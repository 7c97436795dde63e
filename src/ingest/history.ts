/**
 * Reading the journal back: what the engine is rebuilt from at start, and what was committed in doubt.
 * Fails toward stopping: a row that cannot be opened is an error, unless its key was erased by law, which is counted.
 */
import type { Sql } from '../core/database.ts';
import { ErasedError, type Sealer } from '../safeguards/service.ts';
import { inputOf, type JournaledInput } from './inputs.ts';
import { loadAfter, loadBindings, loadHead, loadLastFixes, loadPositionBefore, type StoredRow } from './journal.sql.ts';

const CHUNK_ROWS = 5_000;

/** Inputs after a position, in order. */
export async function loadInputsAfter(sql: Sql, sealer: Sealer, position: number): Promise<JournaledInput[]> {
  const inputs: JournaledInput[] = [];
  await replayAfter(sql, sealer, position, (input) => inputs.push(input));
  return inputs;
}

/**
 * Gives `visit` what the engine needs to be as it was: the bindings and each person's last fix before a window, then every
 * input since. The window reaches `windowMs` back from the journal's last input, however long ago that was, and at least to
 * `recordedUpTo`: what was found after it is not recorded yet. Returns the position reached and how many rows were erased by
 * law and so left out.
 */
export async function rebuild(
  sql: Sql,
  sealer: Sealer,
  from: { readonly windowMs: number; readonly recordedUpTo: number },
  visit: (input: JournaledInput) => void,
): Promise<{ position: number; erased: number }> {
  const head = await loadHead(sql);
  const before = Math.min(from.recordedUpTo, await loadPositionBefore(sql, head.atMs - from.windowMs));
  const bindings = await bindingsAt(sql, sealer, before);
  const people = new Set<string>();
  for (const { input } of bindings.inputs) {
    if (input.kind === 'bind-pair') people.add(input.pair.wearerId).add(input.pair.protectedId);
    if (input.kind === 'bind-zone') people.add(input.zone.wearerId);
  }
  const fixes = await opened(sealer, await loadLastFixes(sql, before, [...people]));
  for (const input of bindings.inputs) visit(input);
  for (const input of fixes.inputs) visit(input);
  const rest = await replayAfter(sql, sealer, before, visit);
  return { position: Math.max(before, rest.position), erased: bindings.erased + fixes.erased + rest.erased };
}

/** The last word on each pair and zone up to a position, in order. */
export async function bindingsAt(
  sql: Sql,
  sealer: Sealer,
  position: number,
): Promise<{ inputs: JournaledInput[]; erased: number }> {
  return opened(sealer, await loadBindings(sql, position));
}

/** Every input after a position, in order. Returns the position reached and how many rows were erased by law and so left out. */
export async function replayAfter(
  sql: Sql,
  sealer: Sealer,
  position: number,
  visit: (input: JournaledInput) => void,
): Promise<{ position: number; erased: number }> {
  let last = position;
  let erased = 0;
  for (;;) {
    const rows = await loadAfter(sql, last, CHUNK_ROWS);
    const chunk = await opened(sealer, rows);
    for (const input of chunk.inputs) visit(input);
    erased += chunk.erased;
    last = rows.at(-1)?.position ?? last;
    if (rows.length < CHUNK_ROWS) return { position: last, erased };
  }
}

async function opened(
  sealer: Sealer,
  rows: readonly StoredRow[],
): Promise<{ inputs: JournaledInput[]; erased: number }> {
  const inputs: JournaledInput[] = [];
  let erased = 0;
  await sealer.preload(rows.flatMap((row) => (row.key_id === null ? [] : [row.key_id])));
  for (const row of rows) {
    try {
      const payload = row.key_id === null || row.sealed === null ? null : await sealer.open(row.key_id, row.sealed);
      inputs.push(inputOf(row, payload));
    } catch (error) {
      if (!(error instanceof ErasedError)) throw error;
      erased += 1;
    }
  }
  return { inputs, erased };
}
