/**
 * One device's connection: frames are decoded in order, go down the pipeline several at a time, and are answered in order, each
 * only after its commit. Reading pauses while enough is under way, so that a flood fills the sender's buffers and not ours.
 * Fails toward closing: what was not answered comes again on the next connection.
 */
import type { Socket } from 'node:net';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../limits.ts';
import type { Arrival, Received } from '../pipeline.ts';
import { emptyDecoded } from '../protocols/decoded.ts';
import type { Decoded, DeviceCommand, Rejection, SocketProtocol, SocketSession } from '../protocols/types.ts';
import { FrameCutter, type Piece } from './frame-cutter.ts';
import type { Sessions, Speaker } from './sessions.ts';

export interface ConnectionDeps {
  readonly clock: Clock;
  readonly protocol: SocketProtocol;
  readonly sessions: Sessions;
  /** The pipeline's way of one frame. */
  receive(arrival: Arrival): Promise<Received>;
  /** The same for what we say of the device ourselves: no pace holds it back. */
  receiveOwn(arrival: Arrival): Promise<Received>;
  /** Bytes of no frame, from nobody that is known. */
  keepGarbage(bytes: Uint8Array, rejection: Rejection): Promise<void>;
  /** One frame was answered, or refused: how, and in how many milliseconds from its last byte. */
  onFrame(outcome: FrameOutcome, tookMs: number): void;
  /** A frame of the device is answered: it can be told something now. `isNew`: its first on this connection. */
  onContact(deviceId: string, isNew: boolean): void;
  onError(error: unknown): void;
  onClosed(connection: DeviceConnection): void;
}

export type FrameOutcome = Received['taken'] | 'garbage' | 'failed';

const NO_BYTES = new Uint8Array(0);
const NO_FRAME: Rejection = { reason: 'malformed', detail: 'no frame' };

export class DeviceConnection implements Speaker {
  readonly #socket: Socket;
  readonly #deps: ConnectionDeps;
  readonly #cutter: FrameCutter;
  readonly #session: SocketSession;
  readonly #waiting: Piece[] = [];
  #underWay = 0;
  /** Answers go out in the order of their frames. */
  #answered: Promise<void> = Promise.resolve();
  #deviceId: string | null = null;
  /** What the last frame called its device. */
  #deviceName: string | null = null;
  /** The first frame, where it tells only who speaks, and how. */
  #opening: Uint8Array | null = null;
  #garbagePieces = 0;
  #isClosing = false;
  /** A frame was not taken. */
  #isRefused = false;
  #closingMs = Number.NaN;
  #openedMs: number;
  #heardMs: number;
  #begunMs = Number.NaN;
  #hasFramed = false;

  constructor(socket: Socket, deps: ConnectionDeps) {
    this.#socket = socket;
    this.#deps = deps;
    this.#cutter = new FrameCutter(deps.protocol);
    this.#session = deps.protocol.openSession();
    this.#openedMs = deps.clock.nowMs();
    this.#heardMs = this.#openedMs;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => this.close());
    // What goes wrong with a socket closes it: 'close' follows, and says all there is.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#closed());
  }

  /** Closes it when it has been silent, or slow, for longer than a device would be. */
  review(nowMs: number): void {
    const isMute = !this.#hasFramed && nowMs - this.#openedMs > LIMITS.firstFrameMs;
    const isSlow = nowMs - this.#begunMs > LIMITS.frameMs;
    const isStuck = nowMs - this.#closingMs > LIMITS.closingMs;
    if (isMute || isSlow || isStuck || nowMs - this.#heardMs > LIMITS.idleMs) this.#socket.destroy();
  }

  send(command: DeviceCommand): boolean {
    const bytes = this.#session.encodeCommand(command);
    if (bytes === null) return false;
    this.#write(bytes);
    return true;
  }

  /** Answers what is under way, then closes. */
  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#closingMs = this.#deps.clock.nowMs();
    this.#waiting.length = 0;
    this.#answered.then(() => this.#socket.end(), this.#deps.onError);
  }

  destroy(): void {
    this.#isClosing = true;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    if (this.#isClosing) return;
    const nowMs = this.#deps.clock.nowMs();
    this.#heardMs = nowMs;
    const pieces = this.#guarded(() => this.#cutter.push(chunk));
    if (pieces === null) return;
    // HAZARD H-141: nobody knows who that is, and a watch's longest message times all connections is more than there is.
    const isUnknown = !this.#hasFramed && !pieces.some(({ kind }) => kind === 'frame');
    if (isUnknown && this.#cutter.heldBytes > LIMITS.firstFrameBytes) {
      this.destroy();
      return;
    }
    // HAZARD H-142: one byte a minute keeps a connection for ever. A frame that has begun has its time to end.
    if (!this.#cutter.isWaiting) this.#begunMs = Number.NaN;
    else if (pieces.length > 0 || Number.isNaN(this.#begunMs)) this.#begunMs = nowMs;
    this.#waiting.push(...pieces);
    this.#pump();
  }

  #pump(): void {
    while (this.#underWay < LIMITS.framesUnderWay && !this.#isClosing) {
      const piece = this.#waiting.shift();
      if (piece === undefined) break;
      if (piece.kind === 'frame') this.#start(piece.bytes);
      else this.#leaveOut(piece.bytes, piece.isHopeless);
    }
    if (this.#waiting.length > 0) this.#socket.pause();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }

  #start(bytes: Uint8Array): void {
    const { clock, sessions } = this.#deps;
    const nowMs = clock.nowMs();
    const isFirst = !this.#hasFramed;
    this.#hasFramed = true;
    const decoded = this.#guarded(() => this.#session.decode(bytes, nowMs));
    if (decoded === null) return;
    this.#deviceName = decoded.device;
    let contact: { deviceId: string; isNew: boolean } | null = null;
    const received = this.#receive(bytes, decoded).then((outcome) => {
      const { deviceId } = outcome;
      // A closed one has left its place, and must not take it again.
      if (deviceId !== null && !this.#socket.destroyed) {
        contact = { deviceId, isNew: this.#speaksFor(deviceId) };
        if (sessions.heard(deviceId, this, nowMs)) this.#tellConflict(decoded.device, nowMs);
      }
      return outcome.taken;
    });
    if (isFirst && decoded.fixes.length === 0 && decoded.events.length === 0 && bytes.length <= LIMITS.openingBytes) {
      this.#opening = Uint8Array.from(bytes);
    }
    this.#afterwards(received, nowMs, (taken) => {
      // HAZARD H-151: some answers name no frame. One that goes out after a frame that was not taken would be counted for that one.
      if (this.#isRefused) return;
      if (taken === 'accepted') {
        this.#write(decoded.reply);
        if (contact !== null) this.#deps.onContact(contact.deviceId, contact.isNew);
        return;
      }
      this.#isRefused = true;
      this.#write(decoded.refusal ?? NO_BYTES);
      // Unknown, or not committed: it comes again on a new connection, from its login on.
      this.close();
    });
  }

  /** HAZARD H-15: bytes of no frame are kept and counted; somebody who sends little else is no device. */
  #leaveOut(bytes: Uint8Array, isHopeless: boolean): void {
    this.#garbagePieces += 1;
    const decoded = emptyDecoded(this.#deviceName, NO_BYTES, NO_FRAME);
    const kept = this.#deviceName !== null ? this.#receive(bytes, decoded) : this.#deps.keepGarbage(bytes, NO_FRAME);
    this.#afterwards(
      kept.then(() => 'garbage' as const),
      this.#deps.clock.nowMs(),
      () => undefined,
    );
    if (isHopeless || this.#garbagePieces > LIMITS.garbagePieces) this.close();
  }

  #receive(bytes: Uint8Array, decoded: Decoded): Promise<Received> {
    return this.#deps.receive(this.#arrivalOf(bytes, decoded));
  }

  #arrivalOf(bytes: Uint8Array, decoded: Decoded): Arrival {
    return {
      protocol: this.#deps.protocol.name,
      raw: { transport: 'tcp', device: decoded.device, opening: this.#opening, bytes },
      identity: { token: null, externalId: decoded.device },
      decode: () => decoded,
    };
  }

  /** In the order of the frames, once each is done. */
  #afterwards(done: Promise<FrameOutcome>, sinceMs: number, answer: (outcome: FrameOutcome) => void): void {
    const { clock, onFrame, onError } = this.#deps;
    this.#underWay += 1;
    const settled = done.catch((error: unknown): FrameOutcome => {
      onError(error);
      this.destroy();
      return 'failed';
    });
    this.#answered = this.#answered.then(async () => {
      const outcome = await settled;
      onFrame(outcome, clock.nowMs() - sinceMs);
      if (outcome !== 'failed') this.#guarded(() => answer(outcome));
      this.#underWay -= 1;
      this.#pump();
    });
  }

  #write(bytes: Uint8Array): void {
    if (bytes.length === 0 || !this.#socket.writable) return;
    // HAZARD H-143: answers that nobody reads are not piled up.
    if (this.#socket.writableLength > LIMITS.unreadBytes) this.destroy();
    else this.#socket.write(bytes);
  }

  /** HAZARD H-15: no decoder throws, nor who is told of a contact; one that does ends its connection, and nobody else's. */
  #guarded<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      this.#deps.onError(error);
      this.destroy();
      return null;
    }
  }

  /** Whether that is new. */
  #speaksFor(deviceId: string): boolean {
    if (this.#deviceId === deviceId) return false;
    if (this.#deviceId !== null) this.#deps.sessions.left(this.#deviceId, this);
    this.#deviceId = deviceId;
    return true;
  }

  /** HAZARD H-140: both go on speaking under one name. The journal hears of it as of any event of the device. */
  #tellConflict(device: string | null, nowMs: number): void {
    const events = [{ kind: 'identity-conflict', atMs: nowMs }] as const;
    const told = this.#arrivalOf(NO_BYTES, { ...emptyDecoded(device, NO_BYTES, null), events });
    this.#deps.receiveOwn(told).catch(this.#deps.onError);
  }

  #closed(): void {
    this.#isClosing = true;
    this.#waiting.length = 0;
    if (this.#deviceId !== null) this.#deps.sessions.left(this.#deviceId, this);
    this.#deps.onClosed(this);
  }
}
