import { expect, test } from 'vitest';
import type { PersonId } from '../core/ids.ts';
import { ok } from '../core/outcome.ts';
import { LIMITS } from './limits.ts';
import { Pace } from './pace.ts';
import { httpArrival, type PipelineDeps, receive } from './pipeline.ts';
import { findHttpProtocol } from './protocols/registry.ts';
import type { Rejection, Taken } from './protocols/types.ts';

const NOW_MS = Date.parse('2026-11-02T12:00:00Z');
const PERSON = '00000000-0000-4000-8000-000000000001' as PersonId;

/** What a frame of a known device leads to: inputs journaled, rejections quarantined with it. */
async function take(body: string): Promise<{ taken: Taken; journaled: number; rejections: readonly Rejection[] }> {
  let journaled = 0;
  const rejections: Rejection[] = [];
  const deps: PipelineDeps = {
    clock: { nowMs: () => NOW_MS },
    journal: {
      append: async () => {
        journaled += 1;
        return ok({ position: journaled, duplicate: false });
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
    onHeard: () => undefined,
    basesFor: () => ['order:x'],
  };
  const headers = { 'content-type': 'application/json' };
  const frame = { method: 'POST', uri: `/${'t'.repeat(32)}`, headers, body: Buffer.from(body) };
  const { taken } = await receive(httpArrival(findHttpProtocol(frame)!, frame), deps);
  return { taken, journaled, rejections };
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
