/** What a device is asked, why, and what has come of it. */
import type { DeviceId } from '../../core/ids.ts';
import type { COMMAND_REASONS } from './contract.ts';

/** What a device can be asked to do; a protocol has words for some of it. */
export type DeviceCommand =
  | { readonly kind: 'report-now' }
  | { readonly kind: 'set-interval'; readonly intervalS: number }
  | { readonly kind: 'vibrate' }
  | { readonly kind: 'message'; readonly text: string };
export type DeviceCommandKind = DeviceCommand['kind'];

export interface CommandAnswer {
  /** Null where the device's answer does not name what it answers: it is then for the oldest command under way. */
  readonly command: DeviceCommandKind | null;
  /** Null where the device only says that it was heard. */
  readonly isDone: boolean | null;
}

export type CommandReason = (typeof COMMAND_REASONS)[number];

export type Why =
  /** The interval that the orders in force set. */
  | { readonly by: 'order' }
  /** The engine's wish; `position`: of the finding that asked, null when it was found standing. */
  | { readonly by: 'engine'; readonly position: number | null }
  /** By chance, so that being asked says little (docs/decisions/0023). */
  | { readonly by: 'chance' }
  /** A person's act; `actorId` null: the bearer of the admin token. `isToWearer`: they accepted that a wearer may guess why. */
  | {
      readonly by: 'officer';
      readonly actorId: string | null;
      readonly reason: CommandReason;
      readonly isToWearer: boolean;
    };

export const COMMAND_STATES = [
  /** Not sent yet: the device is not connected. */
  'waiting',
  /** Its bytes were handed to the device's connection, once or more. */
  'sent',
  /** The device said that it heard it. */
  'answered',
  /** Seen to work: reports come at the interval that was asked for. It stands until another takes its place. */
  'seen',
  'done',
  'failed',
  'expired',
  'superseded',
  /** There is no way to tell the device anything. */
  'no-channel',
] as const;
export type CommandState = (typeof COMMAND_STATES)[number];
export type CommandFailure = 'refused' | 'no-such-command';

export interface Command {
  readonly commandId: string;
  readonly deviceId: DeviceId;
  readonly ask: DeviceCommand;
  readonly why: Why;
  readonly createdAtMs: number;
  /** Null: until another takes its place. */
  readonly expiresAtMs: number | null;
  readonly state: CommandState;
  readonly failure: CommandFailure | null;
  readonly sends: number;
  readonly firstSentAtMs: number | null;
  readonly lastSentAtMs: number | null;
  /** When it is to be sent (again); null: not by time alone. */
  readonly nextTryAtMs: number | null;
  readonly answeredAtMs: number | null;
  readonly seenAtMs: number | null;
  /** Null: something can still come of it. */
  readonly endedAtMs: number | null;
}
