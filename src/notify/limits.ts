/** Limits of delivery. Times that somebody at risk waits for are short; times that a provider is given are bounded. */
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts';

export const NOTIFY_LIMITS = {
  /** A warning that nothing showed by then goes by SMS and call as well. */
  louderAfterMs: 20 * SECOND_MS,
  /** The same, where no phone is subscribed: only an open page could show it, and that shows it at once. */
  louderWithoutPushMs: 5 * SECOND_MS,
  /** Calls in all; a danger is worth more of them. */
  callsMax: { danger: 5, other: 3 },
  /** A call of which nothing is heard has ended by then. */
  callLastsMs: MINUTE_MS,
  /** Between the end of a call and the next one. */
  callGapMs: 15 * SECOND_MS,
  /** An SMS that the network could not deliver is sent again as another one, so often in all, */
  smsMax: 3,
  /** and this long after the one before. */
  smsGapMs: MINUTE_MS,
  /** So long after delivery began nothing new is begun: the officers have seen long since that nothing reached her. */
  giveUpAfterMs: 15 * MINUTE_MS,
  /** A failed attempt is sent again after this, twice as long each time, with jitter, up to the longest, for as long as its warning stands. */
  retryMs: 500,
  retryMsMax: 20 * SECOND_MS,
  /** A provider that asks for more time than this is asked again all the same: a danger does not wait for it. */
  retryAfterMsMax: 2 * MINUTE_MS,
  /** Of one request to a provider. */
  requestMs: { push: 5 * SECOND_MS, sms: 10 * SECOND_MS, call: 10 * SECOND_MS },
  /** Requests under way to one provider. */
  concurrency: { push: 32, sms: 8, call: 8 },
  /** Failures in a row that open a provider's circuit, and for how long; then one request tries whether it is well. */
  failuresToOpen: 5,
  openForMs: 10 * SECOND_MS,
  /** Warnings looked at in one transaction. */
  looks: 200,
  /** Without a signal. */
  pollMs: SECOND_MS,
  /** A push message that the phone did not fetch by then is no warning any more. */
  pushTtlS: 5 * 60,
  /** What a provider answers: more is not read. */
  answerBytesMax: 16 * 1024,
  /** Subscribed browsers of one person: the oldest goes. */
  phonesMax: 10,
  sinkMessages: 200,
  trialsPerMinute: 3,
  /** Of one message. */
  receiptsPerMinute: 30,
  callbacksPerMinute: 30,
  /** Calls of a person that a decision looks at. */
  callsKnownMs: DAY_MS,
} as const;

/** The part that tests and benches shorten. */
export type DeliveryLimits = Pick<
  Widened,
  | 'louderAfterMs'
  | 'louderWithoutPushMs'
  | 'callsMax'
  | 'callLastsMs'
  | 'callGapMs'
  | 'smsMax'
  | 'smsGapMs'
  | 'giveUpAfterMs'
  | 'retryMs'
  | 'retryMsMax'
  | 'retryAfterMsMax'
  | 'requestMs'
  | 'concurrency'
  | 'failuresToOpen'
  | 'openForMs'
  | 'looks'
  | 'pollMs'
>;

type Widened = { readonly [K in keyof typeof NOTIFY_LIMITS]: Wide<(typeof NOTIFY_LIMITS)[K]> };
type Wide<T> = T extends number ? number : { readonly [K in keyof T]: number };
