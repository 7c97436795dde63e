/** What every provider is: something that takes one message for one address, and says honestly what it did with it. */
import type { FailReason } from '../attempt.ts';

/** Where a push message goes, and with which keys it is encrypted for the browser alone. */
export interface PushAddress {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

interface Message {
  /** The idempotency key: the same message again has the same one. */
  readonly attemptId: string;
  /** For a made-up person: no real SMS or voice provider ever gets it. */
  readonly exercise: boolean;
}

export interface PushMessage extends Message {
  readonly channel: 'push';
  readonly to: PushAddress;
  readonly payload: string;
  /** An undelivered older message of the same topic is replaced. At most 32 characters of base64url. */
  readonly topic: string;
}

export interface PhoneMessage extends Message {
  readonly channel: 'sms' | 'call';
  readonly recipientId: string;
  /** `+` and the country's code, or digits alone as they are dialled at home: `dialled`. */
  readonly to: string;
  readonly text: string;
  readonly language: string;
  /** Where the provider says what became of it; null: nobody can reach this server from there. */
  readonly callbackUrl: string | null;
}

/**
 * `failed`: another try may help; `refused`: it would not. `ref`: the provider's own name for it. `ofOne`: it may be about this message
 * alone, and says nothing of the provider.
 */
export type Sent =
  | { readonly kind: 'accepted'; readonly ref: string | null }
  | { readonly kind: 'failed'; readonly reason: FailReason; readonly afterMs?: number; readonly ofOne?: true }
  | { readonly kind: 'refused'; readonly reason: FailReason };

export interface PushProvider {
  /** The push service's name, if messages may go there; null: they may not. */
  serviceOf(endpoint: string): string | null;
  /** Of the key that browsers subscribe with. */
  readonly publicKey: string;
  send(message: PushMessage, signal: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}

export interface PhoneProvider {
  readonly name: string;
  /** False: it reaches nobody, and is for trying. */
  readonly isReal: boolean;
  send(message: PhoneMessage, signal: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}
