/**
 * Random schedules of inputs, connections, orders that end, databases that fail and processes that crash, on the production
 * hub under simulated time. After every frame and every step: I-3 (what derives from a position lies within a committed,
 * unexpired grant of that viewer, pair, rule and precision, while the order is in force) and I-5 (what ended is gone from
 * every screen in that instant). At the end the ledger's counts and hashes agree with what the screens received.
 */
import { describe, expect, test } from 'vitest';
import { assert } from '../../src/core/assert.ts';
import type { IncidentId, OrderId, PairId, PersonId, WarningId } from '../../src/core/ids.ts';
import { between, type Rng, seededRng } from '../../src/core/rng.ts';
import type { ServerFrame, Shown } from '../../src/disclosure/contract.ts';
import type { LiveDeps, LiveViewer, Warning } from '../../src/disclosure/deps.ts';
import {
  IDS,
  placeOf,
  SimSocket,
  SimStore,
  SimTime,
  type StoreMode,
  throwFailures,
  viewAt,
  viewerOf,
} from '../../src/disclosure/live.harness.ts';
import { LiveHub } from '../../src/disclosure/live.ts';
import { indexRules } from '../../src/disclosure/rule.ts';
import type { Level, PairView } from '../../src/proximity/types.ts';
import { packOf } from '../support/packs.ts';

const SEEDS = Number(process.env.MAGPIE_SIMULATION_SEEDS ?? 1_000);
const STEPS = 60;
const LEVELS: readonly Level[] = ['clear', 'notice', 'warning', 'danger', 'unknown'];
const kr = indexRules(packOf('kr'));

interface Order {
  readonly orderId: OrderId;
  untilMs: number;
  inForce: boolean;
}
interface Pair {
  readonly pairId: PairId;
  readonly order: Order;
  readonly protectedId: PersonId;
  view: PairView | null | 'throws';
}
interface Client {
  readonly viewer: LiveViewer;
  readonly socket: SimSocket;
}

function id<T>(prefix: string, n: number): T {
  return `${prefix.padEnd(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}` as T;
}

class World {
  readonly rng: Rng;
  readonly time = new SimTime(1_790_000_000_000);
  readonly store: SimStore;
  readonly pairs: Pair[];
  readonly orders: Order[];
  readonly viewers: LiveViewer[];
  readonly clients: Client[] = [];
  readonly owed = new Map<PersonId, Set<WarningId>>();
  readonly signedOut = new Map<LiveViewer, number>();
  /** Frames by grant key, as the screens received them: the ledger must agree. */
  readonly received = new Map<string, number>();
  crashed = false;
  process = { alive: true };
  ids = 0;
  hub: LiveHub;

  constructor(seed: number) {
    this.rng = seededRng(seed);
    this.store = new SimStore(this.time, this.rng);
    this.orders = [0, 1].map((n) => ({
      orderId: id<OrderId>('0d', n),
      untilMs: this.time.nowMs() + between(this.rng, 5_000, 400_000),
      inForce: true,
    }));
    this.pairs = [0, 1, 2].map((n) => ({
      pairId: id<PairId>('aa', n),
      order: this.orders[n % 2]!,
      protectedId: id<PersonId>('bb', n),
      view: null,
    }));
    for (const pair of this.pairs) this.move(pair);
    this.viewers = [
      ...this.pairs.map((pair) => viewerOf('protected', pair.protectedId)),
      viewerOf('household', id<PersonId>('cc', 0)),
      viewerOf('officer', IDS.officer),
    ];
    this.hub = this.start();
  }

  start(): LiveHub {
    const process = { alive: true };
    this.process = process;
    const setTimer = (delayMs: number, fn: () => void) =>
      this.time.setTimer(delayMs, () => {
        if (process.alive) fn();
      });
    const deps: LiveDeps = {
      clock: this.time,
      setTimer,
      soon: (fn) => setTimer(0, fn),
      newId: () => id('99', this.ids++),
      grantStore: this.store,
      pairView: (pairId) => {
        const view = this.pairs.find((pair) => pair.pairId === pairId)!.view;
        if (view === 'throws') throw new Error('engine');
        return view;
      },
      orderOf: (pairId) => {
        const { order } = this.pairs.find((pair) => pair.pairId === pairId)!;
        return { ...order, exercise: true, table: kr };
      },
      pairsOf: (viewer) => ({
        pairIds: this.pairs
          .filter((pair) => viewer.kind !== 'protected' || pair.protectedId === viewer.personId)
          .filter((pair) => this.inForce(pair.order))
          .map((pair) => pair.pairId),
        isUndecided: false,
      }),
      policiesOf: () => 1,
      hasUndertaken: () => true,
      markOf: () => 'ABC234',
      isSharing: () => false,
      labelOf: () => 'M-014',
      loadIncidentFacts: async () => [],
      loadPendingWarnings: async () => [],
      onDisplayed: async () => true,
      onUnproven: async () => undefined,
      onRefused: () => undefined,
      logger: { info: () => undefined, warn: () => undefined },
      pictureIntervalMs: { protected: 0, household: 0, officer: 200 },
    };
    return new LiveHub(deps);
  }

  inForce(order: Order): boolean {
    return order.inForce && this.time.nowMs() < order.untilMs;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.rng.next() * list.length)]!;
  }

  move(pair: Pair): void {
    const nowMs = this.time.nowMs();
    const level = this.pick(LEVELS);
    const distanceM = level === 'danger' ? between(this.rng, 1, 90) : between(this.rng, 50, 4_000);
    const place = placeOf(nowMs, 37.5 + distanceM / 111_320, 127.1);
    pair.view = viewAt(nowMs, level, distanceM, {
      pairId: pair.pairId,
      orderId: pair.order.orderId,
      protectedId: pair.protectedId,
      wearer: this.rng.next() < 0.2 ? { ...place, kind: 'stale' } : place,
      ...(this.rng.next() < 0.02 ? { etaS: Number.NaN } : {}),
    });
    if (this.rng.next() < 0.02) pair.view = this.rng.next() < 0.5 ? null : 'throws';
  }

  /** Who signs out and comes again has another session. */
  sessionOf(viewer: LiveViewer): string {
    return `${viewer.sessionId}-${this.signedOut.get(viewer) ?? 0}`;
  }

  signOut(): void {
    const viewer = this.pick(this.viewers);
    this.hub.endSession(this.sessionOf(viewer));
    this.signedOut.set(viewer, (this.signedOut.get(viewer) ?? 0) + 1);
  }

  connect(): void {
    const viewer = this.pick(this.viewers);
    const last = this.clients.findLast((client) => client.viewer === viewer)?.socket.lastSeq ?? null;
    const socket = new SimSocket(() => this.time.nowMs());
    socket.onFrame = (frame, text) => this.check(viewer, frame, text);
    this.hub.attach(socket, { ...viewer, sessionId: this.sessionOf(viewer) });
    this.clients.push({ viewer, socket });
    socket.say({ type: 'resume', lastSeq: this.rng.next() < 0.7 ? last : null });
    const told = new Set(socket.of('warning').map((frame) => frame.warningId));
    const pair = this.pairs.find(({ protectedId }) => protectedId === viewer.personId);
    const stands = pair !== undefined && this.inForce(pair.order);
    for (const warningId of this.owed.get(viewer.personId) ?? [])
      assert(told.has(warningId) === stands, 'an undisplayed warning comes on resume, while its order is in force');
  }

  warn(): void {
    const pair = this.pick(this.pairs);
    const warning: Warning = {
      warningId: id<WarningId>('ee', this.ids++),
      pairId: pair.pairId,
      incidentId: id<IncidentId>('dd', 1),
      level: 'warning',
      atMs: this.time.nowMs(),
    };
    const open = this.clients.filter(
      ({ viewer, socket }) => viewer.personId === pair.protectedId && socket.closed === null,
    );
    this.hub.onWarning({ ...warning, recipients: [pair.protectedId] });
    // Within the call, whatever the database does.
    for (const { socket } of open) {
      expect(socket.frames.at(-1)?.frame).toMatchObject({ type: 'warning', warningId: warning.warningId });
    }
    const owed = this.owed.get(pair.protectedId) ?? new Set();
    owed.add(warning.warningId);
    this.owed.set(pair.protectedId, owed);
  }

  display(): void {
    const client = this.pick(this.clients);
    const warningId = client?.socket.of('warning').at(-1)?.warningId as WarningId | undefined;
    if (client === undefined || client.socket.closed !== null || warningId === undefined) return;
    client.socket.say({ type: 'displayed', warningId });
    this.owed.get(client.viewer.personId)?.delete(warningId);
  }

  /** I-3, for one frame as it leaves. */
  check(viewer: LiveViewer, frame: ServerFrame, text: string): void {
    const nowMs = this.time.nowMs();
    if (frame.type !== 'picture') {
      assert(!/latDeg|fromM|octant/.test(text), 'only pictures show anything');
      return;
    }
    const { picture } = frame;
    const pair = this.pairs.find((candidate) => candidate.pairId === picture.pairId)!;
    assert(this.inForce(pair.order), 'a picture of an order in force');
    assert(picture.validUntilMs <= pair.order.untilMs, 'a picture holds no longer than its order');
    const points = [picture.wearer, picture.protected].filter((shown) => shown.kind === 'point').length;
    assert(text.split('latDeg').length - 1 === points, 'coordinates only in points');
    this.checkPart(viewer, picture.pairId, 'wearer', picture.wearer, picture.validUntilMs, nowMs);
    this.checkPart(viewer, picture.pairId, 'protected', picture.protected, picture.validUntilMs, nowMs);
  }

  checkPart(
    viewer: LiveViewer,
    pairId: string,
    target: string,
    shown: Shown,
    validUntilMs: number,
    nowMs: number,
  ): void {
    if (shown.kind === 'nothing') return;
    const key = `${viewer.kind} ${viewer.personId} ${pairId} ${target} ${shown.basis.rule} ${shown.kind}`;
    const grant = [...this.store.given.values()].findLast(
      (row) =>
        row.rule === shown.basis.rule &&
        grantKey(row) === key &&
        row.committedAtMs <= nowMs &&
        row.givenAtMs <= nowMs &&
        nowMs < row.expiresAtMs &&
        validUntilMs <= row.expiresAtMs &&
        !this.store.closings.has(row.grantId),
    );
    assert(grant !== undefined, `a grant for ${key}`);
    this.received.set(key, (this.received.get(key) ?? 0) + 1);
  }

  /** I-5, after every step: no open screen holds a pair whose order is over. */
  checkScreens(): void {
    throwFailures();
    for (const { socket } of this.clients) {
      if (socket.closed !== null) continue;
      for (const pair of this.pairs) {
        assert(this.inForce(pair.order) || !socket.showing.has(pair.pairId), 'what ended is gone from the screen');
      }
    }
  }

  async step(): Promise<void> {
    const roll = this.rng.next();
    const open = this.clients.filter(({ socket }) => socket.closed === null);
    if (roll < 0.35) {
      const pair = this.pick(this.pairs);
      this.move(pair);
      this.hub.onInputs([pair.pairId]);
    } else if (roll < 0.5) this.connect();
    else if (roll < 0.56 && open.length > 0) this.pick(open).socket.close(1006);
    else if (roll < 0.64) this.warn();
    else if (roll < 0.68) this.display();
    else if (roll < 0.74) this.store.mode = this.pick<StoreMode>(['up', 'up', 'up', 'down', 'hangs', 'loses-answers']);
    else if (roll < 0.76) this.endOrder();
    else if (roll < 0.78) this.signOut();
    else if (roll < 0.82 && open.length > 0) this.pick(open).socket.bufferedAmount = this.rng.next() < 0.5 ? 0 : 80_000;
    else if (roll < 0.83) await this.crash();
    else if (roll < 0.85) this.prolong();
    await this.time.advance(this.pause());
    this.checkScreens();
  }

  pause(): number {
    const roll = this.rng.next();
    if (roll < 0.5) return Math.floor(between(this.rng, 0, 20));
    return Math.floor(roll < 0.9 ? between(this.rng, 20, 2_000) : between(this.rng, 2_000, 30_000));
  }

  endOrder(): void {
    const order = this.pick(this.orders);
    order.inForce = false;
    this.hub.onOrderEnded(order.orderId);
    this.checkScreens();
  }

  prolong(): void {
    const order = this.pick(this.orders);
    order.untilMs = this.time.nowMs() + between(this.rng, 1_000, 200_000);
    order.inForce = true;
    this.hub.onPairsChanged();
  }

  /** kill -9: nothing of the old process acts any more, and only what was committed is there. */
  async crash(): Promise<void> {
    this.crashed = true;
    this.process.alive = false;
    for (const { socket } of this.clients) socket.close(1006);
    await this.time.advance(10_000);
    this.owed.clear();
    this.hub = this.start();
    await this.hub.start();
  }

  async finish(): Promise<void> {
    this.store.mode = 'up';
    await this.time.advance(10_000);
    const closing = this.hub.close();
    await this.time.advance(10_000);
    await closing;
    expect(this.store.closings.size).toBe(this.store.given.size);
    const counted = new Map<string, number>();
    for (const row of this.store.given.values()) {
      const frames = this.store.closings.get(row.grantId)?.frames ?? 0;
      if (frames > 0) counted.set(grantKey(row), (counted.get(grantKey(row)) ?? 0) + frames);
      expect(row.expiresAtMs - row.givenAtMs).toBeLessThanOrEqual(60_000);
    }
    if (!this.crashed) expect(counted).toEqual(this.received);
  }
}

function grantKey(row: {
  viewerKind: string;
  viewerId: string;
  pairId: string;
  target: string;
  rule: string;
  shown: string;
}): string {
  const kind = row.shown.split(':')[0];
  return `${row.viewerKind} ${row.viewerId} ${row.pairId} ${row.target} ${row.rule} ${kind}`;
}

async function run(seed: number): Promise<World> {
  const world = new World(seed);
  try {
    for (let step = 0; step < STEPS; step++) await world.step();
    await world.finish();
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  }
  return world;
}

describe('random schedules', () => {
  test(`${SEEDS} seeds keep I-3 and I-5`, { timeout: 240_000 }, async () => {
    const seen = { frames: 0, points: 0, refused: 0, withdrawn: 0, crashes: 0 };
    for (let seed = 1; seed <= SEEDS; seed++) {
      const world = await run(seed);
      if (world.crashed) seen.crashes += 1;
      for (const { socket } of world.clients) {
        seen.frames += socket.frames.length;
        seen.withdrawn += socket.of('withdrawn').length;
        for (const { picture } of socket.of('picture')) {
          if (picture.wearer.kind === 'point') seen.points += 1;
          if (picture.wearer.kind === 'nothing' && picture.wearer.statement === 'refused') seen.refused += 1;
        }
      }
    }
    // The schedules reach what they are to test.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(SEEDS / 20);
  });
});
