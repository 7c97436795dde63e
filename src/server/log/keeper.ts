/**
 * Keeps the log going: asks its thread at each instant of the cadence, and looks whether it keeps up. Fails toward saying so: a log that was not
 * published for three cadences, or rows that wait as long, is trouble on the officers' screens (I-9). Nothing waits for it: rows are
 * written, and warnings go out, with the log behind.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../core/clock.ts';
import { SECOND_MS } from '../../core/time.ts';
import { LOG_LIMITS, type Published } from '../../safeguards/service.ts';
import type { LogSetting } from './setting.ts';
import type { LogAnswered, LogAnswers, LogTask } from './tasks.ts';

export interface LogKeeperDeps {
  readonly clock: Clock;
  readonly appUrl: string;
  readonly setting: LogSetting;
  onTrouble(failed: boolean): void;
  onError(error: Error): void;
}

/** By its own words: they name rows and files, and nothing that stands in them. */
export class LogThreadError extends Error {
  override readonly name = 'LogThreadError';
}

const LOOK_MS = SECOND_MS;
const AGAIN_MS = 5 * SECOND_MS;

export class LogKeeper {
  readonly #deps: LogKeeperDeps;
  readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  #thread: Worker | null = null;
  #timer: NodeJS.Timeout | null = null;
  #number = 0;
  #startedAtMs = 0;
  #published: Published | null = null;
  #doneFor = '';
  #failedAtMs: number | null = null;
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(deps: LogKeeperDeps) {
    this.#deps = deps;
  }

  get setting(): LogSetting {
    return this.#deps.setting;
  }

  /** Where the log stands; null: not known yet. */
  get published(): Published | null {
    return this.#published;
  }

  start(): void {
    this.#startedAtMs = this.#deps.clock.nowMs();
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
    void this.look();
  }

  /** Asks for what is due and has not been done; resolves when it is done, or has failed and was told. */
  look(): Promise<void> {
    this.#running ??= this.#look().finally(() => {
      this.#running = null;
    });
    this.#watch();
    return this.#running;
  }

  cosign(note: string): Promise<LogAnswers['cosign']> {
    return this.#ask({ kind: 'cosign', nowMs: this.#deps.clock.nowMs(), note });
  }

  isUnpublished(nowMs: number): boolean {
    // Before this start nobody was there to publish.
    return nowMs - Math.max(this.#published?.periodAtMs ?? 0, this.#startedAtMs) > this.#lateMs;
  }

  /** Nothing was published for long, or rows wait as long: more come in than a publication holds. */
  isLate(nowMs: number): boolean {
    const waitingSinceMs = this.#published?.waitingSinceMs ?? null;
    if (this.isUnpublished(nowMs)) return true;
    return waitingSinceMs !== null && nowMs - Math.max(waitingSinceMs, this.#startedAtMs) > this.#lateMs;
  }

  get #lateMs(): number {
    return this.#deps.setting.cadenceMs * (LOG_LIMITS.periodsLateMax + LOG_LIMITS.holdShare);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#running;
    const thread = this.#thread;
    this.#thread = null;
    if (thread === null) return;
    const ended = once(thread, 'exit');
    thread.postMessage('close');
    await ended;
  }

  async #look(): Promise<void> {
    const nowMs = this.#deps.clock.nowMs();
    const due = this.#dueAt(nowMs);
    if (this.#isClosed || due === this.#doneFor) return;
    if (this.#failedAtMs !== null && nowMs - this.#failedAtMs < AGAIN_MS) return;
    try {
      this.#published = await this.#ask({ kind: 'run', nowMs });
      this.#doneFor = due;
      this.#failedAtMs = null;
    } catch (error) {
      this.#failedAtMs = nowMs;
      this.#deps.onError(error as Error);
    }
    this.#watch();
  }

  /** Names the step that this instant asks for: taking up, then showing. */
  #dueAt(nowMs: number): string {
    const { cadenceMs } = this.#deps.setting;
    const periodAtMs = Math.floor(nowMs / cadenceMs) * cadenceMs;
    return `${periodAtMs} ${nowMs < periodAtMs + cadenceMs * LOG_LIMITS.holdShare ? 'take up' : 'show'}`;
  }

  // HAZARD H-458: a log that stopped looks like one that has nothing to say.
  #watch(): void {
    this.#deps.onTrouble(this.isLate(this.#deps.clock.nowMs()));
  }

  #ask<K extends LogTask['kind']>(task: LogTask & { readonly kind: K }): Promise<LogAnswers[K]> {
    if (this.#isClosed) return Promise.reject(new LogThreadError('the log was closed'));
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve as (answer: never) => void, reject });
      this.#startedThread().postMessage({ number, task });
    });
  }

  #startedThread(): Worker {
    if (this.#thread !== null) return this.#thread;
    const { appUrl, setting } = this.#deps;
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: { appUrl, ...setting } });
    thread.on('message', (answered: LogAnswered) => this.#answered(answered));
    thread.on('error', (error) => this.#ended(thread, error.name));
    thread.on('exit', () => this.#ended(thread, 'it ended'));
    this.#thread = thread;
    return thread;
  }

  #answered(answered: LogAnswered): void {
    const waiting = this.#waiting.get(answered.number);
    this.#waiting.delete(answered.number);
    if ('failed' in answered) waiting?.reject(new LogThreadError(answered.failed));
    // The thread answers each kind of task with that kind's answer (tasks.ts): no type tells it across the thread.
    else waiting?.resolve(answered.answer as never);
  }

  #ended(thread: Worker, why: string): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    for (const { reject } of this.#waiting.values()) reject(new LogThreadError(why));
    this.#waiting.clear();
  }
}
