/** For tests of the live stream: time, sockets and a grant store that are simulated, and views of a made-up pair. */
import { createHash } from 'node:crypto';
import type { AgencyId, IncidentId, OrderId, PairId, PersonId, WarningId } from '../core/ids.ts';
import { type Rng, seededRng } from '../core/rng.ts';
import type { Level, PairView, Whereabouts } from '../proximity/types.ts';
import { type ServerFrame, serverFrameSchema } from './contract.ts';
import type { LiveDeps, LiveViewer } from './deps.ts';
import type { ClosingRow, GivenRow, GrantStore } from './grants.ts';
import { LiveHub } from './live.ts';
import type { Table } from './rule.ts';
import type { LiveSocket } from './socket.ts';

/** Time that moves only when told to; timers fire in order, each at its own instant. */
export class SimTime {
  #nowMs: number;
  #queue: { readonly atMs: number; readonly order: number; readonly fn: () => void }[] = [];
  #order = 0;

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  readonly setTimer = (delayMs: number, fn: () => void): (() => void) => {
    const entry = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, fn };
    this.#queue.push(entry);
    return () => {
      this.#queue = this.#queue.filter((other) => other !== entry);
    };
  };

  readonly soon = (fn: () => void): void => {
    this.setTimer(0, fn);
  };

  async advance(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      await settle();
      let at = -1;
      for (let i = 0; i < this.#queue.length; i++) {
        const entry = this.#queue[i]!;
        const best = this.#queue[at];
        if (entry.atMs > untilMs) continue;
        if (best === undefined || entry.atMs < best.atMs || (entry.atMs === best.atMs && entry.order < best.order))
          at = i;
      }
      const next = this.#queue[at];
      if (next === undefined) break;
      this.#queue.splice(at, 1);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.fn();
    }
    this.#nowMs = untilMs;
  }
}

/** Everything that only waits for promises has happened: no chain of them in the hub is longer. A turn of the real event loop would do too, and take a hundred times as long. */
async function settle(): Promise<void> {
  for (let i = 0; i < 16; i++) await null;
}

/** What a client found wrong with a frame: thrown in the hub it would only be a picture that could not be drawn. */
const clientFailures: unknown[] = [];

/** The client's end: what it has received, and what a screen would show of it. */
export class SimSocket implements LiveSocket {
  readonly frames: { readonly atMs: number; readonly frame: ServerFrame; readonly text: string }[] = [];
  readonly showing = new Map<string, number>();
  bufferedAmount = 0;
  closed: number | null = null;
  answersPings = true;
  lastSeq: number | null = null;
  onFrame: (frame: ServerFrame, text: string) => void = () => undefined;
  readonly #nowMs: () => number;
  readonly #listeners = new Map<string, ((argument: never) => void)[]>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  send(text: string): void {
    if (this.closed !== null) return;
    try {
      this.#receive(text);
    } catch (error) {
      clientFailures.push(error);
    }
  }

  #receive(text: string): void {
    const frame = serverFrameSchema.parse(JSON.parse(text));
    this.frames.push({ atMs: this.#nowMs(), frame, text });
    this.lastSeq = frame.seq;
    if (frame.type === 'picture') this.showing.set(frame.picture.pairId, frame.picture.validUntilMs);
    if (frame.type === 'withdrawn') this.showing.delete(frame.pairId);
    this.onFrame(frame, text);
  }

  ping(): void {
    if (this.answersPings) this.#emit('pong', undefined as never);
  }

  close(code: number): void {
    if (this.closed !== null) return;
    this.closed = code;
    this.showing.clear();
    this.#emit('close', undefined as never);
  }

  terminate(): void {
    this.close(1006);
  }

  on(event: string, listener: (argument: never) => void): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  /** The client sends. */
  say(frame: object): void {
    this.#emit('message', JSON.stringify(frame) as never);
  }

  of<T extends ServerFrame['type']>(type: T): Extract<ServerFrame, { type: T }>[] {
    return this.frames.map(({ frame }) => frame).filter((frame) => frame.type === type) as never;
  }

  #emit(event: string, argument: never): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(argument);
  }
}

export type StoreMode = 'up' | 'down' | 'hangs' | 'loses-answers';

/** Commits late, not at all, or without telling. */
export class SimStore implements GrantStore {
  readonly given = new Map<string, GivenRow & { readonly committedAtMs: number }>();
  readonly closings = new Map<string, { cause: string; frames: number | null; framesHash: string | null }>();
  mode: StoreMode = 'up';
  readonly #time: SimTime;
  readonly #rng: Rng;

  constructor(time: SimTime, rng: Rng) {
    this.#time = time;
    this.#rng = rng;
  }

  give(rows: readonly GivenRow[]): Promise<void> {
    return this.#commit(() => {
      for (const row of rows) this.given.set(row.grantId, { ...row, committedAtMs: this.#time.nowMs() });
    });
  }

  close(rows: readonly ClosingRow[]): Promise<void> {
    return this.#commit(() => {
      for (const row of rows) {
        if (!this.given.has(row.grantId) || this.closings.has(row.grantId)) continue;
        const framesHash = row.framesHash.toString('hex');
        this.closings.set(row.grantId, { cause: row.cause, frames: row.frames, framesHash });
      }
    });
  }

  async closeLeftOpen(): Promise<number> {
    const open = [...this.given.keys()].filter((id) => !this.closings.has(id));
    for (const id of open) this.closings.set(id, { cause: 'crashed', frames: null, framesHash: null });
    return open.length;
  }

  #commit(work: () => void): Promise<void> {
    const mode = this.mode;
    const delayMs = mode === 'hangs' ? 4_000 : 1 + Math.floor(this.#rng.next() * 8);
    return new Promise((resolve, reject) => {
      this.#time.setTimer(delayMs, () => {
        if (mode !== 'down') work();
        if (mode === 'down' || mode === 'loses-answers') reject(new Error('database'));
        else resolve();
      });
    });
  }
}

export const IDS = {
  pair: '11111111-1111-4111-8111-111111111111' as PairId,
  order: '22222222-2222-4222-8222-222222222222' as OrderId,
  wearer: '33333333-3333-4333-8333-333333333333' as PersonId,
  protected: '44444444-4444-4444-8444-444444444444' as PersonId,
  agency: '55555555-5555-4555-8555-555555555555' as AgencyId,
  officer: '66666666-6666-4666-8666-666666666666' as PersonId,
} as const;

/** One warning, to the protected person of the pair. */
export const WARNING = {
  warningId: '77777777-7777-4777-8777-777777777777' as WarningId,
  pairId: IDS.pair,
  incidentId: '88888888-8888-4888-8888-888888888888' as IncidentId,
  level: 'warning' as const,
  atMs: 1_790_000_000_000,
  recipients: [IDS.protected],
};

export function viewerOf(kind: LiveViewer['kind'], personId: PersonId, change: Partial<LiveViewer> = {}): LiveViewer {
  return {
    kind,
    personId,
    agencyId: IDS.agency,
    sessionId: `session-of-${personId}`,
    sessionUntilMs: Number.POSITIVE_INFINITY,
    isProven: true,
    exercise: true,
    ...change,
  };
}

export function placeOf(nowMs: number, latDeg: number, lonDeg: number): Whereabouts {
  return {
    kind: 'fresh',
    point: {
      latDeg,
      lonDeg,
      radiusM: 8,
      fixedAtMs: nowMs - 900,
      receivedAtMs: nowMs - 400,
      source: 'gnss',
      speedMps: 1.3,
      courseDeg: 87,
      courseErrorDeg: 9,
    },
  };
}

export function viewAt(nowMs: number, level: Level, distanceM: number, change: Partial<PairView> = {}): PairView {
  return {
    pairId: IDS.pair,
    orderId: IDS.order,
    wearerId: IDS.wearer,
    protectedId: IDS.protected,
    level,
    levelSinceMs: nowMs,
    reason: level === 'unknown' ? 'wearer-silent' : null,
    reasonSinceMs: level === 'unknown' ? nowMs - 60_000 : null,
    distanceM,
    gapM: Math.max(0, distanceM - 16),
    etaS: 400,
    earliestContactS: 120,
    closingMps: 1.2,
    trend: 'approaching',
    inside: null,
    missM: null,
    passS: null,
    wearerShare: null,
    bearingDeg: 40,
    wearer: placeOf(nowMs, 37.5 + distanceM / 111_320, 127.1234),
    protected: placeOf(nowMs, 37.4987, 127.1234),
    lastPosition: Math.floor(nowMs) % 1_000_000,
    ...change,
  };
}

/** A hub over one pair and one order, with parts that a test can turn. */
export function oneSidedHub(time: SimTime, store: GrantStore, table: Table, change: Partial<LiveDeps> = {}) {
  const state = {
    inForce: true,
    untilMs: time.nowMs() + 86_400_000,
    view: (nowMs: number): PairView | null => viewAt(nowMs, 'notice', 1500),
    refusals: [] as string[],
    displayed: [] as string[],
    unproven: [] as number[],
  };
  let ids = 0;
  const deps: LiveDeps = {
    clock: time,
    setTimer: time.setTimer,
    soon: time.soon,
    newId: () => `00000000-0000-4000-8000-${(ids++).toString(16).padStart(12, '0')}`,
    grantStore: store,
    pairView: (_, nowMs) => state.view(nowMs),
    orderOf: () => ({ orderId: IDS.order, inForce: state.inForce, untilMs: state.untilMs, exercise: true, table }),
    pairsOf: () => ({ pairIds: [IDS.pair], isUndecided: false }),
    policiesOf: () => 1,
    hasUndertaken: () => true,
    isSharing: () => false,
    markOf: () => 'ABC234',
    labelOf: () => 'M-014',
    loadIncidentFacts: async () => [],
    loadPendingWarnings: async () => [],
    onDisplayed: async (_, warningId) => {
      state.displayed.push(warningId);
      return true;
    },
    onUnproven: async (_, atMs) => void state.unproven.push(atMs),
    onRefused: (refusal) => state.refusals.push(refusal.cause),
    logger: { info: () => undefined, warn: () => undefined },
    pictureIntervalMs: { protected: 0, household: 0, officer: 0 },
    ...change,
  };
  return { hub: new LiveHub(deps), state, deps };
}

/** The same with a time and a store of its own. */
export function simulated(table: Table, change: Partial<LiveDeps> = {}) {
  const time = new SimTime(1_790_000_000_000);
  const store = new SimStore(time, seededRng(1));
  const world = oneSidedHub(time, store, table, change);
  return { time, store, world, hub: world.hub };
}

/** Closes the hub; throws the first thing that a client could not read. */
export async function closeSimulated({ hub, time }: { readonly hub: LiveHub; readonly time: SimTime }): Promise<void> {
  const closing = hub.close();
  await time.advance(20_000);
  await closing;
  throwFailures();
}

export function throwFailures(): void {
  if (clientFailures.length > 0) throw clientFailures.splice(0)[0];
}

/** Connects and sends the first frame. */
export function connect(hub: LiveHub, time: SimTime, viewer: LiveViewer, lastSeq: number | null = null): SimSocket {
  const socket = new SimSocket(() => time.nowMs());
  hub.attach(socket, viewer);
  socket.say({ type: 'resume', lastSeq });
  return socket;
}

export function hashOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\n');
  return hash.digest('hex');
}
