import type { Sql } from '../../core/database.ts';
import type { DeviceId } from '../../core/ids.ts';
import type { Command, CommandFailure, CommandReason, CommandState, DeviceCommand, Why } from './command.ts';
import { COMMAND_LIMITS } from './limits.ts';

/** A message's text as the table keeps it; null for what has none. */
export type SealedText = { readonly keyId: number; readonly sealed: Buffer } | null;

interface CommandRow {
  command_id: string;
  device_id: DeviceId;
  kind: DeviceCommand['kind'];
  interval_s: number | null;
  key_id: number | null;
  text_sealed: Buffer | null;
  why: Why['by'];
  position: number | null;
  actor_id: string | null;
  reason: CommandReason | null;
  is_to_wearer: boolean;
  created_at_ms: number;
  expires_at_ms: number | null;
  state: CommandState;
  failure: CommandFailure | null;
  sends: number;
  first_sent_at_ms: number | null;
  last_sent_at_ms: number | null;
  next_try_at_ms: number | null;
  answered_at_ms: number | null;
  seen_at_ms: number | null;
  ended_at_ms: number | null;
}

const FACTS = `command_id, device_id, kind, interval_s, key_id, text_sealed, why, position, actor_id, reason, is_to_wearer,
  created_at_ms, expires_at_ms`;
const OUTCOME = `state, failure, sends, first_sent_at_ms, last_sent_at_ms, next_try_at_ms, answered_at_ms, seen_at_ms, ended_at_ms`;

export async function insertCommand(tx: Sql, command: Command, text: SealedText): Promise<void> {
  const { ask, why } = command;
  const facts = [
    ...[command.commandId, command.deviceId, ask.kind, ask.kind === 'set-interval' ? ask.intervalS : null],
    ...[text?.keyId ?? null, text?.sealed ?? null, why.by, why.by === 'engine' ? why.position : null],
    ...(why.by === 'officer' ? [why.actorId, why.reason, why.isToWearer] : [null, null, false]),
    ...[command.createdAtMs, command.expiresAtMs],
  ];
  await tx.query(
    `insert into devices.command (${FACTS}, ${OUTCOME})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
    [...facts, ...outcomeOf(command)],
  );
}

export async function updateCommand(tx: Sql, command: Command): Promise<void> {
  await tx.query(
    `update devices.command set (${OUTCOME}) = ($2, $3, $4, $5, $6, $7, $8, $9, $10) where command_id = $1`,
    [command.commandId, ...outcomeOf(command)],
  );
}

/** The state that stands in the table; null when the command is not in it. */
export async function loadCommandState(tx: Sql, commandId: string): Promise<CommandState | null> {
  const { rows } = await tx.query<Pick<CommandRow, 'state'>>(
    `select state from devices.command where command_id = $1 for update`,
    [commandId],
  );
  return rows[0]?.state ?? null;
}

export interface LoadedCommand {
  readonly command: Command;
  readonly text: SealedText;
}

/** What something can still come of, and of each device the last interval that it was asked for. Messages come without their text. */
export async function loadStanding(sql: Sql): Promise<LoadedCommand[]> {
  const { rows } = await sql.query<CommandRow>(
    `select ${FACTS}, ${OUTCOME} from devices.command where ended_at_ms is null
     union
     select ${FACTS}, ${OUTCOME} from (
       select distinct on (device_id) * from devices.command where kind = 'set-interval'
       order by device_id, created_at_ms desc, command_id
     ) as last
     order by created_at_ms, command_id`,
  );
  return rows.map(loadedOf);
}

/** Newest first. */
export async function loadCommandsOf(sql: Sql, deviceId: string): Promise<Command[]> {
  const { rows } = await sql.query<CommandRow>(
    `select ${FACTS}, ${OUTCOME} from devices.command where device_id = $1
     order by created_at_ms desc, command_id limit $2`,
    [deviceId, COMMAND_LIMITS.listRows],
  );
  return rows.map((row) => loadedOf(row).command);
}

export async function countOpenActs(tx: Sql, deviceId: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(*)::int as n from devices.command where device_id = $1 and why = 'officer' and ended_at_ms is null`,
    [deviceId],
  );
  return rows[0]!.n;
}

function outcomeOf(command: Command): unknown[] {
  return [
    ...[command.state, command.failure, command.sends, command.firstSentAtMs, command.lastSentAtMs],
    ...[command.nextTryAtMs, command.answeredAtMs, command.seenAtMs, command.endedAtMs],
  ];
}

function loadedOf(row: CommandRow): LoadedCommand {
  const command: Command = {
    ...{ commandId: row.command_id, deviceId: row.device_id, ask: askOf(row), why: whyOf(row) },
    ...{ createdAtMs: row.created_at_ms, expiresAtMs: row.expires_at_ms, state: row.state, failure: row.failure },
    ...{ sends: row.sends, firstSentAtMs: row.first_sent_at_ms, lastSentAtMs: row.last_sent_at_ms },
    ...{ nextTryAtMs: row.next_try_at_ms, answeredAtMs: row.answered_at_ms },
    ...{ seenAtMs: row.seen_at_ms, endedAtMs: row.ended_at_ms },
  };
  const { key_id: keyId, text_sealed: sealed } = row;
  return { command, text: keyId === null || sealed === null ? null : { keyId, sealed } };
}

function askOf(row: CommandRow): DeviceCommand {
  if (row.kind === 'set-interval') return { kind: row.kind, intervalS: row.interval_s! };
  return row.kind === 'message' ? { kind: row.kind, text: '' } : { kind: row.kind };
}

function whyOf(row: CommandRow): Why {
  if (row.why === 'engine') return { by: 'engine', position: row.position };
  if (row.why !== 'officer') return { by: row.why };
  return { by: 'officer', actorId: row.actor_id, reason: row.reason!, isToWearer: row.is_to_wearer };
}
