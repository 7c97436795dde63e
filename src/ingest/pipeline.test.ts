import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonId } from '../core/ids.ts';
import { ok } from '../core/outcome.ts';
import { HOUR_MS, utcDay } from '../core/time.ts';
import type { Heard } from './heard.ts';
import type { UnnumberedInput } from './inputs.ts';
import { LIMITS } from './limits.ts';
import { ownHour } from './own-hours.ts';
import { Pace } from './pace.ts';
import { type Arrival, httpArrival, type PipelineDeps, receive } from './pipeline.ts';
import { findHttpProtocol } from './protocols/registry.ts';
import type { Decoded, DecodedFix, Rejection, Taken } from './protocols/types.ts';

const NOW_MS = Date.parse('2026-11-02T12:00:00Z');
const PERSON = '00000000-0000-4000-8000-000000000001' as PersonId;

const PLACE: Omit<DecodedFix, 'fixedAtMs'> = {
  ...{ latDeg: 36, lonDeg: 124.5, accuracyM: 8, speedMps: 0, courseDeg: null, altitudeM: null, mock: null },
  source: 'gnss',
  valid: true,
};

/** Whether the carrier is of the protected side. */
let isOwn = false;

/** What a frame of a known device leads to: inputs journaled, rejections quarantined with it. */
async function take(
  body: string,
  decodes?: Partial<Decoded>,
  bases: readonly string[] = ['order:x'],
  keeps: (atMs: number, nowMs: number) => boolean = () => true,
): Promise<{
  taken: Taken;
  journaled: number;
  inputs: UnnumberedInput[];
  rejections: readonly Rejection[];
  scopes: string[];
}> {
  const inputs: UnnumberedInput[] = [];
  const rejections: Rejection[] = [];
  const scopes: string[] = [];
  const own = isOwn;
  const deps: PipelineDeps = {
    clock: { nowMs: () => NOW_MS },
    journal: {
      append: async (input, _device, sealFor) => {
        scopes.push(sealFor?.scope ?? '');
        inputs.push(input);
        return ok({ position: inputs.length, duplicate: false });
      },
    },
    quarantine: {
      keep: async (_protocol: string, _deviceId: string | null, kept: readonly Rejection[]) => {
        rejections.push(...kept);
        return true;
      },
    } as unknown as PipelineDeps['quarantine'],
    pace: new Pace(),
    findDevice: () => ({ device: { deviceId: 'd', payloadKey: null, carriedBy: () => PERSON } }),
    basesFor: () => bases,
    isOwn: () => own,
    mayKeepPlace: (_, atMs, nowMs) => keeps(atMs, nowMs),
    strapOf: () => null,
    onHeard: () => undefined,
  };
  const headers = { 'content-type': 'application/json' };
  const frame = { method: 'POST', uri: `/${'t'.repeat(32)}`, headers, body: Buffer.from(body) };
  const arrival = httpArrival(findHttpProtocol(frame)!, frame);
  const decode: Arrival['decode'] = (...args) => ({ ...arrival.decode(...args), ...decodes });
  const { taken } = await receive({ ...arrival, decode }, deps);
  return { taken, journaled: inputs.length, inputs, rejections, scopes };
}

const MANY = Array.from({ length: LIMITS.fixesPerFrame + 1 }, (_, i) => NOW_MS - i * 1_000);

test.each([
  [
    'Traccar Client',
    JSON.stringify({
      device_id: 'x',
      location: MANY.map((at) => ({
        timestamp: new Date(at).toISOString(),
        coords: { latitude: 36, longitude: 124.5 },
      })),
    }),
  ],
  ['OwnTracks', JSON.stringify(MANY.map((at) => ({ _type: 'location', lat: 36, lon: 124.5, tst: at / 1_000 })))],
])('what a batch of %s holds over the limit is rejected by name and quarantined, never lost', async (_, body) => {
  expect(body.length).toBeLessThan(LIMITS.bodyBytes);
  const taken = await take(body);
  expect(taken).toMatchObject({ taken: 'accepted', journaled: LIMITS.fixesPerFrame });
  expect(taken.rejections.map(({ reason }) => reason)).toEqual(['malformed']);
});

test.each([
  ['years back', Date.parse('2000-01-01')],
  ['hours ahead', NOW_MS + 9 * HOUR_MS],
  ['not a number', Number.NaN],
])('an SOS by a clock that is %s is one of now, and the frame is kept for its clock (H-12)', async (_, atMs) => {
  const taken = await take('', { events: [{ kind: 'sos', atMs }], rejected: null });
  expect(taken.inputs).toMatchObject([{ kind: 'event', event: 'sos', eventAtMs: NOW_MS }]);
  expect(taken.rejections.map(({ reason }) => reason)).toEqual(['clock-error']);
});

test('HAZARD H-90: what cannot be true, or be read, is kept for no one who is under no order', async () => {
  const location = {
    timestamp: new Date(NOW_MS).toISOString(),
    coords: { latitude: 36, longitude: 124.5, speed: 300 },
  };
  for (const body of [JSON.stringify({ device_id: 'x', location }), '{"device_id":"x","location":{"timestamp":"?"}}']) {
    expect((await take(body)).rejections).toHaveLength(1);
    expect((await take(body, undefined, [])).rejections.map(({ reason }) => reason)).toContain('no-legal-basis');
  }
});

describe('somebody who does not share where they are', () => {
  const place = (fixedAtMs: number) =>
    JSON.stringify([{ _type: 'location', lat: 36, lon: 124.5, tst: fixedAtMs / 1_000 }]);
  const never = () => false;

  test('HAZARD H-190: their place is kept nowhere, and the phone is answered as if it were', async () => {
    const taken = await take(place(NOW_MS - 1_000), undefined, undefined, never);
    expect(taken).toMatchObject({ taken: 'accepted', journaled: 0 });
    expect(taken.rejections.map(({ reason }) => reason)).toContain('no-consent');
  });

  test('asked is the time at which it was made and the time at which it came', async () => {
    const asked: [number, number][] = [];
    await take(place(NOW_MS - 60_000), undefined, undefined, (...times) => asked.push(times) > 0);
    expect(asked).toEqual([[NOW_MS - 60_000, NOW_MS]]);
  });

  test('what is refused for another reason keeps no byte either: it may be a place, too', async () => {
    for (const body of [
      '[{"_type":"location","lat":91,"lon":1,"tst":1798761600}]',
      '[{"_type":"location","lat":"?"}]',
    ]) {
      const { rejections } = await take(body, undefined, undefined, never);
      expect(rejections.length).toBeGreaterThan(1);
      expect(rejections.map(({ reason }) => reason)).toContain('no-consent');
    }
  });

  test('HAZARD H-191: an SOS of their phone goes its way, without the place beside it', async () => {
    const fixes = [{ ...PLACE, fixedAtMs: NOW_MS - 1_000 }];
    const taken = await take('', { events: [{ kind: 'sos', atMs: NOW_MS }], fixes, rejected: null }, undefined, never);
    expect(taken.inputs).toMatchObject([{ kind: 'event', event: 'sos' }]);
  });

  test('under no order the reason is that, and not their consent', async () => {
    const { rejections } = await take(place(NOW_MS), undefined, [], never);
    expect(rejections.map(({ reason }) => reason)).toEqual(['no-legal-basis']);
  });
});

/** A watch's frame that tells its strap as a state. */
function frame(strap: 'open' | 'closed', atMs: number): Arrival {
  return {
    protocol: 'watch',
    raw: { transport: 'tcp', device: null, opening: null, bytes: new Uint8Array() },
    identity: { token: null, externalId: 'imei' },
    decode: () => ({
      device: 'imei',
      fixes: [{ ...PLACE, fixedAtMs: atMs }],
      events: [],
      status: { batteryPct: 40, charging: false, satellites: 7, strap, cells: [], wifi: [] },
      reply: new Uint8Array(),
      rejected: null,
    }),
  };
}

test('a strap that is told as a state is journaled as an event with its frame, and heard of only after the commit (H-135)', async () => {
  const journaled: UnnumberedInput[] = [];
  const heard: Heard[] = [];
  let commits = true;
  const deps: PipelineDeps = {
    clock: { nowMs: () => NOW_MS },
    journal: {
      append: async (input) => {
        expect(heard).toEqual([]);
        if (!commits) return { ok: false, error: 'not-committed' };
        journaled.push(input);
        return ok({ position: journaled.length, duplicate: false });
      },
    },
    quarantine: {} as PipelineDeps['quarantine'],
    pace: new Pace(),
    findDevice: () => ({ device: { deviceId: 'd', payloadKey: null, carriedBy: () => PERSON } }),
    basesFor: () => ['order:x'],
    isOwn: () => false,
    mayKeepPlace: () => true,
    strapOf: () => ({ strap: 'open', atMs: NOW_MS - 60_000, heardHere: true }),
    onHeard: (one) => void heard.push(one),
  };
  const closed = frame('closed', NOW_MS - 1_000);
  expect((await receive(closed, deps)).taken).toBe('accepted');
  expect(journaled.map((input) => input.kind)).toEqual(['fix', 'event']);
  expect(journaled[1]).toMatchObject({ event: 'strap-closed', eventAtMs: NOW_MS - 1_000, personId: PERSON });
  expect(heard).toMatchObject([{ deviceId: 'd', protocol: 'watch', receivedAtMs: NOW_MS }]);
  heard.length = 0;
  commits = false;
  expect((await receive(closed, deps)).taken).toBe('not-committed');
  // Nothing was taken: the device comes again, and its strap is as unknown as before.
  expect(heard).toEqual([]);
});

describe('a position of the protected side', () => {
  const place = (atMs: number) => JSON.stringify([{ _type: 'location', lat: 36, lon: 124.5, tst: atMs / 1_000 }]);
  beforeEach(() => {
    isOwn = true;
  });
  afterEach(() => {
    isOwn = false;
  });

  test('HAZARD H-506: is sealed by its hour, and one that is near a day old is not taken in', async () => {
    expect((await take(place(NOW_MS - 23 * HOUR_MS))).scopes).toEqual([ownHour(NOW_MS - 23 * HOUR_MS)]);
    const late = await take(place(NOW_MS - 24 * HOUR_MS));
    expect(late).toMatchObject({ taken: 'accepted', journaled: 0, rejections: [{ reason: 'past-its-day' }] });
    isOwn = false;
    expect((await take(place(NOW_MS - 24 * HOUR_MS))).scopes).toEqual([utcDay(NOW_MS - 24 * HOUR_MS)]);
  });
});
