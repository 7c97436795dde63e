import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IncidentId, PairId, WarningId } from '../core/ids.ts';
import { seededRng } from '../core/rng.ts';
import { loadPacks } from '../orders/service.ts';
import { LIMITS } from './limits.ts';
import {
  clientFailures,
  connect,
  hashOf,
  IDS,
  oneSidedHub,
  SimStore,
  SimTime,
  viewAt,
  viewerOf,
} from './live.harness.ts';
import type { LiveHub } from './live.ts';
import { indexRules } from './rule.ts';

const kr = indexRules(loadPacks().get('kr')!);
const her = viewerOf('protected', IDS.protected);
const officer = viewerOf('officer', IDS.officer);
const warning = {
  warningId: '77777777-7777-4777-8777-777777777777' as WarningId,
  pairId: IDS.pair,
  incidentId: '88888888-8888-4888-8888-888888888888' as IncidentId,
  level: 'warning' as const,
  atMs: 1_790_000_000_000,
  recipients: [IDS.protected],
};

let time: SimTime;
let store: SimStore;
let world: ReturnType<typeof oneSidedHub>;
let hub: LiveHub;

beforeEach(() => {
  time = new SimTime(1_790_000_000_000);
  store = new SimStore(time, seededRng(1));
  world = oneSidedHub(time, store, kr);
  hub = world.hub;
});

afterEach(async () => {
  const closing = hub.close();
  await time.advance(20_000);
  await closing;
  expect(clientFailures.splice(0)).toEqual([]);
});

describe('pictures', () => {
  test('come only after the grant was committed, and say how long they hold', async () => {
    const phone = connect(hub, time, her);
    expect(phone.frames.map(({ frame }) => frame.type)).toEqual(['hello']);
    await time.advance(50);
    const [picture] = phone.of('picture');
    expect(picture?.picture).toMatchObject({ level: 'notice', label: '', wearer: { kind: 'band', fromM: 1000 } });
    const grants = [...store.given.values()];
    expect(grants.map((grant) => grant.rule).sort()).toEqual(['kr-protected-own', 'kr-protected-risk']);
    for (const grant of grants) expect(grant.committedAtMs).toBeLessThanOrEqual(picture!.serverTimeMs);
    expect(picture?.picture.validUntilMs).toBe(Math.min(...grants.map((grant) => grant.expiresAtMs)));
  });

  test('follow inputs while a grant holds without another word to the database', async () => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    store.mode = 'down';
    for (let i = 0; i < 20; i++) {
      hub.onInputs([IDS.pair]);
      await time.advance(1_000);
    }
    expect(phone.of('picture')).toHaveLength(21);
    expect(store.given.size).toBe(2);
  });

  test('of one turn are one, and an unchanged one is not sent again', async () => {
    world.state.view = () => viewAt(1_790_000_000_000, 'notice', 1500);
    const phone = connect(hub, time, her);
    await time.advance(50);
    for (let i = 0; i < 20; i++) hub.onInputs([IDS.pair, IDS.pair]);
    await time.advance(50);
    expect(phone.of('picture')).toHaveLength(1);
  });

  test('that say nothing need no grant', async () => {
    world.state.view = (nowMs) => viewAt(nowMs, 'clear', 9_000);
    const desk = connect(hub, time, officer);
    await time.advance(50);
    expect(desk.of('picture')[0]?.picture).toMatchObject({ label: 'M-014', wearer: { statement: 'no-warning' } });
    expect(store.given.size).toBe(0);
    await time.advance(120_000);
    // It is said again before it stops holding.
    expect(desk.of('picture').length).toBeGreaterThanOrEqual(3);
  });

  test('renew their grant ahead: no gap in two minutes, and the old one is closed as replaced', async () => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    for (let i = 0; i < 240; i++) {
      await time.advance(500);
      expect(phone.showing.get(IDS.pair)).toBeGreaterThan(time.nowMs());
    }
    const causes = [...store.closings.values()].map((closing) => closing.cause);
    expect(causes.length).toBeGreaterThanOrEqual(4);
    expect(new Set(causes)).toEqual(new Set(['replaced']));
    expect(phone.of('picture').every((frame) => frame.picture.wearer.kind === 'band')).toBe(true);
  });

  test('are counted and hashed under their grant, in order', async () => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    for (let i = 0; i < 30; i++) {
      hub.onInputs([IDS.pair]);
      await time.advance(50);
    }
    phone.close(1000);
    await time.advance(500);
    const risk = [...store.given.values()].find((grant) => grant.rule === 'kr-protected-risk');
    const shown = phone.of('picture').map((frame) => JSON.stringify(frame.picture.wearer));
    expect(shown).toHaveLength(31);
    expect(store.closings.get(risk!.grantId)).toEqual({
      cause: 'stream-closed',
      frames: 31,
      framesHash: hashOf(shown),
    });
  });

  test('at a changed rule wait for its own grant', async () => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    world.state.view = (nowMs) => viewAt(nowMs, 'danger', 90);
    store.mode = 'hangs';
    hub.onInputs([IDS.pair]);
    await time.advance(1_000);
    expect(phone.of('picture')).toHaveLength(1);
    expect(phone.frames.some(({ text }) => text.includes('kr-protected-danger'))).toBe(false);
    await time.advance(1_500);
    expect(phone.of('picture')[1]?.picture).toMatchObject({ level: 'danger', wearer: { statement: 'refused' } });
  });
});

describe('when the database is gone', () => {
  test('the running grant is used up, then the picture is refused and the trouble said; warnings still arrive', async () => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    store.mode = 'down';
    await time.advance(59_000);
    expect(phone.of('trouble')).toHaveLength(0);
    await time.advance(1_500);
    expect(phone.of('picture').at(-1)?.picture).toMatchObject({
      level: 'notice',
      wearer: { kind: 'nothing', statement: 'refused' },
      protected: { kind: 'nothing', statement: 'refused' },
    });
    expect(phone.of('trouble')).toMatchObject([{ part: 'disclosure' }]);
    expect(world.state.refusals).toEqual(['no-grant']);
    const before = phone.frames.length;
    hub.onWarning(warning);
    expect(phone.frames.slice(before).map(({ frame }) => frame.type)).toEqual(['warning']);
    store.mode = 'up';
    await time.advance(3_000);
    expect(phone.of('picture').at(-1)?.picture.wearer.kind).toBe('band');
    expect(phone.of('trouble').at(-1)).toMatchObject({ part: 'disclosure', sinceMs: null });
  });
});

describe('an order that ends', () => {
  test('by cancellation is withdrawn in the same turn, and its grants are closed', async () => {
    const phone = connect(hub, time, her);
    const desk = connect(hub, time, officer);
    await time.advance(50);
    world.state.inForce = false;
    hub.onOrderEnded(IDS.order);
    expect(phone.of('withdrawn')).toMatchObject([{ pairId: IDS.pair, statement: 'no-order' }]);
    expect(desk.showing.size + phone.showing.size).toBe(0);
    hub.onInputs([IDS.pair]);
    await time.advance(10_000);
    expect(phone.showing.size).toBe(0);
    expect(new Set([...store.closings.values()].map(({ cause }) => cause))).toEqual(new Set(['order-ended']));
    expect(store.closings.size).toBe(store.given.size);
  });

  test('by expiry is withdrawn at that instant; no grant and no picture outlives it', async () => {
    world.state.untilMs = time.nowMs() + 30_000;
    const phone = connect(hub, time, her);
    await time.advance(29_999);
    expect(phone.showing.get(IDS.pair)).toBe(world.state.untilMs);
    await time.advance(1);
    expect(phone.of('withdrawn')).toMatchObject([{ serverTimeMs: world.state.untilMs }]);
    for (const grant of store.given.values()) expect(grant.expiresAtMs).toBe(world.state.untilMs);
    await time.advance(60_000);
    expect(store.given.size).toBe(2);
  });

  test('of which nobody told the stream is withdrawn at the next input', async () => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    world.state.inForce = false;
    hub.onInputs([IDS.pair]);
    await time.advance(0);
    expect(phone.of('withdrawn')).toMatchObject([{ statement: 'no-order' }]);
    expect(phone.of('picture')).toHaveLength(1);
  });

  test('while nobody looked is withdrawn on resume', async () => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    phone.close(1006);
    world.state.inForce = false;
    const again = connect(hub, time, her, phone.lastSeq);
    expect(again.frames.map(({ frame }) => frame.type)).toEqual(['hello', 'withdrawn']);
  });

  test('while its grant was on the way gives no picture, and the grant is closed', async () => {
    const phone = connect(hub, time, her);
    await time.advance(3);
    world.state.inForce = false;
    hub.onOrderEnded(IDS.order);
    await time.advance(1_000);
    expect(phone.of('picture')).toHaveLength(0);
    expect(store.closings.size).toBe(store.given.size);
  });
});

describe('what cannot be decided', () => {
  test.each([
    ['no view', () => null],
    [
      'a view that throws',
      () => {
        throw new Error('engine');
      },
    ],
  ])('%s: the screen drops the pair, once, and the alarm is raised', async (_, view) => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    world.state.view = view;
    hub.onInputs([IDS.pair]);
    await time.advance(5_000);
    expect(phone.of('withdrawn')).toMatchObject([{ statement: 'refused' }]);
    expect(world.state.refusals).toEqual(['no-view']);
    world.state.view = (nowMs) => viewAt(nowMs, 'notice', 1500);
    await time.advance(2_000);
    expect(phone.showing.has(IDS.pair)).toBe(true);
  });

  test('an odd number: refused, with level and trouble', async () => {
    world.state.view = (nowMs) => viewAt(nowMs, 'notice', Number.NaN);
    const phone = connect(hub, time, her);
    await time.advance(50);
    expect(phone.of('picture')[0]?.picture).toMatchObject({ level: 'notice', wearer: { statement: 'refused' } });
    expect(phone.of('trouble')).toMatchObject([{ part: 'disclosure' }]);
    expect(world.state.refusals).toEqual(['odd-number']);
  });
});

describe('warnings', () => {
  test('go out within the call, and again on resume until displayed', async () => {
    const phone = connect(hub, time, her);
    hub.onWarning(warning);
    expect(phone.of('warning')).toMatchObject([{ warningId: warning.warningId, level: 'warning' }]);
    phone.close(1006);
    const again = connect(hub, time, her, phone.lastSeq);
    expect(again.of('hello')[0]?.resumed).toBe(true);
    expect(again.of('warning')).toHaveLength(1);
    again.say({ type: 'displayed', warningId: warning.warningId });
    await time.advance(10);
    expect(world.state.displayed).toEqual([warning.warningId]);
    again.close(1006);
    expect(connect(hub, time, her, again.lastSeq).of('warning')).toHaveLength(0);
  });

  test('to somebody who is not connected wait for them; to others they do not go', () => {
    const desk = connect(hub, time, officer);
    hub.onWarning(warning);
    expect(desk.of('warning')).toHaveLength(0);
    expect(connect(hub, time, her).of('warning')).toHaveLength(1);
  });

  test('that were only written down are read on resume, and read again when the database was gone', async () => {
    let gone = true;
    const other = oneSidedHub(time, store, kr, {
      loadPendingWarnings: async () => {
        if (gone) throw new Error('database');
        return [warning];
      },
    });
    const phone = connect(other.hub, time, her);
    await time.advance(100);
    expect(phone.of('warning')).toHaveLength(0);
    gone = false;
    await time.advance(LIMITS.heartbeatMs);
    expect(phone.of('warning')).toHaveLength(1);
    const closing = other.hub.close();
    await time.advance(1_000);
    await closing;
  });

  test('have receipts that are tried again until recorded', async () => {
    let failures = 2;
    const receipts: string[] = [];
    const other = oneSidedHub(time, store, kr, {
      onDisplayed: async (_, warningId) => {
        if (failures-- > 0) throw new Error('database');
        receipts.push(warningId);
      },
    });
    const phone = connect(other.hub, time, her);
    other.hub.onWarning(warning);
    phone.say({ type: 'displayed', warningId: warning.warningId });
    await time.advance(3 * LIMITS.heartbeatMs);
    expect(receipts).toEqual([warning.warningId]);
    const closing = other.hub.close();
    await time.advance(1_000);
    await closing;
  });
});

describe('a connection', () => {
  test('hears a heartbeat with the server time every 5 s, and is cut when the client is silent for 15 s', async () => {
    const phone = connect(hub, time, her);
    await time.advance(16_000);
    expect(phone.of('heartbeat').map((frame) => frame.serverTimeMs - 1_790_000_000_000)).toEqual([
      5000, 10_000, 15_000,
    ]);
    phone.answersPings = false;
    await time.advance(15_000);
    expect(phone.closed).toBeNull();
    await time.advance(5_000);
    expect(phone.closed).toBe(1006);
    expect(hub.stats()).toMatchObject({ streams: 0, slots: 0 });
  });

  test('that is slow gets the latest picture of a pair, not those in between', async () => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    phone.bufferedAmount = LIMITS.bufferedBytesSoft + 1;
    for (let i = 0; i < 50; i++) {
      world.state.view = (nowMs) => viewAt(nowMs, 'danger', 90 - i);
      hub.onInputs([IDS.pair]);
      await time.advance(20);
    }
    expect(phone.of('picture')).toHaveLength(1);
    hub.onWarning(warning);
    expect(phone.of('warning')).toHaveLength(1);
    phone.bufferedAmount = 0;
    await time.advance(100);
    expect(phone.of('picture')).toHaveLength(2);
    expect(phone.of('picture')[1]?.picture.wearer).toMatchObject({ kind: 'point', distanceM: 41 });
  });

  test.each([
    ['for more than 10 s', LIMITS.bufferedBytesSoft + 1, 11_000],
    ['by a megabyte', LIMITS.bufferedBytesHard + 1, 30],
  ])('that is behind %s is closed', async (_, bufferedBytes, afterMs) => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    phone.bufferedAmount = bufferedBytes;
    hub.onInputs([IDS.pair]);
    await time.advance(afterMs);
    expect(phone.closed).toBe(1006);
  });

  test('ends with its session: revoked, or at its end', async () => {
    const phone = connect(hub, time, her);
    const desk = connect(hub, time, { ...officer, sessionUntilMs: time.nowMs() + 1_000 });
    hub.endSession(her.sessionId);
    expect(phone.closed).toBe(4401);
    await time.advance(1_300);
    expect(desk.closed).toBe(4401);
  });

  test.each([
    ['babble', { type: 'shout' }],
    ['a frame without its members', { type: 'resume' }],
  ])('is closed on %s', (_, frame) => {
    const phone = connect(hub, time, her);
    phone.say(frame);
    expect(phone.closed).toBe(1003);
  });

  test('is closed when it floods, and when it never says resume', async () => {
    const phone = connect(hub, time, her);
    for (let i = 0; i < LIMITS.clientFramesPerMinuteMax; i++) phone.say({ type: 'ping' });
    expect(phone.closed).toBe(1008);
    const { SimSocket } = await import('./live.harness.ts');
    const mute = new SimSocket(() => time.nowMs());
    hub.attach(mute, her);
    await time.advance(20_000);
    expect(mute.frames).toHaveLength(0);
    expect(mute.closed).not.toBeNull();
  });

  test('beyond eight of one viewer drops the oldest', () => {
    const phones = Array.from({ length: 9 }, () => connect(hub, time, her));
    expect(phones.map((phone) => phone.closed)).toEqual([1008, ...Array(8).fill(null)]);
  });
});

describe('resume', () => {
  test('knows what it remembers, and says so', async () => {
    const phone = connect(hub, time, her);
    expect(phone.of('hello')[0]?.resumed).toBe(false);
    await time.advance(50);
    const seq = phone.lastSeq!;
    phone.close(1006);
    await time.advance(1_000);
    const again = connect(hub, time, her, seq);
    expect(again.of('hello')[0]?.resumed).toBe(true);
    await time.advance(50);
    expect(again.of('picture')).toHaveLength(1);
    expect(again.of('picture')[0]!.seq).toBeGreaterThan(seq);
    expect(connect(hub, time, her, seq + 1_000_000).of('hello')[0]?.resumed).toBe(false);
    again.close(1006);
  });

  test('forgets after five minutes, and after a restart', async () => {
    const phone = connect(hub, time, officer);
    await time.advance(50);
    phone.close(1006);
    await time.advance(LIMITS.viewerKeptMs + 10_000);
    expect(connect(hub, time, officer, phone.lastSeq).of('hello')[0]?.resumed).toBe(false);
    const next = oneSidedHub(time, store, kr);
    expect(connect(next.hub, time, officer, phone.lastSeq).of('hello')[0]?.resumed).toBe(false);
    const closing = next.hub.close();
    await time.advance(1_000);
    await closing;
  });

  test('tells the centre of incidents that changed meanwhile', () => {
    const desk = connect(hub, time, officer);
    const other = connect(hub, time, officer);
    const seq = desk.lastSeq!;
    desk.close(1006);
    hub.onQueueChanged(warning.incidentId, IDS.agency);
    hub.onQueueChanged(warning.incidentId, 'another agency');
    expect(other.of('queue-changed')).toHaveLength(1);
    const again = connect(hub, time, officer, seq);
    expect(again.of('queue-changed')).toMatchObject([{ incidentId: warning.incidentId }]);
    expect(connect(hub, time, her).of('queue-changed')).toHaveLength(0);
  });
});

test('trouble is said to all, also to who comes later, and when it is over', () => {
  const phone = connect(hub, time, her);
  hub.onTrouble('database', time.nowMs());
  hub.onTrouble('database', time.nowMs());
  expect(phone.of('trouble')).toHaveLength(1);
  const later = connect(hub, time, officer);
  expect(later.of('trouble')).toMatchObject([{ part: 'database' }]);
  hub.onTrouble('database', null);
  expect(later.of('trouble').at(-1)).toMatchObject({ sinceMs: null });
});

test('pairs that come and go reach open streams', async () => {
  let pairs: PairId[] = [];
  const other = oneSidedHub(time, store, kr, { pairsOf: () => pairs });
  const phone = connect(other.hub, time, her);
  await time.advance(100);
  expect(phone.showing.size).toBe(0);
  pairs = [IDS.pair];
  other.hub.onPairsChanged();
  await time.advance(100);
  expect(phone.showing.size).toBe(1);
  pairs = [];
  other.hub.onPairsChanged();
  expect(phone.showing.size).toBe(0);
  const closing = other.hub.close();
  await time.advance(1_000);
  await closing;
});
