/** Streams that came with a session's cookie and without a proof of the phone's key: a phone that lost it, or somebody who copied the cookie. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import { seededRng } from '../core/rng.ts';
import { LIMITS } from './limits.ts';
import { closeSimulated, connect, IDS, oneSidedHub, SimStore, SimTime, viewerOf, WARNING } from './live.harness.ts';
import type { LiveHub } from './live.ts';
import { indexRules } from './rule.ts';

const kr = indexRules(packOf('kr'));
const her = viewerOf('protected', IDS.protected);
const unproven = { ...her, isProven: false };
const otherPhone = { ...her, sessionId: 'her other phone' };

let time: SimTime;
let world: ReturnType<typeof oneSidedHub>;
let hub: LiveHub;

beforeEach(() => {
  time = new SimTime(WARNING.atMs);
  const store = new SimStore(time, seededRng(1));
  world = oneSidedHub(time, store, kr, {
    pairsOf: ({ isProven }) => ({ pairIds: isProven ? [IDS.pair] : [], isUndecided: false }),
  });
  hub = world.hub;
});

afterEach(() => closeSimulated({ hub, time }));

const isOpen = (phone: ReturnType<typeof connect>) => phone.closed === null;

test('are warned and shown nothing; that it was shown there counts for nothing (H-551)', async () => {
  const phone = connect(hub, time, unproven);
  expect(phone.of('hello')[0]).toMatchObject({ proven: false });
  hub.onWarning(WARNING);
  expect(phone.of('warning')).toHaveLength(1);
  phone.say({ type: 'displayed', warningId: WARNING.warningId });
  await time.advance(200);
  expect(world.state.displayed).toEqual([]);
  expect(phone.of('picture')).toEqual([]);
  // Another phone of theirs is still told, and only its word counts.
  const other = connect(hub, time, otherPhone);
  expect(other.of('warning')).toHaveLength(1);
  other.say({ type: 'displayed', warningId: WARNING.warningId });
  await time.advance(200);
  expect(world.state.displayed).toEqual([WARNING.warningId]);
});

test('do not stand beside one of the same session that has its proof, and go when it comes (H-558)', () => {
  const copy = connect(hub, time, unproven);
  const phone = connect(hub, time, her);
  expect([isOpen(copy), isOpen(phone)]).toEqual([false, true]);
  const again = connect(hub, time, unproven);
  hub.onWarning(WARNING);
  expect([isOpen(again), again.of('warning').length, phone.of('warning').length]).toEqual([false, 0, 1]);
  phone.close(1000);
  expect(isOpen(connect(hub, time, unproven))).toBe(true);
});

test('push no stream out that has its proof, however many come (H-558)', () => {
  const others = Array.from({ length: LIMITS.streamsPerViewerMax - 1 }, () => connect(hub, time, otherPhone));
  const many = Array.from({ length: LIMITS.streamsPerViewerMax }, () => connect(hub, time, unproven));
  expect(others.every(isOpen)).toBe(true);
  expect(many.filter(isOpen)).toEqual([many.at(-1)]);
  const last = connect(hub, time, otherPhone);
  expect([isOpen(last), many.some(isOpen)]).toEqual([true, false]);
  expect(isOpen(connect(hub, time, unproven))).toBe(false);
});

test('take nothing from what other screens are told when they come back (H-558)', async () => {
  const phone = connect(hub, time, otherPhone);
  await time.advance(50);
  const { seq } = phone.of('picture')[0]!;
  const copy = connect(hub, time, unproven);
  phone.close(1000);
  world.state.inForce = false;
  expect(copy.of('withdrawn')).toMatchObject([{ statement: 'refused' }]);
  expect(connect(hub, time, otherPhone, seq).of('withdrawn')).toMatchObject([{ statement: 'no-order' }]);
});

test('take no warning that was only written down from the phone that comes with them (H-558)', async () => {
  const { hub } = oneSidedHub(time, new SimStore(time, seededRng(4)), kr, {
    loadPendingWarnings: async () => [WARNING],
  });
  const copy = connect(hub, time, unproven);
  const phone = connect(hub, time, otherPhone);
  await time.advance(100);
  expect([copy.of('warning').length, phone.of('warning').length]).toEqual([1, 1]);
  const closing = hub.close();
  await time.advance(20_000);
  await closing;
});

test('are sent again what is new, and not all that they could not confirm', async () => {
  hub.onWarning(WARNING);
  const phone = connect(hub, time, unproven);
  expect(phone.of('warning')).toHaveLength(1);
  expect(connect(hub, time, unproven).of('warning')).toHaveLength(1);
  await time.advance(LIMITS.receiptKeptMs);
  expect(connect(hub, time, unproven).of('warning')).toEqual([]);
  expect(connect(hub, time, otherPhone).of('warning')).toHaveLength(1);
});

test('a phone that locked itself while it was away is told that nothing is shown, not that there is no order (H-560)', async () => {
  const shown = { yes: true };
  const { hub } = oneSidedHub(time, new SimStore(time, seededRng(2)), kr, {
    pairsOf: () => ({ pairIds: shown.yes ? [IDS.pair] : [], isUndecided: false }),
  });
  const phone = connect(hub, time, her);
  await time.advance(50);
  const { seq } = phone.of('picture')[0]!;
  phone.close(1000);
  shown.yes = false;
  hub.onWarning(WARNING);
  const back = connect(hub, time, her, seq);
  expect(back.of('warning')).toHaveLength(1);
  expect(back.of('withdrawn')).toMatchObject([{ statement: 'refused' }]);
  const closing = hub.close();
  await time.advance(20_000);
  await closing;
});

test('that stay are put on record, once an hour however they come and go; those that prove themselves at once are not (H-561)', async () => {
  connect(hub, time, unproven);
  await time.advance(5_000);
  const phone = connect(hub, time, her);
  await time.advance(LIMITS.unprovenMsMax);
  expect(world.state.unproven).toEqual([]);
  phone.close(1000);
  for (let minutes = 0; minutes < 59; minutes += 3) {
    const copy = connect(hub, time, unproven);
    await time.advance(180_000);
    copy.close(1000);
  }
  expect(world.state.unproven).toHaveLength(1);
  connect(hub, time, unproven);
  await time.advance(LIMITS.unprovenMsMax + 60_000);
  expect(world.state.unproven).toHaveLength(2);
});

test('that come and go before their time are put on record by all of it together; a proof sets it back (H-561)', async () => {
  const watch = async (forMs: number) => {
    const copy = connect(hub, time, unproven);
    await time.advance(forMs);
    copy.close(1000);
  };
  const shortMs = LIMITS.unprovenMsMax - 30_000;
  await watch(shortMs);
  const phone = connect(hub, time, her);
  await time.advance(1_000);
  phone.close(1000);
  await watch(shortMs);
  expect(world.state.unproven).toEqual([]);
  await time.advance(LIMITS.viewerKeptMs + 60_000);
  await watch(shortMs);
  expect(world.state.unproven).toHaveLength(1);
});

test('are put on record for each session of the same person (H-561)', async () => {
  connect(hub, time, unproven);
  connect(hub, time, { ...otherPhone, isProven: false });
  await time.advance(LIMITS.unprovenMsMax + 1_000);
  expect(world.state.unproven).toHaveLength(2);
});

test('stay open while they cannot be put on record, which is tried again until it is (H-551, H-561)', async () => {
  const noted: string[] = [];
  let fails = true;
  const { hub } = oneSidedHub(time, new SimStore(time, seededRng(3)), kr, {
    onUnproven: async ({ sessionId }) => {
      if (fails) throw new Error('away');
      noted.push(sessionId);
    },
  });
  const phone = connect(hub, time, unproven);
  await time.advance(LIMITS.unprovenMsMax + 1_000);
  hub.onWarning(WARNING);
  expect([isOpen(phone), phone.of('warning').length, noted]).toEqual([true, 1, []]);
  fails = false;
  await time.advance(LIMITS.unprovenRetryMs + 1_000);
  expect([isOpen(phone), noted]).toEqual([true, [unproven.sessionId]]);
  const closing = hub.close();
  await time.advance(20_000);
  await closing;
});
