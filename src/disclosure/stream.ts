/**
 * One open connection: its frames out, its client's frames in, how it is doing. What goes into a frame is not decided here.
 * Fails toward closing: a client that floods, babbles, stays silent or cannot keep up is cut, and knows from the silence.
 */
import type { PairId, WarningId } from '../core/ids.ts';
import { clientFrameSchema, type ServerFrame } from './contract.ts';
import type { LiveViewer } from './deps.ts';
import { LIMITS } from './limits.ts';
import type { ViewerMemory } from './resume.ts';
import type { Slot } from './slot.ts';
import { CLOSE, type LiveSocket } from './socket.ts';

export interface StreamEvents {
  resume(stream: Stream, lastSeq: number | null): void;
  displayed(stream: Stream, warningId: WarningId): void;
  closed(stream: Stream): void;
  nowMs(): number;
}

export class Stream {
  readonly viewer: LiveViewer;
  readonly memory: ViewerMemory;
  readonly socket: LiveSocket;
  readonly openedAtMs: number;
  readonly slots = new Map<PairId, Slot>();
  /** Slots whose picture is refused because a part failed, or access that could not decide; while there is one, the viewer is told. */
  readonly #refused = new Set<Slot | 'access'>();
  /** Since when there is one; null: there is none. */
  refusedSinceMs: number | null = null;
  /** Slots that wait for the network; only their latest picture will be drawn. */
  readonly waiting = new Set<Slot>();
  /** The client has sent its first frame. */
  ready = false;
  closed = false;
  congestedSinceMs: number | null = null;
  /** Warnings that were sent here. What another stream of the same person was sent says nothing of this one. */
  readonly warned = new Set<WarningId>();
  /** Warnings written down could not be read: tried again. */
  owedWarnings = false;
  lastHeardMs: number;
  readonly #events: StreamEvents;
  #minuteFromMs: number;
  #framesInMinute = 0;

  constructor(viewer: LiveViewer, memory: ViewerMemory, socket: LiveSocket, events: StreamEvents) {
    this.viewer = viewer;
    this.memory = memory;
    this.socket = socket;
    this.#events = events;
    this.openedAtMs = events.nowMs();
    this.lastHeardMs = this.openedAtMs;
    this.#minuteFromMs = this.openedAtMs;
    socket.on('message', (data) => this.#heard(data));
    socket.on('pong', () => {
      this.lastHeardMs = events.nowMs();
    });
    socket.on('close', () => this.#gone());
    // An error is always followed by `close`.
    socket.on('error', () => this.#gone());
  }

  /** `rest`: the frame's own members as JSON, each with a comma before it. The frame's sequence number. */
  send(type: ServerFrame['type'], rest: string, nowMs: number): number {
    const seq = this.memory.nextSeq();
    this.socket.send(`{"type":"${type}","seq":${seq},"serverTimeMs":${nowMs}${rest}}`);
    return seq;
  }

  isRefused(what: Slot | 'access'): boolean {
    return this.#refused.has(what);
  }

  /** Whether that is news: the first that is refused, or the last no longer. */
  setRefused(what: Slot | 'access', refused: boolean, nowMs: number): boolean {
    if (refused) this.#refused.add(what);
    else this.#refused.delete(what);
    const isAny = this.#refused.size > 0;
    if (isAny === (this.refusedSinceMs !== null)) return false;
    this.refusedSinceMs = isAny ? nowMs : null;
    return true;
  }

  close(code: number, reason: string): void {
    if (this.closed) return;
    this.socket.close(code, reason);
    this.#gone();
  }

  /** For a client that no longer answers: a closing handshake would wait for it. */
  cut(): void {
    if (this.closed) return;
    this.socket.terminate();
    this.#gone();
  }

  #gone(): void {
    if (this.closed) return;
    this.closed = true;
    this.#events.closed(this);
  }

  #heard(data: { toString(): string }): void {
    if (this.closed) return;
    const nowMs = this.#events.nowMs();
    this.lastHeardMs = nowMs;
    if (nowMs - this.#minuteFromMs >= 60_000) {
      this.#minuteFromMs = nowMs;
      this.#framesInMinute = 0;
    }
    this.#framesInMinute += 1;
    const frame = parse(data.toString());
    if (this.#framesInMinute > LIMITS.clientFramesPerMinuteMax) this.close(CLOSE.tooMany, 'too many frames');
    else if (frame === null) this.close(CLOSE.badFrame, 'not a frame of this stream');
    else if (frame.type === 'resume' && !this.ready) this.#events.resume(this, frame.lastSeq);
    else if (frame.type === 'displayed' && this.ready) this.#events.displayed(this, frame.warningId as WarningId);
  }
}

function parse(text: string) {
  if (text.length > LIMITS.clientFrameBytesMax) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const parsed = clientFrameSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
