/**
 * Keeps one WebSocket to /api/live open: first frame `resume`, every frame parsed with the contract, silence watched, attempts
 * that wait ever longer by chance. Time, chance and the socket are passed in. Fails toward "no connection".
 */
import type { Clock } from '../../../src/core/clock.ts';
import { between, type Rng } from '../../../src/core/rng.ts';
import { type ClientFrame, serverFrameSchema } from '../../../src/disclosure/contract.ts';
import {
  FRAME_CHARS_MAX,
  NO_FRAME_MS_MAX,
  OPEN_MS_MAX,
  PROVE_AGAIN_MS,
  RETRY_MS_MAX,
  RETRY_MS_MIN,
  TICK_MS,
} from './limits.ts';
import { initialLiveState, type LiveEvent, type LiveState, reduceLive } from './live-state.ts';

/** What the client needs of a WebSocket. */
export interface LiveSocket {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(text: string): void;
  close(): void;
}

/** How this phone stands with the server; asking proves its key, where it has one. `unproven`: it is warned, and shown nothing. */
export type Standing = 'proven' | 'unproven' | 'signed-out' | 'not-known';

export interface LiveClientParts {
  readonly clock: Clock;
  readonly rng: Rng;
  open(): LiveSocket;
  /** Asked after an attempt failed, since a refused upgrade looks like a dead network from inside a page; and where the key was not proven. */
  standing(): Promise<Standing>;
  setTimer(work: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
}

export interface LiveClient {
  state(): LiveState;
  subscribe(listener: () => void): () => void;
  /** The warning was really on the screen; said again after a reconnection until it could be sent. */
  displayed(warningId: string): void;
  /** The person marked it as seen. */
  seen(warningId: string): void;
  /** Tries at once, e.g. when the network or the page comes back. */
  retryNow(): void;
  start(): void;
  stop(): void;
}

/** Wait before attempt `attempt` (0 the first), milliseconds: doubling, times 0.5 to 1.5. */
export function retryDelayMs(attempt: number, rng: Rng): number {
  return Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** Math.min(attempt, 10)) * between(rng, 0.5, 1.5);
}

export function createLiveClient(parts: LiveClientParts): LiveClient {
  let state = initialLiveState(parts.clock.nowMs());
  let socket: LiveSocket | null = null;
  let opened = false;
  let attempt = 0;
  let attemptedAtMs = 0;
  let retryTimer: number | null = null;
  let tickTimer: number | null = null;
  let resumeFrom: number | null = null;
  const listeners = new Set<() => void>();
  const unsentDisplayed = new Set<string>();

  function apply(event: LiveEvent): void {
    const next = reduceLive(state, event);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function send(frame: ClientFrame): void {
    if (socket !== null && opened) socket.send(JSON.stringify(frame));
  }

  function drop(): void {
    if (socket === null) return;
    const old = socket;
    socket = null;
    opened = false;
    old.onopen = null;
    old.onmessage = null;
    old.onclose = null;
    old.close();
  }

  function scheduleRetry(): void {
    if (retryTimer !== null || tickTimer === null) return;
    retryTimer = parts.setTimer(connect, retryDelayMs(attempt, parts.rng));
    attempt += 1;
  }

  function fail(): void {
    drop();
    apply({ kind: 'closed', nowMs: parts.clock.nowMs() });
    parts.standing().then(
      (standing) => (standing === 'signed-out' ? apply({ kind: 'signed-out' }) : scheduleRetry()),
      () => scheduleRetry(),
    );
  }

  const onGone = () => apply({ kind: 'key-gone' });
  const prover = createProver(parts, { opened: () => socket, onProven: connect, onGone });

  function receive(data: unknown): void {
    const nowMs = parts.clock.nowMs();
    const frame = parseFrame(data);
    if (frame === null) {
      // The place in the stream is no longer trusted: ask for a whole new picture, and not in a hurry.
      resumeFrom = null;
      attempt = Math.max(attempt, 3);
      drop();
      apply({ kind: 'bad-frame', nowMs });
      scheduleRetry();
      return;
    }
    resumeFrom = frame.seq;
    if (frame.type === 'picture') attempt = 0;
    if (frame.type === 'heartbeat') attempt = 0;
    apply({ kind: 'frame', frame, nowMs });
    if (frame.type === 'hello' && !frame.proven) prover.look();
  }

  function connect(): void {
    retryTimer = null;
    drop();
    attemptedAtMs = parts.clock.nowMs();
    const mine = parts.open();
    socket = mine;
    mine.onopen = () => {
      opened = true;
      send({ type: 'resume', lastSeq: resumeFrom });
      for (const warningId of unsentDisplayed) send({ type: 'displayed', warningId });
      unsentDisplayed.clear();
    };
    mine.onmessage = (event) => receive(event.data);
    mine.onclose = () => fail();
  }

  function tick(): void {
    tickTimer = parts.setTimer(tick, TICK_MS);
    const nowMs = parts.clock.nowMs();
    const wasLive = state.connection.kind === 'live';
    apply({ kind: 'tick', nowMs });
    const wentSilent = wasLive && state.connection.kind !== 'live';
    const neverOpened = socket !== null && !opened && nowMs - attemptedAtMs > OPEN_MS_MAX;
    const neverSpoke = socket !== null && opened && nowMs - attemptedAtMs > NO_FRAME_MS_MAX && !wasLive;
    if (wentSilent || neverOpened || neverSpoke) fail();
    else if (state.connection.kind === 'live' && state.key !== 'proven') prover.look();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    displayed(warningId) {
      if (socket !== null && opened) send({ type: 'displayed', warningId });
      else unsentDisplayed.add(warningId);
    },
    seen: (warningId) => apply({ kind: 'seen', warningId }),
    retryNow() {
      prover.hurry();
      tickNow();
      if (tickTimer === null || state.connection.kind === 'live' || state.connection.kind === 'signed-out') return;
      if (retryTimer !== null) parts.clearTimer(retryTimer);
      attempt = 0;
      connect();
    },
    start() {
      if (tickTimer !== null) return;
      connect();
      tickTimer = parts.setTimer(tick, TICK_MS);
    },
    stop() {
      if (tickTimer !== null) parts.clearTimer(tickTimer);
      if (retryTimer !== null) parts.clearTimer(retryTimer);
      tickTimer = null;
      retryTimer = null;
      drop();
    },
  };

  function tickNow(): void {
    if (tickTimer === null) return;
    parts.clearTimer(tickTimer);
    tick();
  }
}

/** Null when it is not a frame of the contract. */
function parseFrame(data: unknown) {
  if (typeof data !== 'string' || data.length > FRAME_CHARS_MAX) return null;
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const parsed = serverFrameSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

interface Proving {
  /** The socket that is open, to tell whether it is still the same when the answer comes; null: none. */
  opened(): LiveSocket | null;
  onProven(): void;
  onGone(): void;
}

// HAZARD H-551: a phone whose key is gone hears of no warning; one whose proof was only over goes on without a picture
/** Proves the key of a phone whose stream came without: the stream goes on meanwhile, with warnings alone. Asks at most once a minute, sooner after no answer. */
function createProver(parts: LiveClientParts, { opened, onProven, onGone }: Proving) {
  let dueAtMs = 0;
  const soon = () => {
    dueAtMs = parts.clock.nowMs() + RETRY_MS_MAX;
  };
  return {
    look(): void {
      const mine = opened();
      if (mine === null || parts.clock.nowMs() < dueAtMs) return;
      dueAtMs = parts.clock.nowMs() + PROVE_AGAIN_MS;
      parts.standing().then((standing) => {
        if (opened() !== mine) return;
        if (standing === 'proven') onProven();
        else if (standing === 'unproven') onGone();
        else if (standing === 'not-known') soon();
      }, soon);
    },
    /** At the next look, whenever it was asked last. */
    hurry(): void {
      dueAtMs = 0;
    },
  };
}
