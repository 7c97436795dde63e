/**
 * Commands in the database: each with its audit entry, in one transaction. Fails toward stopping: a command whose entry cannot be
 * written is not sent. That one was sent is noted afterwards, so that a crash between the two sends twice rather than never.
 */
import type { Database, Sql } from '../../core/database.ts';
import { RefusedError } from '../../core/refusal.ts';
import { type Actor, type AuditEntry, audit, type Sealer } from '../../safeguards/service.ts';
import type { Command, Why } from './command.ts';
import {
  countOpenActs,
  insertCommand,
  loadCommandState,
  loadStanding,
  type SealedText,
  updateCommand,
} from './commands.sql.ts';
import { COMMAND_LIMITS } from './limits.ts';

/** What the dispatcher needs of the record; simulations keep it in memory. */
export interface CommandStore {
  /** What something can still come of, and each device's last interval; messages with their text. */
  loadStanding(): Promise<Command[]>;
  /** `ends`: what the new one takes the place of, as it then is; null: nothing. */
  add(command: Command, ends: Command | null, nowMs: number): Promise<void>;
  save(commands: readonly Command[], nowMs: number): Promise<void>;
}

export class DatabaseCommandStore implements CommandStore {
  readonly #database: Database;
  readonly #sealer: Sealer;

  constructor(database: Database, sealer: Sealer) {
    this.#database = database;
    this.#sealer = sealer;
  }

  async loadStanding(): Promise<Command[]> {
    const loaded = await loadStanding(this.#database);
    return Promise.all(
      loaded.map(async ({ command, text }) => {
        if (text === null || command.ask.kind !== 'message' || command.endedAtMs !== null) return command;
        const opened = await this.#sealer.open(text.keyId, text.sealed);
        return { ...command, ask: { ...command.ask, text: opened.toString('utf8') } };
      }),
    );
  }

  async add(command: Command, ends: Command | null, nowMs: number): Promise<void> {
    const text = await this.#sealText(command, nowMs);
    await this.#database.transaction(async (tx) => {
      const entries: AuditEntry[] = [];
      if (ends !== null) await saveOne(tx, ends, nowMs, entries);
      if (command.why.by === 'officer' && (await countOpenActs(tx, command.deviceId)) >= COMMAND_LIMITS.openActs) {
        throw new RefusedError({ code: 'conflict', message: 'Too much was asked of this device and is not done yet.' });
      }
      await insertCommand(tx, command, text);
      entries.push(createdEntry(command));
      await audit(tx, entries);
    });
  }

  save(commands: readonly Command[], nowMs: number): Promise<void> {
    return this.#database.transaction(async (tx) => {
      const entries: AuditEntry[] = [];
      for (const command of commands) await saveOne(tx, command, nowMs, entries);
      if (entries.length > 0) await audit(tx, entries);
    });
  }

  async #sealText({ ask, deviceId }: Command, nowMs: number): Promise<SealedText> {
    if (ask.kind !== 'message') return null;
    const target = { subject: deviceId, scope: 'commands', bases: ['registration'] };
    const key = await this.#sealer.dataKey(target, nowMs);
    return { keyId: key.keyId, sealed: this.#sealer.sealWith(key, Buffer.from(ask.text, 'utf8')) };
  }
}

/** Each change of state is an entry, with how often and when it was first sent; two in one turn are one. */
async function saveOne(tx: Sql, command: Command, atMs: number, entries: AuditEntry[]): Promise<void> {
  const before = await loadCommandState(tx, command.commandId);
  await updateCommand(tx, command);
  if (before === null || before === command.state) return;
  const { commandId, deviceId, state, failure, sends, firstSentAtMs } = command;
  const about = { commandId, deviceId, state, failure, sends, firstSentAtMs };
  entries.push({ atMs, actor: SYSTEM, action: `device.command-${state}`, purpose: 'protection', about });
}

const SYSTEM: Actor = { kind: 'system', id: null };

/** Ids, kinds and numbers: a message's text may hold a name, and is in the sealed row alone. */
function createdEntry({ commandId, deviceId, ask, why, createdAtMs }: Command): AuditEntry {
  const intervalS = ask.kind === 'set-interval' ? ask.intervalS : null;
  const about = {
    ...{ commandId, deviceId, kind: ask.kind, intervalS, why: why.by },
    ...{ position: why.by === 'engine' ? why.position : null },
    ...(why.by === 'officer' ? { reason: why.reason, isToWearer: why.isToWearer } : {}),
  };
  return { atMs: createdAtMs, actor: actorOf(why), action: 'device.command', purpose: 'protection', about };
}

function actorOf(why: Why): Actor {
  if (why.by === 'engine') return { kind: 'engine', id: null };
  if (why.by !== 'officer') return SYSTEM;
  return why.actorId === null ? { kind: 'command-line', id: null } : { kind: 'officer', id: why.actorId };
}
