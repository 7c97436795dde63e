/**
 * Which of a wearer's device alarms stand now: nothing heard, no position, battery, overdue, not fitted. Pure. Fails toward the
 * alarm: of several devices the worst one counts, and a cause that cannot be judged ends nothing.
 */
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts';
import { emptyAtMs } from './decide-health.ts';
import type { Health } from './health.ts';

export const ALARM_NAMES = ['no-contact', 'no-position', 'battery-forecast', 'removal-overrun', 'not-fitted'] as const;
export type AlarmName = (typeof ALARM_NAMES)[number];

/** `unclear`: neither opens an alarm nor ends one. */
export type Cause = 'stands' | 'ended' | 'unclear';

export interface AlarmWord {
  readonly name: AlarmName;
  readonly cause: Cause;
  /** A catalogue key and its numbers; of an end, what ended. */
  readonly why: { readonly key: string; readonly params: Readonly<Record<string, string | number>> };
}

export interface WatchedDevice {
  readonly health: Health;
  /** Since when the wearer carries it. */
  readonly carriedFromMs: number;
  /** Approved, begun, and not ended: until when it was allowed. */
  readonly removedUntilMs: number | null;
}

export interface WatchedWearer {
  readonly devices: readonly WatchedDevice[];
  /** The shortest interval that an order in force asks for. */
  readonly intervalS: number;
  /** Since when some order has been in force without a break in what is known. */
  readonly orderFromMs: number;
  readonly timeZone: string;
  /** When this process began to listen: what came before that, nobody could hear. */
  readonly listeningSinceMs: number;
}

const SILENT_MS_MIN = 4 * MINUTE_MS;
/** Two lost reports are the network's; half an interval is for the third's own delay. */
const INTERVALS = 2.5;
const BATTERY_AHEAD_MS = 2 * HOUR_MS;
/** Until then somebody who sleeps does not charge. */
const MORNING_H = 8;
const EVENING_H = 20;
/** What it must be better by before it counts as well again: a forecast wavers. */
const BATTERY_SLACK_MS = 30 * MINUTE_MS;
export const NOT_FITTED_AFTER_MS = 24 * HOUR_MS;

/** One word on each alarm. */
export function decideAlarms(wearer: WatchedWearer, nowMs: number): readonly AlarmWord[] {
  const each = (of: (device: WatchedDevice) => AlarmWord): AlarmWord | null => worst(wearer.devices.map(of));
  const words = [
    each((device) => contactWord(device, wearer, nowMs)),
    each((device) => positionWord(device, wearer, nowMs)),
    each((device) => batteryWord(device, wearer, nowMs)),
    each((device) => overrunWord(device, nowMs)) ?? word('removal-overrun', 'ended', {}),
    fittedWord(wearer, nowMs),
  ];
  return words.filter((one) => one !== null);
}

function contactWord({ health, carriedFromMs }: WatchedDevice, wearer: WatchedWearer, nowMs: number): AlarmWord {
  const heardMs = Math.max(health.lastContactMs ?? 0, carriedFromMs);
  const limitMs = silentMs(wearer);
  if (nowMs - heardMs < limitMs) return word('no-contact', 'ended', {});
  const silentS = Math.round((nowMs - heardMs) / SECOND_MS);
  const cause = nowMs - wearer.listeningSinceMs < limitMs ? 'unclear' : 'stands';
  return word('no-contact', cause, { silentS });
}

/** Heard, and yet no position: only while it is heard can that be told from silence. */
function positionWord({ health, carriedFromMs }: WatchedDevice, wearer: WatchedWearer, nowMs: number): AlarmWord {
  const limitMs = silentMs(wearer);
  const placedMs = Math.max(health.lastPositionMs ?? 0, carriedFromMs);
  if (nowMs - placedMs < limitMs) return word('no-position', 'ended', {});
  const isHeard = nowMs - (health.lastContactMs ?? 0) < limitMs;
  const stands = isHeard && nowMs - wearer.listeningSinceMs >= limitMs;
  return word('no-position', stands ? 'stands' : 'unclear', { silentS: Math.round((nowMs - placedMs) / SECOND_MS) });
}

function batteryWord({ health }: WatchedDevice, { timeZone }: WatchedWearer, nowMs: number): AlarmWord {
  if (health.charging === true) return word('battery-forecast', 'ended', {});
  const atMs = emptyAtMs(health, nowMs);
  if (atMs === null) return word('battery-forecast', 'unclear', {});
  const barMs = nowMs + Math.max(BATTERY_AHEAD_MS, untilMorningMs(nowMs, timeZone));
  const params = { emptyAtMs: atMs, timeZone, batteryPct: Math.round(health.batteryPct ?? 0) };
  if (atMs <= barMs) return word('battery-forecast', 'stands', params);
  return word('battery-forecast', atMs > barMs + BATTERY_SLACK_MS ? 'ended' : 'unclear', params);
}

function overrunWord({ removedUntilMs }: WatchedDevice, nowMs: number): AlarmWord {
  if (removedUntilMs === null || nowMs < removedUntilMs) return word('removal-overrun', 'ended', {});
  return word('removal-overrun', 'stands', { overS: Math.round((nowMs - removedUntilMs) / SECOND_MS) });
}

// HAZARD H-134: an order is in force, and nobody notices that no device was ever fitted.
function fittedWord({ devices, orderFromMs }: WatchedWearer, nowMs: number): AlarmWord {
  if (devices.length > 0) return word('not-fitted', 'ended', {});
  const waitedMs = nowMs - orderFromMs;
  if (waitedMs < NOT_FITTED_AFTER_MS) return word('not-fitted', 'unclear', {});
  return word('not-fitted', 'stands', { waitedS: Math.round(waitedMs / SECOND_MS) });
}

function silentMs({ intervalS }: WatchedWearer): number {
  return Math.max(INTERVALS * intervalS * SECOND_MS, SILENT_MS_MIN);
}

const clocks = new Map<string, Intl.DateTimeFormat>();
/** One look asks for thousands of wearers at the same instant. */
const mornings = new Map<string, { readonly nowMs: number; readonly untilMs: number }>();

/** Making one takes longer than asking it a thousand times. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const made = clocks.get(timeZone);
  if (made !== undefined) return made;
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric' });
  clocks.set(timeZone, clock);
  return clock;
}

/** From evening on, how long until the next morning; 0 by day. A change of clocks in that night moves it by an hour. */
export function untilMorningMs(nowMs: number, timeZone: string): number {
  const asked = mornings.get(timeZone);
  if (asked?.nowMs === nowMs) return asked.untilMs;
  const untilMs = reckonMorningMs(nowMs, timeZone);
  mornings.set(timeZone, { nowMs, untilMs });
  return untilMs;
}

function reckonMorningMs(nowMs: number, timeZone: string): number {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(nowMs)
      .map((part) => [part.type, Number(part.value)]),
  );
  const hours = (parts.get('hour') ?? 0) + (parts.get('minute') ?? 0) / 60;
  if (hours >= MORNING_H && hours < EVENING_H) return 0;
  return Math.round((hours < MORNING_H ? MORNING_H - hours : 24 + MORNING_H - hours) * HOUR_MS);
}

function word(name: AlarmName, cause: Cause, params: AlarmWord['why']['params']): AlarmWord {
  return { name, cause, why: { key: cause === 'ended' ? 'health.returned' : `health.${name}`, params } };
}

const RANK: Readonly<Record<Cause, number>> = { stands: 2, unclear: 1, ended: 0 };

function worst(words: readonly AlarmWord[]): AlarmWord | null {
  return words.reduce<AlarmWord | null>(
    (one, two) => (one === null || RANK[two.cause] > RANK[one.cause] ? two : one),
    null,
  );
}
