import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import { LIMITS } from './limits.ts';
import {
  closeSimulated,
  connect,
  IDS,
  oneSidedHub,
  SimSocket,
  type SimStore,
  type SimTime,
  simulated,
  viewAt,
  viewerOf,
  WARNING,
} from './live.harness.ts';
import type { LiveHub } from './live.ts';
import { indexRules } from './rule.ts';
import { CLOSE } from './socket.ts';

const kr = indexRules(packOf('kr'));
const her = viewerOf('protected', IDS.protected);
const officer = viewerOf('officer', IDS.officer);

let time: SimTime;
let store: SimStore;
let world: ReturnType<typeof oneSidedHub>;
let hub: LiveHub;

beforeEach(() => {
  ({ time, store, world, hub } = simulated(kr));
});

afterEach(() => closeSimulated({ hub, time }));

describe('warnings', () => {
  test('go out within the call, and again on resume until displayed (H-37)', async () => {
    const phone = connect(hub, time, her);
    hub.onWarning(WARNING);
    expect(phone.of('warning')).toMatchObject([{ warningId: WARNING.warningId, level: 'warning' }]);
    phone.close(1006);
    const again = connect(hub, time, her, phone.lastSeq);
    expect(again.of('hello')[0]?.resumed).toBe(true);
    expect(again.of('warning')).toHaveLength(1);
    again.say({ type: 'displayed', warningId: WARNING.warningId });
    await time.advance(10);
    expect(world.state.displayed).toEqual([WARNING.warningId]);
    again.close(1006);
    expect(connect(hub, time, her, again.lastSeq).of('warning')).toHaveLength(0);
  });

  test('to somebody who is not connected wait for them; to others they do not go', () => {
    const desk = connect(hub, time, officer);
    hub.onWarning(WARNING);
    expect(desk.of('warning')).toHaveLength(0);
    expect(connect(hub, time, her).of('warning')).toHaveLength(1);
  });

  test('that were only written down are read on resume, and read again when the database was gone', async () => {
    let gone = true;
    const other = oneSidedHub(time, store, kr, {
      loadIncidentFacts: async () => [],
      loadPendingWarnings: async () => {
        if (gone) throw new Error('database');
        return [WARNING];
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

  test('have receipts that are tried again until recorded (H-97)', async () => {
    let failures = 2;
    const receipts: string[] = [];
    const other = oneSidedHub(time, store, kr, {
      onDisplayed: async (_, warningId) => {
        if (failures-- > 0) throw new Error('database');
        receipts.push(warningId);
        return true;
      },
    });
    const phone = connect(other.hub, time, her);
    other.hub.onWarning(WARNING);
    phone.say({ type: 'displayed', warningId: WARNING.warningId });
    await time.advance(3 * LIMITS.heartbeatMs);
    expect(receipts).toEqual([WARNING.warningId]);
    const closing = other.hub.close();
    await time.advance(1_000);
    await closing;
  });
});

test('a warning is not told again once its order has ended', async () => {
  const other = oneSidedHub(time, store, kr);
  other.hub.onWarning(WARNING);
  expect(connect(other.hub, time, her).of('warning')).toHaveLength(1);
  other.state.inForce = false;
  other.hub.onOrderEnded(IDS.order);
  expect(connect(other.hub, time, her).of('warning')).toHaveLength(0);
  const closing = other.hub.close();
  await time.advance(5_000);
  await closing;
});

test('an order that was changed is decided again in the next turn, with nothing new from engine or database', async () => {
  const other = oneSidedHub(time, store, kr);
  const phone = connect(other.hub, time, her);
  await time.advance(100);
  expect(phone.of('picture')).toHaveLength(1);
  store.mode = 'hangs';
  // As the order book has it while a change is not read yet.
  other.state.inForce = false;
  other.hub.onOrderChanged(IDS.order);
  await time.advance(1);
  expect(phone.of('withdrawn')).toMatchObject([{ pairId: IDS.pair, statement: 'no-order' }]);
  store.mode = 'up';
  const closing = other.hub.close();
  await time.advance(5_000);
  await closing;
});

describe('receipts of warnings that are not recorded yet', () => {
  test('wait for the record with the time of the display; those of warnings that were never sent do not', async () => {
    const asked: string[] = [];
    let recorded = false;
    const other = oneSidedHub(time, store, kr, {
      onDisplayed: async (_, warningId, atMs) => {
        asked.push(`${warningId.slice(0, 4)} ${atMs - startMs}`);
        return recorded;
      },
    });
    const startMs = time.nowMs();
    const phone = connect(other.hub, time, her);
    other.hub.onWarning(WARNING);
    phone.say({ type: 'displayed', warningId: WARNING.warningId });
    phone.say({ type: 'displayed', warningId: '99999999-9999-4999-8999-999999999999' });
    await time.advance(LIMITS.heartbeatMs + 100);
    recorded = true;
    await time.advance(2 * LIMITS.heartbeatMs);
    expect(asked).toEqual(['7777 0', '9999 0', '7777 0', '7777 0']);
    // What is no id of a warning is no frame: it must not be asked of the database again and again.
    phone.say({ type: 'displayed', warningId: 'nonsense' });
    expect(phone.closed).toBe(CLOSE.badFrame);
    const closing = other.hub.close();
    await time.advance(1_000);
    await closing;
  });
});

describe('a connection', () => {
  test('hears a heartbeat with the server time every 5 s, and is cut when the client is silent for 15 s (H-58)', async () => {
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

  test('that is slow gets the latest picture of a pair, not those in between (H-60)', async () => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    phone.bufferedAmount = LIMITS.bufferedBytesSoft + 1;
    for (let i = 0; i < 50; i++) {
      world.state.view = (nowMs) => viewAt(nowMs, 'danger', 90 - i);
      hub.onInputs([IDS.pair]);
      await time.advance(20);
    }
    expect(phone.of('picture')).toHaveLength(1);
    hub.onWarning(WARNING);
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
    hub.onQueueChanged(WARNING.incidentId, IDS.agency);
    hub.onQueueChanged(WARNING.incidentId, 'another agency');
    expect(other.of('queue-changed')).toHaveLength(1);
    const again = connect(hub, time, officer, seq);
    expect(again.of('queue-changed')).toMatchObject([{ incidentId: WARNING.incidentId }]);
    expect(connect(hub, time, her).of('queue-changed')).toHaveLength(0);
  });
});

test('a session that ended while its stream was being opened gets none (H-102)', async () => {
  hub.endSession(her.sessionId);
  const late = new SimSocket(() => time.nowMs());
  hub.attach(late, her);
  expect(late.closed).toBe(CLOSE.sessionEnded);
  await time.advance(LIMITS.endedKeptMs + 2 * LIMITS.heartbeatMs);
  // What was remembered goes again; a session that is over is refused before it comes here.
  expect(connect(hub, time, her).closed).toBe(null);
});
