/**
 * The thread for what would hold the event loop: one task after the other, each within a time. Fails toward refusing: a task that
 * takes too long, or a thread that ends, is an error to whoever asked, and the next task gets a new thread.
 */
import { Worker } from 'node:worker_threads';
import type { ConfirmationContent } from '../confirmation-pdf/content.ts';
import { DOCUMENT_LIMITS } from '../limits.ts';
import type { OrderPdfContent } from '../order-pdf/content.ts';
import type { Answered, Answers, Asked, Task } from './tasks.ts';

/** By name only: what it says may quote a document. */
export class DocumentWorkError extends Error {
  override readonly name = 'DocumentWorkError';
}

interface Waiting {
  readonly task: Task;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

export class DocumentWorker {
  readonly #workMs: number;
  readonly #waiting: Waiting[] = [];
  #thread: Worker | null = null;
  #current: { readonly number: number; readonly waiting: Waiting; readonly timer: NodeJS.Timeout } | null = null;
  #number = 0;
  #isClosed = false;

  constructor(workMs: number = DOCUMENT_LIMITS.workMs) {
    this.#workMs = workMs;
  }

  check(bytes: Uint8Array): Promise<Answers['check']> {
    return this.#ask({ kind: 'check', bytes });
  }

  renderOrderPdf(content: OrderPdfContent): Promise<Answers['order-pdf']> {
    return this.#ask({ kind: 'order-pdf', content });
  }

  renderConfirmationPdf(content: ConfirmationContent): Promise<Answers['confirmation-pdf']> {
    return this.#ask({ kind: 'confirmation-pdf', content });
  }

  /** What still waits fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const waiting = [...this.#waiting.splice(0), ...(this.#current === null ? [] : [this.#current.waiting])];
    if (this.#current !== null) clearTimeout(this.#current.timer);
    this.#current = null;
    for (const { reject } of waiting) reject(new DocumentWorkError('the worker was closed'));
    await this.#thread?.terminate();
    this.#thread = null;
  }

  #ask<K extends Task['kind']>(task: Task & { readonly kind: K }): Promise<Answers[K]> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new DocumentWorkError('the worker was closed'));
      if (this.#waiting.length >= DOCUMENT_LIMITS.waiting) return reject(new DocumentWorkError('too much waits'));
      this.#waiting.push({ task, resolve: resolve as Waiting['resolve'], reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current !== null) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) {
      // An idle thread does not keep the process alive.
      this.#thread?.unref();
      return;
    }
    this.#number += 1;
    const timer = setTimeout(() => this.#giveUp('it took too long'), this.#workMs);
    this.#current = { number: this.#number, waiting, timer };
    const thread = this.#startedThread();
    thread.ref();
    thread.postMessage({ number: this.#number, task: waiting.task } satisfies Asked);
  }

  #startedThread(): Worker {
    if (this.#thread !== null) return this.#thread;
    // What the thread may use at most: a document that asks for more ends the thread, not the server.
    const thread = new Worker(new URL('./thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
    thread.on('message', (answered: Answered) => this.#answered(answered));
    thread.on('error', (error) => this.#ended(thread, error.name));
    thread.on('exit', () => this.#ended(thread, 'it ended'));
    this.#thread = thread;
    return thread;
  }

  #answered(answered: Answered): void {
    const current = this.#current;
    if (current === null || current.number !== answered.number) return;
    clearTimeout(current.timer);
    this.#current = null;
    if ('failed' in answered) current.waiting.reject(new DocumentWorkError(answered.failed));
    // The thread answers each kind of task with that kind's answer (tasks.ts): no type tells it across the thread.
    else current.waiting.resolve(answered.answer as never);
    this.#next();
  }

  #ended(thread: Worker, why: string): void {
    if (this.#thread !== thread) return;
    this.#giveUp(why);
  }

  #giveUp(why: string): void {
    const thread = this.#thread;
    const current = this.#current;
    this.#thread = null;
    this.#current = null;
    void thread?.terminate();
    if (current !== null) {
      clearTimeout(current.timer);
      current.waiting.reject(new DocumentWorkError(why));
    }
    this.#next();
  }
}
