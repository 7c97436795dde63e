import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeviceId, PersonId } from '../core/ids.ts';
import { type Duty, decideLife, decideSwap, event, type LifeAct } from './decide-life.ts';
import { type LifeEvent, lifeOf, type NewLifeEvent, STARTS_ANEW, stateAt } from './life.ts';

const DUTIES: Duty[] = [
  { id: 'charge', article: 'EDA 31-6' },
  { id: 'carry', article: 'EDA 31-6' },
];
const P = 'p' as PersonId;

/** A record, kept as the service keeps it. */
function book(deviceId: string) {
  const events: LifeEvent[] = [];
  let carrier: PersonId | null = null;
  const add = (atMs: number, ...more: readonly NewLifeEvent[]): void => {
    for (const one of more) {
      events.push({ ...one, deviceId: deviceId as DeviceId, number: events.length + 1, atMs, actorId: null });
    }
  };
  add(0, event('stocked', {}));
  return {
    deviceId: deviceId as DeviceId,
    events,
    get life() {
      return lifeOf(events);
    },
    get carrier() {
      return carrier;
    },
    add,
    act(act: LifeAct, atMs: number): string {
      const decided = decideLife(lifeOf(events), act, atMs, DUTIES);
      if (!decided.ok) return decided.error.message;
      add(atMs, ...decided.value.events);
      if (decided.value.carrier !== 'same') carrier = decided.value.carrier;
      return 'ok';
    },
  };
}

const RESERVE: LifeAct = { act: 'reserve', personId: P, appointmentMs: null, words: null };
const READ = DUTIES.map(({ id }): LifeAct => ({ act: 'acknowledge-duty', duty: id }));

test('from stock to a wearer and back, with nobody carrying it before it is fitted', () => {
  const device = book('d');
  expect(device.act(RESERVE, 1)).toBe('ok');
  expect([device.life.state, device.carrier]).toEqual(['reserved', null]);
  for (const read of READ) expect(device.act(read, 2)).toBe('ok');
  expect(device.act({ act: 'fit' }, 3)).toBe('ok');
  expect([device.life.state, device.carrier]).toEqual(['fitted', P]);
  expect(device.act({ act: 'return', reason: 'fault' }, 4)).toBe('ok');
  expect([device.life.state, device.carrier, device.life.personId]).toEqual(['returned', null, null]);
  expect(device.act({ act: 'restock' }, 5)).toBe('ok');
  expect(device.life.state).toBe('in-stock');
});

test('is not fitted before every duty was acknowledged, and what one wearer read does not count for the next (H-138)', () => {
  const device = book('d');
  device.act(RESERVE, 1);
  expect(device.act(READ[0]!, 2)).toBe('ok');
  expect(device.act(READ[0]!, 2)).toMatch(/already/);
  expect(device.act({ act: 'fit' }, 3)).toMatch(/every duty/);
  expect(device.act(READ[1]!, 3)).toBe('ok');
  expect(device.act({ act: 'release' }, 3)).toBe('ok');
  expect(device.act({ ...RESERVE, personId: 'q' as PersonId }, 4)).toBe('ok');
  expect(device.act({ act: 'fit' }, 4)).toMatch(/every duty/);
});

test('an act that the state does not allow says what stands and what would do', () => {
  const device = book('d');
  expect(device.act({ act: 'fit' }, 1)).toBe('The device is in stock; this needs one that is reserved or carried.');
  device.act({ act: 'lose', words: null }, 2);
  expect(device.act(RESERVE, 3)).toBe('The device is lost; this needs one that is in stock.');
  device.act({ act: 'find' }, 4);
  device.act({ act: 'retire', reason: 'broken' }, 5);
  for (const act of [RESERVE, { act: 'restock' }, { act: 'find' }] as const) {
    expect(device.act(act, 6)).toMatch(/is retired/);
  }
});

test('a removal that was approved holds from its beginning until somebody ends it, not until its time is over', () => {
  const device = book('d');
  device.act({ act: 'hand-over', personId: P }, 1);
  device.add(2, event('removal-approved', { personId: P, removalId: 'r', fromMs: 10, untilMs: 20 }));
  expect([2, 10, 20, 99].map((atMs) => stateAt(device.life, atMs))).toEqual([
    'carried',
    'removed',
    'removed',
    'removed',
  ]);
  device.add(30, event('removal-ended', { personId: P, removalId: 'r' }));
  expect(stateAt(device.life, 30)).toBe('carried');
});

test('a swap hands on how the old one stood: fitted for fitted, carried for carried', () => {
  const [old, next] = [book('old'), book('next')];
  old.act({ act: 'hand-over', personId: P }, 1);
  const handed = decideSwap(old, next, 'battery', 2, DUTIES);
  expect(handed.ok && [handed.value.personId, handed.value.old.kind, handed.value.new.kind]).toEqual([
    P,
    'swapped-out',
    'handed-over',
  ]);
  for (const read of READ) old.act(read, 3);
  old.act({ act: 'fit' }, 3);
  const fitted = decideSwap(old, next, 'battery', 4, DUTIES);
  expect(fitted.ok && fitted.value.new.kind).toBe('fitted');
  next.act({ ...RESERVE, personId: 'q' as PersonId }, 5);
  expect(decideSwap(old, next, 'battery', 6, DUTIES).ok).toBe(false);
  expect(decideSwap(old, old, 'battery', 6, DUTIES).ok).toBe(false);
});

test('whatever is tried in whatever order, a device has a carrier just when its state says so', () => {
  const acts = fc.constantFrom<LifeAct>(
    RESERVE,
    { act: 'release' },
    ...READ,
    { act: 'fit' },
    { act: 'hand-over', personId: 'q' as PersonId },
    { act: 'return', reason: 'other' },
    { act: 'restock' },
    { act: 'lose', words: null },
    { act: 'find' },
    { act: 'retire', reason: 'other' },
  );
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 60 }), (tried) => {
      const device = book('d');
      for (const [atMs, act] of tried.entries()) {
        const before = device.life;
        const said = device.act(act, atMs);
        const { state, personId, number } = device.life;
        expect(device.carrier !== null).toBe(state === 'carried' || state === 'fitted');
        if (device.carrier !== null) expect(device.carrier).toBe(personId);
        expect(number).toBe(before.number + (said === 'ok' ? 1 : 0));
        if (before.state === 'retired') expect(said).not.toBe('ok');
        // The desk reads no further back than the last new beginning, and no duties.
        const from = device.events.findLastIndex(({ kind }) => STARTS_ANEW.includes(kind));
        const recent = lifeOf(device.events.slice(from).filter(({ kind }) => kind !== 'duty-acknowledged'));
        expect([recent.state, recent.personId, recent.sinceMs]).toEqual([state, personId, device.life.sinceMs]);
      }
    }),
  );
});
