/** One try to reach one address of one person with one warning: its words and states. */
export const CHANNELS = ['push', 'sms', 'call'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * queued, sent: on its way to the provider. accepted: the provider has it, nothing is known of the phone. delivered: the network says
 * that the phone has it. displayed: the phone says that it drew it. answered: somebody or something took the call. confirmed: a person
 * opened the notification, or pressed 1. unanswered, failed, dropped: it reached nobody.
 */
export const ATTEMPT_STATES = [
  'queued',
  'sent',
  'accepted',
  'delivered',
  'displayed',
  'answered',
  'confirmed',
  'unanswered',
  'failed',
  'dropped',
] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** Why an attempt failed. The last four are for good: the channel is of no use for this warning. */
export type FailReason =
  | 'timeout'
  | 'unreachable'
  | 'refused'
  | 'redirected'
  | 'bad-answer'
  | 'no-address'
  | 'no-provider'
  | 'gone'
  | 'not-taken';

export const FOR_GOOD: ReadonlySet<string> = new Set(['no-address', 'no-provider', 'gone', 'not-taken']);

export interface Attempt {
  readonly attemptId: string;
  readonly warningId: string;
  readonly recipientId: string;
  readonly channel: Channel;
  readonly subscriptionId: string | null;
  readonly step: number;
  readonly provider: string;
  readonly state: AttemptState;
  readonly tries: number;
  readonly reason: string | null;
  readonly queuedAtMs: number;
  readonly sentAtMs: number | null;
  readonly acceptedAtMs: number | null;
  readonly deliveredAtMs: number | null;
  readonly displayedAtMs: number | null;
  readonly answeredAtMs: number | null;
  readonly confirmedAtMs: number | null;
  readonly endedAtMs: number | null;
}
