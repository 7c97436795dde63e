/**
 * What a start knows: the newest snapshot of the engine that can be used, and every input of the journal after it. Without one,
 * a window of the journal, which may know less of what went on for longer. Fails toward reading the journal, and says so.
 */
import type { Logger } from 'pino';
import type { Database } from '../core/database.ts';
import { err, type Outcome, ok } from '../core/outcome.ts';
import { HOUR_MS } from '../core/time.ts';
import { bindingsAt, rebuild, replayAfter } from '../ingest/history.ts';
import type { JournaledInput } from '../ingest/inputs.ts';
import type { SnapshotHead, SnapshotRefusal, SnapshotStore } from '../ingest/snapshots.ts';
import type { Engine } from '../proximity/engine.ts';
import { engineFrom } from '../proximity/snapshot.ts';
import { NONE } from '../proximity/table.ts';
import type { Sealer } from '../safeguards/service.ts';
import type { Metrics } from './metrics.ts';
import type { Shard } from './shard.ts';

/** How much of the journal is read without a snapshot; before it, its bindings and each person's last fix. */
const REBUILD_WINDOW_MS = 24 * HOUR_MS;

/** `not-recorded`: findings before it were not. `other-engine`: of another version. `other-bindings`: of others than the journal's. */
export type Refusal = SnapshotRefusal | 'not-recorded' | 'other-engine' | 'other-bindings';

export interface RestoreDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly store: Pick<SnapshotStore, 'heads' | 'open'>;
  readonly shard: Pick<Shard, 'restore' | 'feed'>;
  readonly metrics: Pick<Metrics, 'snapshots' | 'rebuiltFromWindow'>;
  readonly log: Logger;
  say(line: string): void;
}

export interface Restored {
  /** Of the last input that the engine has seen. */
  readonly position: number;
  /** What it began with, and older ones that were not looked at, newest first; empty when it was read from a window of the journal. */
  readonly heads: readonly SnapshotHead[];
}

/** `recordedUpTo`: findings up to there were recorded. */
export async function restoreShard(deps: RestoreDeps, recordedUpTo: number): Promise<Restored> {
  const { position, erased, heads } = await restore(deps, recordedUpTo);
  if (erased > 0) deps.log.warn({ erased }, 'journal rows were erased by law and left out');
  if (position > 0) {
    const whence = heads.length > 0 ? 'a snapshot and the journal' : "the journal's last day, without a snapshot";
    deps.say(`rebuilt the engine from ${whence}, up to input ${position}`);
    // HAZARD H-84: without a snapshot what has gone on for longer than the window may be judged otherwise, so that is told.
    deps.metrics.rebuiltFromWindow.set(heads.length > 0 ? 0 : 1);
    if (heads.length === 0) deps.log.error({ position }, 'the engine was rebuilt without a snapshot');
  }
  return { position, heads };
}

async function restore(deps: RestoreDeps, recordedUpTo: number): Promise<Restored & { erased: number }> {
  const { database, sealer, store, shard } = deps;
  const heads = await store.heads();
  for (const [i, head] of heads.entries()) {
    const begun = await begin(deps, head, recordedUpTo);
    if (!begun.ok) {
      const reason = begun.error;
      deps.metrics.snapshots.inc({ outcome: reason });
      deps.log.error({ reason }, 'a snapshot of the engine cannot be used');
      continue;
    }
    const rest = await replayAfter(database, sealer, head.position, (input) => shard.feed([input]));
    return { ...rest, heads: heads.slice(i) };
  }
  const from = { windowMs: REBUILD_WINDOW_MS, recordedUpTo };
  const rebuilt = await rebuild(database, sealer, from, (input) => shard.feed([input]));
  return { ...rebuilt, heads: [] };
}

/** HAZARD H-112: nothing of a snapshot reaches the shard before all of it was found to be this engine's, of this journal. */
async function begin(deps: RestoreDeps, head: SnapshotHead, recordedUpTo: number): Promise<Outcome<null, Refusal>> {
  const { database, sealer, store, shard } = deps;
  // HAZARD H-111: what it has seen would not be found again.
  if (head.position > recordedUpTo) return err('not-recorded');
  const bytes = await store.open(head);
  if (!bytes.ok) return bytes;
  const engine = engineFrom(bytes.value);
  if (engine === null) return err('other-engine');
  const { inputs } = await bindingsAt(database, sealer, head.position);
  if (!holdsExactly(engine, inputs)) return err('other-bindings');
  shard.restore(engine, head.position, inputs);
  return ok(null);
}

/** Whether the engine holds each pair and zone that is bound, and no others. */
function holdsExactly({ pairs, zones }: Engine, bindings: readonly JournaledInput[]): boolean {
  const [boundPairs, boundZones] = [new Set<string>(), new Set<string>()];
  for (const { input } of bindings) {
    if (input.kind === 'bind-pair') boundPairs.add(input.pair.pairId);
    if (input.kind === 'bind-zone') boundZones.add(input.zone.zoneId);
  }
  if (boundPairs.size !== pairs.table.count || boundZones.size !== zones.table.count) return false;
  for (const id of boundPairs) if (pairs.ids.find(id) === NONE) return false;
  for (const id of boundZones) if (zones.ids.find(id) === NONE) return false;
  return true;
}
