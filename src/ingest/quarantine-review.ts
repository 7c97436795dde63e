/**
 * Looking into quarantine: counting, exporting, and taking frames in again after a decoder was mended or a device registered.
 * Fails toward keeping: a frame is marked as replayed only when everything in it was taken or refused again, and stays where it
 * was for its 30 days either way. An export holds positions: it leaves only after its audit entry is committed.
 */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { toIso } from '../core/time.ts';
import { type Actor, audit, type Sealer } from '../safeguards/service.ts';
import { checkTime } from './check.ts';
import { LIMITS } from './limits.ts';
import { mqttArrival } from './mqtt/arrival.ts';
import { type Arrival, httpArrival, type KnownDevice, type PipelineDeps, receive } from './pipeline.ts';
import { protocolByName } from './protocols/registry.ts';
import type { Decoded, RawFrame, Rejection } from './protocols/types.ts';
import {
  countQuarantine,
  insertReplay,
  loadQuarantine,
  type QuarantineChoice,
  type StoredQuarantine,
} from './quarantine.sql.ts';
import { rawOf } from './raw-frame.ts';

export type { QuarantineChoice };

export interface ReviewDeps extends Omit<PipelineDeps, 'quarantine'> {
  readonly clock: Clock;
  readonly database: Database;
  readonly sealer: Sealer;
  deviceById(deviceId: string): KnownDevice | null;
}

export interface CountedQuarantine {
  readonly protocol: string;
  readonly reason: string;
  /** From a device that is registered. */
  readonly known: boolean;
  readonly frames: number;
  readonly replayed: number;
  readonly oldestAt: string;
  readonly newestAt: string;
}

export async function quarantineCounts(database: Database): Promise<CountedQuarantine[]> {
  const rows = await countQuarantine(database);
  return rows.map(({ oldest_at_ms, newest_at_ms, ...rest }) => ({
    ...rest,
    oldestAt: toIso(oldest_at_ms),
    newestAt: toIso(newest_at_ms),
  }));
}

export interface ExportedFrame {
  readonly id: number;
  readonly receivedAt: string;
  readonly protocol: string;
  readonly deviceId: string | null;
  readonly reason: string;
  readonly detail: string;
  /** As `magpie decode` reads it: a hex line, or a request; null where nothing of it was kept. */
  readonly frame: string | { readonly method: string; readonly uri: string; readonly body: string } | null;
}

const PAGE = 200;

/** For what positions are read, by which article of which pack. */
export interface PositionUse {
  readonly purpose: string;
  readonly article: string;
  readonly packVersion: string;
}

/** At most a page, after that id; the caller asks again with the last one. */
export async function exportQuarantine(
  deps: ReviewDeps,
  choice: QuarantineChoice,
  after: number,
  use: PositionUse,
  actor: Actor,
): Promise<ExportedFrame[]> {
  const rows = await loadQuarantine(deps.database, choice, after, PAGE, true);
  const { purpose, article, packVersion } = use;
  await note(
    deps,
    actor,
    'quarantine.export',
    { ...choice, after, frames: rows.length, article, packVersion },
    purpose,
  );
  return Promise.all(rows.map(async (row) => ({ ...namesOf(row), frame: asLine(await openRaw(deps, row)) })));
}

export interface Replayed {
  readonly frames: number;
  readonly accepted: number;
  /** Reason -> frames refused again. */
  readonly refused: Readonly<Record<string, number>>;
  /** Nothing of their content was kept. */
  readonly empty: number;
}

/** Takes every frame of the choice that was not replayed yet through the pipeline as it is now. */
export async function replayQuarantine(deps: ReviewDeps, choice: QuarantineChoice, actor: Actor): Promise<Replayed> {
  const refused: Record<string, number> = {};
  let [frames, accepted, empty, after] = [0, 0, 0, 0];
  // Asked before anything is taken, so that a replay that breaks off is on record too.
  await note(deps, actor, 'quarantine.replay', choice);
  for (;;) {
    const rows = await loadQuarantine(deps.database, choice, after, PAGE, false);
    for (const row of rows) {
      after = row.quarantine_id;
      const raw = await openRaw(deps, row);
      const outcome = raw === null ? 'empty' : await takeAgain(deps, row, raw);
      // Nothing was committed: it is replayed another time.
      if (outcome === 'not-committed') continue;
      frames += 1;
      if (outcome === 'accepted') accepted += 1;
      else if (outcome === 'empty') empty += 1;
      else refused[outcome] = (refused[outcome] ?? 0) + 1;
      await insertReplay(deps.database, row.quarantine_id, deps.clock.nowMs(), outcome);
    }
    if (rows.length < PAGE) break;
  }
  await note(deps, actor, 'quarantine.replayed', { ...choice, frames, accepted });
  return { frames, accepted, refused, empty };
}

async function note(
  deps: ReviewDeps,
  actor: Actor,
  action: string,
  about: object,
  purpose = 'mending a decoder',
): Promise<void> {
  const entry = { atMs: deps.clock.nowMs(), actor, action, purpose, about: { ...about } };
  await deps.database.transaction((tx) => audit(tx, [entry]));
}

async function takeAgain(deps: ReviewDeps, row: StoredQuarantine, raw: RawFrame): Promise<string> {
  // HAZARD H-152: as of when it came. Else an SOS without a time of its own is one of now, and a clock that ran ahead is right by now.
  const atMs = row.received_at_ms;
  const arrival = arrivalOf(row.protocol, raw, atMs);
  if (arrival === null) return 'malformed';
  const rejections: Rejection[] = [];
  const device = row.device_id === null ? null : deps.deviceById(row.device_id);
  // What proved it was in the headers, or said on the connection, and is not kept.
  const identity = device === null ? arrival.identity : { token: null, externalId: row.device_id };
  const { taken } = await receive(
    { ...arrival, identity, decode: (...args) => withoutOld(arrival.decode(...args), atMs, deps.clock.nowMs()) },
    {
      ...deps,
      clock: { nowMs: () => atMs },
      // It was paced when it came.
      pace: { take: () => true },
      // What it tells of its device is of then, not of now.
      strapOf: () => null,
      onHeard: () => undefined,
      quarantine: {
        keep: async (_protocol, _deviceId, again) => {
          rejections.push(...again);
          return true;
        },
        count: (_protocol, reason) => rejections.push({ reason, detail: 'no position' }),
        keepStranger: async (_protocol, rejection) => {
          rejections.push(rejection);
        },
      },
      findDevice: (...asked) => (device === null ? deps.findDevice(...asked) : { device }),
    },
  );
  if (taken === 'not-committed') return taken;
  return rejections[0]?.reason ?? 'accepted';
}

/** What was young enough when it came may have no place in the journal by now. */
function withoutOld(decoded: Decoded, receivedAtMs: number, nowMs: number): Decoded {
  const isOld = (atMs: number) => atMs < nowMs - LIMITS.fixAgeMs && checkTime(atMs, receivedAtMs) === null;
  const fixes = decoded.fixes.filter(({ fixedAtMs }) => !isOld(fixedAtMs));
  const events = decoded.events.filter(({ atMs }) => !isOld(atMs));
  if (fixes.length === decoded.fixes.length && events.length === decoded.events.length) return decoded;
  return { ...decoded, fixes, events, rejected: { reason: 'clock-error', detail: 'older than 30 days by now' } };
}

/** Null when no such protocol is there any more, or the frame came another way. */
function arrivalOf(name: string, raw: RawFrame, receivedAtMs: number): Arrival | null {
  if (raw.transport === 'mqtt') return mqttArrival({ topic: raw.topic, payload: raw.payload, isOld: true });
  const protocol = protocolByName(name);
  if (protocol === null) return null;
  if (protocol.transport === 'http') return raw.transport === 'http' ? httpArrival(protocol, raw.frame) : null;
  if (raw.transport !== 'tcp') return null;
  const session = protocol.openSession();
  if (raw.opening !== null) session.decode(raw.opening, receivedAtMs);
  const decoded = session.decode(raw.bytes, receivedAtMs);
  // The frame itself need not say whose it is: the connection did.
  const identity = { token: null, externalId: decoded.device ?? raw.device };
  return { protocol: name, raw, identity, decode: () => decoded };
}

/** Null when nothing of it was kept. */
async function openRaw(deps: ReviewDeps, row: StoredQuarantine): Promise<RawFrame | null> {
  return rawOf(await deps.sealer.open(row.key_id, row.sealed));
}

function namesOf(row: StoredQuarantine): Omit<ExportedFrame, 'frame'> {
  const { protocol, reason, detail } = row;
  const receivedAt = toIso(row.received_at_ms);
  return { id: row.quarantine_id, receivedAt, protocol, deviceId: row.device_id, reason, detail };
}

function asLine(raw: RawFrame | null): ExportedFrame['frame'] {
  if (raw === null) return null;
  if (raw.transport === 'tcp') return Buffer.from(raw.bytes).toString('hex');
  if (raw.transport === 'mqtt')
    return { method: 'MQTT', uri: raw.topic, body: Buffer.from(raw.payload).toString('utf8') };
  const { method, uri, body } = raw.frame;
  return { method, uri, body: Buffer.from(body).toString('utf8') };
}
