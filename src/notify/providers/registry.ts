/**
 * Which provider carries what. INVARIANT: a message for a made-up person never reaches a real SMS or voice provider; it goes to the sink, and
 * a real provider that is handed one refuses it as well.
 */
import type { Clock } from '../../core/clock.ts';
import type { PhoneMessage, PhoneProvider, PushProvider, Sent } from './provider.ts';
import { Sink } from './sink.ts';

export interface ProvidersDeps {
  readonly clock: Clock;
  readonly push: PushProvider;
  /** Null: none is set up. */
  readonly sms: PhoneProvider | null;
  readonly call: PhoneProvider | null;
}

export class Providers {
  readonly push: PushProvider;
  readonly sink: Sink;
  readonly #real: Readonly<Record<'sms' | 'call', PhoneProvider | null>>;

  constructor(deps: ProvidersDeps) {
    this.push = deps.push;
    this.sink = new Sink(deps.clock);
    this.#real = { sms: guarded(deps.sms), call: guarded(deps.call) };
  }

  /** Null: nobody carries it. */
  phone(channel: 'sms' | 'call', exercise: boolean): PhoneProvider | null {
    return exercise ? this.sink : this.#real[channel];
  }

  async close(): Promise<void> {
    await this.push.close();
    for (const provider of new Set([this.#real.sms, this.#real.call])) await provider?.close();
  }
}

// HAZARD H-161: a drill rings a stranger's telephone
function guarded(provider: PhoneProvider | null): PhoneProvider | null {
  if (provider === null || !provider.isReal) return provider;
  return {
    name: provider.name,
    isReal: true,
    async send(message: PhoneMessage, signal: AbortSignal): Promise<Sent> {
      return message.exercise ? { kind: 'refused', reason: 'not-taken' } : provider.send(message, signal);
    },
    close: () => provider.close(),
  };
}
