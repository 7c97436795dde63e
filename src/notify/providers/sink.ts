/** Where messages to made-up people end, and no others: kept in memory, shown on this machine. */
import type { Clock } from '../../core/clock.ts';
import { NOTIFY_LIMITS } from '../limits.ts';
import type { PhoneMessage, PhoneProvider } from './provider.ts';

/** No telephone number: whose it is, is enough. */
export interface SunkMessage {
  readonly attemptId: string;
  readonly channel: 'sms' | 'call';
  readonly recipientId: string;
  readonly exercise: boolean;
  readonly language: string;
  readonly text: string;
  readonly atMs: number;
  /** How often the same message came. */
  readonly times: number;
}

export class Sink implements PhoneProvider {
  readonly name = 'sink';
  readonly isReal = false;
  readonly #clock: Clock;
  readonly #messages = new Map<string, SunkMessage>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async send(message: PhoneMessage): Promise<{ kind: 'accepted'; ref: string }> {
    const { attemptId, channel, recipientId, exercise, language, text } = message;
    const before = this.#messages.get(attemptId);
    const atMs = before?.atMs ?? this.#clock.nowMs();
    this.#messages.set(attemptId, {
      ...{ attemptId, channel, recipientId, exercise, language, text, atMs },
      times: (before?.times ?? 0) + 1,
    });
    if (this.#messages.size > NOTIFY_LIMITS.sinkMessages) {
      const oldest = this.#messages.keys().next();
      if (!oldest.done) this.#messages.delete(oldest.value);
    }
    return { kind: 'accepted', ref: attemptId };
  }

  /** Newest first. */
  messages(): SunkMessage[] {
    return [...this.#messages.values()].reverse();
  }

  async close(): Promise<void> {
    this.#messages.clear();
  }
}
