/**
 * What becomes of a command to a device. Pure: the command and what happened in, the command as it then is out; the very same
 * object when nothing changed. Fails toward sending again: what may not have been heard is sent once more, and "seen to work" is
 * only said of what was observed.
 */
import { assert, unreachable } from '../core/assert.ts';
import type { DeviceId } from '../core/ids.ts';
import { between, type Rng } from '../core/rng.ts';
import { SECOND_MS } from '../core/time.ts';
import type { Command, DeviceCommand, DeviceCommandKind, Why } from './commands/command.ts';
import { COMMAND_LIMITS as LIMITS } from './commands/limits.ts';

export type CommandEvent =
  /** Its bytes were handed to the connection. */
  | { readonly kind: 'sent' }
  /** The protocol has no words for it. */
  | { readonly kind: 'no-such-command' }
  | { readonly kind: 'no-channel' }
  /** `isDone` null: the device only says that it was heard. */
  | { readonly kind: 'answer'; readonly isDone: boolean | null }
  /** The device's own times of its newest reports that came since the command was last sent, ascending. */
  | { readonly kind: 'reports'; readonly fixedAtMs: readonly number[] }
  /** The device came on a new connection: what was on its way on the old one may be lost. */
  | { readonly kind: 'connected' }
  /** Another takes its place, or there is nothing to ask for any more. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'time' };

export interface NewCommand {
  readonly commandId: string;
  readonly deviceId: DeviceId;
  readonly ask: DeviceCommand;
  readonly why: Why;
}

export function newCommand(made: NewCommand, nowMs: number): Command {
  const lifeMs = lifeOf(made.ask.kind);
  return {
    ...made,
    createdAtMs: nowMs,
    expiresAtMs: lifeMs === null ? null : nowMs + lifeMs,
    ...{ state: 'waiting', failure: null, sends: 0, firstSentAtMs: null, lastSentAtMs: null, nextTryAtMs: nowMs },
    ...{ answeredAtMs: null, seenAtMs: null, endedAtMs: null },
  };
}

function lifeOf(kind: DeviceCommandKind): number | null {
  if (kind === 'set-interval') return null;
  return kind === 'report-now' ? LIMITS.reportNowMs : LIMITS.messageMs;
}

export function decideCommand(command: Command, event: CommandEvent, nowMs: number): Command {
  if (command.endedAtMs !== null) return command;
  switch (event.kind) {
    case 'sent':
      return sent(command, nowMs);
    case 'no-such-command':
      return ended({ ...command, failure: 'no-such-command' }, 'failed', nowMs);
    case 'no-channel':
      return ended(command, 'no-channel', nowMs);
    case 'answer':
      return command.sends === 0 ? command : answered(command, event.isDone, nowMs);
    case 'reports':
      return command.sends === 0 ? command : observed(command, event.fixedAtMs, nowMs);
    case 'connected':
      return reconnected(command, nowMs);
    case 'replaced':
      return ended(command, command.state === 'seen' ? 'done' : 'superseded', nowMs);
    case 'time':
      return aged(command, nowMs);
    default:
      return unreachable(event);
  }
}

/** Whether it is to be sent now. */
export function isDue(command: Command, nowMs: number): boolean {
  return command.endedAtMs === null && command.nextTryAtMs !== null && command.nextTryAtMs <= nowMs;
}

/**
 * Whether a device keeps an interval: by the last few of its reports' own times, ascending. Null where they are too few, or say
 * neither.
 */
export function keepsInterval(fixedAtMs: readonly number[], intervalS: number): boolean | null {
  const last = fixedAtMs.slice(-LIMITS.gaps - 1);
  if (last.length <= LIMITS.gaps) return null;
  const wantedMs = intervalS * SECOND_MS;
  const slackMs = Math.max(LIMITS.gapSlackMs, wantedMs * LIMITS.gapShare);
  const good = last.slice(1).filter((ms, i) => Math.abs(ms - last[i]! - wantedMs) <= slackMs).length;
  if (good === LIMITS.gaps) return true;
  return good === 0 ? false : null;
}

/** What a device is to keep: the shortest of what the orders set and what the engine wishes; null: nobody asks for anything. */
export function desiredIntervalS(orderIntervalS: number | null, wishS: number | null): number | null {
  if (orderIntervalS === null) return null;
  return wishS === null ? orderIntervalS : Math.min(orderIntervalS, wishS);
}

export interface IntervalChange {
  /** What no longer holds. */
  readonly ends: Command | null;
  /** Seconds to ask for; null: nothing. */
  readonly beginsS: number | null;
}

/**
 * What is desired against the last that was asked, like a thermostat: whatever was lost on the way is asked again. Null: they agree.
 * `last` also when it has failed: what a device has no words for is not asked again until something else is desired.
 */
export function decideInterval(last: Command | null, desiredS: number | null): IntervalChange | null {
  const standing = last !== null && last.endedAtMs === null ? last : null;
  if (desiredS === null) return standing === null ? null : { ends: standing, beginsS: null };
  if (last !== null && intervalOf(last) === desiredS && (standing !== null || isHopeless(last))) return null;
  return { ends: standing, beginsS: desiredS };
}

/** HAZARD H-145: by chance alone, whatever happens: an exponential wait, which says nothing of when the next will be. */
export function nextChanceAtMs(rng: Rng, nowMs: number): number {
  const waitMs = -LIMITS.chanceMeanMs * Math.log(1 - between(rng, 0, 1));
  return nowMs + Math.round(Math.min(LIMITS.chanceMsMax, Math.max(LIMITS.chanceMsMin, waitMs)));
}

function intervalOf(command: Command): number {
  assert(command.ask.kind === 'set-interval', 'only intervals stand');
  return command.ask.intervalS;
}

function isHopeless({ state }: Command): boolean {
  return state === 'failed' || state === 'no-channel';
}

function ended(command: Command, state: Command['state'], nowMs: number): Command {
  return { ...command, state, nextTryAtMs: null, endedAtMs: nowMs };
}

function sent(command: Command, nowMs: number): Command {
  const sends = command.sends + 1;
  const isHeard = command.state === 'answered' || command.state === 'seen';
  return {
    ...command,
    state: isHeard ? command.state : 'sent',
    sends,
    firstSentAtMs: command.firstSentAtMs ?? nowMs,
    lastSentAtMs: nowMs,
    nextTryAtMs: nowMs + (isHeard ? LIMITS.answeredRetryMs : backOffMs(sends)),
  };
}

function backOffMs(sends: number): number {
  return Math.min(LIMITS.retryMsMax, LIMITS.retryMs * 2 ** Math.min(sends - 1, 20));
}

function answered(command: Command, isDone: boolean | null, nowMs: number): Command {
  const { kind } = command.ask;
  if (isDone === false) return ended({ ...command, failure: 'refused', answeredAtMs: nowMs }, 'failed', nowMs);
  const heard = { ...command, answeredAtMs: command.answeredAtMs ?? nowMs };
  if (kind === 'vibrate' || kind === 'message') {
    return isDone === true ? ended(heard, 'done', nowMs) : { ...heard, state: 'answered', nextTryAtMs: null };
  }
  if (command.state !== 'sent') return command;
  // An interval may be answered and not kept; a position that was promised is asked for until it is here.
  const nextTryAtMs = kind === 'set-interval' ? nowMs + LIMITS.answeredRetryMs : command.nextTryAtMs;
  return { ...heard, state: 'answered', nextTryAtMs };
}

function observed(command: Command, fixedAtMs: readonly number[], nowMs: number): Command {
  const { ask } = command;
  if (ask.kind === 'report-now') {
    // Devices tell whole seconds.
    const sinceMs = Math.floor(command.firstSentAtMs! / SECOND_MS) * SECOND_MS;
    if (!fixedAtMs.some((ms) => ms >= sinceMs)) return command;
    return { ...ended(command, 'done', nowMs), seenAtMs: nowMs };
  }
  if (ask.kind !== 'set-interval') return command;
  const isKept = keepsInterval(fixedAtMs, ask.intervalS);
  if (isKept === true) {
    return command.state === 'seen' ? command : { ...command, state: 'seen', seenAtMs: nowMs, nextTryAtMs: null };
  }
  if (isKept === null || command.state !== 'seen') return command;
  // It was kept and no longer is: the device was restarted, or somebody set it otherwise.
  const againAtMs = Math.max(nowMs, (command.lastSentAtMs ?? nowMs) + backOffMs(command.sends));
  return { ...command, state: 'sent', nextTryAtMs: againAtMs };
}

function reconnected(command: Command, nowMs: number): Command {
  const { state, ask } = command;
  const isOnItsWay = state === 'sent' || (state === 'answered' && ask.kind === 'set-interval');
  return isOnItsWay && (command.nextTryAtMs ?? Infinity) > nowMs ? { ...command, nextTryAtMs: nowMs } : command;
}

function aged(command: Command, nowMs: number): Command {
  if (command.expiresAtMs === null || nowMs < command.expiresAtMs) return command;
  const { kind } = command.ask;
  // Heard by the device, and nothing more can be learned of it.
  const isAll = command.state === 'answered' && (kind === 'vibrate' || kind === 'message');
  return ended(command, isAll ? 'answered' : 'expired', nowMs);
}
