/**
 * A tracker's connection, over a real socket: it logs in, sends the oldest first, waits for each acknowledgement where its protocol
 * has them, keeps what was not taken, answers what it is told, and comes back after a while when the line is cut.
 */
import { connect, type Socket } from 'node:net';
import type { DeviceCommand } from '../../devices/service.ts';
import type { DeviceSide, DeviceSideSession } from '../../ingest/protocols/device-side.ts';
import { DEVICE_SIMULATION_LIMITS as LIMITS } from './limits.ts';
import type { TrackerFrame } from './tracker.ts';
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

export interface TrackerLink {
  push(frame: TrackerFrame): void;
  /** Down: the line is cut, and nothing leaves until it is up again. */
  setUp(isUp: boolean): void;
  readonly waiting: number;
  /** Returns when `signal` is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

const TAKEN: Attempt = { kind: 'answered', status: 200 };

export function openTrackerLink(deps: TrackerLinkDeps): TrackerLink {
  const queue: TrackerFrame[] = [];
  let isUp = true;
  let line: Line | null = null;
  let changed = Promise.withResolvers<void>();
  const nudge = () => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };

  /** Until the line is cut; whether anything was taken. */
  async function speak(on: Line, signal: AbortSignal): Promise<boolean> {
    let isTaken = false;
    on.write(on.session.hello());
    if (deps.side.acknowledges && !(await on.acknowledged())) return isTaken;
    while (!on.isCut && !signal.aborted) {
      const frame = queue[0];
      if (frame === undefined) {
        await Promise.race([changed.promise, on.cut]);
        continue;
      }
      const bytes = bytesOf(frame, on.session);
      if (bytes !== null) {
        on.write(bytes);
        if (deps.side.acknowledges && !(await on.acknowledged())) break;
        isTaken = true;
        deps.onAttempt(TAKEN);
      }
      // The queue may have dropped its oldest meanwhile.
      if (queue[0] === frame) queue.shift();
    }
    return isTaken;
  }

  return {
    push(frame) {
      queue.push(frame);
      if (queue.length > LIMITS.queueFrames) queue.shift();
      nudge();
    },
    setUp(up) {
      if (up === isUp) return;
      isUp = up;
      if (!up) line?.socket.destroy();
      nudge();
    },
    get waiting() {
      return queue.length;
    },
    async run(signal) {
      const stop = () => {
        line?.socket.destroy();
        nudge();
      };
      signal.addEventListener('abort', stop, { once: true });
      let retryMs: number = LIMITS.retryMsMin;
      while (!signal.aborted) {
        if (!isUp) {
          await changed.promise;
          continue;
        }
        const dialled = await dial(deps, signal);
        if (signal.aborted) {
          if (dialled instanceof Line) dialled.socket.destroy();
          return;
        }
        if (dialled instanceof Line) {
          line = dialled;
          const isTaken = await speak(dialled, signal);
          dialled.socket.destroy();
          await dialled.cut;
          line = null;
          if (isTaken) retryMs = LIMITS.retryMsMin;
        }
        if (signal.aborted) return;
        if (!isUp) continue;
        deps.onAttempt({ kind: 'failed', code: dialled instanceof Line ? 'ECONNRESET' : dialled });
        await deps.sleep(retryMs, signal).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
        retryMs = Math.min(LIMITS.retryMsMax, retryMs * 2);
      }
    },
  };
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
