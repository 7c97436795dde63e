/**
 * What every protocol decoder gives. Decoding is pure: no clock (the time of receipt is passed in), no I/O, never an
 * exception for any bytes. Unknown is null, never 0. A report without a position never repeats an old one as new.
 */
import type { CommandAnswer, DeviceCommand } from '../../devices/service.ts';
import type { DeviceEventKind, Source } from '../../proximity/types.ts';

export type { CommandAnswer, DeviceCommand, DeviceCommandKind } from '../../devices/service.ts';

export interface DecodedFix {
  readonly fixedAtMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** 68 % radius. */
  readonly accuracyM: number | null;
  readonly speedMps: number | null;
  readonly courseDeg: number | null;
  readonly altitudeM: number | null;
  readonly source: Source | null;
  /** The device's own word on whether the position is good; null when it has none. */
  readonly valid: boolean | null;
  readonly mock: boolean | null;
}

export interface DecodedEvent {
  readonly kind: DeviceEventKind;
  readonly atMs: number;
}

export interface CellTower {
  readonly mcc: number;
  readonly mnc: number;
  readonly lac: number;
  readonly cid: number;
  readonly rssiDbm: number | null;
}

export interface WifiPoint {
  readonly mac: string;
  readonly rssiDbm: number | null;
}

export interface DeviceStatus {
  readonly batteryPct: number | null;
  readonly charging: boolean | null;
  readonly satellites: number | null;
  readonly strap: 'closed' | 'open' | null;
  readonly cells: readonly CellTower[];
  readonly wifi: readonly WifiPoint[];
}

export const REJECTION_REASONS = [
  'unknown-device',
  'bad-secret',
  'malformed',
  'undecryptable',
  'impossible-value',
  'not-valid',
  'clock-error',
  'no-assignment',
  'no-legal-basis',
  'no-consent',
  'past-its-day',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** `detail` names the field, never its value: it may be a coordinate. */
export interface Rejection {
  readonly reason: RejectionReason;
  readonly detail: string;
}

/** One frame decoded. `device` is what the frame calls its device; null when it does not say. */
export interface Decoded {
  readonly device: string | null;
  readonly fixes: readonly DecodedFix[];
  readonly events: readonly DecodedEvent[];
  readonly status: DeviceStatus;
  /** What the device waits for, as bytes; empty when nothing. Sent only once what the frame says is committed. */
  readonly reply: Uint8Array;
  /** What the device understands as "not taken"; absent where the protocol has no word for it and silence must do. */
  readonly refusal?: Uint8Array;
  /** The device's word on a command that it was sent; absent when the frame is about none. */
  readonly answer?: CommandAnswer;
  readonly rejected: Rejection | null;
}

/** A request as an HTTP protocol sees it. Header names are in lower case. */
export interface HttpFrame {
  readonly method: string;
  /** Path and query as sent. */
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Bytes as they came, by whichever way; quarantine keeps them so. */
export type RawFrame =
  | { readonly transport: 'http'; readonly frame: HttpFrame }
  /**
   * `device`: whose connection it was, by an earlier frame of it; null when none said. `opening`: the connection's first frame, where
   * it is another and tells no position or event: its name and its zone hold for this one too.
   */
  | {
      readonly transport: 'tcp';
      readonly device: string | null;
      readonly opening: Uint8Array | null;
      readonly bytes: Uint8Array;
    }
  | { readonly transport: 'mqtt'; readonly topic: string; readonly payload: Uint8Array };

/** The HTTP status that a client of this protocol expects, and the body it reads. */
export interface HttpReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What stands at the beginning of a stream of bytes. */
export type Framing =
  /** The first `bytes` are one whole frame. */
  | { readonly kind: 'frame'; readonly bytes: number }
  /** A frame has begun, or nothing has: more is needed. */
  | { readonly kind: 'incomplete' }
  /** The first `bytes` belong to no frame: they are left out, and told. Never 0. */
  | { readonly kind: 'garbage'; readonly bytes: number };

/** A protocol over a TCP stream: an entry of the registry. */
export interface SocketProtocol {
  readonly name: string;
  readonly transport: 'tcp';
  /** The port that devices of this kind are set to by custom. */
  readonly defaultPort: number;
  /** No frame of the protocol is longer: a longer one is garbage, however it begins. */
  readonly frameBytesMax: number;
  /** Pure, and quick for any bytes: it is asked anew with every piece that arrives. */
  frame(bytes: Uint8Array): Framing;
  openSession(): SocketSession;
}

/** One connection of a device: what earlier frames said (who it is, which form it speaks) is kept for the later ones. */
export interface SocketSession {
  /**
   * One whole frame. Never throws. `device` of the answer is whom the frame is of, also where only an earlier one named it.
   * `receivedAtMs`: NaN when nobody knows it; a reply that must carry the present time is then empty.
   */
  decode(frame: Uint8Array, receivedAtMs: number): Decoded;
  /** The command as bytes, for the device of this session; null where the protocol has no such command. */
  encodeCommand(command: DeviceCommand): Uint8Array | null;
}

/** An entry of the registry (`registry.ts`). */
export interface HttpProtocol {
  readonly name: string;
  readonly transport: 'http';
  /**
   * Whether its sender tells an old position again with a report that has none of its own (`taken-fixes.ts`). Absent: no.
   */
  readonly repeatsPositions?: boolean;
  /** Whether this request is in this protocol's form; the registry asks in order and the first yes decodes. */
  matches(frame: HttpFrame): boolean;
  /** The credentials that the request carries: a high-entropy id or path token, and what the frame calls its device. */
  identify(frame: HttpFrame): Identity;
  /**
   * `receivedAtMs`: NaN when nobody knows it (`magpie decode`); a report that needs it is then rejected.
   * `payloadKey`: 32-byte key of an encrypted payload, null when the device has none.
   */
  decode(frame: HttpFrame, receivedAtMs: number, payloadKey: Uint8Array | null): Decoded;
  reply(outcome: Taken): HttpReply;
  /** The answer to a report that was taken, with messages for the phone; absent where the protocol has no place for them. */
  replyWith?(messages: readonly string[]): HttpReply;
}

/** `accepted`: stored or quarantined. Otherwise the device is unknown, its secret is bad, or nothing was committed. */
export type Taken = 'accepted' | 'unknown-device' | 'missing-id' | 'not-committed';

export interface Identity {
  /** High-entropy id, path token, or password: looked up by its hash. */
  readonly token: string | null;
  /** The device's own name in the protocol, where it has one. */
  readonly externalId: string | null;
}
