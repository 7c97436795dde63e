/** The protected side has the place of now and no way there: over all frames, whatever is asked, lost and resumed. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import { between, seededRng } from '../core/rng.ts';
import {
  closeSimulated,
  connect,
  IDS,
  type oneSidedHub,
  type SimStore,
  type SimTime,
  simulated,
  viewAt,
  viewerOf,
} from './live.harness.ts';
import type { LiveHub } from './live.ts';
import { indexRules } from './rule.ts';

const kr = indexRules(packOf('kr'));
const her = viewerOf('protected', IDS.protected);

let time: SimTime;
let store: SimStore;
let hub: LiveHub;
let world: ReturnType<typeof oneSidedHub>;
let undertaken: boolean;

beforeEach(() => {
  undertaken = true;
  ({ time, store, world, hub } = simulated(kr, { hasUndertaken: () => undertaken }));
  world.state.view = (nowMs) => viewAt(nowMs, 'danger', 80 + ((nowMs / 1000) % 300));
});

afterEach(() => closeSimulated({ hub, time }));

describe('the protected side (H-505)', () => {
  test('is shown the newest place and no older one, however often it comes back and whatever it says it saw last', async () => {
    const rng = seededRng(9);
    let lastSeq: number | null = null;
    for (let i = 0; i < 40; i += 1) {
      const phone = connect(hub, time, her, rng.next() < 0.2 ? 0 : lastSeq);
      const cameMs = time.nowMs();
      for (let s = 0; s < 6; s += 1) {
        hub.onInputs([IDS.pair]);
        await time.advance(between(rng, 200, 3_000));
      }
      for (const { frame, atMs, text } of phone.frames) {
        if (frame.type !== 'picture') continue;
        // One place a side, as of this moment: the engine's view is drawn at the instant of the frame.
        expect(text.match(/"latDeg"/g)).toHaveLength(2);
        for (const side of [frame.picture.wearer, frame.picture.protected]) {
          if (side.kind !== 'point') throw new Error('a point was expected');
          expect(side.trailS).toBeUndefined();
          expect(side.point.fixedAtMs).toBeGreaterThan(atMs - 1_000);
          expect(side.point.fixedAtMs).toBeGreaterThan(cameMs - 1_000);
        }
      }
      // Coming back gives the picture of now, once, not those that were missed.
      const first = phone.frames.findIndex(({ frame }) => frame.type === 'picture');
      expect(
        phone.frames.filter(({ atMs, frame }) => frame.type === 'picture' && atMs === phone.frames[first]!.atMs),
      ).toHaveLength(1);
      lastSeq = phone.lastSeq;
      phone.close(1006);
      await time.advance(between(rng, 100, 60_000));
    }
  });

  test('no rule of a real law gives it a trail, and none of its routes answers with a place', () => {
    for (const jurisdiction of ['kr', 'jp', 'my', 'example'])
      for (const rule of packOf(jurisdiction).disclosure)
        if (rule.shows === 'point' && (rule.viewer === 'protected' || rule.viewer === 'household'))
          expect(rule.trailS).toBe(0);
    // Every route that it may call, and what its answer may hold, stands in one list.
    const table = readFileSync(new URL('../server/http/capabilities.ts', import.meta.url), 'utf8');
    const own = [
      ...table.matchAll(/'((?:GET|POST) [^']+)': (?:PROTECTED_SIDE|PROTECTED|CASE|\[[^\]]*'protected'[^\]]*\])/g),
    ].map(([, route]) => route!);
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter((route) => /export|history|positions|trail|geojson|track/i.test(route))).toEqual([
      'POST /api/me/positions',
    ]);
  });

  test('that takes back its undertaking, or its wish to see, keeps no place on an open stream (H-503)', async () => {
    const phone = connect(hub, time, her);
    await time.advance(100);
    expect(phone.of('picture').at(-1)?.picture.wearer.kind).toBe('point');
    undertaken = false;
    hub.onViewingChanged([IDS.pair]);
    await time.advance(100);
    expect(phone.of('picture').at(-1)?.picture.wearer).toMatchObject({
      kind: 'band',
      basis: { rule: 'kr-protected-danger-band' },
    });
    undertaken = true;
    hub.onViewingChanged([IDS.pair]);
    await time.advance(100);
    expect(phone.of('picture').at(-1)?.picture.wearer.kind).toBe('point');
  });

  test('each grant names its use, and where it is urgent the numbers that made it so, and no place (H-501)', async () => {
    connect(hub, time, her);
    connect(hub, time, viewerOf('officer', IDS.officer));
    await time.advance(200);
    const given = [...store.given.values()];
    const uses = Object.fromEntries(given.map(({ rule, use }) => [rule, `${use.purpose} ${use.article}`]));
    expect(uses).toEqual({
      'kr-protected-danger': 'notify-protected EDA 31-8(2)5',
      'kr-protected-own': 'own-position PIPA 35',
      'kr-officer-alerting': 'breach EDA 31-8(2)4',
      'kr-officer-protected-alerting': 'protection LIA 15',
    });
    const urgent = given.find(({ rule }) => rule === 'kr-protected-danger')!;
    expect(urgent.urgency).toEqual({ level: 'danger', distanceM: expect.any(Number), etaS: 360, insideM: null });
    expect(urgent.urgency.distanceM! % 50).toBe(0);
    expect(JSON.stringify(given)).not.toMatch(/lat|lon(?!g)|127\.|37\.4/i);
  });
});
