import { expect, test } from 'vitest';
import type { HeldStrap } from '../devices/service.ts';
import { DEVICE_EVENT_KINDS, type DeviceEventKind } from '../proximity/types.ts';
import { strapEvents } from './strap.ts';

const held = (strap: HeldStrap['strap'], atMs = 100, heardHere = true): HeldStrap => ({ strap, atMs, heardHere });

function kinds(of: HeldStrap | null, strap: 'open' | 'closed' | null, saidAtMs = 200, events: DeviceEventKind[] = []) {
  const decoded = { status: { strap }, events: events.map((kind) => ({ kind, atMs: saidAtMs })) };
  return strapEvents(of, decoded, saidAtMs).map(({ kind }) => kind);
}

test('a change of the state is an event at the time at which it was said, and its repetition none (H-135)', () => {
  expect(kinds(held('open'), 'closed')).toEqual(['strap-closed']);
  expect(kinds(held('closed'), 'open')).toEqual(['strap-open']);
  expect(kinds(held('closed'), 'closed')).toEqual([]);
  expect(kinds(held('open'), 'open')).toEqual([]);
  const [event] = strapEvents(held('open'), { status: { strap: 'closed' }, events: [] }, 200);
  expect(event!.atMs).toBe(200);
});

test('a device that does not tell its strap says nothing of it', () => {
  for (const of of [null, held('open'), held('closed')]) expect(kinds(of, null)).toEqual([]);
});

test('a late frame does not undo what is newer (H-135)', () => {
  expect(kinds(held('closed', 300), 'open', 200)).toEqual([]);
  expect(kinds(held('open', 300), 'closed', 200)).toEqual([]);
});

test('an event of the frame itself speaks for it', () => {
  for (const kind of DEVICE_EVENT_KINDS) {
    const own = kind === 'strap-open' || kind === 'strap-closed';
    expect(kinds(held('open'), 'closed', 200, [kind])).toEqual(own ? [] : ['strap-closed']);
  }
});

test('the first word after a start ends a distrust that the process before may have left (H-135)', () => {
  expect(kinds(null, 'closed')).toEqual(['strap-closed']);
  expect(kinds(held('closed', 100, false), 'closed')).toEqual(['strap-closed']);
  expect(kinds(null, 'open')).toEqual(['strap-open']);
  expect(kinds(held('open', 100, false), 'open')).toEqual([]);
});
