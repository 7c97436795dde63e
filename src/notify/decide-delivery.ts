/**
 * What is done next about one warning to one person. Pure: what is known in, the next steps and when to look again out.
 * Fails toward warning: what is not known to have reached somebody goes on, louder, up to a bound; only a person's plan, for what
 * is not danger, and the end of the cause make it quieter.
 */
import type { Attempt, Channel } from './attempt.ts';
import { FOR_GOOD } from './attempt.ts';
import type { DeliveryLimits } from './limits.ts';

/** A trial is watched by the person who began it. */
const TRIAL_LOOK_MS = 2_000;
/** For the phone to show it, and for somebody to take the call. */
const TRIAL_FOR_MS = 60_000;

export type Tier = 'danger' | 'alert' | 'notice';

export interface Facts {
  readonly kind: 'warning' | 'trial';
  /** Since when it is being delivered: it may be older, where nobody was there to deliver it. */
  readonly begunAtMs: number;
  /** Since when nothing of this incident was shown: what took another's place goes on in its time, not from the beginning. */
  readonly unseenSinceMs: number;
  /** Over: nobody is to be told any more, and why. Otherwise how loud the cause is now. */
  readonly standing: { readonly over: string } | { readonly tier: Tier };
  /** The open page showed it. */
  readonly shownLive: boolean;
  readonly attempts: readonly Known[];
  /** Calls to the same person about other warnings. */
  readonly otherCalls: readonly Known[];
  readonly plan: Readonly<Record<Channel, boolean>>;
  /** Phones that are subscribed now. */
  readonly phones: readonly string[];
  readonly nowMs: number;
}

export type Known = Pick<
  Attempt,
  | 'attemptId'
  | 'channel'
  | 'subscriptionId'
  | 'step'
  | 'state'
  | 'reason'
  | 'queuedAtMs'
  | 'acceptedAtMs'
  | 'displayedAtMs'
  | 'confirmedAtMs'
  | 'endedAtMs'
>;

export interface Start {
  readonly channel: Channel;
  readonly subscriptionId: string | null;
  readonly step: number;
}

export interface Outcome {
  readonly kind: 'seen' | 'displayed' | 'dropped' | 'exhausted';
  readonly reason: string;
}

export interface Decision {
  readonly start: readonly Start[];
  /** Null while it goes on; else what still waits to be sent is dropped. */
  readonly outcome: Outcome | null;
  /** Of one that goes on. */
  readonly nextLookAtMs: number;
}

export function decideDelivery(facts: Facts, limits: DeliveryLimits): Decision {
  const { standing, nowMs, begunAtMs } = facts;
  if ('over' in standing) return ended('dropped', standing.over);
  const seen = seenBy(facts);
  // A trial shows every step there is: it ends when all have ended.
  if (facts.kind === 'warning' && seen !== null) return ended('seen', seen);
  if (facts.kind === 'warning' && standing.tier !== 'danger' && facts.attempts.some(isDisplayed)) {
    return ended('displayed', 'push');
  }
  const giveUpAtMs = begunAtMs + limits.giveUpAfterMs;
  if (nowMs >= giveUpAtMs) return ended('exhausted', 'time');
  const push = pushSteps(facts, standing.tier);
  const louderAtMs = facts.unseenSinceMs + louderAfterMs(facts, push, limits);
  if (nowMs < louderAtMs) return { start: push, outcome: null, nextLookAtMs: Math.min(louderAtMs, giveUpAtMs) };
  const sms = smsSteps(facts, standing.tier, limits);
  const call = callSteps(facts, standing.tier, limits);
  const start = [...push, ...sms.start, ...call.start];
  const isLate = nowMs >= begunAtMs + TRIAL_FOR_MS;
  const isDone = facts.kind === 'trial' && start.length === 0 && (isLate || facts.attempts.every(isFinal));
  if (isDone) return ended(seen === null ? 'exhausted' : 'seen', seen ?? 'trial');
  const nextLookAtMs = Math.min(
    sms.atMs ?? giveUpAtMs,
    call.atMs ?? giveUpAtMs,
    giveUpAtMs,
    facts.kind === 'trial' ? nowMs + TRIAL_LOOK_MS : giveUpAtMs,
  );
  return { start, outcome: null, nextLookAtMs };
}

function ended(kind: Outcome['kind'], reason: string): Decision {
  return { start: [], outcome: { kind, reason }, nextLookAtMs: 0 };
}

/**
 * A person saw it: the page painted it, they opened the notification, or they pressed 1. A call says nothing of which warning it is for:
 * whoever confirmed one since this warning began has been told to look.
 */
function seenBy(facts: Facts): string | null {
  if (facts.shownLive) return 'live';
  const confirmed = facts.attempts.find((one) => one.confirmedAtMs !== null);
  if (confirmed !== undefined) return confirmed.channel;
  const other = facts.otherCalls.some((call) => (call.confirmedAtMs ?? 0) >= facts.begunAtMs);
  return other ? 'call' : null;
}

function isDisplayed(attempt: Known): boolean {
  return attempt.displayedAtMs !== null;
}

/** Nothing more is to be heard of it. */
function isFinal({ state }: Known): boolean {
  return ['displayed', 'confirmed', 'unanswered', 'failed', 'dropped'].includes(state);
}

/** INVARIANT: danger uses every channel there is; what is not danger uses none that the plan leaves out. */
export function allows(tier: Tier, plan: Facts['plan'], channel: Channel): boolean {
  switch (tier) {
    case 'danger':
      return true;
    case 'alert':
      return plan[channel];
    case 'notice':
      return channel === 'push' && plan.push;
  }
}

function pushSteps(facts: Facts, tier: Tier): Start[] {
  if (!allows(tier, facts.plan, 'push')) return [];
  const begun = new Set(facts.attempts.map((one) => one.subscriptionId));
  const missing = facts.phones.filter((subscriptionId) => !begun.has(subscriptionId));
  return missing.map((subscriptionId) => ({ channel: 'push', subscriptionId, step: 1 }));
}

/** While a push message may still show it there is time; a trial waits for nothing. */
function louderAfterMs(facts: Facts, push: readonly Start[], limits: DeliveryLimits): number {
  if (facts.kind === 'trial') return 0;
  const mayShow = facts.attempts.some(({ channel, state }) => channel === 'push' && state !== 'failed');
  return mayShow || push.length > 0 ? limits.louderAfterMs : limits.louderWithoutPushMs;
}

/** `atMs`: when the next may be due; null: there is none to come. */
interface Steps {
  readonly start: readonly Start[];
  readonly atMs: number | null;
}

/** One, and another where the network says that it did not arrive. While one is on its way its sending goes on by itself. */
function smsSteps(facts: Facts, tier: Tier, limits: DeliveryLimits): Steps {
  const none = { start: [], atMs: null };
  if (!allows(tier, facts.plan, 'sms')) return none;
  const sent = facts.attempts.filter(({ channel }) => channel === 'sms');
  const isLost = sent.every(({ state, reason }) => state === 'failed' && !FOR_GOOD.has(reason ?? ''));
  const most = facts.kind === 'trial' ? 1 : limits.smsMax;
  if (!isLost || sent.length >= most) return none;
  const atMs = Math.max(0, ...sent.map(({ endedAtMs }) => (endedAtMs ?? facts.nowMs) + limits.smsGapMs));
  if (facts.nowMs < atMs) return { start: [], atMs };
  return { start: [{ channel: 'sms', subscriptionId: null, step: sent.length + 1 }], atMs: null };
}

function callSteps(facts: Facts, tier: Tier, limits: DeliveryLimits): Steps {
  const none = { start: [], atMs: null };
  if (!allows(tier, facts.plan, 'call')) return none;
  const calls = facts.attempts.filter(({ channel }) => channel === 'call');
  if (calls.some(({ state, reason }) => state === 'failed' && FOR_GOOD.has(reason ?? ''))) return none;
  const most = facts.kind === 'trial' ? 1 : tier === 'danger' ? limits.callsMax.danger : limits.callsMax.other;
  if (calls.length >= most) return none;
  // INVARIANT: never two calls to one person at once, whatever they are about.
  const freeAtMs = Math.max(
    0,
    ...[...calls, ...facts.otherCalls].map((call) => callEndsAtMs(call, facts.nowMs, limits)),
  );
  if (facts.nowMs < freeAtMs) return { start: [], atMs: freeAtMs };
  const step = Math.max(0, ...calls.map((call) => call.step)) + 1;
  return { start: [{ channel: 'call', subscriptionId: null, step }], atMs: facts.nowMs + limits.callLastsMs };
}

/** When the person is free to be called again; while it is on its way to the provider nobody knows, and news of it comes. */
function callEndsAtMs(call: Known, nowMs: number, limits: DeliveryLimits): number {
  switch (call.state) {
    case 'queued':
    case 'sent':
      return nowMs + limits.callLastsMs;
    case 'dropped':
      return 0;
    case 'failed':
      return FOR_GOOD.has(call.reason ?? '') ? 0 : (call.endedAtMs ?? nowMs) + limits.callGapMs;
    case 'unanswered':
    case 'confirmed':
      return (call.endedAtMs ?? nowMs) + limits.callGapMs;
    default:
      return (call.acceptedAtMs ?? nowMs) + limits.callLastsMs + limits.callGapMs;
  }
}

type Level = 'clear' | 'notice' | 'warning' | 'danger' | 'unknown';

/**
 * How loud a warning is now: as loud as it was found, or as its incident has become where that is known to be less. Seeing less is not
 * being safer: `unknown` after danger stays as loud as danger. Null: nothing is left to warn of.
 */
export function tierOf(found: Level, now: Level): Tier | null {
  const level = now === 'unknown' || loudness(now) >= loudness(found) ? found : now;
  switch (level) {
    case 'danger':
      return 'danger';
    case 'warning':
    case 'unknown':
      return 'alert';
    case 'notice':
      return 'notice';
    case 'clear':
      return null;
  }
}

function loudness(level: Level): number {
  return ['clear', 'notice', 'unknown', 'warning', 'danger'].indexOf(level);
}

/** How long until a failed attempt is sent again: exponential, half of it by chance. `chance` in [0, 1). */
export function backoffMs(
  tries: number,
  chance: number,
  limits: Pick<DeliveryLimits, 'retryMs' | 'retryMsMax'>,
): number {
  const fullMs = Math.min(limits.retryMsMax, limits.retryMs * 2 ** Math.min(20, Math.max(0, tries - 1)));
  return Math.round(fullMs / 2 + (fullMs / 2) * chance);
}
