import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderId, PairId, PersonId, ZoneId } from '../core/ids.ts';
import { createEngine, ENGINE_VERSION, type Engine, evaluationsOf, pairView, zoneView } from './engine.ts';
import { P, PAIR, Scene, SILENT, stand, W, walk, ZONE, zoneSpec } from './scene.test-helper.ts';
import { engineFrom, snapshotOf } from './snapshot.ts';
import { checksumOf } from './snapshot-bytes.ts';

const POLYGON = '0b9c2f1e-5f7a-4c1d-9f63-2d0a8e7b4c55' as ZoneId;
const OTHER = 'À\ud800 any text' as PairId;

/** Levels, rings, probing, coarse and held fixes, distrust, events, shapes, parameters, free slots: something of everything. */
function lived(toS = 3600): Scene {
  const scene = new Scene().bind({ rings: { police: 1000, outer: 1500 }, parameters: { warnTauS: 300 } });
  scene.bind({ pairId: OTHER, protectedId: 'x' as PersonId, orderId: POLYGON as string as OrderId });
  scene.bind({ pairId: 'gone' as PairId, protectedId: 'gone' as PersonId, rings: { gone: 50 } });
  const rings = [[scene.at(0, 0), scene.at(300, 0), scene.at(0, 300)], [scene.at(10, 10)]];
  for (const [zoneId, shape] of [
    [ZONE, { kind: 'circle', ...scene.at(0, 0), radiusM: 200 }],
    [POLYGON, { kind: 'polygon', rings }],
    ['far', { kind: 'circle', ...scene.at(90_000, 0), radiusM: 100 }],
  ] as const) {
    scene.take({ kind: 'bind-zone', zone: zoneSpec(shape, { zoneId: zoneId as ZoneId }) }, 0);
  }
  scene.play(0, toS, (s) => ({ eastM: 650 + 250 * Math.cos((2 * Math.PI * s) / 960), northM: 0 }));
  scene.fix(W, toS + 10, 5000, 0, { accuracyM: 1000, source: 'cell' });
  scene.fix(W, toS + 20, 90_000, 0);
  scene.fix(P, toS + 25, 0, 0, { latDeg: Number.NaN });
  scene.fix(W, toS + 30, 700, 0, { mock: true });
  scene.event(P, 'strap-open', toS + 40);
  scene.take({ kind: 'unbind-pair', pairId: 'gone' as PairId }, toS + 50);
  scene.take({ kind: 'bind-zone', zone: zoneSpec({ kind: 'circle', ...scene.at(5, 0), radiusM: 90 }) }, toS + 50);
  return scene;
}

function seenBy(engine: Engine, atS: number): string {
  const pairs = [PAIR, OTHER].map((id) => [pairView(engine, id, atS * 1000), evaluationsOf(engine, id)]);
  return JSON.stringify([pairs, [ZONE, POLYGON, 'far' as ZoneId].map((id) => zoneView(engine, id, atS * 1000))]);
}

function resealed(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (const [i, word] of checksumOf(bytes, 24).entries()) view.setUint32(16 + 4 * i, word, true);
  return bytes;
}

describe('a snapshot', () => {
  it('gives an engine that goes on as if it had never stopped, to the byte', () => {
    const scene = lived();
    const snapshot = snapshotOf(scene.engine);
    const restored = engineFrom(snapshot)!;
    expect(snapshotOf(restored)).toEqual(snapshot);
    expect(seenBy(restored, 3651)).toBe(seenBy(scene.engine, 3651));
    const after = new Scene(undefined, restored);
    const [from] = [scene.findings.length];
    for (const one of [scene, after]) {
      one.event(P, 'strap-closed', 3660);
      one.play(3665, 4800, walk(600, -1, 3665), stand(10)).play(4805, 5400, SILENT);
      one.bind({ pairId: 'new' as PairId, protectedId: 'new' as PersonId, rings: { new: 70 } }, 5405);
      one.take({ kind: 'unbind-zone', zoneId: POLYGON }, 5410);
      one.play(5415, 6000, stand(100));
    }
    const numberless = (findings: unknown) => JSON.stringify(findings).replace(/"inputPosition":\d+/g, '');
    expect(numberless(after.findings)).toBe(numberless(scene.findings.slice(from)));
    expect(after.findings.length).toBeGreaterThan(5);
  });

  it('of an engine that holds nothing is one too', () => {
    const empty = snapshotOf(createEngine());
    expect(snapshotOf(engineFrom(empty)!)).toEqual(empty);
  });

  it('finds everybody again when most slots are free', () => {
    const scene = new Scene();
    const idOf = (i: number) => `pair-${i}` as PairId;
    for (let i = 0; i < 300; i++) scene.bind({ pairId: idOf(i), protectedId: `p-${i}` as PersonId });
    for (let i = 0; i < 290; i++) scene.take({ kind: 'unbind-pair', pairId: idOf(i) }, 0);
    const restored = engineFrom(snapshotOf(scene.engine))!;
    const found = Array.from({ length: 300 }, (_, i) => evaluationsOf(restored, idOf(i)));
    expect(found).toEqual(Array.from({ length: 300 }, (_, i) => (i < 290 ? null : 1)));
    for (let i = 0; i < 290; i++) new Scene(undefined, restored).bind({ pairId: idOf(i) });
    expect(restored.pairs.table.count).toBe(300);
  });

  it('is read wherever its bytes lie', () => {
    const snapshot = snapshotOf(lived(60).engine);
    const shifted = new Uint8Array(snapshot.length + 3).subarray(3);
    shifted.set(snapshot);
    expect(snapshotOf(engineFrom(shifted)!)).toEqual(snapshot);
  });
});

describe('no snapshot (H-106)', () => {
  const snapshot = snapshotOf(lived(120).engine);

  it('of other parameters or another version is taken up', () => {
    expect(engineFrom(snapshot, { warnTauS: 401 })).toBeNull();
    expect(engineFrom(snapshot, {})).not.toBeNull();
    const text = new TextDecoder('utf-16le').decode(snapshot.slice(36, 36 + 2 * ENGINE_VERSION.length));
    expect(text).toBe(ENGINE_VERSION);
    const other = snapshot.slice();
    other[36]!++;
    expect(engineFrom(resealed(other))).toBeNull();
  });

  it('that is cut, lengthened or damaged anywhere is taken up', () => {
    for (const length of [0, 7, 8, 31, 32, 200, snapshot.length - 8, snapshot.length - 1]) {
      expect(engineFrom(snapshot.slice(0, length))).toBeNull();
    }
    expect(engineFrom(Uint8Array.from([...snapshot, 0, 0, 0, 0, 0, 0, 0, 0]))).toBeNull();
    fc.assert(
      fc.property(fc.nat(snapshot.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = snapshot.slice();
        damaged[at]! ^= flip;
        expect(engineFrom(damaged)).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it.each<[string, (engine: Engine) => void]>([
    [
      'a list of zones is cut',
      ({ zone }) => {
        zone.nextZone = 0;
      },
    ],
    [
      'a list goes round',
      ({ zone }) => {
        zone.nextZone = zone.slot;
      },
    ],
    [
      'a pair is not in the list of its wearer',
      ({ wearer }) => {
        wearer.firstAsWearer = 0;
      },
    ],
    [
      "a pair is nobody's",
      ({ pair }) => {
        pair.wearerSlot = 7;
      },
    ],
    [
      'an order is used once less than it counts',
      ({ orders }) => {
        orders.acquire('order');
      },
    ],
    [
      'two pairs have one level',
      ({ pair, pairs }) => {
        const slot = pair.levelsSlot;
        pair.at(pairs.ids.find(OTHER));
        pair.levelsSlot = slot;
      },
    ],
    ['a record is free that is in use', ({ pair, levels }) => levels.release(pair.levelsSlot)],
    [
      'a free slot comes twice',
      ({ people }) => {
        people.table.setWord(people.table.freeSlot, 0, people.table.freeSlot);
      },
    ],
    [
      'a zone is remembered that is not bound',
      ({ zones }) => {
        zones.fresh.set(99, 1);
      },
    ],
  ])('is taken up in which %s', (_, spoil) => {
    const { engine } = lived(120);
    engine.zone.at(engine.zones.ids.find(POLYGON));
    engine.pair.at(engine.pairs.ids.find(PAIR));
    expect(engine.pair.levelsSlot).not.toBe(0);
    expect(engine.zone.nextZone).not.toBe(0);
    expect(engineFrom(snapshotOf(engine))).not.toBeNull();
    spoil(engine);
    expect(engineFrom(snapshotOf(engine))).toBeNull();
  });

  it('makes the engine throw, whatever its bytes, its checksum being right', () => {
    const word = fc.oneof(fc.nat(20), fc.nat(0xffffffff), fc.constantFrom(0xffffffff, 0x7fffffff, 0x80000000));
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(snapshot.length / 4 - 1), word, (at, value) => {
        const odd = snapshot.slice();
        new DataView(odd.buffer).setUint32(4 * at, value, true);
        if (engineFrom(resealed(odd)) === null) refused++;
      }),
      { numRuns: 1500 },
    );
    expect(refused).toBeGreaterThan(100);
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, (one) => {
        expect(engineFrom(one)).toBeNull();
      }),
    );
  });
});
