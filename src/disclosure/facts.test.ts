import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import type { IncidentId } from '../core/ids.ts';
import type { IncidentFact } from './facts.ts';
import { closeSimulated, connect, IDS, type oneSidedHub, type SimTime, simulated, viewerOf } from './live.harness.ts';
import { indexRules } from './rule.ts';

const kr = indexRules(packOf('kr'));
const SEEN: IncidentFact = {
  incidentId: '00000000-0000-4000-8000-00000000f00d' as IncidentId,
  pairId: IDS.pair,
  state: 'acknowledged',
  atMs: 1_790_000_001_000,
};

let time: SimTime;
let world: ReturnType<typeof oneSidedHub>;
let written: () => Promise<readonly IncidentFact[]>;

beforeEach(() => {
  written = async () => [];
  ({ time, world } = simulated(kr, { loadIncidentFacts: () => written() }));
});
afterEach(() => closeSimulated({ hub: world.hub, time }));

describe('what the monitoring centre did, for the side that it protects', () => {
  test('H-172: goes to the protected side of the pair at once, with a time and no name; officers have their queue', async () => {
    const phone = connect(world.hub, time, viewerOf('protected', IDS.protected));
    const officer = connect(world.hub, time, viewerOf('officer', IDS.officer));
    await time.advance(50);
    world.hub.onActed(SEEN);
    expect(phone.of('incident')).toMatchObject([SEEN]);
    expect(Object.keys(phone.of('incident')[0]!).sort()).toEqual(
      ['atMs', 'incidentId', 'pairId', 'seq', 'serverTimeMs', 'state', 'type'].sort(),
    );
    expect(officer.of('incident')).toEqual([]);
  });

  test('comes again on every connection, and a database that is gone keeps nothing else back', async () => {
    written = async () => [SEEN];
    const first = connect(world.hub, time, viewerOf('protected', IDS.protected));
    await time.advance(50);
    expect(first.of('incident')).toMatchObject([SEEN]);
    written = () => Promise.reject(new Error('gone'));
    const second = connect(world.hub, time, viewerOf('protected', IDS.protected));
    await time.advance(50);
    expect(second.of('incident')).toEqual([]);
    expect(second.of('picture')).toHaveLength(1);
  });

  test('nothing once the order is not in force (I-5)', async () => {
    const phone = connect(world.hub, time, viewerOf('protected', IDS.protected));
    await time.advance(50);
    world.state.inForce = false;
    world.hub.onActed(SEEN);
    expect(phone.of('incident')).toEqual([]);
  });
});
