/**
 * What a page holds of the live stream, as a pure reducer. Fails toward "we do not know": silence, a frame that cannot be read
 * and a right that lapsed all take away, and nothing old is ever left looking live.
 */
import { unreachable } from '../../../src/core/assert.ts';
import type { Picture, ServerFrame } from '../../../src/disclosure/contract.ts';
import { NO_FRAME_MS_MAX, WARNINGS_MAX } from './limits.ts';

export type Connection =
  /** Never connected yet. */
  | { readonly kind: 'connecting'; readonly sinceMs: number }
  | { readonly kind: 'live' }
  /** `sinceMs`: server time of the last frame, when there was one; else when the page began to try. */
  | { readonly kind: 'no-connection'; readonly sinceMs: number }
  /** A frame came that the contract does not allow: page and server differ. */
  | { readonly kind: 'bad-frame'; readonly sinceMs: number }
  | { readonly kind: 'signed-out' };

export type Viewer = Extract<ServerFrame, { type: 'hello' }>['viewer'];
export type Warning = Omit<Extract<ServerFrame, { type: 'warning' }>, 'type' | 'seq'>;
export type IncidentFact = Omit<Extract<ServerFrame, { type: 'incident' }>, 'type' | 'seq' | 'serverTimeMs'>;
export type Statement = Extract<ServerFrame, { type: 'withdrawn' }>['statement'];
export type TroublePart = Extract<ServerFrame, { type: 'trouble' }>['part'];

/** A pair as the page may show it: its last picture, or that it was withdrawn. */
export type Shelf =
  /** `lapsed`: its validity ran out without a new one; nothing of it may be drawn or said any more. */
  | { readonly kind: 'picture'; readonly picture: Picture; readonly lapsed: boolean }
  | { readonly kind: 'withdrawn'; readonly pairId: string; readonly statement: Statement; readonly atMs: number };

export interface LiveState {
  readonly connection: Connection;
  readonly viewer: Viewer | null;
  /** Whether this phone proved its key. `asking`: not yet; `gone`: it has none. Until it did, warnings come and nothing of anybody. */
  readonly key: 'proven' | 'asking' | 'gone';
  readonly exercise: boolean;
  /** What stands over places on this screen; null before the first frame. */
  readonly mark: string | null;
  readonly lastSeq: number | null;
  /** Server time less page time, milliseconds; null before the first frame. */
  readonly offsetMs: number | null;
  /** Page time at which the youngest frame was sent, as well as it is known. */
  readonly lastFrameAtMs: number | null;
  readonly pairs: ReadonlyMap<string, Shelf>;
  /** Not yet marked as seen by the person, oldest first. */
  readonly warnings: readonly Warning[];
  /** Ids that were seen: a resumed stream may send them again. */
  readonly seen: ReadonlySet<string>;
  readonly troubles: ReadonlyMap<TroublePart, number>;
  /** By pair, what the monitoring centre did last with an incident of it. */
  readonly facts: ReadonlyMap<string, IncidentFact>;
  /** Counts `queue-changed` frames, so that a query can be run again at each. */
  readonly queueVersion: number;
}

/** Times are page time (`nowMs` of the page's clock). */
export type LiveEvent =
  | { readonly kind: 'frame'; readonly frame: ServerFrame; readonly nowMs: number }
  | { readonly kind: 'bad-frame'; readonly nowMs: number }
  | { readonly kind: 'closed'; readonly nowMs: number }
  | { readonly kind: 'signed-out' }
  /** This phone cannot prove its key. */
  | { readonly kind: 'key-gone' }
  | { readonly kind: 'tick'; readonly nowMs: number }
  | { readonly kind: 'seen'; readonly warningId: string };

export function initialLiveState(nowMs: number): LiveState {
  return {
    connection: { kind: 'connecting', sinceMs: nowMs },
    viewer: null,
    key: 'proven',
    exercise: false,
    mark: null,
    lastSeq: null,
    offsetMs: null,
    lastFrameAtMs: null,
    pairs: new Map(),
    warnings: [],
    seen: new Set(),
    troubles: new Map(),
    facts: new Map(),
    queueVersion: 0,
  };
}

/** Server time as well as the page knows it. */
export function serverNowMs(state: LiveState, nowMs: number): number {
  return nowMs + (state.offsetMs ?? 0);
}

export function reduceLive(state: LiveState, event: LiveEvent): LiveState {
  switch (event.kind) {
    case 'frame':
      return reduceFrame(state, event.frame, event.nowMs);
    case 'bad-frame':
      return { ...state, connection: { kind: 'bad-frame', sinceMs: lastHeardMs(state, event.nowMs) } };
    case 'closed':
      return lose(state, event.nowMs);
    case 'signed-out':
      return { ...state, connection: { kind: 'signed-out' }, pairs: new Map(), warnings: [] };
    case 'key-gone':
      return state.key === 'asking' ? { ...state, key: 'gone' } : state;
    case 'tick':
      return tick(state, event.nowMs);
    case 'seen':
      return {
        ...state,
        warnings: state.warnings.filter((warning) => warning.warningId !== event.warningId),
        seen: new Set([...state.seen, event.warningId]),
      };
    default:
      return unreachable(event);
  }
}

function lastHeardMs(state: LiveState, nowMs: number): number {
  return serverNowMs(state, state.lastFrameAtMs ?? nowMs);
}

/** An open socket may close and open again at once: that is said after the same silence as every other. */
function lose(state: LiveState, nowMs: number): LiveState {
  if (state.connection.kind === 'connecting') {
    return { ...state, connection: { kind: 'no-connection', sinceMs: state.connection.sinceMs } };
  }
  if (state.connection.kind !== 'live') return state;
  return { ...state, connection: { kind: 'no-connection', sinceMs: lastHeardMs(state, nowMs) } };
}

function tick(state: LiveState, nowMs: number): LiveState {
  const silentMs = nowMs - (state.lastFrameAtMs ?? nowMs);
  const silent = state.connection.kind === 'live' && silentMs > NO_FRAME_MS_MAX;
  const unanswered = state.connection.kind === 'connecting' && nowMs - state.connection.sinceMs > NO_FRAME_MS_MAX;
  const heard = silent || unanswered ? lose(state, nowMs) : state;
  return lapse(heard, nowMs);
}

/** INVARIANT: after `validUntilMs` a picture is not drawn: the right to see it may have ended unheard. */
function lapse(state: LiveState, nowMs: number): LiveState {
  const serverMs = serverNowMs(state, nowMs);
  let pairs: Map<string, Shelf> | null = null;
  for (const [pairId, shelf] of state.pairs) {
    if (shelf.kind === 'picture' && !shelf.lapsed && shelf.picture.validUntilMs < serverMs) {
      pairs ??= new Map(state.pairs);
      pairs.set(pairId, { ...shelf, lapsed: true });
    }
  }
  return pairs === null ? state : { ...state, pairs };
}

function reduceFrame(state: LiveState, frame: ServerFrame, nowMs: number): LiveState {
  const heard = hear(state, frame, nowMs);
  switch (frame.type) {
    case 'hello': {
      const { viewer, exercise, mark } = frame;
      const key = frame.proven ? 'proven' : state.key === 'gone' ? 'gone' : 'asking';
      const named = { ...heard, viewer, key, exercise, mark } as const;
      // What this phone showed while it had its key is not left on it.
      const kept = frame.proven ? named : { ...named, pairs: new Map(), facts: new Map() };
      // A whole new picture follows: what is held may be of pairs that ended meanwhile.
      return frame.resumed ? kept : { ...named, pairs: new Map(), troubles: new Map(), facts: new Map() };
    }
    case 'heartbeat':
      return lapse(heard, nowMs);
    case 'picture':
      return shelve(heard, frame.picture.pairId, { kind: 'picture', picture: frame.picture, lapsed: false }, nowMs);
    case 'withdrawn':
      return withdraw(heard, frame.pairId, frame.statement, frame.serverTimeMs);
    case 'warning':
      return warn(heard, frame);
    case 'incident':
      return { ...heard, facts: withFact(heard.facts, frame) };
    case 'queue-changed':
      return { ...heard, queueVersion: heard.queueVersion + 1 };
    case 'trouble':
      return { ...heard, troubles: withTrouble(heard.troubles, frame.part, frame.sinceMs) };
    default:
      return unreachable(frame);
  }
}

/**
 * A stalled network delivers old frames late, all at once: they must not look as if they were sent now. The largest offset
 * seen on a connection is that of the fastest frame; what came slower was sent that much earlier.
 */
function hear(state: LiveState, frame: ServerFrame, nowMs: number): LiveState {
  const offsetMs = frame.serverTimeMs - nowMs;
  const best = frame.type === 'hello' || state.offsetMs === null ? offsetMs : Math.max(offsetMs, state.offsetMs);
  const sentAtMs = frame.serverTimeMs - best;
  const lastFrameAtMs = frame.type === 'hello' ? sentAtMs : Math.max(sentAtMs, state.lastFrameAtMs ?? sentAtMs);
  const live = nowMs - lastFrameAtMs <= NO_FRAME_MS_MAX;
  const connection = live ? { kind: 'live' as const } : state.connection;
  return { ...state, connection, offsetMs: best, lastFrameAtMs, lastSeq: frame.seq };
}

function shelve(state: LiveState, pairId: string, shelf: Shelf, nowMs: number): LiveState {
  return lapse({ ...state, pairs: new Map(state.pairs).set(pairId, shelf) }, nowMs);
}

function withdraw(state: LiveState, pairId: string, statement: Statement, atMs: number): LiveState {
  const pairs = new Map(state.pairs).set(pairId, { kind: 'withdrawn', pairId, statement, atMs });
  const gone =
    statement === 'no-order' ? state.warnings.filter((warning) => warning.pairId !== pairId) : state.warnings;
  return { ...state, pairs, warnings: gone };
}

function warn(state: LiveState, frame: Extract<ServerFrame, { type: 'warning' }>): LiveState {
  const known = state.seen.has(frame.warningId) || state.warnings.some((w) => w.warningId === frame.warningId);
  if (known) return state;
  const { warningId, pairId, incidentId, level, atMs, serverTimeMs } = frame;
  const warnings = [...state.warnings, { warningId, pairId, incidentId, level, atMs, serverTimeMs }];
  return { ...state, warnings: warnings.slice(-WARNINGS_MAX) };
}

/** Frames of one act may come in any order: the newest stands. */
function withFact(facts: LiveState['facts'], { incidentId, pairId, state, atMs }: IncidentFact): LiveState['facts'] {
  const before = facts.get(pairId);
  if (before !== undefined && before.atMs > atMs) return facts;
  return new Map(facts).set(pairId, { incidentId, pairId, state, atMs });
}

function withTrouble(
  troubles: LiveState['troubles'],
  part: TroublePart,
  sinceMs: number | null,
): LiveState['troubles'] {
  const next = new Map(troubles);
  if (sinceMs === null) next.delete(part);
  else next.set(part, sinceMs);
  return next;
}
