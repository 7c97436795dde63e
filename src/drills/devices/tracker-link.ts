/**
 * A tracker's connection, over a real socket: it logs in, sends the oldest first, waits for each acknowledgement where its protocol
 * has them, keeps what was not taken, answers what it is told, and comes back after a while when the line is cut.
 */
import { connect, type Socket } from 'node:net';
import type { DeviceSide, DeviceSideSession } from '../../ingest/protocols/device-side.ts';
import { DEVICE_SIMULATION_LIMITS as LIMITS } from './limits.ts';
import type { DeviceCommand, TrackerFrame } from './tracker.ts';
import type { Attempt, Sleep } from './uplink.ts';

export interface TrackerLinkDeps {
  readonly host: string;
  readonly port: number;
  readonly side: DeviceSide;
  /** What the device calls itself. */
  readonly name: string;
  readonly sleep: Sleep;
  /** After its answer was sent. */
  onCommand(command: DeviceCommand): void;
  onAttempt(attempt: Attempt): void;
}

const TAKEN: Attempt = { kind: 'answered', status: 200 };

export class TrackerLink {
  readonly #deps: TrackerLinkDeps;
  readonly #queue: TrackerFrame[] = [];
  #isUp = true;
  #line: Line | null = null;
  #changed = Promise.withResolvers<void>();

  constructor(deps: TrackerLinkDeps) {
    this.#deps = deps;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  push(frame: TrackerFrame): void {
    this.#queue.push(frame);
    if (this.#queue.length > LIMITS.queueFrames) this.#queue.shift();
    this.#nudge();
  }

  /** Down: the line is cut, and nothing leaves until it is up again. */
  setUp(isUp: boolean): void {
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    if (!isUp) this.#line?.socket.destroy();
    this.#nudge();
  }

  /** Returns when `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const stop = () => {
      this.#line?.socket.destroy();
      this.#nudge();
    };
    signal.addEventListener('abort', stop, { once: true });
    let retryMs: number = LIMITS.retryMsMin;
    while (!signal.aborted) {
      if (!this.#isUp) {
        await this.#changed.promise;
        continue;
      }
      const { isTaken, failure } = await this.#speakOnce(signal);
      if (isTaken) retryMs = LIMITS.retryMsMin;
      if (signal.aborted || !this.#isUp) continue;
      this.#deps.onAttempt({ kind: 'failed', code: failure });
      await this.#deps.sleep(retryMs, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      retryMs = Math.min(LIMITS.retryMsMax, retryMs * 2);
    }
  }

  /** One connection, from its beginning to its end: whether anything was taken, and how it ended. */
  async #speakOnce(signal: AbortSignal): Promise<{ isTaken: boolean; failure: string }> {
    const dialled = await dial(this.#deps, signal);
    if (typeof dialled === 'string') return { isTaken: false, failure: dialled };
    this.#line = dialled;
    const isTaken = signal.aborted ? false : await this.#speak(dialled, signal);
    dialled.socket.destroy();
    await dialled.cut;
    this.#line = null;
    return { isTaken, failure: 'ECONNRESET' };
  }

  async #speak(line: Line, signal: AbortSignal): Promise<boolean> {
    const { side, onAttempt } = this.#deps;
    let isTaken = false;
    line.write(line.session.hello());
    if (side.acknowledges && !(await line.acknowledged())) return isTaken;
    while (!line.isCut && !signal.aborted) {
      const frame = this.#queue[0];
      if (frame === undefined) {
        await Promise.race([this.#changed.promise, line.cut]);
        continue;
      }
      const bytes = bytesOf(frame, line.session);
      if (bytes !== null) {
        line.write(bytes);
        if (side.acknowledges && !(await line.acknowledged())) break;
        isTaken = true;
        onAttempt(TAKEN);
      }
      // The queue may have dropped its oldest meanwhile.
      if (this.#queue[0] === frame) this.#queue.shift();
    }
    return isTaken;
  }

  #nudge(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

/** Null: the protocol has no such frame. */
function bytesOf(frame: TrackerFrame, session: DeviceSideSession): Uint8Array | null {
  return frame.kind === 'report' ? session.report(frame.report) : session.heartbeat(frame, frame.atMs);
}

/** The system's code when it cannot. */
function dial(deps: TrackerLinkDeps, signal: AbortSignal): Promise<Line | string> {
  return new Promise((resolve) => {
    const socket = connect({ host: deps.host, port: deps.port });
    const failed = (error: NodeJS.ErrnoException) => resolve(error.code ?? 'ERROR');
    socket.once('error', failed);
    const abort = () => socket.destroy(Object.assign(new Error('stopped'), { code: 'ABORTED' }));
    signal.addEventListener('abort', abort, { once: true });
    socket.once('connect', () => {
      socket.off('error', failed);
      signal.removeEventListener('abort', abort);
      resolve(new Line(socket, deps));
    });
  });
}

/** One connection: what the server sends is heard in order. */
class Line {
  readonly socket: Socket;
  readonly session: DeviceSideSession;
  /** Resolves when the connection is over. */
  readonly cut: Promise<void>;
  #waiting: Buffer = Buffer.alloc(0);
  #acknowledgements = 0;
  #heard = Promise.withResolvers<void>();
  readonly #deps: TrackerLinkDeps;

  constructor(socket: Socket, deps: TrackerLinkDeps) {
    this.socket = socket;
    this.#deps = deps;
    this.session = deps.side.open(deps.name);
    this.cut = new Promise((resolve) => socket.once('close', () => resolve()));
    // What goes wrong closes it.
    socket.on('error', () => undefined);
    socket.on('timeout', () => socket.destroy());
    socket.on('close', () => this.#heard.resolve());
    socket.on('data', (data: Buffer) => this.#hear(data));
  }

  get isCut(): boolean {
    return this.socket.destroyed;
  }

  write(bytes: Uint8Array): void {
    if (bytes.length > 0 && this.socket.writable) this.socket.write(bytes);
  }

  /** Whether the next acknowledgement came before the line was cut. A server that is silent too long is given up. */
  async acknowledged(): Promise<boolean> {
    this.socket.setTimeout(LIMITS.requestMs);
    while (this.#acknowledgements === 0 && !this.isCut) {
      await this.#heard.promise;
      this.#heard = Promise.withResolvers<void>();
    }
    this.socket.setTimeout(0);
    if (this.#acknowledgements === 0) return false;
    this.#acknowledgements -= 1;
    return true;
  }

  #hear(data: Buffer): void {
    this.#waiting = Buffer.concat([this.#waiting, data]);
    for (let next = this.session.hear(this.#waiting); next !== null; next = this.session.hear(this.#waiting)) {
      this.#waiting = this.#waiting.subarray(next.bytes);
      const { heard } = next;
      if (heard.kind === 'acknowledgement') {
        this.#acknowledgements += 1;
        this.#heard.resolve();
      } else if (heard.kind === 'command') {
        this.write(heard.answer);
        this.#deps.onCommand(heard.command);
      }
    }
    if (this.#waiting.length > LIMITS.replyBytes) this.socket.destroy();
  }
}
