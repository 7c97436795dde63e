/** A client of the live stream, as a page is one: cookie, origin, resume; every frame kept and checked by the contract. */
import { WebSocket } from 'ws';
import { type ServerFrame, serverFrameSchema } from '../../src/disclosure/contract.ts';

export class LiveClient {
  readonly frames: ServerFrame[] = [];
  readonly #socket: WebSocket;
  #changed: () => void = () => undefined;
  closedCode: number | null = null;

  constructor(port: number, cookie: string, lastSeq: number | null = null) {
    const origin = `http://127.0.0.1:${port}`;
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers: { cookie, origin } });
    this.#socket.on('open', () => this.send({ type: 'resume', lastSeq }));
    this.#socket.on('message', (data) => {
      this.frames.push(serverFrameSchema.parse(JSON.parse(String(data))));
      this.#changed();
    });
    this.#socket.on('close', (code) => {
      this.closedCode = code;
      this.#changed();
    });
    this.#socket.on('error', () => this.#changed());
  }

  send(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  displayed(warningId: string): void {
    this.send({ type: 'displayed', warningId });
  }

  /** The first frame so far, or to come, that `wanted` says yes to; rejects after the time. */
  async next<T extends ServerFrame>(wanted: (frame: ServerFrame) => frame is T, withinMs?: number): Promise<T>;
  async next(wanted: (frame: ServerFrame) => boolean, withinMs?: number): Promise<ServerFrame>;
  async next(wanted: (frame: ServerFrame) => boolean, withinMs = 20_000): Promise<ServerFrame> {
    const timeout = AbortSignal.timeout(withinMs);
    for (;;) {
      const found = this.frames.find(wanted);
      if (found !== undefined) return found;
      if (this.closedCode !== null) throw new Error(`the stream closed (${this.closedCode})`);
      if (timeout.aborted) {
        throw new Error(`no such frame; seen: ${this.frames.map((frame) => frame.type).join(' ')}`);
      }
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
        timeout.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  close(): void {
    this.#socket.close();
  }
}

export function isWarning(frame: ServerFrame): frame is Extract<ServerFrame, { type: 'warning' }> {
  return frame.type === 'warning';
}

export function isPicture(frame: ServerFrame): frame is Extract<ServerFrame, { type: 'picture' }> {
  return frame.type === 'picture';
}
