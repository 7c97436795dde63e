/**
 * Delivers notices to other agencies' systems: of each endpoint the oldest that waits, one at a time, in order, and all endpoints at once. All
 * its state stands in the database. Fails toward sending again: twice with the same id rather than never; it never stops by itself.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import type { Rng } from '../../core/rng.ts';
import { Bulkhead, backoffMs, Transport } from '../../notify/service.ts';
import { audit, ErasedError, type Sealer } from '../../safeguards/service.ts';
import { endpointUrl, ForeignAddressError, lookupWithin, type Network } from './address.ts';
import { afterTry, type Judged, judgeAnswer } from './decide-notice.ts';
import { updateEndpointState, updateHealth } from './endpoints.sql.ts';
import { goodKeys, openSecrets } from './endpoints.ts';
import { type Folders, MessageInTheWay } from './folder.ts';
import type { ExchangeLimits } from './limits.ts';
import { beginAttempt, endAttempt, type Head, loadHeads, lockNotice, updateTried } from './notices.sql.ts';
import { renderNotice } from './payload.ts';
import { sign } from './signing.ts';

export interface DelivererDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly limits: ExchangeLimits;
  /** Null: there is no place for files. */
  readonly folders: Folders | null;
  /** Authorities besides the system's; for tests and for agencies with one of their own. */
  readonly ca?: readonly string[];
  /** Runs `fn` once after `delayMs`; the answer cancels it. */
  setTimer(delayMs: number, fn: () => void): () => void;
  /** Many failures in a row, or well again. */
  onTrouble(endpointId: string, failed: boolean): void;
  /** Something was delivered, or given up. */
  onChanged(noticeId: string): void;
  onError(error: unknown): void;
}

interface Sent {
  readonly judged: Judged;
  readonly status: number | null;
}

export class NoticeDeliverer {
  readonly #deps: DelivererDeps;
  readonly #bulkheads = new Map<string, Bulkhead>();
  readonly #transports = new Map<Network, Transport>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #timers = new Set<() => void>();
  #running: Promise<void> | null = null;
  #again = false;
  #isLive = false;

  constructor(deps: DelivererDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#isLive = true;
    this.wake();
    this.#later(this.#deps.limits.pollMs, () => this.#poll());
  }

  /** There is something new: looked at once, and once more when it came while a look was under way. */
  wake(): void {
    if (!this.#isLive) return;
    this.#again = true;
    this.#running ??= this.#look().finally(() => {
      this.#running = null;
    });
  }

  /** No new request; those under way end by themselves. */
  async stop(): Promise<void> {
    this.#isLive = false;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    await this.#running;
    for (const transport of this.#transports.values()) transport.close();
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.#running;
    await Promise.all(this.#underWay.values());
  }

  #poll(): void {
    this.wake();
    this.#later(this.#deps.limits.pollMs, () => this.#poll());
  }

  async #look(): Promise<void> {
    const { database, clock, onError } = this.#deps;
    try {
      while (this.#again && this.#isLive) {
        this.#again = false;
        const heads = await loadHeads(database, [...this.#underWay.keys()], clock.nowMs());
        for (const head of heads) this.#begin(head);
      }
    } catch (error) {
      // The next poll looks again.
      this.#again = false;
      onError(error);
    }
  }

  #begin(head: Head): void {
    const { endpointId } = head.endpoint;
    if (this.#underWay.has(endpointId)) return;
    const done = this.#handle(head)
      .then(() => {
        this.#underWay.delete(endpointId);
        this.wake();
      })
      // Only the database can fail here: the poll comes again, and no sooner.
      .catch((error: unknown) => {
        this.#underWay.delete(endpointId);
        this.#deps.onError(error);
      });
    this.#underWay.set(endpointId, done);
  }

  async #handle(head: Head): Promise<void> {
    const { database, clock } = this.#deps;
    const { notice, endpoint } = head;
    // HAZARD H-348: a drill tells the police of a breach that nobody committed
    if (notice.exercise !== endpoint.exercise) throw new Error('an exercise and a real endpoint met');
    const attemptId = await database.transaction(async (tx) => {
      const now = await lockNotice(tx, notice.noticeId);
      // Somebody recorded a receipt a moment ago.
      if (now === null || now.nextTryAtMs === null) return null;
      return beginAttempt(tx, head, clock.nowMs());
    });
    if (attemptId === null) return;
    const sent = await this.#send(head);
    await this.#record(head, attemptId, sent);
    this.#deps.onChanged(notice.noticeId);
  }

  async #send(head: Head): Promise<Sent> {
    const { database, sealer, clock, folders } = this.#deps;
    const { notice, endpoint } = head;
    try {
      const secrets = await openSecrets(sealer, endpoint);
      const body = await renderNotice({ sql: database, sealer }, notice);
      const headers = sign(goodKeys(secrets.out, clock.nowMs()), notice.noticeId, clock.nowMs(), body);
      if (endpoint.kind === 'webhook') return await this.#post(head, secrets.url ?? '', { ...headers }, body);
      if (folders === null) return { judged: { kind: 'failed', reason: 'no-folder', afterMs: 0 }, status: null };
      await folders.write(endpoint.endpointId, `${String(notice.number).padStart(12, '0')}-${notice.noticeId}`, body, {
        headers,
        sign: (bytes, id) => sign(goodKeys(secrets.out, clock.nowMs()), id, clock.nowMs(), bytes),
      });
      return { judged: { kind: 'accepted' }, status: null };
    } catch (error) {
      if (error instanceof ErasedError) return { judged: { kind: 'refused', reason: 'erased' }, status: null };
      if (error instanceof MessageInTheWay)
        return { judged: { kind: 'refused', reason: 'file-differs' }, status: null };
      this.#deps.onError(error);
      return { judged: { kind: 'failed', reason: 'broken', afterMs: 0 }, status: null };
    }
  }

  async #post({ endpoint, notice }: Head, text: string, headers: Record<string, string>, body: Buffer): Promise<Sent> {
    const url = endpointUrl(text, endpoint.network);
    if (!url.ok) return { judged: { kind: 'failed', reason: 'address', afterMs: 0 }, status: null };
    let sent: Sent | null = null;
    const answer = await this.#bulkheadOf(endpoint.endpointId).run(notice.noticeId, async (signal) => {
      const all = { ...headers, 'content-type': 'application/json', 'user-agent': 'Magpie' };
      try {
        const { status, retryAfterMs } = await this.#transportOf(endpoint.network).post(url.value, all, body, signal);
        const judged = judgeAnswer(status, retryAfterMs);
        sent = { judged, status };
        return judged.kind === 'failed' ? { kind: 'failed', reason: 'refused' } : { kind: 'accepted', ref: null };
      } catch (error) {
        if (!(error instanceof ForeignAddressError)) throw error;
        sent = { judged: { kind: 'failed', reason: 'address', afterMs: 0 }, status: null };
        return { kind: 'failed', reason: 'refused' };
      }
    });
    if (sent !== null && answer.kind !== 'failed') return sent;
    const reason = answer.kind === 'failed' && answer.reason !== 'refused' ? answer.reason : null;
    return sent ?? { judged: { kind: 'failed', reason: reason ?? 'unreachable', afterMs: 0 }, status: null };
  }

  async #record({ notice, endpoint }: Head, attemptId: number, { judged, status }: Sent): Promise<void> {
    const { database, clock, rng, limits } = this.#deps;
    const nowMs = clock.nowMs();
    const become = afterTry(
      notice,
      endpoint,
      judged,
      { nowMs, backoffMs: backoffMs(notice.tries + 1, rng.next(), limits) },
      limits,
    );
    const { noticeId } = notice;
    const { endpointId } = endpoint;
    await database.transaction(async (tx) => {
      await lockNotice(tx, noticeId);
      const outcome = judged.kind === 'accepted' ? 'accepted' : judged.reason;
      await endAttempt(tx, attemptId, { outcome, status, atMs: nowMs });
      await updateTried(tx, noticeId, become);
      if (judged.kind === 'gone') await updateEndpointState(tx, endpointId, 'stopped');
      if (judged.kind === 'accepted' || judged.kind === 'failed')
        await updateHealth(tx, endpointId, judged.kind === 'accepted', nowMs);
      if (judged.kind === 'failed' && become.state !== 'failed') return;
      const about = { noticeId, endpointId, orderId: notice.orderId, outcome, details: notice.details !== null };
      await audit(tx, [
        { atMs: nowMs, actor: { kind: 'system', id: null }, action: 'notice.tell', purpose: 'exchange', about },
      ]);
    });
    if (judged.kind === 'failed' && become.nextTryAtMs !== null) this.#wakeAfter(become.nextTryAtMs - nowMs);
  }

  #bulkheadOf(endpointId: string): Bulkhead {
    const found = this.#bulkheads.get(endpointId);
    if (found !== undefined) return found;
    const { limits, clock, onTrouble } = this.#deps;
    // One at a time: they are told in order.
    const made = new Bulkhead({ ...limits, concurrency: 1 }, clock, (failed) => onTrouble(endpointId, failed));
    this.#bulkheads.set(endpointId, made);
    return made;
  }

  #transportOf(network: Network): Transport {
    const { ca } = this.#deps;
    const found =
      this.#transports.get(network) ??
      new Transport({ lookup: lookupWithin(network), ...(ca === undefined ? {} : { ca }) });
    this.#transports.set(network, found);
    return found;
  }

  /** Longer waits are the poll's. */
  #wakeAfter(delayMs: number): void {
    if (delayMs < this.#deps.limits.pollMs) this.#later(delayMs, () => this.wake());
  }

  #later(delayMs: number, fn: () => void): void {
    if (!this.#isLive) return;
    const cancel = this.#deps.setTimer(delayMs, () => {
      this.#timers.delete(cancel);
      fn();
    });
    this.#timers.add(cancel);
  }
}
