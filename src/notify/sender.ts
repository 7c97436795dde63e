/**
 * Carries attempts to their providers: what waits in the database, as many at a time as each provider has room for. What became of them is
 * written in groups. A crash between sending and writing sends again, as the same attempt: twice rather than never.
 */

import { unreachable } from '../core/assert.ts';
import type { Rng } from '../core/rng.ts';
import type { Channel } from './attempt.ts';
import { loadWaiting, loadWaitingProviders, type Waiting } from './attempts.sql.ts';
import { Bulkhead } from './bulkhead.ts';
import { composePush } from './compose.ts';
import { backoffMs } from './decide-delivery.ts';
import type { NotifyDeps } from './deps.ts';
import type { DeliveryLimits } from './limits.ts';
import { dialled } from './number.ts';
import { openPhone, openPlan, removeGonePhone } from './plans.ts';
import { proofOf } from './proofs.ts';
import type { PhoneMessage, Sent } from './providers/provider.ts';
import type { Providers } from './providers/registry.ts';
import type { Recorder } from './recorder.ts';
import { phoneTextOf } from './texts.ts';

export interface SenderDeps extends NotifyDeps {
  readonly providers: Providers;
  readonly recorder: Recorder;
  readonly rng: Rng;
  readonly limits: DeliveryLimits;
  /** Where providers reach this server, without the path; null: they cannot. */
  readonly callbackBase: string | null;
  /** A provider failed many times in a row, or is well again. */
  onTrouble(provider: string, failed: boolean): void;
  /** `waitedMs`: since the attempt was written down. */
  onRequest(channel: Channel, waitedMs: number): void;
  onSent(channel: Channel, outcome: Sent['kind']): void;
  onError(error: unknown): void;
  /** There is room again, or something is due later. */
  wake(afterMs: number): void;
}

export class Sender {
  readonly #deps: SenderDeps;
  readonly #bulkheads = new Map<string, Bulkhead>();
  /** By attempt: its provider, and when it is through. */
  readonly #underWay = new Map<string, { readonly provider: string; readonly done: Promise<void> }>();

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** What an earlier process left waiting. */
  async load(): Promise<void> {
    this.expect(await loadWaitingProviders(this.#deps.database));
  }

  expect(providers: Iterable<string>): void {
    for (const provider of providers) this.#bulkheadOf(provider);
  }

  /** Begins what there is room for, and does not wait for it. */
  async pump(): Promise<void> {
    const rooms = new Map<string, number>();
    for (const [provider, bulkhead] of this.#bulkheads) {
      const room = this.#roomOf(provider, bulkhead);
      if (room > 0) rooms.set(provider, room);
    }
    if (rooms.size === 0) return;
    const { database, clock } = this.#deps;
    const waiting = await loadWaiting(database, rooms, this.#underWay.keys(), clock.nowMs());
    if (waiting.length === 0) return;
    const people = [...new Set(waiting.map(({ attempt }) => attempt.recipientId))];
    const exercises = await this.#deps.exercisesAmong(database, people);
    const sessions = [...new Set(waiting.flatMap(({ phone }) => phone?.sessionId ?? []))];
    const open = sessions.length === 0 ? new Set<string>() : await this.#deps.openSessions(database, sessions);
    for (const one of waiting) {
      const { attemptId, recipientId } = one.attempt;
      // Signed out since it was decided: as if it were not subscribed.
      const phone = one.phone !== null && open.has(one.phone.sessionId) ? one.phone : null;
      const done = this.#handle({ ...one, phone }, exercises.has(recipientId))
        .catch((error: unknown) => this.#deps.onError(error))
        .finally(() => {
          this.#underWay.delete(attemptId);
          this.#deps.wake(0);
        });
      this.#underWay.set(attemptId, { provider: one.attempt.provider, done });
    }
  }

  async settled(): Promise<void> {
    await Promise.all([...this.#underWay.values()].map(({ done }) => done));
  }

  /** Those that are being made ready take room too, before their requests begin. */
  #roomOf(provider: string, bulkhead: Bulkhead): number {
    const taken = [...this.#underWay.values()].filter((one) => one.provider === provider).length;
    if (bulkhead.isOpen) return taken === 0 ? bulkhead.room() : 0;
    return Math.min(bulkhead.room(), this.#deps.limits.concurrency[channelOf(provider)] - taken);
  }

  #bulkheadOf(provider: string): Bulkhead {
    const found = this.#bulkheads.get(provider);
    if (found !== undefined) return found;
    const channel = channelOf(provider);
    const { limits, clock } = this.#deps;
    const setting = { ...limits, concurrency: limits.concurrency[channel], requestMs: limits.requestMs[channel] };
    const made = new Bulkhead(setting, clock, (failed) => this.#deps.onTrouble(provider, failed));
    this.#bulkheads.set(provider, made);
    return made;
  }

  async #handle(waiting: Waiting, exercise: boolean): Promise<void> {
    const { attempt } = waiting;
    const { recorder, clock, limits } = this.#deps;
    const sent = await this.#send(waiting, exercise).catch((error: unknown) => this.#broken(error));
    this.#deps.onSent(attempt.channel, sent.kind);
    const { attemptId, subscriptionId } = attempt;
    const atMs = clock.nowMs();
    switch (sent.kind) {
      case 'accepted':
        return recorder.record({ kind: 'accepted', attemptId, atMs, ref: sent.ref }, attempt.channel);
      case 'refused':
        await recorder.record({ kind: 'failed', attemptId, atMs, reason: sent.reason }, attempt.channel);
        if (sent.reason === 'gone' && subscriptionId !== null) await removeGonePhone(this.#deps, subscriptionId);
        return;
      case 'failed': {
        const askedMs = Math.min(sent.afterMs ?? 0, limits.retryAfterMsMax);
        const waitMs = Math.max(askedMs, backoffMs(attempt.tries + 1, this.#deps.rng.next(), limits));
        const again = { kind: 'again', attemptId, atMs, reason: sent.reason, nextTryAtMs: atMs + waitMs } as const;
        await recorder.record(again, attempt.channel);
        this.#deps.wake(waitMs);
        return;
      }
      default:
        return unreachable(sent);
    }
  }

  async #send(waiting: Waiting, exercise: boolean): Promise<Sent> {
    const { attempt } = waiting;
    const { clock, recorder } = this.#deps;
    const request =
      attempt.channel === 'push' ? await this.#push(waiting, exercise) : await this.#phone(waiting, exercise);
    if ('kind' in request) return request;
    const atMs = clock.nowMs();
    // Not waited for: a database that is slow must not keep a warning back.
    void recorder.record({ kind: 'sent', attemptId: attempt.attemptId, atMs }, attempt.channel);
    this.#deps.onRequest(attempt.channel, atMs - attempt.queuedAtMs);
    return this.#bulkheadOf(attempt.provider).run(attempt.subscriptionId ?? attempt.recipientId, request.run);
  }

  /** Something of ours failed before the provider was asked; a moment later it may not. */
  #broken(error: unknown): Sent {
    this.#deps.onError(error);
    return { kind: 'failed', reason: 'unreachable' };
  }

  async #push(waiting: Waiting, exercise: boolean): Promise<Sent | Request> {
    const { sealer, providers } = this.#deps;
    if (waiting.phone === null) return { kind: 'refused', reason: 'gone' };
    const phone = await openPhone(sealer, waiting.phone);
    const plan = await openPlan(sealer, waiting.plan, this.#deps.onError);
    const message = composePush(sealer, waiting, phone, plan, exercise);
    return { run: (signal) => providers.push.send(message, signal) };
  }

  async #phone(waiting: Waiting, exercise: boolean): Promise<Sent | Request> {
    const { attempt, kind } = waiting;
    const { sealer, providers, callbackBase } = this.#deps;
    const { attemptId, recipientId } = attempt;
    const channel: 'sms' | 'call' = attempt.channel === 'call' ? 'call' : 'sms';
    const provider = providers.phone(channel, exercise);
    if (provider === null) return { kind: 'refused', reason: 'no-provider' };
    const contact = await this.#deps.contactOf(recipientId);
    if (contact === null || contact.phone === null) return { kind: 'refused', reason: 'no-address' };
    const plan = await openPlan(sealer, waiting.plan, this.#deps.onError);
    const { language, phone } = contact;
    const about = { language, exercise, trial: kind === 'trial', notification: plan?.notification ?? null };
    const path = `/api/notify/callbacks/${channel}/${attemptId}/${proofOf(sealer, 'callback', attemptId)}`;
    const message: PhoneMessage = {
      ...{ channel, attemptId, exercise, recipientId, to: dialled(phone), language, text: phoneTextOf(channel, about) },
      callbackUrl: callbackBase === null ? null : `${callbackBase}${path}`,
    };
    return { run: (signal) => provider.send(message, signal) };
  }
}

interface Request {
  run(signal: AbortSignal): Promise<Sent>;
}

/** Providers are named by channel and name: `push:google`. */
function channelOf(provider: string): Channel {
  return provider.slice(0, provider.indexOf(':')) as Channel;
}
