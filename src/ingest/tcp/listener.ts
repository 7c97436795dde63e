/**
 * The door of one protocol over TCP: takes connections, keeps each to its limits, and lets none stand for ever.
 * HAZARD H-125: a tracker cannot prove who it is, so in production only a private network, or an allow list, may reach this door.
 * Fails toward refusing the connection; what is on its way is answered before the door closes.
 */
import type { Socket } from 'node:net';
import { LIMITS } from '../limits.ts';
import { type PipelineDeps, receive } from '../pipeline.ts';
import type { SocketProtocol } from '../protocols/types.ts';
import { DeviceConnection, type FrameOutcome } from './connection.ts';
import type { Sessions } from './sessions.ts';

export interface TcpDeps extends PipelineDeps {
  readonly sessions: Sessions;
  onContact(deviceId: string, isNew: boolean): void;
  onError(error: unknown): void;
  /** How a frame was answered, and milliseconds from its last byte to that. */
  onFrame(protocol: string, outcome: FrameOutcome, tookMs: number): void;
}

/** What a protocol's door is doing, for operators. */
export interface DoorState {
  readonly protocol: string;
  readonly connections: number;
  /** Null before the first frame. */
  readonly lastFrameAtMs: number | null;
  readonly frames: number;
  /** Frames not accepted, and pieces of no frame. */
  readonly refused: number;
}

export class TcpDoor {
  readonly protocol: SocketProtocol;
  readonly #deps: TcpDeps;
  readonly #connections = new Set<DeviceConnection>();
  readonly #review: ReturnType<typeof setInterval>;
  #lastFrameAtMs: number | null = null;
  #frames = 0;
  #refused = 0;

  constructor(protocol: SocketProtocol, deps: TcpDeps) {
    this.protocol = protocol;
    this.#deps = deps;
    this.#review = setInterval(() => this.review(), LIMITS.reviewEveryMs);
    this.#review.unref();
  }

  state(): DoorState {
    return {
      protocol: this.protocol.name,
      connections: this.#connections.size,
      lastFrameAtMs: this.#lastFrameAtMs,
      frames: this.#frames,
      refused: this.#refused,
    };
  }

  /** One connection, plain or out of TLS. */
  admit(socket: Socket): void {
    const { clock, quarantine, sessions, onContact, onError } = this.#deps;
    const connection = new DeviceConnection(socket, {
      ...{ clock, sessions, onContact, onError, protocol: this.protocol },
      receive: (arrival) => receive(arrival, this.#deps),
      receiveOwn: (arrival) => receive(arrival, { ...this.#deps, pace: { take: () => true } }),
      keepGarbage: (bytes, rejection) =>
        quarantine.keepStranger(
          this.protocol.name,
          rejection,
          { transport: 'tcp', device: null, opening: null, bytes },
          clock.nowMs(),
        ),
      onFrame: (outcome, tookMs) => this.#count(outcome, tookMs),
      onClosed: (closed) => this.#connections.delete(closed),
    });
    this.#connections.add(connection);
  }

  /** Closes what has been silent or slow for too long. */
  review(): void {
    const nowMs = this.#deps.clock.nowMs();
    for (const connection of this.#connections) connection.review(nowMs);
  }

  /** Answers what is under way; connections that have not gone then are cut by whoever owns their sockets. */
  close(): void {
    clearInterval(this.#review);
    for (const connection of this.#connections) connection.close();
  }

  #count(outcome: FrameOutcome, tookMs: number): void {
    this.#frames += 1;
    this.#lastFrameAtMs = this.#deps.clock.nowMs();
    if (outcome !== 'accepted') this.#refused += 1;
    this.#deps.onFrame(this.protocol.name, outcome, tookMs);
  }
}
