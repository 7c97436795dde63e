import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import type { PairId } from '../core/ids.ts';
import {
  closeSimulated,
  connect,
  hashOf,
  IDS,
  oneSidedHub,
  type SimStore,
  type SimTime,
  simulated,
  viewAt,
  viewerOf,
  WARNING,
} from './live.harness.ts';
import type { LiveHub } from './live.ts';
import { indexRules } from './rule.ts';

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

describe('pictures', () => {
  test('come only after the grant was committed, and say how long they hold (H-43)', async () => {
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

  test('grow older by the tick alone, unless an input has drawn them of late', async () => {
    const phone = connect(hub, time, her);
    await time.advance(2_000);
    hub.onTick();
    await time.advance(50);
    expect(phone.of('picture')).toHaveLength(1);
    await time.advance(3_000);
    hub.onTick();
    await time.advance(50);
    expect(phone.of('picture')).toHaveLength(2);
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
  test('the running grant is used up, then the picture is refused and the trouble said; warnings still arrive (H-66)', async () => {
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
    hub.onWarning(WARNING);
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

  test('while nobody looked is withdrawn on resume (H-50)', async () => {
    const phone = connect(hub, time, her);
    await time.advance(50);
    phone.close(1006);
    world.state.inForce = false;
    const again = connect(hub, time, her, phone.lastSeq);
    expect(again.of('withdrawn')).toMatchObject([{ pairId: IDS.pair, statement: 'no-order' }]);
    expect(again.showing.size).toBe(0);
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
  ])('%s: the screen drops the pair, once, and the alarm is raised (H-65)', async (_, view) => {
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

  test('an odd number: refused, with level and trouble (H-64)', async () => {
    world.state.view = (nowMs) => viewAt(nowMs, 'notice', Number.NaN);
    const phone = connect(hub, time, her);
    await time.advance(50);
    expect(phone.of('picture')[0]?.picture).toMatchObject({ level: 'notice', wearer: { statement: 'refused' } });
    expect(phone.of('trouble')).toMatchObject([{ part: 'disclosure' }]);
    expect(world.state.refusals).toEqual(['odd-number']);
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
  hub.onTrouble('engine', time.nowMs());
  phone.close(1006);
  hub.onTrouble('engine', null);
  const again = connect(hub, time, her, phone.lastSeq);
  expect(again.of('trouble').map(({ part, sinceMs }) => [part, sinceMs])).toContainEqual(['engine', null]);
});

test('(H-459) that the log is late is told to officers alone: no warning depends on it', () => {
  const phone = connect(hub, time, her);
  const desk = connect(hub, time, officer);
  hub.onTrouble('log', time.nowMs());
  expect([phone.of('trouble').length, desk.of('trouble').map(({ part }) => part)]).toEqual([0, ['log']]);
  expect(connect(hub, time, her).of('trouble')).toEqual([]);
});

test('pairs that come and go reach open streams', async () => {
  let pairs: PairId[] = [];
  const other = oneSidedHub(time, store, kr, { pairsOf: () => ({ pairIds: pairs, isUndecided: false }) });
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

describe('what access answers', () => {
  const setting = () => {
    const said = { isUndecided: false, policies: 1, asked: [] as string[] };
    const { hub: other } = oneSidedHub(time, store, kr, {
      pairsOf: ({ personId }) => {
        said.asked.push(personId);
        return { pairIds: said.isUndecided ? [] : [IDS.pair], isUndecided: said.isUndecided };
      },
      policiesOf: () => said.policies,
    });
    const end = async () => {
      const closing = other.close();
      await time.advance(1_000);
      await closing;
    };
    return { said, other, end };
  };

  test.each([
    ['the phone', her],
    ['the desk', officer],
  ])('(H-553) that it could not decide is trouble on %s until it could, and no calm', async (_, viewer) => {
    const { said, other, end } = setting();
    said.isUndecided = true;
    const screen = connect(other, time, viewer);
    await time.advance(1_000);
    expect(screen.of('trouble')).toMatchObject([{ part: 'disclosure', sinceMs: expect.any(Number) }]);
    // The trouble of all comes and goes, and this one stays.
    other.onTrouble('disclosure', time.nowMs());
    other.onTrouble('disclosure', null);
    expect(screen.of('trouble').at(-1)).toMatchObject({ part: 'disclosure', sinceMs: expect.any(Number) });
    expect(screen.showing.size).toBe(0);
    said.isUndecided = false;
    await time.advance(1_000);
    expect(screen.of('trouble').at(-1)).toMatchObject({ part: 'disclosure', sinceMs: null });
    expect(screen.showing.size).toBe(1);
    await end();
  });

  test('(H-567) is asked anew for every open stream when other policies begin to hold, and not before', async () => {
    const { said, other, end } = setting();
    connect(other, time, her);
    connect(other, time, officer);
    await time.advance(5_000);
    expect(said.asked).toEqual([her.personId, officer.personId]);
    said.policies = 2;
    await time.advance(1_000);
    expect(said.asked).toEqual([her.personId, officer.personId, her.personId, officer.personId]);
    await end();
  });

  test('is asked for nobody else’s stream when a phone is locked or opened', async () => {
    const { said, other, end } = setting();
    connect(other, time, her);
    connect(other, time, officer);
    other.onGateChanged(her.personId);
    expect(said.asked).toEqual([her.personId, officer.personId, her.personId]);
    await end();
  });
});
